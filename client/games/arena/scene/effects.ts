import { Container, Sprite, type Texture } from "pixi.js";
import { isDashing } from "../../../../schema/arena/rules.ts";
import type { Body, Player } from "../../../../schema/arena/state.ts";
import { still } from "../../../settings.ts";
import type { Avatar } from "./avatar.ts";
import { type Motes, WAKE } from "./motes.ts";
import type { Sprites } from "./sprites.ts";
import { Stamps } from "./stamps.ts";

/** A streak from this length on is worn as a laurel. */
export const LAUREL_STREAK = 3;
/** Swings of the aura per second: far from the three a second that could hurt somebody. */
const PULSE_HZ = 1.1;
const AURA_TURN = 0.7;
const GHOSTS = 48;
const GHOST_MS = 230;
const GHOST_ALPHA = 0.42;
/** Time between two images of one's way: in a dash, and with greater speed. */
const GHOST_EVERY_MS = 34;
const WAKE_EVERY_MS = 90;
/** A slower figure leaves nothing behind. World px per ms. */
const WALKING = 0.05;

/** Counters of a player that show on the figure: predicted ones for oneself. */
export type Counters = Pick<Body, "boost" | "dash" | "frozen" | "power" | "shield">;

/** An image left behind. */
class Ghost {
  readonly sprite = new Sprite();
  #age = GHOST_MS;

  constructor() {
    this.sprite.anchor.set(0.5);
    this.sprite.scale.set(0);
  }

  start(texture: Texture, { x, y, turn }: { x: number; y: number; turn: number }): void {
    this.#age = 0;
    if (this.sprite.texture !== texture) this.sprite.texture = texture;
    this.sprite.position.set(x, y);
    this.sprite.rotation = turn;
    this.sprite.scale.set(1);
  }

  draw(dt: number): void {
    if (this.#age >= GHOST_MS) return;
    this.#age += dt;
    this.sprite.alpha = GHOST_ALPHA * Math.max(0, 1 - this.#age / GHOST_MS);
    if (this.#age >= GHOST_MS) this.sprite.scale.set(0);
  }
}

/** What figures wear and leave behind: speed, strength, streaks, chains. */
export class Effects {
  /** Below the figures. */
  readonly under = new Container();
  /** Above them. */
  readonly over: Container;
  readonly #sprites: Sprites;
  readonly #motes: Motes;
  readonly #below = new Stamps();
  readonly #above = new Stamps();
  readonly #ghosts: readonly Ghost[];
  #nextGhost = 0;
  #time = 0;

  constructor(sprites: Sprites, motes: Motes) {
    this.#sprites = sprites;
    this.#motes = motes;
    this.#ghosts = Array.from({ length: GHOSTS }, () => new Ghost());
    this.under.addChild(this.#below.root, ...this.#ghosts.map(({ sprite }) => sprite));
    this.over = this.#above.root;
  }

  /** Called for each figure that stands on the screen. */
  dress(avatar: Avatar, player: Player, counters: Counters): void {
    if (counters.power > 0) this.#strengthen(avatar);
    if (counters.boost > 0) this.#wing(avatar);
    if (counters.frozen > 0) this.#lay(this.#sprites.chain, avatar, 0.7);
    if (player.streak >= LAUREL_STREAK) this.#crown(avatar);
    if (!still.peek()) this.#trail(avatar, counters);
  }

  /** Ends the frame. */
  draw(dt: number): void {
    this.#time += dt / 1000;
    this.#below.settle();
    this.#above.settle();
    for (let i = 0; i < GHOSTS; i++) (this.#ghosts[i] as Ghost).draw(dt);
  }

  #lay(texture: Texture, avatar: Avatar, alpha: number): Sprite {
    const sprite = this.#below.lay(texture, avatar.x, avatar.y);
    sprite.rotation = 0;
    sprite.scale.set(1);
    sprite.alpha = alpha * avatar.root.alpha;
    return sprite;
  }

  #strengthen(avatar: Avatar): void {
    const aura = this.#lay(this.#sprites.aura, avatar, 0.95);
    if (still.peek()) return;
    aura.rotation = this.#time * AURA_TURN;
    aura.scale.set(1 + 0.06 * Math.sin(this.#time * PULSE_HZ * 2 * Math.PI));
  }

  #wing(avatar: Avatar): void {
    this.#lay(this.#sprites.wings, avatar, 1).rotation = avatar.heading;
  }

  #crown(avatar: Avatar): void {
    const { x, y, turn } = avatar;
    const sprite = this.#above.lay(
      this.#sprites.laurel,
      x - 2 * Math.cos(turn),
      y - 2 * Math.sin(turn),
    );
    sprite.rotation = turn;
    sprite.scale.set(1);
    sprite.alpha = avatar.root.alpha;
  }

  #trail(avatar: Avatar, { dash, boost }: Counters): void {
    if (avatar.pace < WALKING) return;
    if (isDashing(dash) && avatar.isDue(GHOST_EVERY_MS)) {
      const ghost = this.#ghosts[this.#nextGhost++ % GHOSTS] as Ghost;
      ghost.start(avatar.texture, avatar);
    } else if (boost > 0 && avatar.isDue(WAKE_EVERY_MS)) {
      this.#motes.burst(WAKE, avatar);
    }
  }
}
