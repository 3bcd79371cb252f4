import { Container, Point, Sprite, type Texture } from "pixi.js";
import { LOOK } from "../../../../schema/arena/looks.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import type { Avatar } from "./avatar.ts";
import { shareOf, turnOf } from "./madeOnce.ts";
import { type Motes, WAKE } from "./motes.ts";
import type { Sprites } from "./sprites.ts";
import { Stamps } from "./stamps.ts";

/** A streak from this length on is worn as a laurel. */
export const LAUREL_STREAK = 3;
/** Swings of the aura per second: far from the three a second that could hurt somebody. */
const PULSE_HZ = 1.1;
const AURA_TURN = 0.7;
/** A helmet lies this far behind the figure's middle. */
const HEAD_PX = 2;
const GHOSTS = 48;
const GHOST_MS = 230;
const GHOST_ALPHA = 0.42;
/** Time between two images of one's way: in a dash, and with greater speed. */
const GHOST_EVERY_MS = 34;
const WAKE_EVERY_MS = 90;
/** A slower figure leaves nothing behind. World px per ms. */
const WALKING = 0.05;

/** An image left behind. */
class Ghost {
  readonly sprite = new Sprite();
  #age = GHOST_MS;

  constructor() {
    this.sprite.anchor.set(0.5);
    this.sprite.scale.set(0);
  }

  start(avatar: Avatar): void {
    this.#age = 0;
    this.sprite.texture = avatar.figure.texture;
    this.sprite.position.copyFrom(avatar.at);
    this.sprite.rotation = avatar.turn;
    this.sprite.scale.set(1);
  }

  draw(dt: number): void {
    if (this.#age >= GHOST_MS) return;
    this.#age += dt;
    this.sprite.alpha = shareOf(GHOST_ALPHA * (1 - this.#age / GHOST_MS));
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
  /** Size of every aura in this frame. */
  readonly #pulse = new Point(1, 1);
  /** Reused for every laurel. */
  readonly #head = new Point();
  #nextGhost = 0;
  #time = 0;
  #still = false;

  constructor(sprites: Sprites, motes: Motes) {
    this.#sprites = sprites;
    this.#motes = motes;
    this.#ghosts = Array.from({ length: GHOSTS }, () => new Ghost());
    this.under.addChild(this.#below.root, ...this.#ghosts.map(({ sprite }) => sprite));
    this.over = this.#above.root;
  }

  /**
   * Called for each figure that stands on the screen.
   * @param looks bits of `LOOK`: as predicted for oneself
   */
  dress(avatar: Avatar, player: Player, looks: number): void {
    if (looks & LOOK.power) this.#strengthen(avatar);
    if (looks & LOOK.boost) this.#wing(avatar);
    if (looks & LOOK.frozen) this.#lay(this.#sprites.chain, avatar, 0.7);
    if (player.streak >= LAUREL_STREAK) this.#crown(avatar);
    if (!this.#still) this.#trail(avatar, looks);
  }

  /** Ends the frame. */
  draw({ dt, still }: { readonly dt: number; readonly still: boolean }): void {
    this.#still = still;
    this.#time += dt / 1000;
    this.#pulse.x = 1 + 0.06 * Math.sin(this.#time * PULSE_HZ * 2 * Math.PI);
    this.#pulse.y = this.#pulse.x;
    this.#below.settle();
    this.#above.settle();
    for (let i = 0; i < GHOSTS; i++) (this.#ghosts[i] as Ghost).draw(dt);
  }

  #lay(texture: Texture, avatar: Avatar, alpha: number): Sprite {
    const sprite = this.#below.lay(texture, avatar.at);
    sprite.rotation = 0;
    sprite.scale.set(1);
    sprite.alpha = shareOf(alpha * avatar.figure.root.alpha);
    return sprite;
  }

  #strengthen(avatar: Avatar): void {
    const aura = this.#lay(this.#sprites.aura, avatar, 0.95);
    if (this.#still) return;
    aura.rotation = turnOf(this.#time * AURA_TURN);
    aura.scale.copyFrom(this.#pulse);
  }

  #wing(avatar: Avatar): void {
    this.#lay(this.#sprites.wings, avatar, 1).rotation = turnOf(avatar.heading);
  }

  #crown(avatar: Avatar): void {
    const { at, turn } = avatar;
    const head = this.#head;
    head.x = at.x - HEAD_PX * Math.cos(turn);
    head.y = at.y - HEAD_PX * Math.sin(turn);
    const sprite = this.#above.lay(this.#sprites.laurel, head);
    sprite.rotation = turnOf(turn);
    sprite.scale.set(1);
    sprite.alpha = shareOf(avatar.figure.root.alpha);
  }

  #trail(avatar: Avatar, looks: number): void {
    if (avatar.pace < WALKING) return;
    if (looks & LOOK.dash && avatar.isDue(GHOST_EVERY_MS)) {
      const ghost = this.#ghosts[this.#nextGhost++ % GHOSTS] as Ghost;
      ghost.start(avatar);
    } else if (looks & LOOK.boost && avatar.isDue(WAKE_EVERY_MS)) {
      this.#motes.burst(WAKE, avatar.at);
    }
  }
}
