import { FULL_HP } from "../../../../schema/arena/rules.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { Label, make, nameElement } from "./dom.ts";

const LOW = 25;

/** One's own health and score. */
export class Vitals {
  readonly #element: HTMLElement;
  readonly #meter: HTMLElement;
  readonly #bar: HTMLElement;
  readonly #health: Label;
  readonly #scoreBox: HTMLElement;
  readonly #scoreName: Label;
  readonly #score: Label;
  readonly #guard: Label;
  #hp = -1;
  #points = -1;

  constructor(parent: HTMLElement) {
    this.#element = make("div", "arena-vitals", parent);
    this.#guard = new Label(make("p", "arena-guard", this.#element));
    const line = make("div", "arena-line", this.#element);
    this.#meter = make("div", "arena-meter", line);
    this.#meter.setAttribute("role", "meter");
    this.#meter.setAttribute("aria-valuemin", "0");
    this.#meter.setAttribute("aria-valuemax", String(FULL_HP));
    this.#bar = make("div", "arena-bar", this.#meter);
    this.#health = new Label(make("span", "arena-hp", this.#meter));
    this.#scoreBox = make("div", "arena-score", line);
    this.#scoreName = new Label(make("span", "arena-score-name", this.#scoreBox));
    this.#score = new Label(make("strong", "arena-score-count", this.#scoreBox));
  }

  /** @param shield ticks of protection left */
  show(self: Player | undefined, shield: number, texts: Messages["arena"]): void {
    this.#element.hidden = !self;
    if (!self) return;
    nameElement(this.#meter, texts.health);
    this.#scoreName.set(texts.score);
    this.#guard.set(self.alive && shield > 0 ? texts.protected : "");
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

  #showScore(score: number): void {
    if (this.#points >= 0 && score > this.#points) {
      this.#scoreBox.animate([{ transform: "scale(1.35)" }, { transform: "scale(1)" }], 260);
    }
    this.#points = score;
    this.#score.set(String(score));
  }
}
