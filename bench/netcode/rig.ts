import { TILE } from "../../schema/arena/map.ts";
import { FULL_STRENGTH, packMove } from "../../schema/arena/rules.ts";
import type { ArenaInput } from "../../schema/arena/state.ts";
import { pause, until } from "../../test/support/wait.ts";
import type { Disturbance } from "./conditions.ts";
import type { Desk } from "./desk.ts";
import { CLOCK_GOAL_MS, CLOCK_GRACE_MS, type Figures } from "./figures.ts";
import { KeyProbe } from "./keys.ts";
import { animate, type Player } from "./player.ts";
import { ClockProbe, CorrectionProbe, SpeedProbe } from "./probes.ts";
import { Shooter } from "./shots.ts";
import { sleepSoundly } from "./timebase.ts";

/** Long open floor on this map, and a place from where all of it is in sight. */
export const MAP = "circus";
export const LANE = { y: 7.5 * TILE, from: 9 * TILE, to: 20 * TILE } as const;
export const STAND = { x: 11.5 * TILE, y: 10.5 * TILE } as const;

const BEFORE_MS = 2000;
/** Until the last shot's outcome is back on the worst line. */
const ECHO_MS = 1000;
/** Of a line that stays as it is, and after a disturbance. */
const SPANS = { lasting: { screen: 12_000, past: 7000 }, after: { screen: 6000, past: 6000 } };
const PATCH_MS = 30_000;

/** Two players and what looks at them, frame by frame. */
export class Rig {
  readonly #shooter: Player;
  readonly #runner: Player;
  readonly #desk: Desk;
  readonly #aim: Shooter;
  #keys: KeyProbe | undefined;
  readonly #probes = new Set<{ frame(now: number): void }>();
  readonly #stop: () => void;
  #last = performance.now();
  #longest = 0;
  #running = 1;

  constructor(shooter: Player, runner: Player, desk: Desk) {
    this.#desk = desk;
    this.#shooter = shooter;
    this.#runner = runner;
    this.#aim = new Shooter(shooter, runner.id);
    this.#stop = animate((now) => this.#frame(now));
  }

  stop(): void {
    this.#stop();
    this.#keys?.stop();
  }

  /** Everything that is measured from now on, through the disturbance if there is one. */
  async observe(disturbance: Disturbance | undefined, origin: number): Promise<Figures> {
    this.#longest = 0;
    const keys = this.#add(new KeyProbe(this.#shooter, STAND.x));
    this.#keys = keys;
    const corrections = [this.#shooter, this.#runner].map((each) =>
      this.#add(new CorrectionProbe(each)),
    );
    if (disturbance) await this.#disturb(disturbance);
    const grace = disturbance ? CLOCK_GRACE_MS : 0;
    const watch = { grace, goal: CLOCK_GOAL_MS };
    const clock = this.#add(new ClockProbe(this.#shooter, origin, watch));
    await pause(grace);
    const speed = this.#add(new SpeedProbe(this.#shooter, this.#runner.id));
    const spans = disturbance ? SPANS.after : SPANS.lasting;
    const screen = await this.#shots("screen", spans.screen);
    const past = await this.#shots("past", spans.past);
    return {
      keys: keys.stop(),
      corrections: corrections.map((each) => each.stop()),
      ...{ screen, past, speed: speed.stop(), clock: clock.stop() },
      hitchMs: await this.#hitch(),
    };
  }

  #add<T extends { frame(now: number): void }>(probe: T): T {
    this.#probes.add(probe);
    return probe;
  }

  async #shots(mode: "screen" | "past", ms: number) {
    this.#aim.begin(mode);
    await pause(ms);
    this.#aim.hold();
    await pause(ECHO_MS);
    return this.#aim.figures();
  }

  /** Resolves with the first patch that follows. */
  async #disturb(disturbance: Disturbance): Promise<void> {
    await pause(BEFORE_MS);
    if (disturbance.kind === "outage") await this.#desk.outage(disturbance.ms, disturbance.how);
    if (disturbance.kind === "line") await this.#desk.line(disturbance.line);
    if (disturbance.kind === "wall") await this.#desk.wall(disturbance.byMs);
    if (disturbance.kind === "sleep") await this.#sleep(disturbance.ms);
    const { clock } = this.#shooter.session.room;
    const stamp = clock.lastServerTime();
    await until("a patch", () => clock.lastServerTime() !== stamp, PATCH_MS);
  }

  /** What the machine did meanwhile is nobody's figure. */
  async #sleep(ms: number): Promise<void> {
    sleepSoundly(ms);
    await this.#hitch();
    this.#longest = 0;
  }

  /** The longest wait of players or server, since last asked for the server's. */
  async #hitch(): Promise<number> {
    const late = await this.#desk.lateness(this.#shooter.session.room.roomId);
    return Math.max(this.#longest, late);
  }

  #frame(now: number): void {
    this.#longest = Math.max(this.#longest, now - this.#last);
    this.#last = now;
    this.#shooter.prediction.frame(now, this.#sampleShooter);
    this.#runner.prediction.frame(now, this.#sampleRunner);
    this.#aim.frame(now);
    for (const probe of this.#probes) probe.frame(now);
  }

  readonly #sampleShooter = (into: ArenaInput): void => {
    const direction = this.#keys?.direction ?? 0;
    into.move = direction === 0 ? 0 : packMove(direction > 0 ? 0 : 16, FULL_STRENGTH);
    this.#aim.sample(into);
  };

  readonly #sampleRunner = (into: ArenaInput): void => {
    const { x } = this.#runner.prediction.body;
    if (x < LANE.from) this.#running = 1;
    if (x > LANE.to) this.#running = -1;
    into.move = packMove(this.#running > 0 ? 0 : 16, FULL_STRENGTH);
  };
}
