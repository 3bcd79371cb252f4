import { type ArenaInput, FIRE } from "../../../schema/arena/state.ts";
import { aimOfMove, HeldKeys, KEY, keyOf, moveOfKeys, moveOfStick, Trigger } from "./controls.ts";
import type { Stick } from "./stick.ts";

/** Where typing or a press on the keyboard has a meaning of its own. */
const TEXT = "input,textarea,select,[contenteditable]";
const PRESSABLE = `${TEXT},a,button,summary,[role=button]`;

/** Keyboard, mouse and touch of one game screen, as what the next input needs. */
export class Hands {
  /** The pointer on the screen, in CSS px from the element's corner. */
  pointerX = 0;
  pointerY = 0;
  /** Has a mouse pointed anywhere yet? Without one, sticks or the way of going aim. */
  pointing = false;
  /** Did a finger touch the screen last? */
  touching = false;
  readonly moveStick: Stick;
  readonly aimStick: Stick;
  readonly #element: HTMLElement;
  readonly #keys = new HeldKeys();
  readonly #mouse = new Trigger();
  readonly #space = new Trigger();
  readonly #abort = new AbortController();
  #aim = 0;
  #box: DOMRect;

  constructor(element: HTMLElement, sticks: { move: Stick; aim: Stick }) {
    this.#element = element;
    this.#box = element.getBoundingClientRect();
    this.moveStick = sticks.move;
    this.aimStick = sticks.aim;
    this.touching = matchMedia("(pointer: coarse)").matches;
    this.#listen();
  }

  /** Fills `move` and `buttons`; the aim of a pointer depends on where the player stands. */
  fill(into: ArenaInput): void {
    const { moveStick } = this;
    into.move = moveStick.active
      ? moveOfStick(moveStick.dx, moveStick.dy)
      : moveOfKeys(this.#keys.bits);
    // All three are asked: a tap that is not taken would fire later.
    const mouse = this.#mouse.take();
    const space = this.#space.take();
    into.buttons = mouse || space || this.aimStick.fires ? FIRE : 0;
    this.#aim =
      this.aimStick.aim ?? (this.pointing || into.move === 0 ? this.#aim : aimOfMove(into.move));
  }

  /** The aim while no mouse is pointing: the stick's, or where the player goes. */
  get stickAim(): number {
    return this.aimStick.aim ?? this.#aim;
  }

  resize(): void {
    this.#box = this.#element.getBoundingClientRect();
  }

  /** Lets go of everything: no key-up will come for what is held now. */
  release(): void {
    this.#keys.clear();
    this.#mouse.drop();
    this.#space.drop();
    this.moveStick.release();
    this.aimStick.release();
  }

  unmount(): void {
    this.#abort.abort();
  }

  #listen(): void {
    const { signal } = this.#abort;
    const element = this.#element;
    const release = () => this.release();
    window.addEventListener("keydown", (event) => this.#keyDown(event), { signal });
    window.addEventListener("keyup", (event) => this.#keyUp(event.code), { signal });
    window.addEventListener("blur", release, { signal });
    document.addEventListener("visibilitychange", release, { signal });
    document.documentElement.addEventListener("pointerleave", () => this.#mouse.release(), {
      signal,
    });
    element.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    window.addEventListener("pointermove", (event) => this.#move(event), { signal });
    window.addEventListener("pointerup", (event) => this.#up(event), { signal });
    window.addEventListener("pointercancel", (event) => this.#up(event), { signal });
    element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  }

  #keyDown(event: KeyboardEvent): void {
    const key = keyOf(event.code);
    if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    // A focused button keeps Space, but steps aside for the movement keys.
    if (target.closest(key === KEY.fire ? PRESSABLE : TEXT)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (key === KEY.fire) this.#space.press();
    else this.#keys.press(event.code);
  }

  #keyUp(code: string): void {
    if (keyOf(code) === KEY.fire) this.#space.release();
    else this.#keys.release(code);
  }

  #down(event: PointerEvent): void {
    if (event.pointerType === "touch") this.#touch(event);
    else if (event.button === 0) {
      this.#point(event);
      this.#mouse.press();
    }
  }

  #touch(event: PointerEvent): void {
    this.touching = true;
    this.pointing = false;
    // Keeps the browser from making mouse events of the touch.
    event.preventDefault();
    const x = event.clientX - this.#box.left;
    const y = event.clientY - this.#box.top;
    const stick = x < this.#box.width / 2 ? this.moveStick : this.aimStick;
    if (!stick.active) stick.grab(event.pointerId, x, y);
  }

  #move(event: PointerEvent): void {
    if (event.pointerType === "touch") {
      this.#stickOf(event.pointerId)?.drag(
        event.clientX - this.#box.left,
        event.clientY - this.#box.top,
      );
    } else this.#point(event);
  }

  #point(event: PointerEvent): void {
    this.pointing = true;
    this.touching = false;
    this.pointerX = event.clientX - this.#box.left;
    this.pointerY = event.clientY - this.#box.top;
    // The button was let go where no event reached us.
    if (event.type === "pointermove" && !(event.buttons & 1)) this.#mouse.release();
  }

  #up(event: PointerEvent): void {
    if (event.pointerType === "touch") this.#stickOf(event.pointerId)?.release();
    else if (event.button === 0 || event.type === "pointercancel") this.#mouse.release();
  }

  #stickOf(pointerId: number): Stick | undefined {
    if (this.moveStick.pointerId === pointerId) return this.moveStick;
    return this.aimStick.pointerId === pointerId ? this.aimStick : undefined;
  }
}
