import type { Bindings } from "../../../bindings.ts";
import { KEY, keyOf } from "../controls.ts";
import { PAD } from "../pads.ts";

/** What a watcher wants. */
export type WatchWish = "previous" | "next" | "roam" | "play";

const TEXT = "input,textarea,select,[contenteditable],dialog";
const PRESSABLE = `${TEXT},a,button,summary,[role=button]`;
/** A finger that moved farther than this, in CSS px, drags. */
const TAP_PX = 12;

export interface WatchGrips {
  readonly bindings: () => Bindings;
  /** Is there anybody to serve: does one watch now? */
  readonly active: () => boolean;
  readonly roaming: () => boolean;
  readonly wish: (wish: WatchWish) => void;
  /** The pointer dragged the world by so many CSS px. */
  readonly drag: (dx: number, dy: number) => void;
}

/** The wish behind a key: Q, E, and what else moves left, right or dashes while one follows. */
export function wishOfKey(
  bindings: Bindings,
  code: string,
  roaming: boolean,
): WatchWish | undefined {
  if (code === "KeyQ") return "previous";
  if (code === "KeyE") return "next";
  const key = keyOf(bindings, code);
  if (key === KEY.dash) return "roam";
  if (roaming) return undefined;
  if (key === KEY.left) return "previous";
  return key === KEY.right ? "next" : undefined;
}

/** The wishes behind a gamepad's presses, as bits of `Pads.takeTaps`. */
export function wishOfPad(taps: number): WatchWish | undefined {
  if (taps & PAD.leftBumper) return "previous";
  if (taps & PAD.rightBumper) return "next";
  if (taps & PAD.yes) return "roam";
  return taps & PAD.top ? "play" : undefined;
}

/** Keys, mouse and touch of somebody who watches. Keys that are held to roam are the `Hands`'. */
export class WatchHands {
  readonly #grips: WatchGrips;
  readonly #element: HTMLElement;
  readonly #abort = new AbortController();
  #pointer = -1;
  #x = 0;
  #y = 0;
  #moved = 0;

  constructor(element: HTMLElement, grips: WatchGrips) {
    this.#element = element;
    this.#grips = grips;
    const { signal } = this.#abort;
    addEventListener("keydown", (event) => this.#key(event), { signal });
    element.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    addEventListener("pointermove", (event) => this.#move(event), { signal });
    addEventListener("pointerup", (event) => this.#up(event), { signal });
    addEventListener("pointercancel", () => this.#drop(), { signal });
    addEventListener("blur", () => this.#drop(), { signal });
  }

  unmount(): void {
    this.#abort.abort();
  }

  #key(event: KeyboardEvent): void {
    const { active, bindings, roaming, wish } = this.#grips;
    if (!active() || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest(event.code === "Space" ? PRESSABLE : TEXT)) return;
    const wanted = wishOfKey(bindings(), event.code, roaming());
    if (!wanted) return;
    event.preventDefault();
    wish(wanted);
  }

  #down(event: PointerEvent): void {
    const onButton = (event.target as Element).closest("button");
    if (!this.#grips.active() || onButton || event.button !== 0 || this.#pointer !== -1) return;
    this.#pointer = event.pointerId;
    this.#x = event.clientX;
    this.#y = event.clientY;
    this.#moved = 0;
  }

  #move(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    const dx = event.clientX - this.#x;
    const dy = event.clientY - this.#y;
    this.#x = event.clientX;
    this.#y = event.clientY;
    this.#moved += Math.hypot(dx, dy);
    if (this.#moved > TAP_PX) this.#grips.drag(dx, dy);
  }

  #up(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    const tapped = this.#moved <= TAP_PX;
    this.#drop();
    const { active, roaming, wish } = this.#grips;
    if (!tapped || !active() || roaming()) return;
    const { left, width } = this.#element.getBoundingClientRect();
    wish(event.clientX < left + width / 2 ? "previous" : "next");
  }

  #drop(): void {
    this.#pointer = -1;
  }
}
