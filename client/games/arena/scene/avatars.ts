import { Container, Point } from "pixi.js";
import { UNIT } from "../../../../schema/arena/map.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import { isInSight } from "../../../../schema/lib/views.ts";
import type { ArenaNet } from "../net.ts";
import { Avatar, type FrameFacts } from "./avatar.ts";
import { inView } from "./inView.ts";
import type { Sprites } from "./sprites.ts";

/** World px beyond the screen within which figures are where they are drawn: bolts reach them there. */
const NEAR_PX = 260;

export interface AvatarsPlan {
  readonly net: ArenaNet;
  readonly facts: FrameFacts;
  /** Pixels per CSS px of the names. */
  readonly density: number;
  /** A figure got up after a fall. */
  readonly risen: (avatar: Avatar) => void;
}

/** The figures of all players, keyed by seat so that they outlive any instance behind the seat. */
export class Avatars {
  /** In world px; the fallen lie below those who stand. */
  readonly fallen = new Container();
  readonly standing = new Container();
  /** In screen px. Bars share a texture, every label has its own: apart, they take fewer draw calls. */
  readonly bars = new Container();
  readonly labels = new Container();
  readonly #byId = new Map<string, Avatar>();
  readonly #sprites: Sprites;
  readonly #plan: AvatarsPlan;
  /** Where the player being placed is: reused. */
  readonly #at = new Point();
  #look = 0;
  /** Figures whose players are there, in sight or not. */
  #there = 0;

  constructor(sprites: Sprites, plan: AvatarsPlan) {
    this.#sprites = sprites;
    this.#plan = plan;
  }

  /** The figure of a seat that is in sight. */
  get(id: string): Avatar | undefined {
    const avatar = this.#byId.get(id);
    return avatar?.inSight ? avatar : undefined;
  }

  /** Reads everybody's drawn position; makes figures for those who came, drops those who left. */
  place(): void {
    const { players } = this.#plan.net.state;
    this.#look++;
    this.#there = 0;
    players.forEach(this.#placeOne);
    if (this.#byId.size > this.#there) this.#dropGone();
  }

  draw(): void {
    this.#plan.net.state.players.forEach(this.#drawOne);
  }

  destroy(): void {
    for (const avatar of this.#byId.values()) avatar.destroy();
    this.#byId.clear();
  }

  #dropGone(): void {
    for (const [id, avatar] of this.#byId) {
      if (avatar.look === this.#look) continue;
      avatar.destroy();
      this.#byId.delete(id);
    }
  }

  /** Far from the screen the newest known place will do: to draw smoothly there would cost for nothing. */
  readonly #placeOne = (player: Player, id: string): void => {
    const inSight = isInSight(player);
    const avatar = this.#byId.get(id) ?? (inSight ? this.#add(player, id) : undefined);
    if (!avatar) return;
    const { net, facts } = this.#plan;
    const at = this.#at;
    this.#there++;
    avatar.look = this.#look;
    avatar.inSight = inSight;
    if (!inSight) return;
    at.x = player.x / UNIT;
    at.y = player.y / UNIT;
    if (id === facts.selfId || inView(facts.camera, at, NEAR_PX)) {
      at.x = net.x(player);
      at.y = net.y(player);
    }
    avatar.place(at);
  };

  readonly #drawOne = (player: Player, id: string): void => {
    const { facts, risen } = this.#plan;
    const avatar = this.#byId.get(id);
    if (avatar?.draw(player, facts)) risen(avatar);
  };

  #add(player: Player, id: string): Avatar {
    const { facts, density } = this.#plan;
    const own = id === facts.selfId;
    const avatar = new Avatar(this.#sprites, { own, density });
    avatar.aim = player.aim;
    this.#byId.set(id, avatar);
    // One's own figure and name lie over all others.
    const place = own ? this.standing.children.length : 0;
    this.fallen.addChild(avatar.fallen);
    this.standing.addChildAt(avatar.figure.root, place);
    this.bars.addChildAt(avatar.tag.bars, place);
    this.labels.addChildAt(avatar.tag.label, place);
    return avatar;
  }
}
