import { FULL_STRENGTH, packMove } from "../../../schema/arena/rules.ts";
import { angle16 } from "../../../schema/lib/angle.ts";
import { actionOf, type Bindings } from "../../bindings.ts";

export const KEY = {
  up: 1,
  down: 2,
  left: 4,
  right: 8,
  fire: 16,
  dash: 32,
  scoreboard: 64,
} as const;

/** The {@link KEY} bit of a `KeyboardEvent.code`, or 0. */
export function keyOf(bindings: Bindings, code: string): number {
  const action = actionOf(bindings, code);
  return action ? KEY[action] : 0;
}

/** Several keys may mean the same direction: it is held until the last of them is let go. */
export class HeldKeys {
  /** With what each meant when it was pressed: its binding may change while it is held. */
  readonly #codes = new Map<string, number>();
  #bits = 0;

  press(code: string, key: number): void {
    this.#codes.set(code, key);
    this.#collect();
  }

  release(code: string): void {
    this.#codes.delete(code);
    this.#collect();
  }

  clear(): void {
    this.#codes.clear();
    this.#bits = 0;
  }

  get bits(): number {
    return this.#bits;
  }

  #collect(): void {
    this.#bits = 0;
    for (const key of this.#codes.values()) this.#bits |= key;
  }
}

/** The `move` byte of a set of {@link KEY} bits: eight directions; opposite keys cancel out. */
export function moveOfKeys(bits: number): number {
  const x = (bits & KEY.right ? 1 : 0) - (bits & KEY.left ? 1 : 0);
  const y = (bits & KEY.down ? 1 : 0) - (bits & KEY.up ? 1 : 0);
  return x === 0 && y === 0 ? 0 : packMove(angle16(x, y) >> 11, FULL_STRENGTH);
}

/** How far a stick's knob travels, in CSS px. */
export const STICK_RADIUS = 52;
const MOVE_DEAD = 0.16;
const AIM_DEAD = 0.24;
const FIRE_FROM = 0.55;
/** Half of one of the 32 directions: rounds to the nearest instead of down. */
const HALF_DIRECTION = 1024;

/** How far a stick is pushed, 0..1. */
export const pushed = (dx: number, dy: number): number =>
  Math.min(1, Math.hypot(dx, dy) / STICK_RADIUS);

/** The `move` byte of a stick pushed by (dx, dy) CSS px: 32 directions, seven strengths. */
export function moveOfStick(dx: number, dy: number): number {
  const push = pushed(dx, dy);
  if (push < MOVE_DEAD) return 0;
  const strength = Math.ceil(((push - MOVE_DEAD) / (1 - MOVE_DEAD)) * FULL_STRENGTH);
  return packMove((angle16(dx, dy) + HALF_DIRECTION) >> 11, Math.max(1, strength));
}

/** The aim of the right stick, or undefined inside its dead zone. */
export const aimOfStick = (dx: number, dy: number): number | undefined =>
  pushed(dx, dy) < AIM_DEAD ? undefined : angle16(dx, dy);

/** Is the right stick pushed far enough to fire? */
export const stickFires = (dx: number, dy: number): boolean => pushed(dx, dy) >= FIRE_FROM;

/** The 16-bit angle of a packed move; meaningless for 0. */
export const aimOfMove = (move: number): number => (move & 31) << 11;

/** A trigger that misses no tap: pressed and let go between two inputs still fires once. */
export class Trigger {
  #down = false;
  #tapped = false;

  press(): void {
    this.#down = true;
    this.#tapped = true;
  }

  release(): void {
    this.#down = false;
  }

  /** Lets go and forgets taps: the page lost the player's hands. */
  drop(): void {
    this.#down = false;
    this.#tapped = false;
  }

  /** Is fire wanted in the next input? Taps count once. */
  take(): boolean {
    const wanted = this.#down || this.#tapped;
    this.#tapped = false;
    return wanted;
  }
}
