import type { ArenaState } from "../../../../schema/arena/state.ts";
import { SUN } from "../../../../schema/arena/teams.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { Crest } from "../match/crest.ts";
import { teamName } from "../match/words.ts";
import { Emblem, Label, make, nameLabel } from "./dom.ts";
import type { Standing } from "./standings.ts";

/** A streak from which on it stands out. */
const HOT = 3;

type Figure = "score" | "assists" | "deaths" | "streak";
const FIGURES: readonly Figure[] = ["score", "assists", "deaths", "streak"];

/** The table of a team, or of everybody: place, who, score, assists, falls, streak. */
export class BoardTable {
  /** 1 sun, 2 moon, 0 everybody. */
  readonly team: number;
  readonly #element: HTMLTableElement;
  readonly #name: Label;
  readonly #points: Label;
  readonly #heads: readonly Label[];
  readonly #body: HTMLElement;
  readonly #rows: BoardRow[] = [];

  constructor(parent: HTMLElement, team: number) {
    this.team = team;
    this.#element = make("table", "arena-board-table", parent);
    const caption = make("caption", team === 0 ? "arena-unseen" : "", this.#element);
    // A caption cannot be a flex box and stay above its table.
    const inner = make("div", "", caption);
    const crest = new Crest();
    crest.set(team);
    inner.append(crest.element);
    this.#name = new Label(make("span", "", inner));
    this.#points = new Label(make("strong", "", inner));
    const head = make("tr", "", make("thead", "", this.#element));
    this.#heads = ["place", "who", ...FIGURES].map((column) => {
      const cell = make("th", `arena-board-${column}`, head);
      cell.scope = "col";
      return new Label(cell);
    });
    this.#body = make("tbody", "", this.#element);
  }

  show(lines: readonly Standing[], state: ArenaState, t: Messages): void {
    this.#element.hidden = false;
    this.#caption(state, lines, t);
    const { rank, player, score, assists, falls } = t.match;
    const texts = [rank, player, score, assists, falls, t.arena.streakColumn];
    texts.forEach((text, i) => {
      this.#heads[i]?.set(text);
    });
    while (this.#rows.length < lines.length) this.#rows.push(new BoardRow(this.#body));
    for (let i = 0; i < this.#rows.length; i++) this.#rows[i]?.show(lines[i], t.arena);
  }

  hide(): void {
    this.#element.hidden = true;
  }

  #caption({ sun, moon }: ArenaState, lines: readonly Standing[], t: Messages): void {
    const team = this.team === 0 ? t.arena.scoreboard : teamName(this.team, t);
    const own = this.team > 0 && lines.some((line) => line.own);
    this.#name.set(own ? t.arena.ownTeam(team) : team);
    if (this.team > 0) this.#points.set(String(this.team === SUN ? sun : moon));
  }
}

class BoardRow {
  readonly #element: HTMLElement;
  readonly #place: Label;
  readonly #emblem = new Emblem();
  readonly #name: Label;
  readonly #mark: Label;
  readonly #figures: readonly Label[];

  constructor(parent: HTMLElement) {
    this.#element = make("tr", "", parent);
    this.#place = new Label(make("td", "arena-board-place", this.#element));
    const who = make("th", "arena-board-who", this.#element);
    who.scope = "row";
    // A cell cannot be a flex box and keep its column.
    const inner = make("div", "", who);
    inner.append(this.#emblem.element);
    this.#name = nameLabel("arena-name", inner);
    this.#mark = new Label(make("span", "arena-mark", inner));
    this.#figures = FIGURES.map(
      (column) => new Label(make("td", `arena-board-${column}`, this.#element)),
    );
  }

  show(line: Standing | undefined, texts: Messages["arena"]): void {
    this.#element.hidden = !line;
    if (!line) return;
    this.#element.classList.toggle("arena-own", line.own);
    this.#element.classList.toggle("arena-away", !line.online);
    this.#element.classList.toggle("arena-hot", line.streak >= HOT);
    this.#place.set(String(line.rank));
    this.#emblem.set(line.hue);
    this.#name.set(line.name);
    this.#mark.set(noteOf(line, texts));
    for (let i = 0; i < FIGURES.length; i++) {
      this.#figures[i]?.set(String(line[FIGURES[i] as Figure]));
    }
  }
}

/** What there is to know of somebody, in a word. */
export function noteOf(
  { own, bot, online }: Pick<Standing, "own" | "bot" | "online">,
  texts: Messages["arena"],
): string {
  if (own) return texts.you;
  if (!online) return texts.away;
  return bot ? texts.bot : "";
}
