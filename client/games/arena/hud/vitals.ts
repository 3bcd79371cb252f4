import { DASH_WAIT_TICKS, FULL_HP } from "../../../../schema/arena/rules.ts";
import type { Body, Player } from "../../../../schema/arena/state.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { still } from "../../../settings.ts";
import { Boons } from "./boons.ts";
import { Label, make, nameElement } from "./dom.ts";
import type { Standing } from "./standings.ts";

const LOW = 25;

const isOwn = ({ own }: Standing): boolean => own;

/** What of oneself is shown. */
export interface Own {
  readonly self: Player | undefined;
  /** One's predicted copy: what it counts is ahead of the state. */
  readonly body: Readonly<Body> | undefined;
  /** Everybody, best first. */
  readonly lines: readonly Standing[];
}

/** One's own health, dash, boons, score and place. Hidden while one has no seat. */
export class Vitals {
  readonly #element: HTMLElement;
  readonly #meter: HTMLElement;
  readonly #bar: HTMLElement;
  readonly #health: Label;
  readonly #scoreBox: HTMLElement;
  readonly #scoreName: Label;
  readonly #place: Label;
  readonly #score: Label;
  readonly #guard: Label;
  readonly #boons: Boons;
  readonly #dash: HTMLElement;
  readonly #dashName: Label;
  #hp = -1;
  #points = -1;
  #wait = -1;

  constructor(parent: HTMLElement) {
    this.#element = make("div", "arena-vitals", parent);
    const above = make("div", "arena-above", this.#element);
    this.#guard = new Label(make("p", "arena-guard", above));
    this.#boons = new Boons(above);
    const line = make("div", "arena-line", this.#element);
    this.#meter = make("div", "arena-meter", line);
    this.#meter.setAttribute("role", "meter");
    this.#meter.setAttribute("aria-valuemin", "0");
    this.#meter.setAttribute("aria-valuemax", String(FULL_HP));
    this.#bar = make("div", "arena-bar", this.#meter);
    this.#health = new Label(make("span", "arena-hp", this.#meter));
    this.#dash = make("div", "arena-charge", line);
    this.#dashName = new Label(make("span", "arena-charge-name", this.#dash));
    this.#scoreBox = make("div", "arena-score", line);
    const words = make("span", "arena-score-words", this.#scoreBox);
    this.#scoreName = new Label(make("span", "arena-score-name", words));
    this.#place = new Label(make("span", "arena-score-place", words));
    this.#score = new Label(make("strong", "arena-score-count", this.#scoreBox));
  }

  show({ self, body, lines }: Own, texts: Messages["arena"]): void {
    this.#element.hidden = !self;
    if (!self) return;
    nameElement(this.#meter, texts.health);
    this.#scoreName.set(texts.score);
    this.#guard.set(self.alive && (body?.shield ?? 0) > 0 ? texts.protected : "");
    this.#boons.show(self.alive ? body : undefined, texts);
    this.#dashName.set(texts.dash);
    this.#showDash(body?.dash ?? 0);
    this.#showPlace(lines, texts);
    if (self.hp !== this.#hp) this.#showHealth(self.hp);
    if (self.score !== this.#points) this.#showScore(self.score);
  }

  #showHealth(hp: number): void {
    this.#hp = hp;
    this.#health.set(String(hp));
    this.#meter.setAttribute("aria-valuenow", String(hp));
    this.#meter.classList.toggle("arena-low", hp <= LOW);
    this.#bar.style.clipPath = `inset(0 ${100 - (100 * hp) / FULL_HP}% 0 0)`;
  }

  /** Fills up while one waits for the next dash; full and bright when it is there. */
  #showDash(wait: number): void {
    if (wait === this.#wait) return;
    this.#wait = wait;
    this.#dash.classList.toggle("arena-charge-ready", wait === 0);
    this.#dash.style.setProperty("--filled", `${100 - (100 * wait) / DASH_WAIT_TICKS}%`);
  }

  #showPlace(lines: readonly Standing[], texts: Messages["arena"]): void {
    const rank = lines.find(isOwn)?.rank ?? 0;
    this.#place.set(texts.place(rank, lines.length));
  }

  #showScore(score: number): void {
    if (this.#points >= 0 && score > this.#points && !still.peek()) {
      this.#scoreBox.animate([{ transform: "scale(1.35)" }, { transform: "scale(1)" }], 260);
    }
    this.#points = score;
    this.#score.set(String(score));
  }
}
