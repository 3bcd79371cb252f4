import type { Player } from "../../../../schema/arena/state.ts";
import type { Messages } from "../../../i18n/messages.ts";
import type { Hands } from "../input.ts";
import type { ArenaNet } from "../net.ts";
import { Announcer } from "./announcer.ts";
import { Banner, endTitle } from "./banner.ts";
import { Crosshair } from "./crosshair.ts";
import { clockText, isolated, Label, make, nameElement } from "./dom.ts";
import { Feed } from "./feed.ts";
import { hintFor } from "./hint.ts";
import { Ranking } from "./ranking.ts";
import { standings } from "./standings.ts";
import { Vitals } from "./vitals.ts";
import { Wounds } from "./wounds.ts";

/** Numbers change a few times a second at most: reading them oftener only costs. */
const UPDATE_MS = 100;
const RANKING = { wide: 6, narrow: 4 } as const;
const SMALL_PX = { width: 560, height: 450 } as const;
const LAST_SECONDS = 10;
const HINT_MS = 9000;

export interface HudPlan {
  readonly net: ArenaNet;
  readonly hands: Hands;
  /** Read anew each time: the page's language may change in play. */
  readonly texts: () => Messages;
}

/** What stands over the canvas, as real text. */
export class Hud {
  readonly element = make("div", "arena-hud");
  readonly crosshair: Crosshair;
  readonly #plan: HudPlan;
  readonly #clock: Label;
  readonly #ranking: Ranking;
  readonly #feed: Feed;
  readonly #vitals: Vitals;
  readonly #wounds: Wounds;
  readonly #banner: Banner;
  readonly #hint: Label;
  readonly #live: Label;
  readonly #announcer = new Announcer();
  #now = 0;
  #next = 0;
  #opened = 0;
  #phase = "";

  constructor(plan: HudPlan) {
    this.#plan = plan;
    const { element } = this;
    this.#wounds = new Wounds(element);
    this.#ranking = new Ranking(element);
    this.#clock = new Label(make("p", "arena-clock", element));
    this.#clock.element.setAttribute("role", "timer");
    this.#feed = new Feed(element);
    this.#banner = new Banner(element);
    this.#vitals = new Vitals(element);
    this.#hint = new Label(make("p", "arena-hint", element));
    this.#live = new Label(make("p", "arena-unseen", element));
    this.#live.element.setAttribute("aria-live", "polite");
    this.crosshair = new Crosshair(element, plan.hands);
  }

  /** @param nameOf names of seats, also of those who have just left */
  fell(player: Player, id: string, nameOf: (id: string) => string | undefined): void {
    const texts = this.#plan.texts().arena;
    const { net } = this.#plan;
    const killer = net.state.players.get(player.felledBy);
    const by = nameOf(player.felledBy) ?? killer?.name ?? "—";
    const text = texts.kill(isolated(by), isolated(player.name));
    const about = id === net.selfId || player.felledBy === net.selfId;
    this.#feed.add(text, { hue: killer?.hue ?? player.hue, about, now: this.#now });
    this.#announcer.say(text);
  }

  /** One was hurt, at the frame's time `now`. */
  wound(now: number): void {
    this.#wounds.add(now);
  }

  draw(now: number): void {
    this.#opened ||= now;
    this.#now = now;
    if (now < this.#next) return;
    this.#next = now + UPDATE_MS;
    const texts = this.#plan.texts().arena;
    this.#drawMatch(texts);
    this.#feed.update(now);
    this.#drawHint();
    const news = this.#announcer.due(now);
    if (news !== undefined) this.#live.set(news);
  }

  #drawMatch(texts: Messages["arena"]): void {
    const { net } = this.#plan;
    const { state, self, selfId } = net;
    const lines = standings(state.players.entries(), selfId);
    this.#clock.set(clockText(state.secondsLeft));
    nameElement(this.#clock.element, texts.timeLeft);
    const ending = state.phase === "playing" && state.secondsLeft <= LAST_SECONDS;
    this.#clock.element.classList.toggle("arena-ending", ending);
    const { clientWidth, clientHeight } = this.element;
    const narrow = clientWidth < SMALL_PX.width || clientHeight < SMALL_PX.height;
    this.#ranking.show(lines, narrow ? RANKING.narrow : RANKING.wide, texts);
    this.#vitals.show(self, net.body, texts);
    if (state.phase === "over") this.#banner.showEnd(state, lines, texts);
    else if (self && !self.alive) this.#banner.showFall(self, this.#killerOf(self), texts);
    else this.#banner.hide();
    if (state.phase !== this.#phase && state.phase === "over") {
      this.#announcer.say(endTitle(state, lines, texts));
    }
    this.#phase = state.phase;
    this.element.classList.toggle("arena-over", state.phase === "over");
  }

  #killerOf(self: Player): string | undefined {
    return this.#plan.net.state.players.get(self.felledBy)?.name;
  }

  #drawHint(): void {
    const { hands } = this.#plan;
    const fresh = this.#now - this.#opened < HINT_MS;
    this.#hint.set(fresh ? hintFor(hands, this.#plan.texts()) : "");
  }
}
