import type { PickupKind } from "../../../../schema/arena/map.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import type { Messages } from "../../../i18n/messages.ts";
import type { ArenaNet } from "../net.ts";
import type { Announcer } from "./announcer.ts";
import { isolated } from "./dom.ts";
import type { Feed, FeedLine } from "./feed.ts";

type Texts = Messages["arena"];

/** Among more players than this, only what concerns oneself is read out, and streaks. */
export const CROWD = 10;

/** Is a fall to be read out? All of them would drown everything else in a crowd. */
export const isReadOut = (about: boolean, players: number): boolean => about || players <= CROWD;

/** The streak in words. */
export const streakText = (
  { name, streak: count }: Pick<Player, "name" | "streak">,
  own: boolean,
  { ownStreak, streak }: Texts,
): string => (own ? ownStreak(count) : streak(isolated(name), count));

export interface NewsPlan {
  readonly net: ArenaNet;
  readonly feed: Feed;
  readonly announcer: Announcer;
  readonly texts: () => Texts;
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

  constructor(plan: NewsPlan) {
    this.#plan = plan;
  }

  /** @param now the frame's time in ms, here and below */
  fell({ id, player, by }: Fall, now: number): void {
    const { net, texts, feed, announcer } = this.#plan;
    const { state, selfId } = net;
    const killer = state.players.get(player.felledBy);
    const about = id === selfId || player.felledBy === selfId;
    const text = texts().kill(isolated(by), isolated(player.name));
    feed.add({ sign: (killer ?? player).hue, text, about }, now);
    if (isReadOut(about, state.players.size)) announcer.say(text);
  }

  streak(player: Player, now: number): void {
    const own = player === this.#plan.net.self;
    this.#tell(player.hue, { text: streakText(player, own, this.#plan.texts()), own }, now);
  }

  /** Somebody whom one had wounded was felled by another. */
  assisted(self: Player, now: number): void {
    this.#tell(self.hue, { text: this.#plan.texts().assist, own: true }, now);
  }

  took(kind: PickupKind, now: number): void {
    this.#tell(kind, { text: this.#plan.texts().took[kind], own: true }, now);
  }

  #tell(sign: FeedLine["sign"], { text, own }: { text: string; own: boolean }, now: number): void {
    this.#plan.feed.add({ sign, text, about: own }, now);
    this.#plan.announcer.say(text);
  }
}
