import type { Messages } from "../../../i18n/messages.ts";
import { Crest } from "../match/crest.ts";
import { Emblem, Label, make, nameElement, nameLabel } from "./dom.ts";
import { type Standing, shortened } from "./standings.ts";

/** The best few and oneself, in the corner. */
export class Ranking {
  readonly #element: HTMLElement;
  readonly #rows: Row[] = [];

  constructor(parent: HTMLElement) {
    this.#element = make("ol", "arena-ranking", parent);
  }

  /** Shows at most `count` lines. */
  show(lines: readonly Standing[], count: number, { arena, match }: Messages): void {
    nameElement(this.#element, match.ranking);
    const shown = shortened(lines, count);
    while (this.#rows.length < shown.length) this.#rows.push(new Row(this.#element));
    for (let i = 0; i < this.#rows.length; i++) this.#rows[i]?.show(shown[i], arena);
  }
}

class Row {
  readonly #element: HTMLElement;
  readonly #rank: Label;
  readonly #crest = new Crest();
  readonly #emblem = new Emblem();
  readonly #name: Label;
  readonly #away: Label;
  readonly #score: Label;

  constructor(parent: HTMLElement) {
    this.#element = make("li", "arena-rank", parent);
    this.#rank = new Label(make("span", "arena-place", this.#element));
    this.#element.append(this.#crest.element, this.#emblem.element);
    this.#name = nameLabel("arena-name", this.#element);
    this.#away = new Label(make("span", "arena-mark", this.#element));
    this.#score = new Label(make("span", "arena-count", this.#element));
  }

  show(line: Standing | undefined, texts: Messages["arena"]): void {
    this.#element.hidden = !line;
    if (!line) return;
    this.#element.classList.toggle("arena-own", line.own);
    this.#element.classList.toggle("arena-away", !line.online);
    this.#rank.set(String(line.rank));
    this.#crest.set(line.team);
    this.#emblem.set(line.hue);
    this.#name.set(line.name);
    this.#away.set(line.online ? "" : texts.away);
    this.#score.set(String(line.score));
  }
}
