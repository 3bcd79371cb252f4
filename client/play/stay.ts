import { signal } from "@preact/signals";
import type { Entry, Session } from "../../netplay/session.ts";
import { type Ending, JoinError, type Status } from "../../netplay/status.ts";
import type { GameId } from "../../schema/games.ts";
import type { GameState } from "../../schema/lib/game.ts";
import { NOTICE } from "../../schema/messages.ts";
import type { GameView, MountGame, NetFigures } from "../games/view.ts";
import type { Messages } from "../i18n/messages.ts";
import type { Resume } from "../reload.ts";
import type { Seats } from "../seats.ts";
import { isWatching, Place } from "./place.ts";
import type { Screen, Step, Target } from "./screen.ts";

/** What a stay reaches outside for. */
export interface StayDeps {
  takeSeat(entry: Entry): Promise<Session>;
  gameOf(roomId: string): Promise<GameId>;
  loadGame(game: GameId): Promise<MountGame>;
  isReady(): Promise<boolean>;
  wait(ms: number): Promise<void>;
  /** Loads the page anew for another build, unless that has been tried. */
  reload(): boolean;
  /** The match that a page loaded anew would go on with, undefined for none. */
  remember(match: Resume | undefined): void;
  /** Whoever stays is in this room, to play or to watch; also when that changes. */
  onSeat(roomId: string, watching: boolean): void;
  readonly seats: Seats;
  /** Where the game draws. */
  readonly element: HTMLElement;
  readonly texts: () => Messages;
}

const RESTART_POLL_MS = 1000;
const NOTICE_MAX = 500;

/**
 * A player's stay on the play screen: from the wish to play, through joining, drops and restarts of
 * the server, to leaving. The view of the game lives and dies with each seat.
 */
export class Stay {
  readonly target: Target;
  readonly screen = signal<Screen>({ kind: "connecting", step: "game" });
  readonly roomId = signal<string | undefined>(undefined);
  readonly game = signal<GameId | undefined>(undefined);
  /** An operator's words, "" when there are none. */
  readonly notice = signal("");
  readonly place = new Place();
  readonly #deps: StayDeps;
  /** Counts attempts: one that is not the newest undoes what it has done. */
  #run = 0;
  /** The match to go on with after the server's restart, until there is a seat again. */
  #resuming: Resume | undefined;
  #session: Session | undefined;
  #view: GameView | undefined;

  constructor(target: Target, deps: StayDeps) {
    this.target = target;
    this.#deps = deps;
    if (target.kind === "room") {
      const { roomId, fallback, watch = false } = target;
      this.roomId.value = roomId;
      this.place.watching.value = watch;
      this.game.value = fallback;
      this.#resume(fallback && { roomId, game: fallback });
    }
    void this.#connect(target);
  }

  get element(): HTMLElement {
    return this.#deps.element;
  }

  /** Round trip in ms, 0 until known. */
  get ping(): number {
    return this.#session?.ping ?? 0;
  }

  /** What the game tells of its line; undefined while it does not run, or has nothing to predict. */
  get net(): NetFigures | undefined {
    return this.#view?.net?.();
  }

  /** The room of the moment, for requests to it. */
  get session(): Session<GameState> | undefined {
    return this.#session;
  }

  /** Draws one frame, unless there is nothing to draw. */
  frame(now: number): void {
    if (this.#session?.status.kind !== "ended") this.#view?.frame(now);
  }

  /** Tries again: the room we were in, else what was wanted at first. */
  retry(): void {
    const roomId = this.roomId.peek();
    const game = this.game.peek();
    const screen = this.screen.peek();
    const wasLost = screen.kind === "ended" && screen.ending === "lost";
    // A server that died took the room along: whoever was in it plays on in another.
    this.#resume(wasLost && roomId !== undefined && game ? { roomId, game } : undefined);
    const watch = this.place.watching.peek();
    void this.#connect(roomId === undefined ? this.target : { kind: "room", roomId, watch });
  }

  /** Into the room that has no free seat, without one. */
  watch(): void {
    this.place.watching.value = true;
    this.retry();
  }

  /** Any match of this game, or of `otherwise` when the game never became known. */
  quickPlay(otherwise: GameId): void {
    this.roomId.value = undefined;
    this.place.watching.value = false;
    this.#resume(undefined);
    void this.#connect({ kind: "quick", game: this.game.peek() ?? otherwise });
  }

  /** Leaves for good. */
  close(): void {
    this.#run++;
    this.#resume(undefined);
    this.#discard();
  }

  debug(): Readonly<Record<string, unknown>> {
    return {
      status: this.screen.peek().kind,
      roomId: this.roomId.peek(),
      sessionId: this.#session?.room.sessionId,
      ping: this.ping,
      serverTime: this.#session?.room.clock.lastServerTime(),
      ...this.#view?.debug(),
    };
  }

  async #connect(target: Target): Promise<void> {
    this.#discard();
    const run = ++this.#run;
    try {
      const game = await this.#findGame(run, target);
      this.#step(run, "game");
      const mount = await this.#deps.loadGame(game);
      if (run !== this.#run) return;
      this.#step(run, "seat");
      const session = await this.#takeSeat(target);
      if (run !== this.#run) return await session.quit();
      this.#follow(session);
      this.#step(run, "scene");
      await this.#show(run, mount, session);
    } catch (error) {
      if (run === this.#run) this.#failed(error, target);
    }
  }

  #step(run: number, step: Step): void {
    if (run === this.#run) this.screen.value = { kind: "connecting", step };
  }

  async #findGame(run: number, target: Target): Promise<GameId> {
    if (target.kind === "room") this.#step(run, "room");
    const game = target.kind === "room" ? await this.#deps.gameOf(target.roomId) : target.game;
    if (run === this.#run) this.game.value = game;
    return game;
  }

  async #takeSeat(target: Target): Promise<Session> {
    if (target.kind !== "room") return this.#deps.takeSeat(target);
    const { seats, takeSeat } = this.#deps;
    const token = seats.token(target.roomId);
    if (token !== undefined) {
      try {
        const session = await takeSeat({ kind: "seat", token });
        // Watched here before, and comes to play now.
        if (!target.watch && isWatching(session.room)) await session.seat(true);
        return session;
      } catch (error) {
        if (error instanceof JoinError && error.id === "join/unreachable") throw error;
        // The seat was given up; the room may still have another.
        seats.drop(target.roomId);
      }
    }
    return takeSeat({ kind: "room", roomId: target.roomId, watch: target.watch ?? false });
  }

  #follow(session: Session): void {
    const { seats } = this.#deps;
    const { roomId } = session.room;
    this.#session = session;
    this.#resume(undefined);
    this.roomId.value = roomId;
    session.onToken((token) => seats.keep(roomId, token));
    session.onStatus((status) => {
      if (status.kind === "ended") seats.ended(roomId, status.ending);
      if (session === this.#session) this.#reflect(status);
    });
    session.room.onMessage(NOTICE, (words: unknown) => {
      if (typeof words === "string") this.notice.value = words.slice(0, NOTICE_MAX);
    });
    session.onIdle((seconds) => {
      if (session === this.#session) this.place.idle.value = seconds;
    });
    session.room.onStateChange(() => {
      if (session === this.#session && this.place.look(session.room)) this.#seated(roomId);
    });
    this.place.look(session.room);
    // Whoever opens a room knows whose it is.
    if (this.target.kind === "create") this.place.crowned.value = false;
    this.#seated(roomId);
  }

  #seated(roomId: string): void {
    this.#deps.onSeat(roomId, this.place.watching.peek());
  }

  async #show(run: number, mount: MountGame, session: Session): Promise<void> {
    const { element, texts } = this.#deps;
    const context = {
      session: session as never,
      element,
      // Read anew by the game, so that a change of language reaches it.
      get texts() {
        return texts();
      },
    };
    const view = await mount(context);
    if (run !== this.#run || session.status.kind === "ended") return view.unmount();
    this.#view = view;
    this.#reflect(session.status);
  }

  #reflect(status: Status): void {
    const before = this.screen.peek().kind;
    // The server forgets its warning with the line.
    if (status.kind !== "playing") this.place.idle.value = 0;
    if (status.kind === "ended") this.#ended(status.ending, status.reason);
    // Until the view stands, the steps of joining say more.
    else if (this.#view) this.screen.value = status;
    if (status.kind === "playing" && before === "reconnecting") this.#view?.onReconnect?.();
  }

  #ended(ending: Ending, reason = ""): void {
    this.screen.value = { kind: "ended", ending, reason };
    const roomId = this.roomId.peek();
    const game = this.game.peek();
    if (ending !== "server_stopping" || roomId === undefined || game === undefined) return;
    this.#resume({ roomId, game });
    void this.#awaitRestart(this.#run, roomId);
  }

  async #awaitRestart(run: number, roomId: string): Promise<void> {
    do await this.#deps.wait(RESTART_POLL_MS);
    while (run === this.#run && !(await this.#deps.isReady()));
    const watch = this.place.watching.peek();
    if (run === this.#run) await this.#connect({ kind: "room", roomId, watch });
  }

  #resume(match: Resume | undefined): void {
    this.#resuming = match;
    this.#deps.remember(match);
  }

  #failed(error: unknown, target: Target): void {
    this.#discard();
    if (!(error instanceof JoinError)) {
      console.error(error);
      void this.#gameFailed(this.#run);
      return;
    }
    const resuming = this.#resuming;
    if (error.id === "join/version_mismatch" && this.#deps.reload()) return;
    // Whoever only watched is asked first.
    if (resuming && error.id === "join/not_found" && target.kind === "room" && !target.watch) {
      void this.#connect({ kind: "quick", game: resuming.game });
    } else if (resuming && error.id === "join/unreachable") this.#ended("server_stopping");
    else this.screen.value = { kind: "refused", failure: error.id };
  }

  /** Code that does not load is most often a server that does not answer, which may be tried again. */
  async #gameFailed(run: number): Promise<void> {
    const isUp = await this.#deps.isReady();
    if (run !== this.#run) return;
    this.screen.value = isUp
      ? { kind: "game_failed" }
      : { kind: "refused", failure: "join/unreachable" };
  }

  #discard(): void {
    const session = this.#session;
    this.#session = undefined;
    this.#view?.unmount();
    this.#view = undefined;
    this.#deps.element.replaceChildren();
    this.notice.value = "";
    this.place.leave();
    void session?.quit();
  }
}
