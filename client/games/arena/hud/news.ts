import { isFought } from "../../../../schema/arena/combat.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import type { Messages } from "../../../i18n/messages.ts";
import type { ArenaNet } from "../net.ts";
import type { Announcer } from "./announcer.ts";
import { isMilestone, OwnDeeds } from "./deeds.ts";
import { Emblem, isolated } from "./dom.ts";
import type { Feed } from "./feed.ts";
import { pickupIcon } from "./icons.ts";

/** Among more players than this, only what concerns oneself is read out, and streaks. */
export const CROWD = 10;

/** Is a fall to be read out? All of them would drown everything else in a crowd. */
export const isReadOut = (about: boolean, players: number): boolean => about || players <= CROWD;

export interface NewsPlan {
  readonly net: ArenaNet;
  readonly feed: Feed;
  readonly announcer: Announcer;
  readonly texts: () => Messages["arena"];
}

/** A fall, with what its reader needs to know. */
export interface Fall {
  readonly id: string;
  readonly player: Player;
  /** The name of whoever did it, also when they have just left. */
  readonly by: string;
}

/** Who felled whom, streaks, one's own assists and finds: to see and to hear. */
export class News {
  readonly #plan: NewsPlan;
  readonly #deeds = new OwnDeeds();

  constructor(plan: NewsPlan) {
    this.#plan = plan;
  }

  fell({ id, player, by }: Fall, now: number): void {
    const { net, texts } = this.#plan;
    const { state, self, selfId } = net;
    const killer = state.players.get(player.felledBy);
    const assisted = this.#deeds.assisted(self) && player.felledBy !== selfId;
    const about = assisted || id === selfId || player.felledBy === selfId;
    const { kill, assist } = texts();
    const words = kill(isolated(by), isolated(player.name));
    const text = assisted ? assist(words) : words;
    this.#plan.feed.add({ icon: emblem(killer ?? player), text, about }, now);
    if (isReadOut(about, state.players.size)) this.#plan.announcer.say(text);
    if (killer && isMilestone(killer.streak)) this.#tellStreak(killer, now);
  }

  /** Once per frame: what has oneself taken? */
  look(now: number): void {
    const { net, texts, feed, announcer } = this.#plan;
    const kind = this.#deeds.look(net.self, isFought(net.state.phase));
    if (!kind) return;
    const text = texts().took[kind];
    feed.add({ icon: pickupIcon(kind), text, about: true }, now);
    announcer.say(text);
  }

  #tellStreak(killer: Player, now: number): void {
    const { net, texts, feed, announcer } = this.#plan;
    const { streak, ownStreak } = texts();
    const about = killer === net.self;
    const { name, streak: count } = killer;
    const text = about ? ownStreak(count) : streak(isolated(name), count);
    feed.add({ icon: emblem(killer), text, about }, now);
    announcer.say(text);
  }
}

function emblem({ hue }: { readonly hue: number }): SVGElement {
  const figure = new Emblem();
  figure.set(hue);
  return figure.element;
}
