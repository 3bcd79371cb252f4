import { Container, Sprite, type Texture } from "pixi.js";
import { SHIELD_TICKS } from "../../../../schema/arena/rules.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import { TURN, turn16 } from "../../../../schema/lib/angle.ts";
import type { Camera } from "../camera.ts";
import { LEAP_PX, Life } from "./life.ts";
import type { LightMap } from "./light.ts";
import type { Sprites } from "./sprites.ts";
import { Tag, tagScale } from "./tags.ts";

/** Aims arrive 30 times a second; drawn, they turn smoothly with this time constant. */
const TURN_MS = 45;
const FLASH_MS = 150;
const RECOIL_MS = 90;
const RISE_MS = 260;
const STRIDE_PX = 15;
/** Nobody is drawn darker than this share: a target in the dark is still a target. */
const DIMMEST = 0.86;
const TAG_ABOVE = 41;

/** What a frame knows that figures do not: one object, filled anew each frame. */
export interface FrameFacts {
  /** Time since the last frame in ms. */
  dt: number;
  selfId: string;
  /** One's own aim, from the pointer: the state's is a round trip old. */
  selfAim: number;
  /** Predicted shield of one's own player, in ticks. */
  selfShield: number;
  readonly camera: Camera;
  readonly light: LightMap;
}

/** One player's figure. */
export class Avatar {
  readonly root = new Container();
  readonly fallen = middle();
  readonly tag: Tag;
  /** Drawn position in world px, and drawn 16-bit aim. */
  x = Number.NaN;
  y = Number.NaN;
  aim = 0;
  /** Number of the frame in which the player was last seen. */
  look = 0;
  readonly #sprites: Sprites;
  readonly #ring = middle();
  readonly #own: Sprite;
  readonly #left: Sprite;
  readonly #right: Sprite;
  readonly #body = middle();
  readonly #shield: Sprite;
  readonly #life = new Life();
  #hue = -1;
  #tint = -1;
  #walked = 0;
  #heading = 0;
  #flash = 0;
  #recoil = 0;
  #rise = 0;

  constructor(sprites: Sprites, density: number) {
    this.#sprites = sprites;
    this.tag = new Tag(sprites, density);
    this.#own = middle(sprites.own);
    this.#left = middle(sprites.foot);
    this.#right = middle(sprites.foot);
    this.#shield = middle(sprites.shield);
    const shadow = middle(sprites.shadow);
    shadow.position.set(2, 5);
    const { root } = this;
    root.addChild(shadow, this.#ring, this.#own, this.#left, this.#right, this.#body, this.#shield);
  }

  /** Takes the drawn position of this frame, in world px. */
  place(x: number, y: number): void {
    const dx = x - this.x;
    const dy = y - this.y;
    const moved = Math.hypot(dx, dy);
    // False in the first frame, too: then the distance is NaN.
    if (moved < LEAP_PX) {
      this.#walked += moved;
      if (moved > 0.4) this.#heading = Math.atan2(dy, dx);
    }
    this.x = x;
    this.y = y;
  }

  wound(): void {
    this.#flash = FLASH_MS;
  }

  recoil(): void {
    this.#recoil = RECOIL_MS;
  }

  /** Returns true in the frame in which the figure gets up again. */
  draw(player: Player, own: boolean, facts: FrameFacts): boolean {
    if (player.hue !== this.#hue) this.#dress(player.hue);
    const life = this.#life;
    const risen = life.step(player.alive, this, { own, dt: facts.dt });
    if (risen) this.#rise = RISE_MS;
    this.root.visible = !life.down;
    this.tag.visible = !life.down;
    this.fallen.visible = life.down;
    if (life.down) this.fallen.position.set(life.x, life.y);
    else this.#drawFigure(player, own, facts);
    return risen;
  }

  destroy(): void {
    this.root.destroy({ children: true });
    this.fallen.destroy();
    this.tag.destroy();
  }

  #dress(hue: number): void {
    this.#hue = hue;
    const { body, fallen, ring } = this.#sprites;
    this.#body.texture = body[hue % body.length] as Texture;
    this.fallen.texture = fallen[hue % fallen.length] as Texture;
    this.#ring.texture = ring[hue % ring.length] as Texture;
  }

  #drawFigure(player: Player, own: boolean, facts: FrameFacts): void {
    const { dt, camera } = facts;
    this.#rise = Math.max(0, this.#rise - dt);
    const rising = this.#rise / RISE_MS;
    this.root.position.set(this.x, this.y);
    this.root.alpha = (player.online ? 1 : 0.5) * (1 - rising);
    this.root.scale.set(1 + 0.4 * rising);
    this.#own.visible = own;
    this.#turn(own ? facts.selfAim : player.aim, own ? 1 : 1 - Math.exp(-dt / TURN_MS), dt);
    this.#walk();
    this.#light(facts);
    this.#glow(own ? facts.selfShield : player.shield, dt);
    this.tag.show(player, own);
    this.tag.place(
      camera.screenX(this.x),
      camera.screenY(this.y - TAG_ABOVE),
      tagScale(camera.scale),
    );
  }

  #turn(aim: number, share: number, dt: number): void {
    this.aim = (this.aim + turn16(this.aim, aim) * share + TURN) % TURN;
    const angle = (this.aim / TURN) * Math.PI * 2;
    this.#recoil = Math.max(0, this.#recoil - dt);
    const back = (this.#recoil / RECOIL_MS) * 5;
    this.#body.rotation = angle;
    this.#body.position.set(-Math.cos(angle) * back, -Math.sin(angle) * back);
  }

  #walk(): void {
    const swing = Math.sin((this.#walked / STRIDE_PX) * Math.PI) * 9;
    const cos = Math.cos(this.#heading);
    const sin = Math.sin(this.#heading);
    this.#left.position.set(-cos * swing + sin * 6.5, -sin * swing - cos * 6.5);
    this.#right.position.set(cos * swing - sin * 6.5, sin * swing + cos * 6.5);
    this.#left.rotation = this.#heading;
    this.#right.rotation = this.#heading;
  }

  #light({ light, dt }: FrameFacts): void {
    this.#flash = Math.max(0, this.#flash - dt);
    const lit = Math.max(0, Math.min(1, (light.at(this.x, this.y) - 90) / 130));
    const level = Math.round(255 * (DIMMEST + (1 - DIMMEST) * lit));
    // The loss also shows in the tag, for those who do not see red.
    const rest = Math.round(this.#flash > 0 ? level * 0.4 : level * 0.97);
    const tint = (level << 16) | (rest << 8) | rest;
    // Pixi parses a colour each time that it is set.
    if (tint === this.#tint) return;
    this.#tint = tint;
    this.#body.tint = tint;
    this.#left.tint = tint;
    this.#right.tint = tint;
  }

  #glow(ticks: number, dt: number): void {
    this.#shield.visible = ticks > 0;
    this.#shield.rotation += dt * 0.0012;
    this.#shield.alpha = 0.35 + (0.65 * ticks) / SHIELD_TICKS;
  }
}

function middle(texture?: Texture): Sprite {
  const sprite = texture ? new Sprite(texture) : new Sprite();
  sprite.anchor.set(0.5);
  return sprite;
}
