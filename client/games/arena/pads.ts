import { isUsablePad, type PadState } from "../../gamepads.ts";
import { aimOfStick, moveOfStick, STICK_RADIUS, Trigger } from "./controls.ts";

/** Buttons by the standard mapping. */
const FIRE_BUTTONS = [0, 5, 7];
const DASH_BUTTONS = [1, 4, 6];
const CROSS = { up: 12, down: 13, left: 14, right: 15 } as const;

/** The first gamepad: left stick or cross moves, right stick aims, A or right trigger fires, B dashes. */
export class Pads {
  readonly fire = new Trigger();
  readonly dash = new Trigger();
  /** The `move` byte of its stick or cross. */
  move = 0;
  /** The 16-bit angle of its right stick, or undefined near its middle. */
  aim: number | undefined;
  readonly #read: () => readonly (PadState | null)[];
  #fires = false;
  #dashes = false;

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
    const fires = FIRE_BUTTONS.some(pressed);
    const dashes = DASH_BUTTONS.some(pressed);
    latch(this.fire, this.#fires, fires);
    latch(this.dash, this.#dashes, dashes);
    this.#fires = fires;
    this.#dashes = dashes;
    return this.move !== 0 || this.aim !== undefined || fires || dashes;
  }

  #gone(): false {
    this.drop();
    this.#fires = false;
    this.#dashes = false;
    return false;
  }

  /** Lets go; what is held now counts again only after it has been let go. */
  drop(): void {
    this.fire.drop();
    this.dash.drop();
    this.move = 0;
    this.aim = undefined;
  }
}

const px = (axis = 0): number => axis * STICK_RADIUS;

function moveOf(axes: readonly number[], pressed: (index: number) => boolean): number {
  const x = Number(pressed(CROSS.right)) - Number(pressed(CROSS.left));
  const y = Number(pressed(CROSS.down)) - Number(pressed(CROSS.up));
  return x || y ? moveOfStick(px(x), px(y)) : moveOfStick(px(axes[0]), px(axes[1]));
}

function latch(trigger: Trigger, before: boolean, now: boolean): void {
  if (now && !before) trigger.press();
  else if (before && !now) trigger.release();
}
