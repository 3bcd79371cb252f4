import type { MapId } from "../../schema/arena/maps.ts";
import type { MODES, SKILLS } from "../../schema/arena/options.ts";

type Mode = (typeof MODES)[number];
type Skill = (typeof SKILLS)[number];

/** What tells a game's rooms apart in the list, by the fact's name in the listing. */
export interface FactWords {
  readonly label: string;
  /** The filter that lets every value through. */
  readonly all: string;
  readonly values: Readonly<Record<string, string>>;
}

const mapsEn: Readonly<Record<MapId, string>> = {
  atrium: "Atrium",
  pit: "Pit",
  catacombs: "Catacombs",
  circus: "Circus",
};

const mapsZh: typeof mapsEn = {
  atrium: "中庭",
  pit: "斗坑",
  catacombs: "墓道",
  circus: "赛场",
};

const modesEn: Readonly<Record<Mode, string>> = { ffa: "Free-for-all", teams: "Two teams" };
const modesZh: typeof modesEn = { ffa: "混战", teams: "两队对抗" };

/** The lobby's texts in English. */
export const lobbyEn = {
  title: "Lobby",
  quickPlay: "Quick play",
  quickHint: "You are in a match within seconds. Bots hold the seats until people come.",
  rooms: "Rooms now",
  online: (count: number) => (count === 1 ? "1 player online" : `${count} players online`),
  loading: "Looking for rooms…",
  empty: "No room is open. Start one with quick play: bots join you until people do.",
  offline: "The lobby cannot be reached. It keeps trying; check your connection meanwhile.",
  retry: "Try now",
  count: (shown: number, all: number) => {
    if (shown < all) return `${shown} of ${all} rooms`;
    return all === 1 ? "1 room" : `${all} rooms`;
  },
  filters: "Show only",
  freeOnly: "With a free seat",
  noMatch: "No room is like that just now.",
  clear: "Show all rooms",
  join: "Join",
  joinRoom: (game: string, people: string, code: string) => `Join ${game}, ${people}, room ${code}`,
  watch: "Watch",
  watchRoom: (game: string, code: string) => `Watch ${game}, room ${code}`,
  full: "Full",
  fullRoom: (code: string) => `Full: every seat of room ${code} is taken`,
  people: (players: number, seats: number) => `${players} of ${seats} players`,
  bots: (bots: number) => (bots === 1 ? "1 bot" : `${bots} bots`),
  watchers: (watchers: number) => `${watchers} watching`,
  /** By the phase of the room's match. */
  phases: {
    warmup: "Warming up",
    ready: "About to begin",
    playing: "In play",
    overtime: "Overtime",
    over: "Between matches",
    vote: "Choosing a map",
  } as Readonly<Record<string, string>>,
};

export const lobbyZh: typeof lobbyEn = {
  title: "大厅",
  quickPlay: "快速开始",
  quickHint: "几秒之内即可上场。真人到来之前由机器人补位。",
  rooms: "当前房间",
  online: (count) => `${count} 位玩家在线`,
  loading: "正在查找房间……",
  empty: "还没有房间。用“快速开始”开一间：真人到来之前，机器人陪你玩。",
  offline: "无法连接大厅。正在不断重试，请同时检查网络连接。",
  retry: "立即重试",
  count: (shown, all) => (shown < all ? `${all} 个房间中的 ${shown} 个` : `${all} 个房间`),
  filters: "只看",
  freeOnly: "有空位的",
  noMatch: "眼下没有这样的房间。",
  clear: "显示所有房间",
  join: "加入",
  joinRoom: (game, people, code) => `加入${game}，${people}，房间 ${code}`,
  watch: "观战",
  watchRoom: (game, code) => `观战${game}，房间 ${code}`,
  full: "已满",
  fullRoom: (code) => `已满：房间 ${code} 的座位都有人了`,
  people: (players, seats) => `玩家 ${players} / ${seats}`,
  bots: (bots) => `${bots} 个机器人`,
  watchers: (watchers) => `${watchers} 人观战`,
  phases: {
    warmup: "热身中",
    ready: "即将开始",
    playing: "比赛中",
    overtime: "加时赛",
    over: "两场之间",
    vote: "正在选地图",
  },
};

/** The texts of a new room in English. */
export const createEn = {
  heading: "A room of your own",
  access: "Who may come",
  accesses: { open: "Anyone", private: "With the link only" },
  accessHints: {
    open: "Listed here, and quick play brings people in. You are its host.",
    private: "By invite link or code only. You are its host.",
  },
  seats: "Seats",
  bots: "Bots",
  countHint: (min: number, max: number) => `${min} to ${max}`,
  countError: (what: string, min: number, max: number) =>
    `${what}: a whole number from ${min} to ${max}.`,
  botsHint: (max: number) => `0 to ${max}; they make way for people.`,
  ownFailed: "The game’s own settings could not be loaded. The room gets the usual ones.",
  submit: "Open the room",
  notHere: (game: string) =>
    `${game} opens its rooms by itself: quick play finds you one, and an invite link leads to any.`,
};

export const createZh: typeof createEn = {
  heading: "自己开房间",
  access: "谁可以来",
  accesses: { open: "任何人", private: "仅限有链接者" },
  accessHints: {
    open: "显示在列表中，“快速开始”也会带人来。你是房主。",
    private: "只能凭邀请链接或房间码进入。你是房主。",
  },
  seats: "座位",
  bots: "机器人",
  countHint: (min, max) => `${min} 到 ${max}`,
  countError: (what, min, max) => `${what}：请填 ${min} 到 ${max} 之间的整数。`,
  botsHint: (max) => `0 到 ${max} 个；真人到来时会让位。`,
  ownFailed: "游戏自己的设置未能加载，房间将使用默认设置。",
  submit: "开房间",
  notHere: (game) =>
    `${game}的房间由服务器自动开设：“快速开始”会为你找到一间，邀请链接通往任何一间。`,
};

/** What Arena's rooms can be set to, in English. */
export const arenaOptionsEn = {
  map: "Map",
  maps: mapsEn,
  rotate: "By vote",
  mapError: (map: string, most: number, seats: number) =>
    `The ${map} can hold ${most} players; this room has ${seats} seats.`,
  mode: "Mode",
  modes: modesEn,
  length: "Match length",
  seconds: (count: number) => (count === 1 ? "1 second" : `${count} seconds`),
  minutes: (count: number) => (count === 1 ? "1 minute" : `${count} minutes`),
  limit: "Score limit",
  limitAuto: "Auto",
  limitHint: (max: number) => `1 to ${max}; blank: as fits the mode and the players.`,
  limitError: (max: number) => `Score limit: a whole number from 1 to ${max}, or blank.`,
  skill: "Bots fight",
  skills: { easy: "Gently", normal: "Fairly", hard: "Hard" } as Readonly<Record<Skill, string>>,
};

export const arenaOptionsZh: typeof arenaOptionsEn = {
  map: "地图",
  maps: mapsZh,
  rotate: "投票决定",
  mapError: (map, most, seats) => `${map}最多容纳 ${most} 名玩家；这个房间有 ${seats} 个座位。`,
  mode: "模式",
  modes: modesZh,
  length: "比赛时长",
  seconds: (count) => `${count} 秒`,
  minutes: (count) => `${count} 分钟`,
  limit: "目标分",
  limitAuto: "自动",
  limitHint: (max) => `1 到 ${max}；留空则按模式和人数而定。`,
  limitError: (max) => `目标分：请填 1 到 ${max} 之间的整数，或留空。`,
  skill: "机器人强度",
  skills: { easy: "温和", normal: "普通", hard: "强劲" },
};

/** What tells Arena's rooms apart, in English. */
export const arenaFactsEn = {
  mode: { label: "Mode", all: "All modes", values: modesEn },
  map: { label: "Map", all: "All maps", values: mapsEn },
} as const satisfies Readonly<Record<string, FactWords>>;

export const arenaFactsZh: Readonly<Record<keyof typeof arenaFactsEn, FactWords>> = {
  mode: { label: "模式", all: "所有模式", values: modesZh },
  map: { label: "地图", all: "所有地图", values: mapsZh },
};

/** The texts of joining by link or code in English. */
export const joinBoxEn = {
  heading: "Join by link or code",
  label: "Invite link or room code",
  submit: "Join",
  watch: "Watch instead",
  blank: "Enter an invite link or a room code first.",
  wrong: (example: string) => `This is no invite link or room code. A link looks like ${example}`,
  wrongLetters: (found: string) =>
    `No room code has ${found} in it: codes are letters without I, L, O and U, and no digits.`,
  wrongLength: (count: number) => `A room code has six letters; this has ${count}.`,
};

export const joinBoxZh: typeof joinBoxEn = {
  heading: "用链接或房间码加入",
  label: "邀请链接或房间码",
  submit: "加入",
  watch: "只观战",
  blank: "请先输入邀请链接或房间码。",
  wrong: (example) => `这不是邀请链接或房间码。链接的样子是 ${example}`,
  wrongLetters: (found) => `房间码里没有 ${found}：只有字母，不含 I、L、O、U，也没有数字。`,
  wrongLength: (count) => `房间码有六个字母，这里是 ${count} 个。`,
};
