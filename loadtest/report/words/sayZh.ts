import { numbers } from "./numbers.ts";
import type { sayEn } from "./sayEn.ts";

const n = numbers("zh-CN").figure;
const percent = (share: number) => `${n(Math.round(share * 100))}%`;
const ms = (value: number) => `${n(value)} ms`;
const clientsOf = (count: number) => `${n(count)} 个客户端`;

/** 报告中的句子。 */
export const sayZh: typeof sayEn = {
  objective: {
    failedJoins: (v) => `${v} 次加入失败`,
    lostStays: (v) => `${v} 个客户端失去了席位`,
    patchesDelivered: (v) => `状态补丁送达率为 ${v}`,
    echoP95OverPingMs: (v) => `输入到状态的延迟（p95）比往返时延高 ${v}`,
    unanswered: (v) => `${v} 的输入在一秒内未获应答`,
    tickP99Ms: (v) => `服务器 tick 耗时（p99）为 ${v}`,
    tickOverruns: (v) => `服务器有 ${v} 的 tick 超时`,
    reconnectP95Ms: (v) => `重连耗时（p95）为 ${v}`,
    joinP95Ms: (v) => `加入耗时（p95）为 ${v}`,
    errors: (v) => `发生了 ${v} 个错误`,
    desyncs: (v) => `${v} 次状态校验与服务器不一致`,
    messagesLostOrTwice: (v) => `${v} 条消息丢失或被重复应答`,
    hiddenSeen: (v) => `机器人看到了 ${v} 个本应不可见的实体`,
    leftBehind: (v) => `全部离开后仍残留 ${v} 个房间、客户端或连接`,
    leakMbPerHour: (v) => `服务器堆内存至少增长 ${v}`,
  },
  limit: (limit, atLeast) => (atLeast ? `下限 ${limit}` : `上限 ${limit}`),
  in: {
    ramp: (clients) => `出现在爬升到 ${clientsOf(clients)}的阶段`,
    hold: (clients) => `出现在 ${clientsOf(clients)}的稳态阶段`,
    step: (clients) => `出现在 ${clientsOf(clients)}的阶梯`,
    storm: (clients) => `出现在 ${clientsOf(clients)}集中加入时`,
    cut: (clients) => `出现在 ${clientsOf(clients)}断线之后`,
    restart: (clients) => `出现在服务器重启之后（${clientsOf(clients)}）`,
  },
  nth: (which) => `第 ${which} 次`,
  allMet: (met) => `${n(met)} 项目标全部达成`,
  upToThen: (what) => `此前${what}`,
  nothingJudged: "没有任何一项能够评判",
  notJudged: (count) => `${n(count)} 项目标无法评判`,
  moreBroken: (count) => `另有 ${n(count)} 项目标未达成。`,
  leakUnsure: (low, high, limit) =>
    `服务器堆内存的增长介于 ${low} 与 ${high} 之间，上限 ${limit} 落在其中：延长测试才能判定`,
  worseThanBefore: (figure, now, before) => `${figure}：${now}，差于基线的 ${before}`,
  limiter: {
    server: (busy) => `服务器事件循环占用率为 ${percent(busy)}`,
    generator: (busy, lateMs) =>
      `瓶颈在压测端：机器人进程占用率 ${percent(busy)}，延误 ${ms(lateMs)}`,
    machine: (idle, lateMs) => `瓶颈在本机：CPU 仅 ${percent(idle)} 空闲，机器人延误 ${ms(lateMs)}`,
    heldUp: (idle, lateMs) =>
      `机器人进程未能及时运行：延误 ${ms(lateMs)}，而本机仍有 ${percent(idle)} 空闲`,
  },
  spoiled: "偏慢的数据可能是压测自身造成的",
  harmless: "这只会让数据变差，因此通过的结论仍然成立",
  ended: {
    signal: (signal, when) => `测试在 ${when}后被 ${signal} 中止`,
    serverDied: (how, when) => `服务器在 ${when}后退出（${how}）`,
    gate: (when) => `测试随即在 ${when}时终止`,
    workerDied: (how, when) => `一个机器人进程在 ${when}后退出（${how}）`,
  },
  noFigures: "尚未测得任何数据",
  setting: {
    profile: (profile, room) => `方案 ${profile}，房间 ${room}`,
    clients: (clients, rooms) =>
      rooms === null ? clientsOf(clients) : `${clientsOf(clients)}，${n(rooms)} 个房间`,
    lasted: (time) => `历时 ${time}`,
    seed: (seed) => `随机种子 ${seed}`,
    line: (net) => `网络条件 ${net}`,
    server: (url, own) => `${own ? "自启服务器" : "服务器"} ${url}`,
  },
  inputs: (sent, due, late, unanswered) =>
    `应发 ${n(due)}，已发 ${n(sent)}，迟发 ${n(late)}，一秒内未获应答 ${n(unanswered)}`,
  patches: (came, due) => `应到 ${n(due)}，实到 ${n(came)}`,
  bytes: (into, out) => `接收 ${into}，发送 ${out}`,
  cpu: (cores, perClient) => (perClient === null ? cores : `${cores}，每客户端每秒 ${perClient}`),
  late: (figure) => `延误 p99 为 ${figure}`,
  tick: (p50, p99, overruns, ticks) =>
    `p50 ${p50}，p99 ${p99}，${n(ticks)} 次中有 ${n(overruns)} 次超时`,
  memory: (rss, heap) => `共 ${rss}，其中堆 ${heap}`,
  generator: (cores, busy, late) =>
    `${cores}，最忙的进程占用率 ${percent(busy)}，延误 p99 为 ${late}`,
  joins: (ok, started, failed) => `共 ${n(started)} 次，成功 ${n(ok)} 次；失败：${failed}`,
  drops: (drops, back, rejoined) =>
    `${n(drops)} 次，其中 ${n(back)} 次恢复；重新加入 ${n(rejoined)} 次`,
  states: (checks, wrong) => `校验 ${n(checks)} 次，不一致 ${n(wrong)} 次`,
  messages: (sent, lost, twice) =>
    `发送 ${n(sent)} 条，丢失 ${n(lost)} 条，重复或乱序应答 ${n(twice)} 条`,
  views: (checks, seen) => `检查 ${n(checks)} 次，看到应隐藏的实体 ${n(seen)} 个`,
  leftBehind: (rooms, clients, connections) =>
    `${n(rooms)} 个房间，${clientsOf(clients)}，${n(connections)} 个连接`,
  capacity: {
    about: (share, per, low, high) =>
      `单核占用率为 ${percent(share)} 时，约可承载 ${n(per)} 名此类玩家（95% 置信区间：${n(low)} 至 ${n(high)}）。`,
    atLeast: (share, per, seen) =>
      `单核占用率为 ${percent(share)} 时，至少可承载 ${n(per)} 名此类玩家；本次最多只有 ${n(seen)} 名，超过其两倍的数字不作推断。`,
    processes: (players, processes) => `${n(players)} 名玩家需要 ${n(processes)} 个进程。`,
    atMost: (players, processes) => `${n(players)} 名玩家最多需要 ${n(processes)} 个进程。`,
    unknown: {
      noServerSeries: "不可用：服务器未提供 CPU 时间。",
      tooShort: "未知：测试时间太短，无法估算。",
      loadDidNotVary: "未知：客户端数量变化不足；可使用 ramp 或 stress 方案。",
      noFit: "未知：服务器的 CPU 时间不随客户端数量变化。",
    },
  },
  leak: {
    slope: (slope, low, high, minutes) =>
      `服务器堆内存在 ${n(Math.round(minutes))} 分钟内的变化速率为 ${slope}（95% 置信区间：${low} 至 ${high}）。`,
    unknown: {
      noServerSeries: "不可用：服务器未提供堆内存数据。",
      tooShort: "未知：稳定负载的时间太短；可使用 soak 方案。",
    },
  },
  knee: {
    between: (holds, breaks) =>
      `${clientsOf(holds)}时所有目标均达成，${n(breaks)} 个时则未能达成。`,
    beyond: (holds) => `试过的最大负载为 ${clientsOf(holds)}，所有目标均达成。`,
    none: (breaks) => `${clientsOf(breaks)}时就已有目标未达成。`,
  },
  compared: (now, before, noise, word) =>
    `${now}，此前 ${before}${noise === null ? "" : ` ± ${noise}`}：${word}`,
  recording: (ns, perSecond, share) =>
    `每个样本 ${ns} ns，每秒 ${perSecond} 个样本，占用 ${share} 的核`,
  serverTail: "服务器的最后输出",
  brokenTitle: "未达成的目标",
  notOurs: "该服务器不是本项目的服务器：服务器自身的数据以及依赖它的校验不可用。",
  doubted: (count, of) =>
    `${n(of)} 个阶段中有 ${n(count)} 个阶段的数据部分受压测自身影响：机器人有延误。`,
  completed: "测试完整结束",
  conclusive: "数据确实反映服务器",
  wholeRun: "整次测试",
};
