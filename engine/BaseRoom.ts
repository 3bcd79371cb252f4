import {
  type Client,
  type Deferred,
  type ExtractRoomState,
  Room,
  type RoomException,
  type RoomOptions,
  type Serializer,
  type StepContext,
} from "@colyseus/core";
import { advertisePatchRate } from "./advertise.ts";
import { heed } from "./caught.ts";
import { newTicks, type RoomCounts } from "./census.ts";
import { useMonotonicClock } from "./clock.ts";
import { type DesyncSettings, DesyncWatch } from "./desync.ts";
import { causeOf, faultsOf } from "./faults.ts";
import { guardInputs } from "./inputs.ts";
import { holdJoins } from "./joins.ts";
import { keepTime } from "./keepTime.ts";
import type { Log } from "./log.ts";
import type { Loops } from "./loops.ts";
import { quietly, resyncsOf } from "./quiet.ts";
import { Returns } from "./returns.ts";
import { type WaitingSeats, waitingSeats } from "./seats.ts";
import { shield } from "./shield.ts";
import { inOneWrite } from "./transport/batch.ts";

/** Steps that are taken at once after a hitch, at most. */
const BACKLOG_STEPS = 5;
/** Time for a replaced line to read its close code before it is cut. */
const GOODBYE_MS = 1000;

export interface LoopSettings {
  readonly log: Log;
  /** Where the process counts its running loops. */
  readonly loops: Loops;
  /** Ticks, inputs and patches per second. */
  readonly tickHz: number;
  /** WebSocket close codes: of a room whose loop is broken, of a line that a newer one replaces. */
  readonly closeCodes: { readonly fault: number; readonly replaced: number };
  /** How clients are asked now and then whether they hold what they should; left out: never. */
  readonly desync?: DesyncSettings | undefined;
}

/** The private member of Colyseus that lists a room, or does not. */
interface Listed {
  readonly _listing: { readonly private?: boolean };
}

/** The private members of Colyseus that tell whether anybody is here, and keep the time. */
interface Timed {
  readonly _reconnections: object;
  readonly _simulationInterval: NodeJS.Timeout;
}

/**
 * A room with a monotonic clock, one fixed step after another each followed by its own patch, and
 * exceptions that end a tick and never the process. Subclasses call {@link startLoop} in `onCreate`.
 */
export abstract class BaseRoom<T extends RoomOptions = RoomOptions> extends Room<T> {
  #tickHz = 0;
  #stepMs = 0;
  /** Server time of the tick being simulated, ms since the room began. */
  #simulated = 0;
  #tick = 0;
  /** Ticks since somebody was here. */
  #lonely = 0;
  #asleep = false;
  #unregister = () => {};
  #admit = () => {};
  #desync: DesyncWatch | undefined;
  #replacedCode = 0;
  #overruns = 0;
  #serializer: unknown;
  readonly #tickMs = newTicks();
  readonly #returning = new WeakSet<object>();
  readonly #returns = new Returns(this as unknown as Room);
  readonly #stepFailed = (error: unknown) => faultsOf(this).report(error, "step");

  constructor() {
    super();
    shield(this);
  }

  /** One simulation tick; the patch follows. */
  protected abstract step(context: StepContext): void;

  /** Ticks simulated since the room began. */
  get ticks(): number {
    return this.#tick;
  }

  /** Clients that were found to hold another state than they should, since the room began. */
  get desyncs(): number {
    return this.#desync?.count ?? 0;
  }

  /** What this room has counted since it began. */
  get counts(): RoomCounts {
    return {
      ticks: this.#tickMs,
      overruns: this.#overruns,
      desyncs: this.desyncs,
      resyncs: resyncsOf(this.#serializer),
      faults: faultsOf(this).count,
    };
  }

  protected startLoop(settings: LoopSettings): void {
    faultsOf(this, { log: settings.log, closeCode: settings.closeCodes.fault });
    this.#replacedCode = settings.closeCodes.replaced;
    this.#tickHz = settings.tickHz;
    this.#stepMs = 1000 / settings.tickHz;
    useMonotonicClock(this);
    this.#simulated = this.clock.elapsedTime;
    // For what it tells clients; the loop itself is ours.
    this.setFixedTimestep(() => {}, settings.tickHz);
    this.#run();
    // After the loop exists: as a class field, null starts a second clock that eats the loop's time.
    this.patchRate = null;
    advertisePatchRate(this, this.#stepMs);
    guardInputs(this, settings.log);
    this.#admit = holdJoins(this);
    if (settings.desync) this.#desync = new DesyncWatch(this, settings.log, settings.desync);
    const removals = [
      settings.loops.add(this, performance.now()),
      settings.loops.standstills.start(settings.log),
      settings.loops.census.add(this),
    ];
    this.#unregister = () => {
      for (const remove of removals) remove();
    };
  }

  override onDispose(): void | Promise<void> {
    this.#unregister();
  }

  /** Colyseus calls this when the room gets its state. */
  override setSerializer(serializer: Serializer<ExtractRoomState<T>>): void {
    const quiet = quietly(serializer);
    this.#serializer = quiet;
    super.setSerializer(quiet);
  }

  /** Was this client dropped only because its owner is coming back on a new line? */
  protected isReturning(client: Client): boolean {
    return this.#returning.has(client);
  }

  override allowReconnection(client: Client, seconds: number | "manual"): Deferred<Client> {
    return this.#returns.allow(client, () => super.allowReconnection(client, seconds));
  }

  /** A reconnection through the matchmaker, while the old line may still look open. */
  override checkReconnectionToken(token: string): string {
    const live = this.clients.find((client) => this.#returns.isOf(client, token));
    if (!live) return super.checkReconnectionToken(token);
    this.#dropForReturn(live);
    return live.sessionId;
  }

  /** A reconnection straight to the socket. Stock waits for the old line's pings to time out. */
  override hasReservedSeat(sessionId: string, token?: string): boolean {
    // Every connection comes this way, before anything else of the room.
    this.#wake();
    const live = this.clients.get(sessionId);
    if (live && token && this.#returns.isOf(live, token)) this.#dropForReturn(live);
    const reserved = super.hasReservedSeat(sessionId, token);
    if (reserved && token) this.#returns.shown(sessionId, token);
    return reserved;
  }

  #dropForReturn(client: Client): void {
    this.#returning.add(client);
    const socket = client.ref as { terminate?(): void };
    this.kickClient(client.sessionId, this.#replacedCode);
    // Colyseus skips the close when the new line is quicker than the old one's goodbye.
    setTimeout(() => socket.terminate?.(), GOODBYE_MS);
  }

  override onUncaughtException(error: RoomException, where: string): void {
    faultsOf(this).report(causeOf(error), where);
  }

  #run(): void {
    const dt = 1 / this.#tickHz;
    const whole = { subSteps: 1, subDt: dt, subDtMs: this.#stepMs };
    keepTime(this, () => this.#takeDue({ dt, dtMs: this.#stepMs, tick: 0, ...whole }));
  }

  /** Is the loop stopped, because nobody is here? */
  get asleep(): boolean {
    return this.#asleep;
  }

  get waiting(): WaitingSeats {
    return waitingSeats(this as unknown as Room);
  }

  get isPrivate(): boolean {
    return (this as unknown as Listed)._listing.private === true;
  }

  /** A loop that runs for nobody costs 0.25 ms a second. A held seat keeps it running. */
  #sleepIfEmpty(): void {
    const { _reconnections, _simulationInterval } = this as unknown as Timed;
    const isEmpty = this.clients.length === 0 && Object.keys(_reconnections).length === 0;
    this.#lonely = isEmpty ? this.#lonely + 1 : 0;
    if (this.#lonely < this.#tickHz) return;
    this.#asleep = true;
    // Left in place: without a loop Colyseus would tick the clock with each patch.
    clearInterval(_simulationInterval);
  }

  #wake(): void {
    this.#lonely = 0;
    if (!this.#asleep) return;
    this.#asleep = false;
    // The time slept through is no backlog.
    this.clock.tick();
    this.#simulated = this.clock.elapsedTime;
    this.#run();
  }

  /** Takes the steps that are due; answers in how many ms the next one is, undefined for none. */
  #takeDue(context: StepContext): number | undefined {
    this.clock.tick();
    const wall = this.clock.elapsedTime;
    this.#drop(wall - BACKLOG_STEPS * this.#stepMs);
    while (!this.#asleep && this.#simulated + this.#stepMs <= wall) {
      const started = performance.now();
      inOneWrite(() => this.#advance({ ...context, tick: this.#tick }));
      const ms = performance.now() - started;
      this.#tickMs.note(ms);
      if (ms <= this.#stepMs) continue;
      this.#overruns++;
      // Catching up with steps that are too slow makes all other rooms wait for nothing.
      this.#simulated = wall;
    }
    const since = performance.now() - this.clock.currentTime;
    return this.#asleep ? undefined : this.#simulated + this.#stepMs - wall - since;
  }

  /** After a hitch the steps due before `until` are dropped instead of raced through. */
  #drop(until: number): void {
    if (this.#simulated >= until) return;
    this.#overruns += Math.floor((until - this.#simulated) / this.#stepMs);
    this.#simulated = until;
  }

  #advance(context: StepContext): void {
    try {
      // No step has to be async, and nothing forbids it.
      heed(this.step(context), this.#stepFailed);
    } catch (error) {
      this.#stepFailed(error);
    }
    this.#tick++;
    this.#patch();
    this.#sleepIfEmpty();
  }

  /**
   * Patches are stamped with simulated time, not with the time of the timer that caught up: two
   * steps in one timer would carry one stamp, and remote players would jump.
   */
  #patch(): void {
    const wall = this.clock.elapsedTime;
    this.#simulated += this.#stepMs;
    this.clock.elapsedTime = this.#simulated;
    try {
      this.broadcastPatch();
      // Now, when nothing waits for a patch, newcomers can get the state, and others be asked.
      this.#admit();
      this.#desync?.look(this.#tick, performance.now());
    } finally {
      this.clock.elapsedTime = wall;
    }
  }
}
