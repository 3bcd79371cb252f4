import { still } from "../../../settings.ts";
import { make } from "./dom.ts";
import { sketchIcon } from "./icons.ts";

const SHOWN_MS = 1400;
/** Wounds from within this many 256ths of a turn are one mark: it stays, instead of flickering. */
const SAME = 16;
/** How far out the marks stand, as shares of half the screen: inside of what stands at its edges. */
const OUT = { x: 0.76, y: 0.6 } as const;
const MARK = "M1 12.5Q8 4.5 15 12.5 8 8.3 1 12.5zM8 1l2.7 3.6H5.3z";

interface Blow {
  readonly element: HTMLElement;
  /** 256ths of a turn. */
  from: number;
  until: number;
}

/** Shortest way between two directions in 256ths of a turn. */
export const apart = (a: number, b: number): number => Math.abs(((a - b + 384) & 255) - 128);

/**
 * Which of the marks shows a wound from `from`: the one that already stands about there, else the
 * one that has stood longest.
 */
export function slotFor(
  blows: readonly { readonly from: number; readonly until: number }[],
  from: number,
  now: number,
): number {
  const near = blows.findIndex((blow) => blow.until > now && apart(blow.from, from) <= SAME);
  if (near >= 0) return near;
  const ends = blows.map(({ until }) => until);
  return ends.indexOf(Math.min(...ends));
}

/** At the screen's edge: the direction from which one is being hit. */
export class Blows {
  readonly #parent: HTMLElement;
  readonly #blows: readonly Blow[];

  constructor(parent: HTMLElement) {
    this.#parent = parent;
    this.#blows = Array.from({ length: 3 }, () => {
      const element = make("div", "arena-blow", parent);
      element.setAttribute("aria-hidden", "true");
      element.append(sketchIcon(MARK));
      return { element, from: 0, until: 0 };
    });
  }

  /** @param from where the wound came from, in 256ths of a turn; `now` the frame's time in ms */
  add(from: number, now: number): void {
    const blow = this.#blows[slotFor(this.#blows, from, now)];
    if (!blow) return;
    const fresh = blow.until <= now;
    blow.from = from;
    blow.until = now + SHOWN_MS;
    const turn = (from / 128) * Math.PI;
    const x = (Math.cos(turn) * OUT.x * this.#parent.clientWidth) / 2;
    const y = (Math.sin(turn) * OUT.y * this.#parent.clientHeight) / 2;
    const at = `translate(${x}px, ${y}px) rotate(${turn + Math.PI / 2}rad)`;
    blow.element.style.transform = at;
    for (const animation of blow.element.getAnimations()) animation.cancel();
    const grown = fresh && !still.peek() ? `${at} scale(1.5)` : at;
    blow.element.animate(
      [
        { opacity: 1, transform: grown },
        { opacity: 1, transform: at, offset: 0.12 },
        { opacity: 1, transform: at, offset: 0.6 },
        { opacity: 0, transform: at },
      ],
      SHOWN_MS,
    );
  }
}
