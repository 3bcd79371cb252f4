import type { Ending, JoinFailure } from "../../netplay/status.ts";
import type { GameId } from "../../schema/games.ts";
import { arenaEn } from "./arena.ts";
import { helpEn } from "./help.ts";
import {
  arenaFactsEn,
  arenaOptionsEn,
  createEn,
  type FactWords,
  joinBoxEn,
  lobbyEn,
} from "./lobby.ts";
import { matchEn } from "./match.ts";
import { netEn } from "./net.ts";
import { roomEn } from "./room.ts";
import { settingsEn } from "./settings.ts";

/** A heading and the sentence below it: what happened and what to do. */
export interface Words {
  readonly title: string;
  readonly text: string;
}

/** A game in words, and what tells its rooms apart. */
interface GameWords extends Words {
  readonly facts: Readonly<Record<string, FactWords>>;
}

const games: Record<GameId, GameWords> = {
  arena: {
    title: "Arena",
    text: "Bolts, walls and sand. First to the score limit takes the match.",
    facts: arenaFactsEn,
  },
};

const failures: Record<JoinFailure, Words> = {
  "join/full": {
    title: "This room is full",
    text: "Every seat is taken. Try again in a moment, or let quick play find you another.",
  },
  "join/banned": {
    title: "You cannot come back to this room",
    text: "Its host has removed you. Quick play finds you another.",
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
  "join/revoked": {
    title: "Your guest pass was withdrawn",
    text: "The server’s operator did so. Try again to get a new one, as another guest.",
  },
  "join/too_many_guesses": {
    title: "Too many tries",
    text: "From here, too many rooms have been asked for at once. Wait a moment, then try again.",
  },
  "join/too_fast": {
    title: "Too many rooms at once",
    text: "From here, rooms are being opened one after another. Wait a moment, then try again.",
  },
  "join/too_many_rooms": {
    title: "You have enough rooms",
    text: "As many as one player may open are still there. Use one of them, or wait until it closes.",
  },
  "join/server_full": {
    title: "The server is full",
    text: "It holds as many rooms as it can. Try again in half a minute, or join a room that is open.",
  },
  "join/create_not_allowed": {
    title: "No rooms of one’s own here",
    text: "This game opens its rooms by itself. Quick play finds you one.",
  },
  "join/barred": {
    title: "This server is closed to you",
    text: "Its operator has banned you.",
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
  removed: {
    title: "The host has removed you",
    text: "You cannot come back to this room. Quick play finds you another.",
  },
  barred: {
    title: "This server is closed to you",
    text: "Its operator has banned you, from this room and from every other.",
  },
  revoked: {
    title: "Your guest pass was withdrawn",
    text: "The server’s operator did so, and your seat is free. Rejoin as another guest.",
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
    /** Between two sentences of one text. */
    stop: ". ",
    /** Between things of one kind. */
    comma: ", ",
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
  lobby: lobbyEn,
  create: createEn,
  arenaOptions: arenaOptionsEn,
  joinBox: joinBoxEn,
  play: {
    leave: "Leave",
    inviteHeading: "Bring someone along",
    inviteText: (code: string) => `Whoever opens this link, or enters the code ${code}, joins:`,
    inviteLink: "Invite link",
    copy: "Copy",
    copied: "Copied",
    copyFailed: "Copying is blocked here: the link is selected, press Ctrl+C.",
    close: "Close",
    ping: (ms: number) => `${ms} ms`,
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
  room: roomEn,
  net: netEn,
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
  arena: arenaEn,
  match: matchEn,
};

export type Messages = typeof en;
