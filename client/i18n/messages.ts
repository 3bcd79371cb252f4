import type { Ending, JoinFailure } from "../../netplay/status.ts";
import type { MapId } from "../../schema/arena/maps.ts";
import type { GameId } from "../../schema/games.ts";
import { helpEn } from "./help.ts";
import { settingsEn } from "./settings.ts";

/** A heading and the sentence below it: what happened and what to do. */
export interface Words {
  readonly title: string;
  readonly text: string;
}

const games: Record<GameId, Words> = {
  arena: {
    title: "Arena",
    text: "Bolts, walls and sand. First to the score limit takes the match.",
  },
};

const failures: Record<JoinFailure, Words> = {
  "join/full": {
    title: "This room is full",
    text: "Every seat is taken. Try again in a moment, or let quick play find you another.",
  },
  "join/not_found": {
    title: "This room is gone",
    text: "It has closed, or the link is not complete. Quick play finds you a match at once.",
  },
  "join/unreachable": {
    title: "No answer from the server",
    text: "Check your connection, then try again.",
  },
  "join/failed": {
    title: "Joining failed",
    text: "The server could not seat you. Try again, or go back to the lobby.",
  },
  "join/bad_options": {
    title: "The server did not accept these settings",
    text: "Go back to the lobby, check your name and the room’s settings, and try again.",
  },
  "join/no_identity": {
    title: "The server does not know this tab",
    text: "Your guest pass has run out. Try again to get a new one.",
  },
  "join/too_many_guesses": {
    title: "Too many tries",
    text: "From here, too many rooms have been asked for at once. Wait a moment, then try again.",
  },
  "join/version_mismatch": {
    title: "A new version is here",
    text: "The server has been updated since this page was loaded. Reload to play.",
  },
};

const endings: Record<Ending, Words> = {
  left: { title: "You left the match", text: "Your seat is free for someone else." },
  lost: {
    title: "Connection lost",
    text: "Your seat could not be reached again. Rejoin to play on.",
  },
  kicked: {
    title: "You were removed from this room",
    text: "An operator has removed you. The lobby is still open to you.",
  },
  replaced: {
    title: "You are playing somewhere else",
    text: "The same player joined from another page, which took over the seat.",
  },
  server_stopping: {
    title: "The server is restarting",
    text: "Stay here: you will be back in a match as soon as it is up again.",
  },
  room_closed: { title: "This room was closed", text: "Quick play finds you another match." },
  room_failed: {
    title: "This room has failed",
    text: "A fault on the server ended it; it has been recorded. Quick play finds you another.",
  },
  bad_frame: {
    title: "The server did not understand this page",
    text: "It closed the connection. Rejoin; if it happens again, reload the page.",
  },
  flooding: {
    title: "Too many messages at once",
    text: "The server closed the connection to protect the room. You may rejoin.",
  },
};

/** English, and the type of every other language's dictionary. */
export const en = {
  language: {
    label: "Language",
    /** The language's own name. */
    self: "English",
  },
  brand: {
    name: "Hypogeum",
    line: "Beneath the arena",
    title: (page: string) => `${page} · Hypogeum`,
  },
  games,
  failures,
  endings,
  hues: ["Flame", "Gold", "Moss", "Jade", "Sky", "Lapis", "Violet", "Rose"] as readonly string[],
  profile: {
    heading: "Who goes up?",
    name: "Your name",
    nameHint: (max: number) => `Up to ${max} characters; blank for a guest name.`,
    shownAs: "Others see:",
    guest: (word: string, number: number) => `${word} ${number}`,
    guestWords: ["Torch", "Gate", "Sand", "Lantern", "Cellar", "Pulley"] as readonly string[],
    hue: "Your colour",
  },
  lobby: {
    title: "Lobby",
    quickPlay: "Quick play",
    quickHint: "You are in a match within seconds. Bots hold the seats until people come.",
    rooms: "Rooms now",
    online: (count: number) => (count === 1 ? "1 player online" : `${count} players online`),
    loading: "Looking for rooms…",
    empty: "No room is open. Start one with quick play: bots join you until people do.",
    offline: "The lobby cannot be reached. It keeps trying; check your connection meanwhile.",
    retry: "Try now",
    join: "Join",
    joinRoom: (game: string, players: number, seats: number) =>
      `Join ${game}, ${players} of ${seats} players`,
    full: "Full",
    people: (players: number, seats: number) => `${players} of ${seats} players`,
    bots: (bots: number) => (bots === 1 ? "1 bot" : `${bots} bots`),
    phases: { playing: "In play", over: "Between matches" } as Readonly<Record<string, string>>,
  },
  create: {
    heading: "Private room",
    text: "Only people with the link can join.",
    bots: "Bots",
    botsHint: (max: number) => `0 to ${max}; they make way for people.`,
    botsError: (max: number) => `Bots: a whole number from 0 to ${max}.`,
    length: "Match length",
    minutes: (count: number) => (count === 1 ? "1 minute" : `${count} minutes`),
    map: "Map",
    maps: {
      rotate: "In turn",
      atrium: "Atrium",
      pit: "Pit",
      catacombs: "Catacombs",
    } as Readonly<Record<MapId | "rotate", string>>,
    skill: "Bots fight",
    skills: { easy: "Gently", normal: "Fairly", hard: "Hard" },
    submit: "Open the room",
  },
  joinBox: {
    heading: "Join by link or code",
    label: "Invite link or room code",
    submit: "Join",
    blank: "Enter an invite link or a room code first.",
    wrong: (example: string) => `This is no invite link or room code. A link looks like ${example}`,
  },
  play: {
    leave: "Leave",
    invite: "Invite",
    inviteHeading: "Bring someone along",
    inviteText: (code: string) => `Whoever opens this link, or enters the code ${code}, joins:`,
    inviteLink: "Invite link",
    copy: "Copy",
    copied: "Copied",
    copyFailed: "Copying is blocked here: the link is selected, press Ctrl+C.",
    close: "Close",
    ping: (ms: number) => `${ms} ms`,
    pingLabel: "Ping",
    connecting: "Going up",
    steps: {
      room: "Finding the room",
      game: "Loading the game",
      seat: "Taking a seat and receiving the world",
      scene: "Lighting the torches",
    },
    reconnecting: "Connection interrupted",
    attempt: (attempt: number, attempts: number) =>
      `Your seat is held. Attempt ${attempt} of ${attempts} to get back…`,
    quit: "Quit",
    cancel: "Cancel",
    rejoin: "Rejoin",
    again: "Try again",
    reload: "Reload",
    here: "Play here instead",
    quickPlay: "Quick play",
    lobby: "Back to the lobby",
    stage: "Game",
    notice: "Notice from the operator",
    dismiss: "Dismiss",
    gameFailed: {
      title: "The game could not be loaded",
      text: "Check your connection, then reload the page.",
    },
  },
  settings: settingsEn,
  help: helpEn,
  notFound: {
    title: "No such passage",
    text: "This address leads nowhere. The lobby is back the way you came.",
  },
  login: {
    title: "Operator login",
    text: "For those who run this server.",
    user: "User",
    password: "Password",
    submit: "Log in",
    working: "Checking…",
    badCredentials: "User or password is wrong.",
    tooMany: (seconds: number) => `Too many attempts. Try again in ${seconds} s.`,
    failed: "The server did not answer as expected. Try again.",
    unreachable: "No answer from the server. Check your connection, then try again.",
  },
  /** Texts of Arena's own screen. */
  arena: {
    score: "Score",
    health: "Health",
    players: "Players",
    timeLeft: "Time left",
    fell: "You fell",
    felledBy: (name: string) => `Felled by ${name}`,
    respawnIn: (seconds: number) => `Back in ${seconds}`,
    protected: "Protected",
    winner: (name: string) => `${name} wins`,
    youWin: "You win",
    draw: "A draw",
    nextMatchIn: (seconds: number) => `Next match in ${seconds}`,
    controls: (move: string, dash: string) =>
      `${move} to move, mouse to aim, hold the button to fire, ${dash} to dash`,
    controlsPad: "Left stick moves, right stick aims, trigger or A fires, B dashes",
    dash: "Dash",
    controlsTouch: "Left thumb moves, right thumb aims; push farther to fire",
    kill: (by: string, on: string) => `${by} felled ${on}`,
    you: "You",
    bot: "bot",
    away: "away",
    scoreboard: "Scoreboard",
    deaths: "Falls",
  },
};

export type Messages = typeof en;
