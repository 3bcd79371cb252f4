import type { Messages } from "../../../i18n/messages.ts";
import { sentences } from "../../../i18n/sentences.ts";

/** A screen reader needs about this long for a line; faster news would cut each other off. */
const PAUSE_MS = 2500;
const LINES = 3;

/** News for a live region: never more often than it can be read out, newest kept. */
export class Announcer {
  readonly #waiting: string[] = [];
  #next = 0;

  say(text: string): void {
    if (this.#waiting.includes(text)) return;
    this.#waiting.push(text);
    if (this.#waiting.length > LINES) this.#waiting.shift();
  }

  /** What to read out now, or undefined. `now` in ms. */
  due(now: number, t: Messages): string | undefined {
    if (this.#waiting.length === 0 || now < this.#next) return undefined;
    this.#next = now + PAUSE_MS;
    return sentences(this.#waiting.splice(0), t);
  }
}
