import type { PresetId } from "../../netplay/conditions.ts";

const presetsEn: Readonly<Record<PresetId, string>> = {
  good: "As it is",
  "3g": "3G phone",
  hotel: "Hotel Wi-Fi",
  far: "Far continent",
  outage: "2 s outage",
};

/** Texts about the connection, in English. */
export const netEn = {
  open: "Connection",
  openKey: "Connection (F3)",
  close: "Close",
  /** On the button, for who does not see its stripes. */
  simulated: (line: string) => `simulated: ${line}`,
  verdicts: {
    reconnecting: (attempt: number) => `The connection broke. Attempt ${attempt} to get back.`,
    silent: "Nothing arrives from the server at the moment.",
    measuring: "Measuring your connection…",
    stalls: (times: number) =>
      `Your connection stalls about ${times === 2 ? "twice" : `${times} times`} a minute.`,
    starved: (kbit: number) =>
      `More is sent to you than your connection carries: about ${kbit} kbit/s get through.`,
    stalled: (seconds: string) =>
      `Your connection stood still for ${seconds} s within the last minute.`,
    jittery: (ms: number) =>
      `Your connection is uneven, by ${ms} ms on average: others may seem to move in jerks.`,
    slow: (ms: number) => `Your connection is even, but the way is long: ${ms} ms there and back.`,
    busy: "Your connection is fine, but this device is busy: the page itself stands still at times.",
    steady: "Your connection is steady.",
  },
  figures: {
    ping: "Ping",
    jitter: "Jitter",
    sincePatch: "Age of patch",
    patches: "Patches",
    received: "Received",
    sent: "Sent",
    pending: "Inputs waiting",
    corrections: "Corrections",
    largest: "Largest",
    tick: "Server tick",
    stalls: "Stalls a minute",
    longest: "Worst wait",
  },
  ms: (ms: number) => `${ms} ms`,
  px: (px: string) => `${px} px`,
  perSecond: (count: string) => `${count}/s`,
  kilobytes: (kilobytes: string) => `${kilobytes} kB/s`,
  graph: {
    bytes: "Bytes in a minute",
    waits: "Waits for patches",
    top: (figure: string) => `top ${figure}`,
    stall: (ms: number) => `${ms} ms: a stall`,
    bytesSummary: (received: string, sent: string) =>
      `Bytes per second in the last minute: received ${received} on average, sent ${sent}.`,
    waitsSummary: (ms: number, limit: number) =>
      `Waits for patches in the last minute: the longest ${ms} ms; above ${limit} ms it is a stall.`,
  },
  simulate: "Simulate a bad line",
  presets: presetsEn,
  noSuchLine: (name: string) => `The address asks for a line “${name}”, which there is not.`,
};

const presetsZh: typeof presetsEn = {
  good: "真实线路",
  "3g": "3G 手机网络",
  hotel: "酒店无线网",
  far: "遥远的大洲",
  outage: "中断 2 秒",
};

export const netZh: typeof netEn = {
  open: "连接",
  openKey: "连接（F3）",
  close: "关闭",
  simulated: (line) => `正在模拟：${line}`,
  verdicts: {
    reconnecting: (attempt) => `连接已中断，正在第 ${attempt} 次尝试恢复。`,
    silent: "目前收不到服务器的任何数据。",
    measuring: "正在测量你的连接……",
    stalls: (times) => `你的连接每分钟大约停顿 ${times} 次。`,
    starved: (kbit) => `发给你的数据超过了线路的承载能力：每秒约有 ${kbit} 千比特能通过。`,
    stalled: (seconds) => `最近一分钟内，你的连接停顿了 ${seconds} 秒。`,
    jittery: (ms) => `你的连接不均匀，平均相差 ${ms} 毫秒：其他玩家的移动可能一顿一顿。`,
    slow: (ms) => `你的连接平稳，但路途遥远：往返需要 ${ms} 毫秒。`,
    busy: "你的连接正常，但这台设备很忙：页面本身有时会卡住。",
    steady: "你的连接很稳定。",
  },
  figures: {
    ping: "延迟",
    jitter: "抖动",
    sincePatch: "更新已过",
    patches: "更新频率",
    received: "接收",
    sent: "发送",
    pending: "途中的输入",
    corrections: "位置修正",
    largest: "最大修正",
    tick: "服务器帧号",
    stalls: "每分钟停顿",
    longest: "最长等待",
  },
  ms: (ms) => `${ms} 毫秒`,
  px: (px) => `${px} 像素`,
  perSecond: (count) => `${count} 次/秒`,
  kilobytes: (kilobytes) => `${kilobytes} KB/秒`,
  graph: {
    bytes: "最近一分钟的流量",
    waits: "等待更新的时间",
    top: (figure) => `上限 ${figure}`,
    stall: (ms) => `${ms} 毫秒：停顿`,
    bytesSummary: (received, sent) => `最近一分钟的流量：平均接收 ${received}，发送 ${sent}。`,
    waitsSummary: (ms, limit) =>
      `最近一分钟等待更新的时间：最长 ${ms} 毫秒；超过 ${limit} 毫秒即为停顿。`,
  },
  simulate: "模拟差的线路",
  presets: presetsZh,
  noSuchLine: (name) => `地址要求的线路“${name}”并不存在。`,
};
