import type { ArenaState, Player } from "../../../../schema/arena/state.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { Emblem, isolated, Label, make } from "./dom.ts";
import { type Standing, shortened } from "./standings.ts";

type Texts = Messages["arena"];

const LINES = 8;

/** The middle of the screen: one's fall, and the end of a match. Empty while all goes well. */
export class Banner {
  readonly #element: HTMLElement;
  readonly #title: Label;
  readonly #text: Label;
  readonly #table: HTMLTableElement;
  #listed = "";

  constructor(parent: HTMLElement) {
    this.#element = make("section", "arena-banner", parent);
    this.#title = new Label(make("h2", "arena-banner-title", this.#element));
    this.#table = make("table", "arena-table", this.#element);
    this.#text = new Label(make("p", "arena-banner-text", this.#element));
    this.#element.hidden = true;
  }

  /** The match is over: its winner, its ranking, when the next begins. */
  showEnd(state: ArenaState, lines: readonly Standing[], texts: Texts): void {
    this.#open("over");
    this.#title.set(endTitle(state, lines, texts));
    this.#text.set(texts.nextMatchIn(state.secondsLeft));
    this.#list(shortened(lines, LINES), texts);
  }

  /** One has fallen: by whose hand, and how long it takes. */
  showFall(self: Player, by: string | undefined, texts: Texts): void {
    this.#open("fall");
    this.#title.set(by === undefined ? texts.fell : texts.felledBy(isolated(by)));
    this.#text.set(texts.respawnIn(self.respawnIn));
  }

  hide(): void {
    this.#element.hidden = true;
  }

  #open(kind: "over" | "fall"): void {
    this.#element.hidden = false;
    this.#element.dataset.kind = kind;
    this.#table.hidden = kind !== "over";
  }

  #list(lines: readonly Standing[], texts: Texts): void {
    const listed = JSON.stringify([texts.players, lines]);
    if (listed === this.#listed) return;
    this.#listed = listed;
    const head = headRow(texts);
    this.#table.replaceChildren(head, ...lines.map((line) => bodyRow(line, texts)));
  }
}

/** The winner in words. A name may be borne twice: only the one on top is oneself. */
export function endTitle(
  { winner }: Pick<ArenaState, "winner">,
  lines: readonly Standing[],
  texts: Texts,
): string {
  if (winner === "") return texts.draw;
  const first = lines[0];
  return first?.own && first.name === winner ? texts.youWin : texts.winner(isolated(winner));
}

function headRow(texts: Texts): HTMLElement {
  const row = make("tr", "");
  for (const text of ["", texts.players, texts.score, texts.deaths]) {
    const cell = make("th", "", row);
    cell.scope = "col";
    cell.textContent = text;
  }
  return row;
}

function bodyRow(line: Standing, texts: Texts): HTMLElement {
  const row = make("tr", line.own ? "arena-own" : "");
  make("td", "arena-place", row).textContent = String(line.rank);
  const emblem = new Emblem();
  emblem.set(line.hue);
  const name = make("td", "arena-who", row);
  const note = line.bot ? ` (${texts.bot})` : line.own ? ` (${texts.you})` : "";
  name.append(emblem.element, `${isolated(line.name)}${note}`);
  make("td", "arena-number", row).textContent = String(line.score);
  make("td", "arena-number", row).textContent = String(line.deaths);
  return row;
}
