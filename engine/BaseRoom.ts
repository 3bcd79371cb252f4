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
import { useMonotonicClock } from "./clock.ts";
import { Faults } from "./faults.ts";
import { guardInputs } from "./inputs.ts";
import { keepTime } from "./keepTime.ts";
import type { Log } from "./log.ts";
import type { Loops } from "./loops.ts";
import { quietly } from "./quiet.ts";
import { Returns } from "./returns.ts";

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
}

/**
 * A room with a monotonic clock, one fixed step after another each followed by its own patch, and
 * exceptions that end a tick and never the process. Subclasses call {@link startLoop} in `onCreate`.
 */
export abstract class BaseRoom<T extends RoomOptions = RoomOptions> extends Room<T> {
  #faults: Faults | undefined;
  #stepMs = 0;
  /** Server time of the tick being simulated, ms since the room began. */
  #simulated = 0;
  #tick = 0;
  #unregister = () => {};
  #replacedCode = 0;
  readonly #returning = new WeakSet<object>();
  readonly #returns = new Returns(this as unknown as Room);

  /** One simulation tick; the patch follows. */
  protected abstract step(context: StepContext): void;

  /** Ticks simulated since the room began. */
  get ticks(): number {
    return this.#tick;
  }

  protected startLoop(settings: LoopSettings): void {
    this.#faults = new Faults(this, settings.log, settings.closeCodes.fault);
    this.#replacedCode = settings.closeCodes.replaced;
    this.#stepMs = 1000 / settings.tickHz;
    useMonotonicClock(this);
    this.#simulated = this.clock.elapsedTime;
    // For what it tells clients; the loop itself is ours.
    this.setFixedTimestep(() => {}, settings.tickHz);
    const dt = 1 / settings.tickHz;
    const whole = { subSteps: 1, subDt: dt, subDtMs: this.#stepMs };
    keepTime(this, () => this.#run({ dt, dtMs: this.#stepMs, tick: 0, ...whole }));
    // After the loop exists: as a class field, null starts a second clock that eats the loop's time.
    this.patchRate = null;
    advertisePatchRate(this, this.#stepMs);
    guardInputs(this, settings.log);
    this.#unregister = settings.loops.add(this, performance.now());
  }

  override onDispose(): void | Promise<void> {
    this.#unregister();
  }

  /** Colyseus calls this when the room gets its state. */
  override setSerializer(serializer: Serializer<ExtractRoomState<T>>): void {
    super.setSerializer(quietly(serializer));
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
    const live = this.clients.get(sessionId);
    if (live && token && this.#returns.isOf(live, token)) this.#dropForReturn(live);
    return super.hasReservedSeat(sessionId, token);
  }

  #dropForReturn(client: Client): void {
    this.#returning.add(client);
    const socket = client.ref as { terminate?(): void };
    this.kickClient(client.sessionId, this.#replacedCode);
    // Colyseus skips the close when the new line is quicker than the old one's goodbye.
    setTimeout(() => socket.terminate?.(), GOODBYE_MS);
  }

  override onUncaughtException(error: RoomException, where: string): void {
    this.#faults?.report(error, where);
  }

  /** Takes the steps that are due; answers in how many ms the next one is. */
  #run(context: StepContext): number {
    this.clock.tick();
    const wall = this.clock.elapsedTime;
    // After a hitch the rest is dropped instead of raced through.
    this.#simulated = Math.max(this.#simulated, wall - BACKLOG_STEPS * this.#stepMs);
    while (this.#simulated + this.#stepMs <= wall) {
      this.#advance({ ...context, tick: this.#tick });
    }
    const sinceThen = performance.now() - this.clock.currentTime;
    return this.#simulated + this.#stepMs - wall - sinceThen;
  }

  #advance(context: StepContext): void {
    try {
      this.step(context);
    } catch (error) {
      this.onUncaughtException({ cause: error } as RoomException, "step");
    }
    this.#tick++;
    this.#patch();
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
    } finally {
      this.clock.elapsedTime = wall;
    }
  }
}
