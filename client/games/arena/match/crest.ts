import { teamVar } from "../../../palette.ts";
import { teamOutlineOf } from "../emblem.ts";

const SVG = "http://www.w3.org/2000/svg";

/** The emblem of a team; told by its shape as well as by its colour. Hidden for none. */
export class Crest {
  readonly element = document.createElementNS(SVG, "svg");
  readonly #figure = document.createElementNS(SVG, "polygon");
  #team = -1;

  constructor() {
    this.element.setAttribute("viewBox", "-1.15 -1.15 2.3 2.3");
    this.element.setAttribute("aria-hidden", "true");
    this.element.setAttribute("class", "arena-emblem");
    this.element.append(this.#figure);
  }

  /** 1 sun, 2 moon, 0 none. */
  set(team: number): void {
    if (team === this.#team) return;
    this.#team = team;
    this.element.style.display = team === 0 ? "none" : "";
    if (team === 0) return;
    const points = teamOutlineOf(team).map((value) => value.toFixed(3));
    this.#figure.setAttribute("points", points.join(" "));
    this.#figure.setAttribute("fill", teamVar(team));
  }
}
