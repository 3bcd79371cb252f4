import type { ArenaState } from "../../../../schema/arena/state.ts";
import { MOON, SUN } from "../../../../schema/arena/teams.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { goalOf, mapName } from "../match/words.ts";
import { BoardTable } from "./boardTable.ts";
import { Label, make, nameElement } from "./dom.ts";
import { sketchIcon } from "./icons.ts";
import type { Standing } from "./standings.ts";

const TABLE_ICON = "M2 3h12v10H2zM2 6.5h12M2 9.7h12M6 3v10";

/** The lines of one team in their order; team 0 is everybody. */
export const linesOf = (lines: readonly Standing[], team: number): readonly Standing[] =>
  team === 0 ? lines : lines.filter((line) => line.team === team);

/** Everybody's figures, for as long as they are asked for. */
export class Board {
  /** For fingers, and for whoever goes by the page's buttons. */
  readonly #button: HTMLButtonElement;
  readonly #element: HTMLElement;
  readonly #title: Label;
  readonly #goal: Label;
  readonly #close: HTMLButtonElement;
  readonly #tables: readonly [all: BoardTable, sun: BoardTable, moon: BoardTable];
  #kept = false;

  /** @param corner where its button goes */
  constructor(parent: HTMLElement, corner: HTMLElement) {
    this.#button = make("button", "arena-board-button", corner);
    this.#button.type = "button";
    this.#button.append(sketchIcon(TABLE_ICON));
    this.#element = make("section", "arena-board", parent);
    const head = make("header", "arena-board-head", this.#element);
    this.#title = new Label(make("h2", "", head));
    this.#goal = new Label(make("p", "", head));
    this.#close = make("button", "arena-board-close quiet", head);
    this.#close.type = "button";
    this.#close.textContent = "×";
    const body = make("div", "arena-board-body", this.#element);
    this.#tables = [new BoardTable(body, 0), new BoardTable(body, SUN), new BoardTable(body, MOON)];
    this.#element.hidden = true;
    this.#button.ariaExpanded = "false";
    this.#listen();
  }

  /** Is it open by its button, until that is pressed again? */
  get kept(): boolean {
    return this.#kept;
  }

  get open(): boolean {
    return !this.#element.hidden;
  }

  /** The button's name, in the language of the moment. */
  name({ scoreboard }: Messages["arena"]): void {
    nameElement(this.#button, scoreboard);
  }

  show(state: ArenaState, lines: readonly Standing[], t: Messages): void {
    this.#element.hidden = false;
    this.#title.set(t.arena.scoreboard);
    this.#close.hidden = !this.#kept;
    nameElement(this.#close, t.play.close);
    this.#goal.set(`${mapName(state.map, t)} · ${goalOf(state, t)}`);
    this.#element.classList.toggle("arena-board-teams", state.teams);
    for (const table of this.#tables) {
      if (state.teams === table.team > 0) table.show(linesOf(lines, table.team), state, t);
      else table.hide();
    }
  }

  hide(): void {
    this.#element.hidden = true;
  }

  #toggle(): void {
    this.#kept = !this.#kept;
    this.#button.ariaExpanded = String(this.#kept);
    // What hides must not take the focus with it.
    if (document.activeElement === this.#close) this.#button.focus();
  }

  #listen(): void {
    for (const button of [this.#button, this.#close]) {
      button.addEventListener("click", () => this.#toggle());
    }
    // A finger that scrolls is no thumb on a stick; a mouse goes on aiming.
    this.#element.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch") event.stopPropagation();
    });
  }
}
