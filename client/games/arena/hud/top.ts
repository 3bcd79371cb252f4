import type { ArenaState } from "../../../../schema/arena/state.ts";
import { MOON, SUN } from "../../../../schema/arena/teams.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { Crest } from "../match/crest.ts";
import { clockText, Label, make, nameElement } from "./dom.ts";

const LAST_SECONDS = 10;

type Course = Pick<ArenaState, "phase" | "secondsLeft" | "limit">;

/** What the clock shows: a phase without a deadline has no time. */
export const timeText = ({ phase, secondsLeft }: Course): string =>
  phase === "warmup" ? "–:–" : clockText(secondsLeft);

/** The phase in words, or what the fight is for. */
export function captionText({ phase, limit }: Course, { phases, firstTo }: Messages["arena"]) {
  if (phase === "playing") return firstTo(limit);
  return phases[phase as keyof typeof phases] ?? "";
}

/** Are these the seconds in which one should hurry? */
export const isEnding = ({ phase, secondsLeft }: Course): boolean =>
  (phase === "playing" || phase === "overtime") && secondsLeft <= LAST_SECONDS;

/** Above all: time and phase, and between two teams their points. */
export class TopPlate {
  readonly #element: HTMLElement;
  readonly #clock: Label;
  readonly #caption: Label;
  readonly #sides: readonly Side[];

  constructor(parent: HTMLElement) {
    this.#element = make("div", "arena-top", parent);
    const sun = new Side(this.#element, SUN);
    const middle = make("div", "arena-time", this.#element);
    this.#clock = new Label(make("p", "arena-clock", middle));
    this.#clock.element.setAttribute("role", "timer");
    this.#caption = new Label(make("p", "arena-phase", middle));
    this.#sides = [sun, new Side(this.#element, MOON)];
  }

  /** @param ownTeam 1 sun, 2 moon; 0 for a watcher, or without teams */
  show(state: ArenaState, ownTeam: number, t: Messages): void {
    this.#clock.set(timeText(state));
    nameElement(this.#clock.element, t.arena.timeLeft);
    this.#clock.element.classList.toggle("arena-ending", isEnding(state));
    this.#caption.set(captionText(state, t.arena));
    this.#element.classList.toggle("arena-top-teams", state.teams);
    for (const side of this.#sides) side.show(state, ownTeam, t);
  }
}

/** Emblem, points and way to go of one team. */
class Side {
  readonly #element: HTMLElement;
  readonly #team: number;
  readonly #points: Label;
  readonly #own: Label;
  readonly #bar: HTMLElement;
  #filled = -1;

  constructor(parent: HTMLElement, team: number) {
    this.#team = team;
    this.#element = make("div", "arena-side", parent);
    this.#element.dataset.team = String(team);
    this.#element.setAttribute("role", "meter");
    this.#element.setAttribute("aria-valuemin", "0");
    const crest = new Crest();
    crest.set(team);
    this.#element.append(crest.element);
    this.#points = new Label(make("strong", "arena-points", this.#element));
    this.#own = new Label(make("span", "arena-side-own", this.#element));
    this.#bar = make("span", "arena-side-bar", this.#element);
  }

  show(state: ArenaState, ownTeam: number, { arena, match }: Messages): void {
    this.#element.hidden = !state.teams;
    if (!state.teams) return;
    const points = this.#team === SUN ? state.sun : state.moon;
    const name = this.#team === SUN ? match.teams.sun : match.teams.moon;
    const own = ownTeam === this.#team;
    this.#element.classList.toggle("arena-side-mine", own);
    nameElement(this.#element, own ? arena.ownTeam(name) : name);
    this.#points.set(String(points));
    this.#own.set(own ? arena.you : "");
    this.#fill(points, state.limit);
  }

  #fill(points: number, limit: number): void {
    const filled = limit > 0 ? Math.min(1, points / limit) : 0;
    if (filled === this.#filled) return;
    this.#filled = filled;
    this.#element.setAttribute("aria-valuemax", String(limit));
    this.#element.setAttribute("aria-valuenow", String(points));
    this.#bar.style.setProperty("--filled", String(filled));
  }
}
