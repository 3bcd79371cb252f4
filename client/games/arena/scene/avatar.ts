import { Container, Sprite, type Texture } from "pixi.js";
import { SHIELD_TICKS } from "../../../../schema/arena/rules.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import { TURN, turn16 } from "../../../../schema/lib/angle.ts";
import type { Camera } from "../camera.ts";
import type { Counters, Effects } from "./effects.ts";
import { inView } from "./inView.ts";
import { LEAP_PX, Life } from "./life.ts";
import type { LightMap } from "./light.ts";
import { lookOf, ringIndex, type Sprites } from "./sprites.ts";
import { Tag, tagScale } from "./tags.ts";

/** Aims arrive 30 times a second; drawn, they turn smoothly with this time constant. */
const TURN_MS = 45;
const FLASH_MS = 150;
const RECOIL_MS = 90;
const RISE_MS = 260;
const STRIDE_PX = 15;
const PACE_MS = 40;
/** Nobody is drawn darker than this share: a target in the dark is still a target. */
const DIMMEST = 0.86;
const TAG_ABOVE = 41;

/** World px beyond the edge of the screen at which a figure is taken off it; it comes back nearer. */
const OFF_SCREEN = { out: 110, in: 70 } as const;

/** What a frame knows that figures do not: one object, filled anew each frame. */
export interface FrameFacts {
  /** Time since the last frame in ms. */
  dt: number;
  selfId: string;
  /** One's own aim, from the pointer: the state's is a round trip old. */
  selfAim: number;
  /** Predicted counters of one's own player. */
  body: Counters | undefined;
  /** One's own team, 0 for none. */
  team: number;
  readonly camera: Camera;
  light: LightMap;
  readonly effects: Effects;
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
  /** Where it looks and where it goes, in radians. */
  turn = 0;
  heading = 0;
  /** Drawn speed in world px per ms. */
  pace = 0;
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
  #look = -1;
  #tint = -1;
  #walked = 0;
  #moved = 0;
  #sinceTrail = 0;
  #onScreen = true;
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
    const walks = moved < LEAP_PX;
    this.#moved = walks ? moved : 0;
    if (walks) {
      this.#walked += moved;
      if (moved > 0.4) this.heading = Math.atan2(dy, dx);
    }
    this.x = x;
    this.y = y;
  }

  get texture(): Texture {
    return this.#body.texture;
  }

  /** Once in `everyMs`: is it time to leave a trace? */
  isDue(everyMs: number): boolean {
    if (this.#sinceTrail < everyMs) return false;
    this.#sinceTrail = 0;
    return true;
  }

  wound(): void {
    this.#flash = FLASH_MS;
  }

  recoil(): void {
    this.#recoil = RECOIL_MS;
  }

  /** Returns true in the frame in which the figure gets up again. */
  draw(player: Player, own: boolean, facts: FrameFacts): boolean {
    const life = this.#life;
    const risen = life.step(player.alive, this, { own, dt: facts.dt });
    if (risen) this.#rise = RISE_MS;
    this.#follow(facts.camera);
    show(this.root, this.#onScreen && !life.down);
    this.tag.show(this.#onScreen && !life.down);
    show(this.fallen, life.down);
    if (!this.#onScreen && !life.down) return risen;
    const look = lookOf(player.team, player.hue);
    if (look !== this.#look) this.#dress(look, ringIndex(player.team, player.hue));
    if (life.down) this.fallen.position.set(life.x, life.y);
    else this.#drawFigure(player, own, facts);
    return risen;
  }

  destroy(): void {
    this.root.destroy({ children: true });
    this.fallen.destroy();
    this.tag.destroy();
  }

  /** Hiding and showing makes Pixi sort its draw calls anew: hence not at the same line. */
  #follow(camera: Camera): void {
    const reach = this.#onScreen ? OFF_SCREEN.out : OFF_SCREEN.in;
    this.#onScreen = inView(camera, this.x, this.y, reach);
  }

  #dress(look: number, ring: number): void {
    this.#look = look;
    const { body, fallen, ring: rings } = this.#sprites;
    this.#body.texture = body[look] as Texture;
    this.fallen.texture = fallen[look] as Texture;
    this.#ring.texture = rings[ring] as Texture;
  }

  #drawFigure(player: Player, own: boolean, facts: FrameFacts): void {
    const { dt, camera } = facts;
    const counters = (own && facts.body) || player;
    this.#rise = Math.max(0, this.#rise - dt);
    const rising = this.#rise / RISE_MS;
    this.root.position.set(this.x, this.y);
    this.root.alpha = (player.online ? 1 : 0.5) * (1 - rising);
    this.root.scale.set(1 + 0.4 * rising);
    show(this.#own, own);
    this.#turn(own ? facts.selfAim : player.aim, own ? 1 : 1 - Math.exp(-dt / TURN_MS), dt);
    this.#walk(dt);
    this.#light(facts);
    this.#glow(counters.shield, dt);
    facts.effects.dress(this, player, counters);
    this.tag.draw(player, own, facts.team);
    this.tag.place(
      camera.screenX(this.x),
      camera.screenY(this.y - TAG_ABOVE),
      tagScale(camera.scale),
    );
  }

  #turn(aim: number, share: number, dt: number): void {
    this.aim = (this.aim + turn16(this.aim, aim) * share + TURN) % TURN;
    const angle = (this.aim / TURN) * Math.PI * 2;
    this.turn = angle;
    this.#recoil = Math.max(0, this.#recoil - dt);
    const back = (this.#recoil / RECOIL_MS) * 5;
    this.#body.rotation = angle;
    this.#body.position.set(-Math.cos(angle) * back, -Math.sin(angle) * back);
  }

  #walk(dt: number): void {
    this.#sinceTrail += dt;
    if (dt > 0) this.pace += (this.#moved / dt - this.pace) * (1 - Math.exp(-dt / PACE_MS));
    const swing = Math.sin((this.#walked / STRIDE_PX) * Math.PI) * 9;
    const cos = Math.cos(this.heading);
    const sin = Math.sin(this.heading);
    this.#left.position.set(-cos * swing + sin * 6.5, -sin * swing - cos * 6.5);
    this.#right.position.set(cos * swing - sin * 6.5, sin * swing + cos * 6.5);
    this.#left.rotation = this.heading;
    this.#right.rotation = this.heading;
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
    show(this.#shield, ticks > 0);
    if (ticks === 0) return;
    this.#shield.rotation += dt * 0.0012;
    this.#shield.alpha = 0.35 + (0.65 * ticks) / SHIELD_TICKS;
  }
}

function middle(texture?: Texture): Sprite {
  const sprite = texture ? new Sprite(texture) : new Sprite();
  sprite.anchor.set(0.5);
  return sprite;
}

/** Pixi sorts its draw calls anew at every change, so only a change may touch it. */
function show(thing: { visible: boolean }, visible: boolean): void {
  if (thing.visible !== visible) thing.visible = visible;
}
