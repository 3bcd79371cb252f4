import { UNIT } from "../../schema/arena/map.ts";
import { type ArenaInput, FIRE } from "../../schema/arena/state.ts";
import { angle16 } from "../../schema/lib/angle.ts";
import type { Spot } from "./desk.ts";
import { counted } from "./numbers.ts";
import type { Player } from "./player.ts";

/** Longer ago than any lag compensation goes back. */
const PAST_MS = 700;
/** A shot at the past counts where the target has left it for good: it is far off by now. */
const APART = 100 * UNIT;

interface Seen extends Spot {
  readonly at: number;
}

export interface ShotFigures {
  readonly fired: number;
  readonly hits: number;
}

/** Fires at where its screen shows a target, or showed it long ago. */
export class Shooter {
  readonly #player: Player;
  readonly #target: string;
  /** What the screen has shown, oldest first. */
  #seen: Seen[] = [];
  #mode: "off" | "screen" | "past" = "off";
  #from = { bolts: 0, hits: 0 };

  constructor(player: Player, target: string) {
    this.#player = player;
    this.#target = target;
  }

  begin(mode: "screen" | "past"): void {
    this.#mode = mode;
    const { bolts, hits } = this.#player.self;
    this.#from = { bolts, hits };
  }

  /** Fires no more; the figures are whole a round trip later. */
  hold(): void {
    this.#mode = "off";
  }

  figures(): ShotFigures {
    const { bolts, hits } = this.#player.self;
    return { fired: counted(this.#from.bolts, bolts), hits: counted(this.#from.hits, hits) };
  }

  /** After the player's frame: what has just been drawn is what the next shot is aimed at. */
  frame(now: number): void {
    this.#seen.push({ at: now, ...this.#player.drawn(this.#target) });
    while ((this.#seen[1]?.at ?? now) <= now - PAST_MS) this.#seen.shift();
  }

  sample(into: ArenaInput): void {
    const mark = this.#mark();
    into.buttons = mark ? FIRE : 0;
    if (!mark) return;
    const { x, y } = this.#player.prediction.body;
    into.aim = angle16(Math.round(mark.x - x), Math.round(mark.y - y));
  }

  #mark(): Spot | undefined {
    const [past, now] = [this.#seen[0], this.#seen.at(-1)];
    if (this.#mode === "off" || !past || !now) return undefined;
    if (this.#mode === "screen") return now;
    const isPast = now.at - past.at >= PAST_MS;
    return isPast && Math.abs(now.x - past.x) >= APART ? past : undefined;
  }
}
