import { Container, Point, Sprite, type Texture } from "pixi.js";
import type { Player } from "../../../../schema/arena/state.ts";
import { isInSight } from "../../../../schema/lib/views.ts";
import type { Avatar } from "./avatar.ts";
import type { LightMap } from "./light.ts";
import { shareOf, turnOf } from "./madeOnce.ts";
import type { Sprites } from "./sprites.ts";

const FLASH_MS = 150;
const RECOIL_MS = 90;
const RISE_MS = 260;
/** How long it takes to come into sight, or to leave it. */
const SIGHT_MS = 220;
const STRIDE_PX = 15;
const SWING_PX = 9;
/** Half the way between the feet. */
const APART_PX = 6.5;
/** Turns of the shield, radians per ms. */
const SPIN = 0.0012;
/** Nobody is drawn darker than this share: a target in the dark is still a target. */
const DIMMEST = 0.86;
/** Steps of brightness: Pixi parses a colour each time that it is set, so it is set seldom. */
const LIGHT_STEPS = 6;

/** What of a frame a figure needs: passed whole, so that no number is boxed on the way. */
interface Frame {
  readonly dt: number;
  readonly light: LightMap;
}

/** The sprites of one fighter who stands. */
export class Figure {
  readonly root = new Container();
  readonly #ring = middle();
  readonly #own: Sprite;
  /** Both feet, turned to where they go. */
  readonly #legs = new Container();
  readonly #left: Sprite;
  readonly #right: Sprite;
  readonly #body = middle();
  readonly #shield: Sprite;
  #tint = -1;
  #alpha = 1;
  #flash = 0;
  #recoil = 0;
  #rise = 0;
  /** How far out of sight, up to `SIGHT_MS`. */
  #hidden = SIGHT_MS;
  #spin = 0;
  #walked = -1;
  /** Where a foot is; reused. */
  readonly #step = new Point();

  constructor(sprites: Sprites, own: boolean) {
    this.#own = middle(sprites.own);
    this.#left = middle(sprites.foot);
    this.#right = middle(sprites.foot);
    this.#shield = middle(sprites.shield);
    const shadow = middle(sprites.shadow);
    shadow.position.set(2, 5);
    const { root } = this;
    this.#legs.addChild(this.#left, this.#right);
    root.addChild(shadow, this.#ring, this.#own, this.#legs, this.#body, this.#shield);
    this.#own.visible = own;
  }

  get texture(): Texture {
    return this.#body.texture;
  }

  dress(body: Texture, ring: Texture): void {
    this.#body.texture = body;
    this.#ring.texture = ring;
  }

  wound(): void {
    this.#flash = FLASH_MS;
  }

  recoil(): void {
    this.#recoil = RECOIL_MS;
  }

  rise(): void {
    this.#rise = RISE_MS;
  }

  /** @param shield share of the protection that is left, 0..1 */
  draw(avatar: Avatar, shield: number, frame: Frame): void {
    this.#flash = Math.max(0, this.#flash - frame.dt);
    this.root.position.copyFrom(avatar.at);
    this.#aim(avatar, frame);
    this.#walk(avatar);
    this.#light(frame.light, avatar);
    this.#glow(shield, frame);
  }

  /** Has it faded out of sight? */
  get gone(): boolean {
    return this.#hidden === SIGHT_MS;
  }

  /** Fades in whoever gets up or comes into sight, fades out who leaves it, and pales who is offline. */
  fade(player: Pick<Player, "online" | "x">, { dt }: Frame): void {
    this.#rise = Math.max(0, this.#rise - dt);
    this.#hidden = Math.max(0, Math.min(SIGHT_MS, this.#hidden + (isInSight(player) ? -dt : dt)));
    const rising = this.#rise / RISE_MS;
    const alpha = (player.online ? 1 : 0.5) * (1 - rising) * (1 - this.#hidden / SIGHT_MS);
    if (alpha === this.#alpha) return;
    this.#alpha = alpha;
    this.root.alpha = alpha;
    this.root.scale.set(1 + 0.4 * rising);
  }

  #aim({ turn }: Avatar, { dt }: Frame): void {
    this.#body.rotation = turnOf(turn);
    if (this.#recoil === 0) return;
    this.#recoil = Math.max(0, this.#recoil - dt);
    const back = (this.#recoil / RECOIL_MS) * 5;
    this.#body.position.set(-Math.cos(turn) * back, -Math.sin(turn) * back);
  }

  #walk({ heading, walked }: Avatar): void {
    if (walked === this.#walked) return;
    this.#walked = walked;
    this.#legs.rotation = turnOf(heading);
    const step = this.#step;
    step.x = Math.sin((walked / STRIDE_PX) * Math.PI) * SWING_PX;
    step.y = APART_PX;
    this.#right.position.copyFrom(step);
    step.x = -step.x;
    step.y = -APART_PX;
    this.#left.position.copyFrom(step);
  }

  #light(light: LightMap, avatar: Avatar): void {
    const lit = Math.max(0, Math.min(1, (light.at(avatar.at) - 90) / 130));
    const level = DIMMEST + ((1 - DIMMEST) * Math.round(lit * LIGHT_STEPS)) / LIGHT_STEPS;
    // The loss also shows in the tag, for those who do not see red.
    const full = Math.round(255 * level);
    const rest = Math.round(full * (this.#flash > 0 ? 0.4 : 0.97));
    const tint = (full << 16) | (rest << 8) | rest;
    if (tint === this.#tint) return;
    this.#tint = tint;
    this.#body.tint = tint;
  }

  #glow(share: number, { dt }: Frame): void {
    show(this.#shield, share > 0);
    if (share === 0) return;
    this.#spin += dt * SPIN;
    this.#shield.rotation = turnOf(this.#spin);
    this.#shield.alpha = shareOf(0.35 + 0.65 * share);
  }
}

/** A sprite that is placed by its middle. */
export function middle(texture?: Texture): Sprite {
  const sprite = texture ? new Sprite(texture) : new Sprite();
  sprite.anchor.set(0.5);
  return sprite;
}

/** Pixi sorts its draw calls anew at every change, so only a change may touch it. */
export function show(thing: { visible: boolean }, visible: boolean): void {
  if (thing.visible !== visible) thing.visible = visible;
}
