import { BOOST_TICKS, POWER_TICKS, TICK_HZ } from "../../../../schema/arena/rules.ts";
import type { Body } from "../../../../schema/arena/state.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { Label, make } from "./dom.ts";
import { pickupIcon } from "./icons.ts";

/** Whole seconds that are left of these ticks; the last begun one counts. */
export const secondsOf = (ticks: number): number => Math.ceil(ticks / TICK_HZ);

/** What one has taken and how long it lasts: a sign, its seconds, and a gauge that runs out. */
export class Boons {
  readonly #boost: Boon;
  readonly #power: Boon;

  constructor(parent: HTMLElement) {
    const element = make("div", "arena-boons", parent);
    this.#boost = new Boon(element, "boost", BOOST_TICKS);
    this.#power = new Boon(element, "power", POWER_TICKS);
  }

  show(body: Readonly<Body> | undefined, { boons, seconds }: Messages["arena"]): void {
    this.#boost.show(body?.boost ?? 0, boons.boost, seconds);
    this.#power.show(body?.power ?? 0, boons.power, seconds);
  }
}

class Boon {
  readonly #element: HTMLElement;
  readonly #name: Label;
  readonly #left: Label;
  readonly #full: number;
  #ticks = 0;

  constructor(parent: HTMLElement, kind: "boost" | "power", full: number) {
    this.#full = full;
    this.#element = make("p", `arena-boon arena-boon-${kind}`, parent);
    this.#element.append(pickupIcon(kind));
    this.#name = new Label(make("span", "arena-boon-name", this.#element));
    this.#left = new Label(make("strong", "arena-boon-left", this.#element));
    this.#element.hidden = true;
  }

  show(ticks: number, name: string, seconds: (count: number) => string): void {
    this.#name.set(name);
    if (ticks === this.#ticks) return;
    this.#ticks = ticks;
    this.#element.hidden = ticks === 0;
    this.#left.set(seconds(secondsOf(ticks)));
    this.#element.style.setProperty("--filled", `${(100 * ticks) / this.#full}%`);
  }
}
