import { AWARDS } from "../../../../schema/arena/awards.ts";
import type { ArenaState, Player } from "../../../../schema/arena/state.ts";
import { MOON, SUN } from "../../../../schema/arena/teams.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { Emblem, isolated, Label, make, nameLabel } from "../hud/dom.ts";
import { type Standing, shortened } from "../hud/standings.ts";
import { Crest } from "./crest.ts";
import { endTitle, placeOf, teamName } from "./words.ts";

/** What a screen needs beside the lines of the ranking, and for each of them, in CSS px. */
const NEEDS = {
  wide: { rest: 280, line: 34 },
  /** The honours lie below. */
  narrow: { rest: 390, line: 31 },
  flat: { rest: 160, line: 26 },
} as const;
/** The points of two teams take this much more. */
const SCORES_PX = 32;
const LINES = { least: 3, most: 10 } as const;

/** Lines of the ranking that a screen of this size in CSS px has room for. */
export function rowsFor({ width, height }: Size): number {
  const { rest, line } = NEEDS[height < 448 ? "flat" : width < 640 ? "narrow" : "wide"];
  return Math.max(LINES.least, Math.min(LINES.most, Math.floor((height - rest) / line)));
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the end of a match is shown from. */
export interface Outcome {
  readonly state: ArenaState;
  /** Everybody, best first. */
  readonly lines: readonly Standing[];
  readonly self: Player | undefined;
}

/** The end of a match: who won, the ranking, the honours, when it goes on. */
export class Ending {
  readonly element: HTMLElement;
  readonly #title: Label;
  readonly #place: Label;
  readonly #scores: HTMLElement;
  readonly #body: HTMLElement;
  readonly #next: Label;
  #shown = "";

  constructor(parent: HTMLElement) {
    this.element = make("section", "arena-panel arena-end", parent);
    this.#title = new Label(make("h2", "arena-panel-title", this.element));
    this.#scores = make("p", "arena-end-scores", this.element);
    this.#place = new Label(make("p", "arena-end-place", this.element));
    this.#body = make("div", "arena-end-body", this.element);
    this.#next = new Label(make("p", "arena-panel-foot", this.element));
    // Where all of it does not fit, keys must be able to scroll it.
    this.element.tabIndex = 0;
    this.element.hidden = true;
  }

  /** @param size of the screen in CSS px */
  show(outcome: Outcome, { width, height }: Size, t: Messages): void {
    const { state, lines, self } = outcome;
    this.element.hidden = false;
    this.#title.set(endTitle(state, { lines, ownTeam: self?.team ?? 0 }, t));
    this.#place.set(placeOf(lines, t));
    this.#next.set(t.match.goesOnIn(state.secondsLeft));
    const room = { width, height: height - (state.teams ? SCORES_PX : 0) };
    const listed = shortened(lines, rowsFor(room));
    const key = JSON.stringify([t.match.ranking, listed, state.awards, state.sun, state.moon]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#scores.replaceChildren(...(state.teams ? teamScores(state, t) : []));
    this.#body.replaceChildren(table(listed, t), ...honours(state, t));
  }

  hide(): void {
    this.element.hidden = true;
  }
}

function teamScores(state: ArenaState, t: Messages): HTMLElement[] {
  return [SUN, MOON].map((team) => {
    const element = make("span", team === state.winningTeam ? "arena-end-first" : "");
    const count = make("strong", "");
    count.textContent = String(team === SUN ? state.sun : state.moon);
    element.append(crestOf(team), ` ${teamName(team, t)} `, count);
    return element;
  });
}

function table(lines: readonly Standing[], t: Messages): HTMLElement {
  const { rank, player, score, assists, falls, ranking } = t.match;
  const element = make("table", "arena-ending-table");
  const caption = make("caption", "arena-unseen", element);
  caption.textContent = ranking;
  const head = make("tr", "", make("thead", "", element));
  for (const text of [rank, player, score, assists, falls]) {
    const cell = make("th", "", head);
    cell.scope = "col";
    cell.textContent = text;
  }
  const body = make("tbody", "", element);
  for (const line of lines) body.append(row(line, t));
  return element;
}

function row(line: Standing, { arena }: Messages): HTMLElement {
  const element = make("tr", line.own ? "arena-own" : "");
  make("td", "arena-end-rank", element).textContent = String(line.rank);
  // A cell cannot be a flex box and keep its column.
  const who = make("div", "", make("td", "arena-end-name", element));
  const emblem = new Emblem();
  emblem.set(line.hue);
  if (line.team > 0) who.append(crestOf(line.team));
  who.append(emblem.element);
  nameLabel("arena-name", who).set(line.name);
  const note = line.bot ? arena.bot : line.own ? arena.you : "";
  if (note) make("span", "arena-end-note", who).textContent = ` (${note})`;
  for (const figure of [line.score, line.assists, line.deaths]) {
    make("td", "arena-end-figure", element).textContent = String(figure);
  }
  return element;
}

/** Nothing where nobody has earned an honour. */
function honours({ awards }: ArenaState, { match }: Messages): HTMLElement[] {
  if (awards.length === 0) return [];
  const element = make("section", "arena-honours");
  make("h3", "", element).textContent = match.honours;
  const list = make("ul", "", element);
  for (const { kind, name, hue, value } of awards) {
    const id = AWARDS[kind];
    if (!id) continue;
    const { name: title, figure } = match.awards[id];
    const item = make("li", "", list);
    make("span", "arena-honour", item).textContent = title;
    const holder = make("span", "arena-honoured", item);
    const emblem = new Emblem();
    emblem.set(hue);
    holder.append(emblem.element, isolated(name));
    make("span", "arena-honour-figure", item).textContent = figure(value);
  }
  return [element];
}

function crestOf(team: number): SVGElement {
  const crest = new Crest();
  crest.set(team);
  return crest.element;
}
