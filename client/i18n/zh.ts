import { arenaZh } from "./arena.ts";
import { helpZh } from "./help.ts";
import { arenaFactsZh, arenaOptionsZh, createZh, joinBoxZh, lobbyZh } from "./lobby.ts";
import { matchZh } from "./match.ts";
import type { Messages } from "./messages.ts";
import { netZh } from "./net.ts";
import { roomZh } from "./room.ts";
import { settingsZh } from "./settings.ts";

const failures: Messages["failures"] = {
  "join/full": {
    title: "房间已满",
    text: "所有座位都有人了。请稍后再试，或用“快速开始”另找一间。",
  },
  "join/banned": {
    title: "你不能再回到这个房间",
    text: "房主已将你移出。“快速开始”会为你另找一场比赛。",
  },
  "join/not_found": {
    title: "房间不存在",
    text: "它已经关闭，或者链接不完整。“快速开始”会立刻为你找到一场比赛。",
  },
  "join/unreachable": {
    title: "服务器没有回应",
    text: "请检查网络连接，然后重试。",
  },
  "join/failed": {
    title: "加入失败",
    text: "服务器没能为你安排座位。请重试，或返回大厅。",
  },
  "join/bad_options": {
    title: "服务器不接受这些设置",
    text: "请返回大厅，检查名字和房间设置后再试。",
  },
  "join/no_identity": {
    title: "服务器不认识这个标签页",
    text: "你的访客凭证已过期。重试即可获得新的凭证。",
  },
  "join/revoked": {
    title: "你的访客凭证已被收回",
    text: "这是服务器管理员的决定。重试即可以另一位访客的身份获得新的凭证。",
  },
  "join/too_many_guesses": {
    title: "尝试次数过多",
    text: "这里在短时间内查询了太多房间。请稍等片刻再试。",
  },
  "join/too_fast": {
    title: "开房间太频繁",
    text: "这里在接连不断地开房间。请稍等片刻再试。",
  },
  "join/too_many_rooms": {
    title: "你开的房间够多了",
    text: "你已有的房间达到了每位玩家的上限。请使用其中一间，或等它关闭。",
  },
  "join/server_full": {
    title: "服务器已满",
    text: "它已容纳不下更多房间。请半分钟后重试，或加入已有的房间。",
  },
  "join/create_not_allowed": {
    title: "这里不能自己开房间",
    text: "这个游戏的房间由服务器自动开设。“快速开始”会为你找到一间。",
  },
  "join/barred": {
    title: "你不能使用此服务器",
    text: "管理员已将你封禁。",
  },
  "join/version_mismatch": {
    title: "有新版本了",
    text: "页面打开之后服务器已经更新。重新加载后即可继续。",
  },
};

const endings: Messages["endings"] = {
  left: { title: "你已离开比赛", text: "你的座位留给别人了。" },
  lost: {
    title: "连接已断开",
    text: "没能回到你的座位。重新加入即可继续游戏。",
  },
  kicked: { title: "你被移出了房间", text: "管理员将你移出。你仍然可以使用大厅。" },
  removed: {
    title: "房主已将你移出",
    text: "你不能再回到这个房间。“快速开始”会为你另找一场比赛。",
  },
  barred: {
    title: "你不能使用此服务器",
    text: "管理员已将你封禁：这个房间和其他所有房间都不能再进。",
  },
  revoked: {
    title: "你的访客凭证已被收回",
    text: "这是服务器管理员的决定，你的座位已空出。重新加入时你将是另一位访客。",
  },
  replaced: {
    title: "你在别处加入了比赛",
    text: "同一位玩家从另一个页面加入，并接管了座位。",
  },
  server_stopping: {
    title: "服务器正在重启",
    text: "请留在此页：服务器恢复后，你会自动回到比赛。",
  },
  room_closed: { title: "房间已被关闭", text: "“快速开始”会为你另找一场比赛。" },
  room_failed: {
    title: "房间出现故障",
    text: "服务器上的错误终止了它，并已记录。“快速开始”会为你另找一场。",
  },
  bad_frame: {
    title: "服务器无法理解此页面的消息",
    text: "它关闭了连接。请重新加入；如果再次发生，请重新加载页面。",
  },
  flooding: {
    title: "一次发送的消息太多",
    text: "为了保护房间，服务器关闭了连接。你可以重新加入。",
  },
};

/** 简体中文。 */
export const zh: Messages = {
  language: { label: "语言", self: "中文", stop: "。", comma: "、" },
  brand: {
    name: "Hypogeum",
    line: "竞技场之下",
    title: (page) => `${page} · Hypogeum`,
  },
  games: {
    arena: {
      title: "竞技场",
      text: "弩矢、石墙与沙地。先达到目标分者获胜。",
      facts: arenaFactsZh,
    },
  },
  failures,
  endings,
  hues: ["火焰", "金黄", "苔绿", "翡翠", "天蓝", "青金", "紫罗兰", "玫瑰"],
  profile: {
    heading: "谁要上场？",
    name: "你的名字",
    nameHint: (max) => `最多 ${max} 个字符；留空则使用访客名。`,
    shownAs: "别人看到的是：",
    guest: (word, number) => `${word} ${number}`,
    guestWords: ["火炬", "闸门", "沙粒", "提灯", "地窖", "滑轮"],
    hue: "你的颜色",
  },
  lobby: lobbyZh,
  create: createZh,
  arenaOptions: arenaOptionsZh,
  joinBox: joinBoxZh,
  play: {
    leave: "离开",
    inviteHeading: "叫上朋友",
    inviteText: (code) => `打开此链接或输入房间码 ${code} 即可加入：`,
    inviteLink: "邀请链接",
    copy: "复制",
    copied: "已复制",
    copyFailed: "此处无法复制：链接已选中，请按 Ctrl+C。",
    close: "关闭",
    ping: (ms) => `${ms} 毫秒`,
    connecting: "正在上场",
    steps: {
      room: "正在查找房间",
      game: "正在加载游戏",
      seat: "正在就座并接收战况",
      scene: "正在点燃火炬",
    },
    reconnecting: "连接中断",
    attempt: (attempt, attempts) => `座位为你保留。正在第 ${attempt} 次重连，共 ${attempts} 次……`,
    quit: "退出",
    cancel: "取消",
    rejoin: "重新加入",
    again: "重试",
    reload: "重新加载",
    here: "改在此处玩",
    quickPlay: "快速开始",
    lobby: "返回大厅",
    stage: "游戏",
    notice: "管理员通知",
    dismiss: "知道了",
    gameFailed: { title: "游戏加载失败", text: "请检查网络连接，然后重新加载页面。" },
  },
  room: roomZh,
  net: netZh,
  settings: settingsZh,
  help: helpZh,
  notFound: {
    title: "此路不通",
    text: "这个地址不通向任何地方。请返回大厅。",
  },
  login: {
    title: "管理员登录",
    text: "供运营此服务器的人员使用。",
    user: "用户",
    password: "密码",
    submit: "登录",
    working: "正在验证……",
    badCredentials: "用户或密码不正确。",
    tooMany: (seconds) => `尝试次数过多，请在 ${seconds} 秒后重试。`,
    failed: "服务器的回应不符合预期，请重试。",
    unreachable: "服务器没有回应。请检查网络连接，然后重试。",
  },
  arena: arenaZh,
  match: matchZh,
};
