import { Emblem, make } from "./dom.ts";

const LINES = 4;
const LIFE_MS = 6000;

interface Line {
  readonly element: HTMLElement;
  readonly born: number;
}

/** Who felled whom, for those who see; the announcer tells the others. */
export class Feed {
  readonly #element: HTMLElement;
  readonly #lines: Line[] = [];

  constructor(parent: HTMLElement) {
    this.#element = make("ul", "arena-feed", parent);
    this.#element.setAttribute("aria-hidden", "true");
  }

  /** @param about of one's own doing or suffering */
  add(text: string, { hue, about, now }: { hue: number; about: boolean; now: number }): void {
    const element = make("li", about ? "arena-about" : "", this.#element);
    const emblem = new Emblem();
    emblem.set(hue);
    const words = make("span", "", element);
    words.textContent = text;
    words.before(emblem.element);
    this.#lines.push({ element, born: now });
    if (this.#lines.length > LINES) this.#lines.shift()?.element.remove();
  }

  /** Drops what is old news. */
  update(now: number): void {
    while (this.#lines[0] && now - this.#lines[0].born > LIFE_MS)
      this.#lines.shift()?.element.remove();
  }
}
