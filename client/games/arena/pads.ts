import { isUsablePad, type PadState } from "../../gamepads.ts";
import { aimOfStick, moveOfStick, STICK_RADIUS, Trigger } from "./controls.ts";

/** Buttons by the standard mapping. */
const FIRE_BUTTONS = [0, 5, 7];
const DASH_BUTTONS = [1, 4, 6];
/** Select, or whatever sits left of the middle. */
const BOARD_BUTTON = 8;
const CROSS = { up: 12, down: 13, left: 14, right: 15 } as const;

/** Buttons that menus know, as bits of {@link Pads.takeTaps}. */
export const PAD = {
  yes: 1 << 0,
  top: 1 << 3,
  leftBumper: 1 << 4,
  rightBumper: 1 << 5,
  left: 1 << CROSS.left,
  right: 1 << CROSS.right,
} as const;

/**
 * The first gamepad: left stick or cross moves, right stick aims, A or right trigger fires, B dashes,
 * select shows the scoreboard.
 */
export class Pads {
  readonly fire = new Trigger();
  readonly dash = new Trigger();
  /** The `move` byte of its stick or cross. */
  move = 0;
  /** The 16-bit angle of its right stick, or undefined near its middle. */
  aim: number | undefined;
  /** Is the button held that shows the scoreboard? */
  scoreboard = false;
  readonly #read: () => readonly (PadState | null)[];
  #fires = false;
  #dashes = false;
  #held = 0;
  #taps = 0;

  constructor(read: () => readonly (PadState | null)[]) {
    this.#read = read;
  }

  /** Looks at the pad; a browser tells of no presses. True when a hand is at it. */
  poll(): boolean {
    const pad = this.#read().find(isUsablePad);
    if (!pad) return this.#gone();
    const { axes, buttons } = pad;
    const pressed = (index: number) => buttons[index]?.pressed === true;
    this.move = moveOf(axes, pressed);
    this.aim = aimOfStick(px(axes[2]), px(axes[3]));
    this.scoreboard = pressed(BOARD_BUTTON);
    const fires = FIRE_BUTTONS.some(pressed);
    const dashes = DASH_BUTTONS.some(pressed);
    latch(this.fire, this.#fires, fires);
    latch(this.dash, this.#dashes, dashes);
    this.#fires = fires;
    this.#dashes = dashes;
    const held = heldBits(buttons);
    this.#taps |= held & ~this.#held;
    this.#held = held;
    return this.move !== 0 || this.aim !== undefined || fires || dashes || this.scoreboard;
  }

  /** The buttons pressed since the last call, bit i for button i. */
  takeTaps(): number {
    const taps = this.#taps;
    this.#taps = 0;
    return taps;
  }

  #gone(): false {
    this.drop();
    this.#held = 0;
    this.#fires = false;
    this.#dashes = false;
    return false;
  }

  /** Lets go; what is held now counts again only after it has been let go. */
  drop(): void {
    this.fire.drop();
    this.dash.drop();
    this.#taps = 0;
    this.move = 0;
    this.aim = undefined;
    this.scoreboard = false;
  }
}

const px = (axis = 0): number => axis * STICK_RADIUS;

function moveOf(axes: readonly number[], pressed: (index: number) => boolean): number {
  const x = Number(pressed(CROSS.right)) - Number(pressed(CROSS.left));
  const y = Number(pressed(CROSS.down)) - Number(pressed(CROSS.up));
  return x || y ? moveOfStick(px(x), px(y)) : moveOfStick(px(axes[0]), px(axes[1]));
}

function heldBits(buttons: PadState["buttons"]): number {
  let bits = 0;
  for (let i = 0; i < buttons.length; i++) if (buttons[i]?.pressed) bits |= 1 << i;
  return bits;
}

function latch(trigger: Trigger, before: boolean, now: boolean): void {
  if (now && !before) trigger.press();
  else if (before && !now) trigger.release();
}
