import { mapOf } from "../../../../schema/arena/map.ts";
import type { ArenaState } from "../../../../schema/arena/state.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { Label, make, nameElement } from "../hud/dom.ts";
import { ballotOf, besides, type Choice, choiceOfKey } from "./ballot.ts";
import { paintMap } from "./thumbnail.ts";
import { mapName } from "./words.ts";

const TYPING = "input:not([type=radio],[type=checkbox]),textarea,select,[contenteditable],dialog";

export interface VotePlan {
  /** Gives one's vote to the map of this index. False when it did not arrive. */
  readonly cast: (index: number) => Promise<boolean>;
  readonly hint: (count: number) => string;
  readonly selfId: () => string;
}

/** The vote for the next map: a card for each, or pictures only for who watches. */
export class VoteScreen {
  readonly element: HTMLElement;
  readonly #plan: VotePlan;
  readonly #title: Label;
  readonly #hint: Label;
  readonly #list: HTMLElement;
  readonly #time: Label;
  readonly #abort = new AbortController();
  readonly #resizes = new ResizeObserver(() => this.#paint());
  #cards: readonly Card[] = [];
  #built = "";
  #failed = false;

  constructor(parent: HTMLElement, plan: VotePlan) {
    this.#plan = plan;
    this.element = make("section", "arena-panel arena-vote", parent);
    this.#title = new Label(make("h2", "arena-panel-title", this.element));
    this.#hint = new Label(make("p", "arena-vote-hint", this.element));
    this.#hint.element.setAttribute("role", "status");
    this.#list = make("ol", "arena-ballot", this.element);
    this.#resizes.observe(this.#list);
    this.#time = new Label(make("p", "arena-panel-foot", this.element));
    this.element.hidden = true;
    const { signal } = this.#abort;
    addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  show(state: ArenaState, t: Messages): void {
    const { match } = t;
    const selfId = this.#plan.selfId();
    const choices = ballotOf(state, selfId);
    if (this.element.hidden) this.#failed = false;
    this.element.hidden = false;
    this.#build(choices, state.players.has(selfId), t);
    this.#title.set(match.vote);
    this.#hint.set(this.#failed ? match.voteFailed : this.#plan.hint(choices.length));
    this.#time.set(match.secondsLeft(state.secondsLeft));
    nameElement(this.#list, match.vote);
    choices.forEach((choice, i) => {
      this.#cards[i]?.show(choice, t);
    });
  }

  hide(): void {
    if (this.element.hidden) return;
    // Whoever pressed a card plays on with the keys: they belong to the stage.
    const focused = this.element.contains(document.activeElement);
    this.element.hidden = true;
    if (focused) this.element.closest<HTMLElement>("[tabindex]")?.focus();
  }

  /** Moves the focus among the cards, for hands at a gamepad. */
  step(by: 1 | -1): void {
    const buttons = this.#buttons;
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (buttons.length > 0) buttons[besides(at, by, buttons.length)]?.focus();
  }

  /** Presses the card that has the focus. */
  press(): void {
    const focused = document.activeElement;
    this.#buttons.find((button) => button === focused)?.click();
  }

  unmount(): void {
    this.#abort.abort();
    this.#resizes.disconnect();
  }

  get #buttons(): HTMLButtonElement[] {
    return [...this.#list.querySelectorAll("button")];
  }

  #build(choices: readonly Choice[], votes: boolean, t: Messages): void {
    const built = JSON.stringify([votes, choices.map(({ id }) => id)]);
    if (built === this.#built) return;
    this.#built = built;
    this.#list.style.setProperty("--cards", String(choices.length));
    this.#cards = choices.map(({ id }, i) => {
      const card = new Card(id, { number: i + 1, votes });
      if (votes) card.element.addEventListener("click", () => void this.#cast(i));
      return card;
    });
    const items = this.#cards.map((card, i) => {
      card.show(choices[i] as Choice, t);
      const item = make("li", "");
      item.append(card.element);
      return item;
    });
    this.#list.replaceChildren(...items);
    this.#paint();
  }

  #paint(): void {
    for (const card of this.#cards) card.paint();
  }

  async #cast(index: number): Promise<void> {
    this.#failed = !(await this.#plan.cast(index));
  }

  #key(event: KeyboardEvent): void {
    if (this.element.hidden || event.defaultPrevented || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(TYPING)) return;
    const index = choiceOfKey(event.code, this.#buttons.length);
    if (index >= 0) void this.#cast(index);
  }
}

class Card {
  readonly element: HTMLElement;
  readonly #id: string;
  readonly #button: boolean;
  readonly #canvas: HTMLCanvasElement;
  readonly #name: Label;
  readonly #votes: Label;
  readonly #own: Label;

  constructor(id: string, { number, votes }: { number: number; votes: boolean }) {
    this.#id = id;
    this.#button = votes;
    this.element = votes ? make("button", "arena-card") : make("div", "arena-card");
    if (votes) this.element.setAttribute("type", "button");
    const picture = make("span", "arena-card-picture", this.element);
    this.#canvas = make("canvas", "", picture);
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#canvas.width = 0;
    if (votes) make("kbd", "arena-card-number", picture).textContent = String(number);
    this.#name = new Label(make("strong", "arena-card-name", this.element));
    this.#votes = new Label(make("span", "arena-card-votes", picture));
    this.#own = new Label(make("span", "arena-card-own", picture));
  }

  /** As sharp as its place on the page is large. */
  paint(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    paintMap(this.#canvas, mapOf(this.#id), { width, height });
  }

  show({ own, leads, votes }: Choice, t: Messages): void {
    this.#name.set(mapName(this.#id, t));
    this.#votes.set(t.match.votes(votes));
    this.#own.set(own ? `✓ ${t.match.yourVote}` : "");
    this.element.classList.toggle("arena-card-mine", own);
    this.element.classList.toggle("arena-card-leads", leads);
    if (this.#button) this.element.ariaPressed = String(own);
  }
}
