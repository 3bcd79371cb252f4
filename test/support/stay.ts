import type { GameView } from "../../client/games/view.ts";
import { en } from "../../client/i18n/messages.ts";
import type { Target } from "../../client/play/screen.ts";
import { Stay, type StayDeps } from "../../client/play/stay.ts";
import type { Resume } from "../../client/reload.ts";
import { openSeats, type Seats } from "../../client/seats.ts";
import { memoryStore } from "../../client/storage.ts";
import type { Entry, Session } from "../../netplay/session.ts";
import { JoinError, type JoinFailure, type Status } from "../../netplay/status.ts";

export const QUICK: Target = { kind: "quick", game: "arena" };

/** Lets everything happen that needs no time. */
export const settle = async () => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** A session as far as a stay knows one. */
export class FakeSession {
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
export class World {
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

  /** As {@link stay}, once all is done that it asked for; with its session, if it has one. */
  async open(target: Target = QUICK): Promise<{ stay: Stay; session: FakeSession }> {
    const stay = this.stay(target);
    await settle();
    return { stay, session: this.sessions.at(-1) as FakeSession };
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
