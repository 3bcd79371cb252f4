import { type ArenaInput, DASH, FIRE } from "../../../schema/arena/state.ts";
import type { Bindings } from "../../bindings.ts";
import { browserPads } from "../../gamepads.ts";
import { aimOfMove, HeldKeys, KEY, keyOf, moveOfKeys, moveOfStick, Trigger } from "./controls.ts";
import { Pads } from "./pads.ts";
import type { Stick } from "./stick.ts";

/** Where typing or a press on the keyboard has a meaning of its own. */
const TEXT = "input,textarea,select,[contenteditable]";
const PRESSABLE = `${TEXT},a,button,summary,[role=button]`;

/** What of the screen a hand can hold, and which keys mean what. */
export interface Grips {
  readonly move: Stick;
  readonly aim: Stick;
  /** Touched to dash. */
  readonly dash: HTMLElement;
  /** Asked at each key: the player may change them at any time. */
  readonly bindings: () => Bindings;
}

/** Keyboard, mouse, touch and gamepad of one game screen, as what the next input needs. */
export class Hands {
  /** The pointer on the screen, in CSS px from the element's corner. */
  pointerX = 0;
  pointerY = 0;
  /** Has a mouse pointed anywhere yet? Without one, sticks or the way of going aim. */
  pointing = false;
  /** Did a finger touch the screen last? */
  touching = false;
  /** Was a gamepad used last? */
  padding = false;
  /** While set, nothing fires or dashes: a result or a vote is in the way. */
  quiet = false;
  /** While set, pointers belong to somebody else: one watches. */
  resting = false;
  readonly moveStick: Stick;
  readonly aimStick: Stick;
  readonly #element: HTMLElement;
  readonly #keys = new HeldKeys();
  readonly #mouse = new Trigger();
  readonly #fireKey = new Trigger();
  /** Of keyboard and touch. */
  readonly #dash = new Trigger();
  readonly #pads = new Pads(browserPads);
  readonly #dashButton: HTMLElement;
  readonly #bindings: () => Bindings;
  readonly #abort = new AbortController();
  #aim = 0;
  #box: DOMRect;
  #dashPointer = -1;
  /** A live list: asked in every frame, it makes no garbage. */
  readonly #dialogs = document.getElementsByTagName("dialog");
  /** Asking the browser for its pads costs garbage: only once there is one. */
  #padded = browserPads().some((pad) => pad !== null);

  constructor(element: HTMLElement, { move, aim, dash, bindings }: Grips) {
    this.#element = element;
    this.#box = element.getBoundingClientRect();
    this.moveStick = move;
    this.aimStick = aim;
    this.#dashButton = dash;
    this.#bindings = bindings;
    this.touching = matchMedia("(pointer: coarse)").matches;
    this.#listen();
  }

  /** Looks at what sends no events. Once per frame: a tap may be shorter than a tick. */
  poll(): void {
    if (!this.#padded) return;
    const busy = this.#pads.poll();
    if (this.#covered) {
      // After the look: what was pressed meanwhile must be let go before it counts.
      this.#pads.drop();
      return;
    }
    if (!busy) return;
    this.padding = true;
    this.pointing = false;
    this.touching = false;
  }

  /** Does something lie over the game that has its keys, and so its gamepad? */
  get #covered(): boolean {
    for (let i = 0; i < this.#dialogs.length; i++) if (this.#dialogs[i]?.open) return true;
    return false;
  }

  /** The `move` byte of whatever is held now. */
  get move(): number {
    const { moveStick } = this;
    return moveStick.active
      ? moveOfStick(moveStick.dx, moveStick.dy)
      : this.#pads.move || moveOfKeys(this.#keys.bits);
  }

  /** Fills `move` and `buttons`; the aim of a pointer depends on where the player stands. */
  fill(into: ArenaInput): void {
    into.move = this.move;
    const buttons = this.#takeButtons();
    into.buttons = this.quiet ? 0 : buttons;
    this.#aim =
      this.#stickAim ?? (this.pointing || into.move === 0 ? this.#aim : aimOfMove(into.move));
  }

  /** The aim while no mouse is pointing: the stick's, or where the player goes. */
  get stickAim(): number {
    return this.#stickAim ?? this.#aim;
  }

  /** Is the scoreboard wanted, for as long as its key or button is held? */
  get scoreboard(): boolean {
    return (this.#keys.bits & KEY.scoreboard) !== 0 || this.#pads.scoreboard;
  }

  get #stickAim(): number | undefined {
    return this.aimStick.aim ?? this.#pads.aim;
  }

  /** Forgets taps that no input will carry; what is held stays held. */
  discardTaps(): void {
    this.#takeButtons();
  }

  /** The gamepad's buttons pressed since the last call; see `Pads.takeTaps`. */
  takePadTaps(): number {
    return this.#pads.takeTaps();
  }

  #takeButtons(): number {
    const fire = this.#takeFire() ? FIRE : 0;
    return this.#takeDash() ? fire | DASH : fire;
  }

  // Every trigger is asked: a tap that is not taken would act later.
  #takeFire(): boolean {
    const mouse = this.#mouse.take();
    const key = this.#fireKey.take();
    const pad = this.#pads.fire.take();
    return mouse || key || pad || this.aimStick.fires;
  }

  #takeDash(): boolean {
    const near = this.#dash.take();
    const pad = this.#pads.dash.take();
    return near || pad;
  }

  resize(): void {
    this.#box = this.#element.getBoundingClientRect();
  }

  /** Lets go of everything: no key-up will come for what is held now. */
  release(): void {
    this.#keys.clear();
    this.#mouse.drop();
    this.#fireKey.drop();
    this.#dash.drop();
    this.#dashPointer = -1;
    this.#pads.drop();
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
    window.addEventListener("gamepadconnected", () => this.#meetPad(), { signal });
    element.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    window.addEventListener("pointermove", (event) => this.#move(event), { signal });
    window.addEventListener("pointerup", (event) => this.#up(event), { signal });
    window.addEventListener("pointercancel", (event) => this.#up(event), { signal });
    element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  }

  #meetPad(): void {
    this.#padded = true;
  }

  #keyDown(event: KeyboardEvent): void {
    const key = keyOf(this.#bindings(), event.code);
    if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    // A focused button keeps Space, but steps aside for every other key.
    if (target.closest(event.code === "Space" ? PRESSABLE : TEXT)) return;
    if (event.code === "Tab" && !this.#takesTab(event, target)) return;
    event.preventDefault();
    if (event.repeat) return;
    this.padding = false;
    if (key === KEY.fire) this.#fireKey.press();
    else if (key === KEY.dash) this.#dash.press();
    else this.#keys.press(event.code, key);
  }

  /** Tab is the game's only on the stage itself; from a button, and with Shift, it moves on as everywhere. */
  #takesTab({ shiftKey }: KeyboardEvent, target: Element): boolean {
    return !shiftKey && target !== document.body && target.contains(this.#element);
  }

  #keyUp(code: string): void {
    const key = keyOf(this.#bindings(), code);
    if (key === KEY.fire) this.#fireKey.release();
    else if (key === KEY.dash) this.#dash.release();
    // Always: the key may have meant a direction when it was pressed.
    this.#keys.release(code);
  }

  #down(event: PointerEvent): void {
    // A button over the game is pressed, and not the trigger.
    if ((event.target as Element).closest("button")) return;
    if (event.pointerType === "touch") this.#touch(event);
    else if (event.button === 0) {
      this.#point(event);
      if (!this.resting) this.#mouse.press();
    }
  }

  #touch(event: PointerEvent): void {
    this.touching = true;
    this.pointing = false;
    this.padding = false;
    // Keeps the browser from making mouse events of the touch.
    event.preventDefault();
    if (this.resting) return;
    if (this.#dashButton.contains(event.target as Node)) {
      this.#dashPointer = event.pointerId;
      this.#dash.press();
      return;
    }
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
    this.padding = false;
    this.pointerX = event.clientX - this.#box.left;
    this.pointerY = event.clientY - this.#box.top;
    // The button was let go where no event reached us.
    if (event.type === "pointermove" && !(event.buttons & 1)) this.#mouse.release();
  }

  #up(event: PointerEvent): void {
    if (event.pointerType === "touch") this.#lift(event.pointerId);
    else if (event.button === 0 || event.type === "pointercancel") this.#mouse.release();
  }

  #lift(pointerId: number): void {
    this.#stickOf(pointerId)?.release();
    if (pointerId !== this.#dashPointer) return;
    this.#dashPointer = -1;
    this.#dash.release();
  }

  #stickOf(pointerId: number): Stick | undefined {
    if (this.moveStick.pointerId === pointerId) return this.moveStick;
    return this.aimStick.pointerId === pointerId ? this.aimStick : undefined;
  }
}
