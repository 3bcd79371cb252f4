import type { Messages } from "../../../i18n/messages.ts";
import { Emblem, isolated, Label, make, nameElement } from "./dom.ts";
import { type Standing, shortened } from "./standings.ts";

/** The best few and oneself, in the corner. */
export class Ranking {
  readonly element: HTMLElement;
  readonly #rows: Row[] = [];

  constructor(parent: HTMLElement) {
    this.element = make("ol", "arena-ranking", parent);
  }

  /** Shows at most `count` lines. */
  show(lines: readonly Standing[], count: number, texts: Messages["arena"]): void {
    nameElement(this.element, texts.scoreboard);
    const shown = shortened(lines, count);
    while (this.#rows.length < shown.length) this.#rows.push(new Row(this.element));
    this.#rows.forEach((row, i) => {
      row.show(shown[i], texts);
    });
  }
}

class Row {
  readonly #element: HTMLElement;
  readonly #rank: Label;
  readonly #emblem = new Emblem();
  readonly #name: Label;
  readonly #score: Label;

  constructor(parent: HTMLElement) {
    this.#element = make("li", "arena-rank", parent);
    this.#rank = new Label(make("span", "arena-place", this.#element));
    this.#element.append(this.#emblem.element);
    this.#name = new Label(make("span", "arena-name", this.#element));
    this.#score = new Label(make("span", "arena-count", this.#element));
  }

  show(line: Standing | undefined, texts: Messages["arena"]): void {
    this.#element.hidden = !line;
    if (!line) return;
    this.#element.classList.toggle("arena-own", line.own);
    this.#element.classList.toggle("arena-away", !line.online);
    this.#rank.set(String(line.rank));
    this.#emblem.set(line.hue);
    this.#name.set(line.online ? isolated(line.name) : `${isolated(line.name)} (${texts.away})`);
    this.#score.set(String(line.score));
  }
}
