import assert from "node:assert/strict";
import type { GameView } from "../../client/games/view.ts";
import { en } from "../../client/i18n/messages.ts";
import { noticeOf, type Target } from "../../client/play/screen.ts";
import { Stay, type StayDeps } from "../../client/play/stay.ts";
import type { Resume } from "../../client/reload.ts";
import { openSeats, type Seats } from "../../client/seats.ts";
import { memoryStore } from "../../client/storage.ts";
import type { Entry, Session } from "../../netplay/session.ts";
import { JoinError, type JoinFailure, type Status } from "../../netplay/status.ts";

/** A session as far as a stay knows one. */
class FakeSession {
  readonly room: {
    roomId: string;
    sessionId: string;
    state: { host: string; players: Set<string>; watchers: Set<string> };
    onMessage: (type: string, fn: Notify) => void;
    onStateChange: (fn: () => void) => void;
    clock: { lastServerTime(): number };
  };
  status: Status = { kind: "playing" };
  quits = 0;
  readonly wishes: boolean[] = [];
  notify: Notify | undefined;
  patched = () => {};
  warn = (_seconds: number) => {};
  #listeners: ((status: Status) => void)[] = [];
  constructor(roomId: string, watch: boolean) {
    const sessionId = `me in ${roomId}`;
    const [players, watchers] = [new Set<string>(), new Set<string>()];
    (watch ? watchers : players).add(sessionId);
    this.room = {
      roomId,
      sessionId,
      state: { host: "", players, watchers },
      onStateChange: (fn) => {
        this.patched = fn;
      },
      clock: { lastServerTime: () => 340 },
      onMessage: (_type, fn) => {
        this.notify = fn;
      },
    };
  }
  get ping(): number {
    return 12;
  }
  onStatus(listener: (status: Status) => void): void {
    this.#listeners.push(listener);
  }
  onIdle(listener: (seconds: number) => void): void {
    this.warn = listener;
  }
  /** The room moves this person to the seats or to the watchers. */
  move(watch: boolean): void {
    const { state, sessionId } = this.room;
    const [from, to] = watch ? [state.players, state.watchers] : [state.watchers, state.players];
    from.delete(sessionId);
    to.add(sessionId);
    this.patched();
  }
  onToken(listener: (token: string) => void): void {
    listener(`${this.room.roomId}:token`);
  }
  become(status: Status): void {
    this.status = status;
    for (const listener of this.#listeners) listener(status);
  }
  async seat(play: boolean): Promise<void> {
    this.wishes.push(play);
    this.move(!play);
  }
  async quit(): Promise<void> {
    this.quits++;
    if (this.status.kind !== "ended") this.become({ kind: "ended", ending: "left", reason: "" });
  }
}
type Notify = (words: unknown) => void;

/** The outside world of a stay: what it was asked, and what it answers. */
class World {
  readonly asked: string[] = [];
  readonly sessions: FakeSession[] = [];
  readonly seats: Seats = openSeats(memoryStore());
  readonly views: string[] = [];
  reloads = 0;
  remembered: Resume | undefined;
  /** Refusals of the next entries, in turn; undefined lets in. */
  refusals: (JoinFailure | undefined)[] = [];
  roomGone = false;
  ready: boolean[] = [];
  mayReload = true;
  mountFails = false;
  /** A seat that is returned to is a watcher's. */
  watchedBefore = false;
  /** Whoever comes is the host. */
  hosted = false;

  stay(target: Target): Stay {
    return new Stay(target, this.#deps());
  }

  #deps(): StayDeps {
    return {
      seats: this.seats,
      element: { replaceChildren() {} } as unknown as HTMLElement,
      texts: () => en,
      takeSeat: (entry) => this.#takeSeat(entry),
      gameOf: async (roomId) => {
        this.asked.push(`game of ${roomId}`);
        if (this.roomGone) throw new JoinError("join/not_found");
        return "arena";
      },
      loadGame: async () => {
        this.asked.push("load");
        return async () => this.#mount();
      },
      isReady: async () => this.ready.shift() ?? true,
      wait: async (ms) => void this.asked.push(`wait ${ms}`),
      reload: () => {
        this.reloads++;
        return this.mayReload;
      },
      remember: (match) => {
        this.remembered = match;
      },
      onSeat: (roomId, watching) =>
        void this.asked.push(`${watching ? "watching" : "at"} ${roomId}`),
    };
  }

  async #takeSeat(entry: Entry): Promise<Session> {
    const watch = entry.kind === "room" && entry.watch === true;
    this.asked.push(watch ? "room, to watch" : entry.kind);
    const refusal = this.refusals.shift();
    if (refusal) throw new JoinError(refusal);
    const session = new FakeSession(
      entry.kind === "room" ? entry.roomId : `r${this.sessions.length}`,
      watch || (entry.kind === "seat" && this.watchedBefore),
    );
    if (this.hosted) session.room.state.host = session.room.sessionId;
    this.sessions.push(session);
    return session as unknown as Session;
  }

  #mount(): GameView {
    if (this.mountFails) throw new Error("no WebGL");
    this.views.push("mounted");
    return {
      frame: () => void this.views.push("frame"),
      onReconnect: () => void this.views.push("reconnected"),
      unmount: () => void this.views.push("unmounted"),
      debug: () => ({ x: 1 }),
    };
  }
}

const quick: Target = { kind: "quick", game: "arena" };
const settle = async () => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe("client/play stay", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  async function open(target: Target = quick): Promise<{ stay: Stay; session: FakeSession }> {
    const stay = world.stay(target);
    await settle();
    return { stay, session: world.sessions.at(-1) as FakeSession };
  }

  it("[WC11] the game's code is loaded before a seat is taken; then it plays", async () => {
    const { stay } = await open({ kind: "room", roomId: "abc" });
    assert.deepEqual(world.asked, ["game of abc", "load", "room", "at abc"]);
    assert.deepEqual(stay.screen.value, { kind: "playing" });
    stay.frame(1);
    assert.deepEqual(world.views, ["mounted", "frame"]);
    assert.deepEqual(stay.debug(), {
      status: "playing",
      roomId: "abc",
      sessionId: "me in abc",
      ping: 12,
      serverTime: 340,
      x: 1,
    });
  });

  it("[WC11] a seat of this tab comes first, then the room", async () => {
    world.seats.keep("abc", "abc:old");
    world.refusals = ["join/not_found"];
    const { stay } = await open({ kind: "room", roomId: "abc" });
    assert.deepEqual(world.asked.slice(2), ["seat", "room", "at abc"]);
    assert.equal(stay.screen.value.kind, "playing");
    assert.equal(world.seats.token("abc"), "abc:token");
  });

  it("[WC11] a seat is not given up because the server is away", async () => {
    world.seats.keep("abc", "abc:old");
    world.refusals = ["join/unreachable"];
    const { stay } = await open({ kind: "room", roomId: "abc" });
    assert.deepEqual(stay.screen.value, { kind: "refused", failure: "join/unreachable" });
    assert.equal(world.seats.token("abc"), "abc:old");
  });

  it("[WC12] a drop is shown with its attempt, and the view learns of the return", async () => {
    const { stay, session } = await open();
    session.become({ kind: "reconnecting", attempt: 3, attempts: 29 });
    assert.deepEqual(stay.screen.value, { kind: "reconnecting", attempt: 3, attempts: 29 });
    session.become({ kind: "playing" });
    assert.deepEqual(stay.screen.value, { kind: "playing" });
    assert.deepEqual(world.views, ["mounted", "reconnected"]);
  });

  it("[WC12] closing leaves for good, also while joining", async () => {
    const { stay, session } = await open();
    stay.close();
    assert.equal(session.quits, 1);
    assert.equal(world.seats.token("r0"), undefined);
    assert.deepEqual(world.views, ["mounted", "unmounted"]);
    const joining = world.stay(quick);
    await Promise.resolve();
    joining.close();
    await settle();
    assert.equal(
      world.sessions.every((each) => each.status.kind === "ended"),
      true,
    );
    assert.equal(world.views.filter((view) => view === "mounted").length, 1);
  });

  it("[WC12] after the end nothing is drawn; rejoining starts a new view", async () => {
    const { stay, session } = await open();
    session.become({ kind: "ended", ending: "lost", reason: "" });
    stay.frame(1);
    assert.deepEqual(stay.screen.value, { kind: "ended", ending: "lost", reason: "" });
    assert.equal(world.seats.token("r0"), "r0:token");
    stay.retry();
    await settle();
    assert.deepEqual(world.views, ["mounted", "unmounted", "mounted"]);
    assert.equal(stay.screen.value.kind, "playing");
  });

  it("[WC12] rejoining after a crash that took the room along plays on in another match", async () => {
    const { stay, session } = await open();
    session.become({ kind: "ended", ending: "lost", reason: "" });
    world.roomGone = true;
    stay.retry();
    await settle();
    assert.equal(stay.screen.value.kind, "playing");
    assert.equal(world.asked.includes("quick"), true);
  });

  it("[WC14] game code that does not load from a server that is away may be tried again", async () => {
    world.mountFails = true;
    world.ready = [false];
    const log = console.error;
    console.error = () => {};
    const { stay } = await open();
    console.error = log;
    assert.deepEqual(stay.screen.value, { kind: "refused", failure: "join/unreachable" });
    world.mountFails = false;
    stay.retry();
    await settle();
    assert.equal(stay.screen.value.kind, "playing");
  });

  it("[WC13] a restarting server is waited for, and the same room entered again", async () => {
    const { stay, session } = await open();
    world.ready = [false, false, true];
    world.asked.length = 0;
    session.become({ kind: "ended", ending: "server_stopping", reason: "" });
    await settle();
    assert.deepEqual(world.asked, [
      ...["wait 1000", "wait 1000", "wait 1000"],
      ...["game of r0", "load", "seat", "at r1"],
    ]);
    assert.equal(stay.screen.value.kind, "playing");
  });

  it("[WC13] when the restart lost the room, quick play of the same game goes on", async () => {
    const { stay, session } = await open();
    world.roomGone = true;
    world.asked.length = 0;
    session.become({ kind: "ended", ending: "server_stopping", reason: "" });
    await settle();
    assert.deepEqual(world.asked, ["wait 1000", "game of r0", "load", "quick", "at r1"]);
    assert.equal(stay.screen.value.kind, "playing");
  });

  it("[WC13] whoever only watched is not put into a match when the restart lost the room", async () => {
    const { stay, session } = await open({ kind: "room", roomId: "abc", watch: true });
    world.roomGone = true;
    session.become({ kind: "ended", ending: "server_stopping", reason: "" });
    await settle();
    assert.deepEqual(stay.screen.value, { kind: "refused", failure: "join/not_found" });
  });

  it("[WC35] whoever watched here before and comes to play, plays", async () => {
    world.watchedBefore = true;
    world.seats.keep("abc", "abc:old");
    const { stay, session } = await open({ kind: "room", roomId: "abc" });
    assert.deepEqual(session.wishes, [true]);
    assert.equal(stay.place.watching.value, false);
  });

  it("[WC35] whoever watched here before and comes to watch, watches", async () => {
    world.watchedBefore = true;
    world.seats.keep("abc", "abc:old");
    const { stay, session } = await open({ kind: "room", roomId: "abc", watch: true });
    assert.deepEqual(session.wishes, []);
    assert.equal(stay.place.watching.value, true);
  });

  it("[WC13] leaving while the server restarts is the end of it", async () => {
    const { stay, session } = await open();
    session.become({ kind: "ended", ending: "server_stopping", reason: "" });
    assert.deepEqual(world.remembered, { roomId: "r0", game: "arena" });
    stay.close();
    await settle();
    assert.equal(world.sessions.length, 1);
    assert.equal(world.remembered, undefined);
  });

  it("[WC13] a restart into another build reloads the page and resumes the match", async () => {
    const { session } = await open();
    world.roomGone = true;
    world.refusals = ["join/version_mismatch"];
    session.become({ kind: "ended", ending: "server_stopping", reason: "" });
    await settle();
    assert.equal(world.reloads, 1);
    assert.deepEqual(world.remembered, { roomId: "r0", game: "arena" });
    // The reloaded page is given what the old one left behind.
    const { stay } = await open({ kind: "room", roomId: "r0", fallback: "arena" });
    assert.equal(world.asked.at(-2), "quick");
    assert.equal(stay.screen.value.kind, "playing");
    assert.equal(world.remembered, undefined);
  });

  it("[WC14] a version mismatch that a reload did not cure is said in words", async () => {
    world.mayReload = false;
    world.refusals = ["join/version_mismatch"];
    const { stay } = await open();
    assert.deepEqual(stay.screen.value, { kind: "refused", failure: "join/version_mismatch" });
  });

  it("[WC14] a link to a room that is gone says so; quick play is one press away", async () => {
    world.roomGone = true;
    const { stay } = await open({ kind: "room", roomId: "abc" });
    assert.deepEqual(stay.screen.value, { kind: "refused", failure: "join/not_found" });
    stay.quickPlay("arena");
    await settle();
    assert.equal(stay.screen.value.kind, "playing");
    assert.equal(stay.roomId.value, "r0");
  });

  it("[WC14] a game that cannot draw gives its seat back", async () => {
    world.mountFails = true;
    const log = console.error;
    console.error = () => {};
    const { stay, session } = await open();
    console.error = log;
    assert.deepEqual(stay.screen.value, { kind: "game_failed" });
    assert.equal(session.quits, 1);
  });

  it("[WC15] an operator's words are shown, anything else is not", async () => {
    const { stay, session } = await open();
    session.notify?.({ evil: true });
    assert.equal(stay.notice.value, "");
    session.notify?.("Maintenance at noon");
    assert.equal(stay.notice.value, "Maintenance at noon");
  });

  it("[WC35] whoever comes to watch stays a watcher through a reload, a full house and a rejoin", async () => {
    const { stay, session } = await open({ kind: "room", roomId: "abc", watch: true });
    assert.deepEqual(world.asked.slice(2), ["room, to watch", "watching abc"]);
    assert.equal(stay.place.watching.value, true);
    session.become({ kind: "ended", ending: "lost", reason: "" });
    world.refusals = ["join/not_found"];
    world.asked.length = 0;
    stay.retry();
    await settle();
    assert.deepEqual(world.asked.slice(2), ["seat", "room, to watch", "watching abc"]);
  });

  it("[WC35] the address follows from playing to watching and back", async () => {
    const { stay, session } = await open({ kind: "room", roomId: "abc" });
    world.asked.length = 0;
    session.patched();
    session.move(true);
    session.patched();
    session.move(false);
    assert.deepEqual(world.asked, ["watching abc", "at abc"]);
    assert.equal(stay.place.watching.value, false);
    session.move(true);
    stay.quickPlay("arena");
    await settle();
    assert.equal(stay.place.watching.value, false);
  });

  it("[WC36] a full room can be watched", async () => {
    world.refusals = ["join/full"];
    const { stay } = await open({ kind: "room", roomId: "abc" });
    const notice = noticeOf(stay.screen.value, en);
    assert.deepEqual(notice?.actions, ["retry", "watch", "quickPlay", "lobby"]);
    stay.watch();
    await settle();
    assert.deepEqual(stay.screen.value, { kind: "playing" });
    assert.equal(stay.place.watching.value, true);
  });

  it("[WC33] a removal is told with the host's words, and nothing leads back into that room", async () => {
    const { stay, session } = await open({ kind: "room", roomId: "abc" });
    session.become({ kind: "ended", ending: "removed", reason: "too good" });
    const notice = noticeOf(stay.screen.value, en);
    assert.equal(notice?.quote, "too good");
    assert.deepEqual(notice?.actions, ["quickPlay", "lobby"]);
    assert.equal(world.seats.token("abc"), undefined);
    const banned = noticeOf({ kind: "refused", failure: "join/banned" }, en);
    assert.deepEqual(banned?.actions, ["quickPlay", "lobby"]);
    const silent = noticeOf({ kind: "ended", ending: "removed", reason: "" }, en);
    assert.equal(silent?.quote, undefined);
  });

  it("[WC32] whoever becomes host is told; whoever opened the room knows", async () => {
    const { stay, session } = await open();
    assert.deepEqual([stay.place.hosting.value, stay.place.crowned.value], [false, false]);
    session.room.state.host = session.room.sessionId;
    session.patched();
    assert.deepEqual([stay.place.hosting.value, stay.place.crowned.value], [true, true]);
    stay.place.crowned.value = false;
    session.patched();
    assert.equal(stay.place.crowned.value, false);
    session.room.state.host = "another";
    session.patched();
    assert.equal(stay.place.hosting.value, false);
    world.hosted = true;
    const own = await open({ kind: "create", game: "arena" });
    assert.deepEqual([own.stay.place.hosting.value, own.stay.place.crowned.value], [true, false]);
    const found = await open({ kind: "room", roomId: "abc" });
    assert.deepEqual(
      [found.stay.place.hosting.value, found.stay.place.crowned.value],
      [true, true],
    );
  });

  it("[WC34] the warning counts down, and is gone with the danger or the line", async () => {
    const { stay, session } = await open();
    session.warn(12);
    assert.equal(stay.place.idle.value, 12);
    session.warn(0);
    assert.equal(stay.place.idle.value, 0);
    session.warn(12);
    session.become({ kind: "reconnecting", attempt: 1, attempts: 29 });
    assert.equal(stay.place.idle.value, 0);
  });
});
