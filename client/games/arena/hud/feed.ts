import { make } from "./dom.ts";

const LINES = 4;
const LIFE_MS = 6000;

interface Line {
  readonly element: HTMLElement;
  readonly born: number;
}

export interface FeedLine {
  readonly icon: SVGElement;
  readonly text: string;
  /** Of one's own doing or suffering. */
  readonly about: boolean;
}

/** What has just happened, for those who see; the announcer tells the others. */
export class Feed {
  readonly #element: HTMLElement;
  readonly #lines: Line[] = [];

  constructor(parent: HTMLElement) {
    this.#element = make("ul", "arena-feed", parent);
    this.#element.setAttribute("aria-hidden", "true");
  }

  /** @param now time of the frame in ms */
  add({ icon, text, about }: FeedLine, now: number): void {
    const element = make("li", about ? "arena-about" : "", this.#element);
    const words = make("span", "", element);
    words.textContent = text;
    words.before(icon);
    this.#lines.push({ element, born: now });
    if (this.#lines.length > LINES) this.#lines.shift()?.element.remove();
  }

  /** Drops what is old news. */
  update(now: number): void {
    while (this.#lines[0] && now - this.#lines[0].born > LIFE_MS)
      this.#lines.shift()?.element.remove();
  }
}
