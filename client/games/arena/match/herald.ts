import type { Messages } from "../../../i18n/messages.ts";
import { Label, make } from "../hud/dom.ts";
import { Crest } from "./crest.ts";
import { type Call, teamName } from "./words.ts";

/** Says in the middle of the screen what the match waits for, and its turns. Empty while all goes well. */
export class Herald {
  readonly element: HTMLElement;
  readonly #title: Label;
  readonly #text: Label;
  readonly #side: HTMLElement;
  readonly #crest = new Crest();
  readonly #team: Label;
  readonly #count: Label;

  constructor(parent: HTMLElement) {
    this.element = make("section", "arena-call", parent);
    this.#title = new Label(make("h2", "arena-call-title", this.element));
    this.#text = new Label(make("p", "arena-call-text", this.element));
    this.#side = make("p", "arena-call-side", this.element);
    this.#side.append(this.#crest.element);
    this.#team = new Label(make("span", "", this.#side));
    this.#count = new Label(make("p", "arena-call-count", this.element));
    this.element.hidden = true;
  }

  show(call: Call | undefined, t: Messages): void {
    this.element.hidden = !call;
    if (!call) return;
    const { kind, title, text = "", team = 0, count } = call;
    if (this.element.dataset.kind !== kind) this.element.dataset.kind = kind;
    this.#title.set(title);
    this.#text.set(text);
    this.#side.hidden = team === 0;
    this.#crest.set(team);
    if (team > 0) this.#team.set(t.match.yourTeam(teamName(team, t)));
    this.#count.set(count === undefined ? "" : String(count));
  }
}
