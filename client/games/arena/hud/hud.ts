import type { PickupKind } from "../../../../schema/arena/map.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import type { Messages } from "../../../i18n/messages.ts";
import type { Camera } from "../camera.ts";
import type { Hands } from "../input.ts";
import type { ArenaNet } from "../net.ts";
import { Announcer } from "./announcer.ts";
import { Board } from "./board.ts";
import { Crosshair } from "./crosshair.ts";
import { Label, make } from "./dom.ts";
import { Feed } from "./feed.ts";
import { hintFor } from "./hint.ts";
import { Minimap } from "./minimap.ts";
import { News } from "./news.ts";
import { Ranking } from "./ranking.ts";
import { Standings } from "./standings.ts";
import { TopPlate } from "./top.ts";
import { Vitals } from "./vitals.ts";
import { Wounds } from "./wounds.ts";

/** Numbers change a few times a second at most: reading them oftener only costs. */
const UPDATE_MS = 100;
const RANKING = { wide: 6, small: 3 } as const;
const SMALL_PX = { width: 560, height: 450 } as const;
const HINT_MS = 9000;

export interface HudPlan {
  readonly net: ArenaNet;
  readonly hands: Hands;
  readonly camera: Camera;
  /** Read anew each time: the page's language may change in play. */
  readonly texts: () => Messages;
}

/** What stands over the canvas during the fight, as real text; `match/` adds the match's course. */
export class Hud {
  readonly element = make("div", "arena-hud");
  readonly crosshair: Crosshair;
  readonly #plan: HudPlan;
  readonly #standings = new Standings();
  readonly #announcer = new Announcer();
  readonly #wounds: Wounds;
  readonly #ranking: Ranking;
  readonly #top: TopPlate;
  readonly #minimap: Minimap;
  readonly #news: News;
  readonly #feed: Feed;
  readonly #vitals: Vitals;
  readonly #board: Board;
  readonly #hint: Label;
  readonly #live: Label;
  #now = 0;
  #next = 0;
  #opened = 0;

  constructor(plan: HudPlan) {
    this.#plan = plan;
    const { element } = this;
    this.#wounds = new Wounds(element);
    const start = make("div", "arena-corner arena-corner-start", element);
    this.#ranking = new Ranking(start);
    this.#top = new TopPlate(element);
    const end = make("div", "arena-corner arena-corner-end", element);
    this.#minimap = new Minimap(end, plan);
    this.#feed = new Feed(end);
    const texts = () => plan.texts().arena;
    this.#news = new News({ net: plan.net, feed: this.#feed, announcer: this.#announcer, texts });
    this.#vitals = new Vitals(element);
    this.#hint = new Label(make("p", "arena-hint", element));
    this.#live = new Label(make("p", "arena-unseen", element));
    this.#live.element.setAttribute("aria-live", "polite");
    this.crosshair = new Crosshair(element, plan);
    this.#board = new Board(element, start);
  }

  /** @param nameOf names of seats, also of those who have just left */
  fell(player: Player, id: string, nameOf: (id: string) => string | undefined): void {
    const killer = this.#plan.net.state.players.get(player.felledBy);
    const by = nameOf(player.felledBy) ?? killer?.name ?? "—";
    this.#news.fell({ id, player, by }, this.#now);
  }

  /** Oneself took something. */
  took(kind: PickupKind): void {
    this.#news.took(kind, this.#now);
  }

  /** Somebody whom oneself had wounded was felled by another. */
  assisted(): void {
    const { self } = this.#plan.net;
    if (self) this.#news.assisted(self, this.#now);
  }

  /** Somebody's streak has come to a length that is worth telling. */
  streak(player: Player): void {
    this.#news.streak(player, this.#now);
  }

  /** One was hurt, at the frame's time `now`. */
  wound(now: number): void {
    const { self } = this.#plan.net;
    if (self) this.#wounds.add(self.hurtFrom, now);
  }

  draw(now: number): void {
    this.#opened ||= now;
    this.#now = now;
    const wanted = this.#board.kept || this.#plan.hands.scoreboard;
    if (now < this.#next && wanted === this.#board.open) return;
    this.#next = now + UPDATE_MS;
    this.#drawMatch(wanted);
    this.#feed.update(now);
    this.#drawHint();
    const news = this.#announcer.due(now, this.#plan.texts());
    if (news !== undefined) this.#live.set(news);
  }

  #drawMatch(board: boolean): void {
    const { net } = this.#plan;
    const { state, self, selfId, body } = net;
    const t = this.#plan.texts();
    const lines = this.#standings.update(state.players, selfId);
    const over = state.phase === "over" || state.phase === "vote";
    this.element.classList.toggle("arena-over", over);
    this.element.classList.toggle("arena-seatless", !self);
    this.#top.show(state, self?.team ?? 0, t);
    this.#board.name(t.arena);
    this.element.classList.toggle("arena-boarded", board);
    if (board) this.#board.show(state, lines, t);
    else this.#board.hide();
    if (over) return;
    this.#ranking.show(lines, this.#rows(), t);
    this.#vitals.show({ self, body, lines }, t.arena);
    this.#minimap.draw(t.arena.minimap);
  }

  /** Lines of the ranking that this screen has room for. */
  #rows(): number {
    // Not the element's: to ask for that has the browser lay out the page (2 ms, ten times a second).
    const { width, height } = this.#plan.camera;
    const small = width < SMALL_PX.width || height < SMALL_PX.height;
    return small ? RANKING.small : RANKING.wide;
  }

  #drawHint(): void {
    const { hands, net } = this.#plan;
    const fresh = net.self !== undefined && this.#now - this.#opened < HINT_MS;
    this.#hint.set(fresh ? hintFor(hands, this.#plan.texts()) : "");
  }
}
