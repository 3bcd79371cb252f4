import { Point, type PointData, type Texture } from "pixi.js";
import { LOOK, looksOf } from "../../../../schema/arena/looks.ts";
import { SHIELD_TICKS } from "../../../../schema/arena/rules.ts";
import type { Body, Player } from "../../../../schema/arena/state.ts";
import { TURN, turn16 } from "../../../../schema/lib/angle.ts";
import { isInSight } from "../../../../schema/lib/views.ts";
import type { Camera } from "../camera.ts";
import type { Effects } from "./effects.ts";
import { Figure, middle, show } from "./figure.ts";
import { inView } from "./inView.ts";
import { LEAP_PX, Life } from "./life.ts";
import type { LightMap } from "./light.ts";
import { lookOf, ringIndex, type Sprites } from "./sprites.ts";
import { Tag } from "./tags.ts";

/** Aims arrive 30 times a second; drawn, they turn smoothly with this time constant. */
const TURN_MS = 45;
const PACE_MS = 40;
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
  body: Readonly<Body> | undefined;
  /** One's own team, 0 for none. */
  team: number;
  /** What moves for show holds still. */
  still: boolean;
  /** Another array for every palette. */
  colors: readonly string[];
  readonly camera: Camera;
  light: LightMap;
  readonly effects: Effects;
}

/** How one figure is made. */
export interface AvatarLook {
  readonly own: boolean;
  /** Pixels per CSS px of the name. */
  readonly density: number;
}

/** One player on this screen. */
export class Avatar {
  readonly figure: Figure;
  readonly fallen = middle();
  readonly tag: Tag;
  /** Drawn position in world px, and drawn 16-bit aim. */
  readonly at = new Point(Number.NaN, Number.NaN);
  aim = 0;
  /** Where it looks and where it goes, in radians. */
  turn = 0;
  heading = 0;
  /** Way so far in world px, and drawn speed in world px per ms. */
  walked = 0;
  pace = 0;
  /** Number of the frame in which the player was last there. */
  look = 0;
  /** Does this screen know where the player is? */
  inSight = true;
  readonly #sprites: Sprites;
  readonly #own: boolean;
  readonly #life: Life;
  #worn = -1;
  #moved = 0;
  #sinceTrail = 0;
  #onScreen = true;

  constructor(sprites: Sprites, { own, density }: AvatarLook) {
    this.#sprites = sprites;
    this.#own = own;
    this.#life = new Life(own);
    this.figure = new Figure(sprites, own);
    this.tag = new Tag(sprites, density);
  }

  /** Takes the drawn position of this frame, in world px. */
  place(to: PointData): void {
    const { at } = this;
    const dx = to.x - at.x;
    const dy = to.y - at.y;
    const moved = Math.sqrt(dx * dx + dy * dy);
    // False in the first frame, too: then the distance is NaN.
    const walks = moved < LEAP_PX;
    this.#moved = walks ? moved : 0;
    this.walked += this.#moved;
    if (walks && moved > 0.4) this.heading = Math.atan2(dy, dx);
    at.x = to.x;
    at.y = to.y;
  }

  /** Once in `everyMs`: is it time to leave a trace? */
  isDue(everyMs: number): boolean {
    if (this.#sinceTrail < everyMs) return false;
    this.#sinceTrail = 0;
    return true;
  }

  /** Returns true in the frame in which the figure gets up again. */
  draw(player: Player, facts: FrameFacts): boolean {
    if (!isInSight(player)) {
      this.#leave(player, facts);
      return false;
    }
    const life = this.#life;
    const risen = life.step(player.alive, this.at, facts);
    if (risen) this.figure.rise();
    this.#follow(facts.camera);
    const stands = this.#onScreen && !life.down;
    const lies = this.#onScreen && life.down;
    show(this.figure.root, stands);
    show(this.fallen, lies);
    this.tag.show(stands);
    if (!stands && !lies) return risen;
    const look = lookOf(player.team, player.hue);
    if (look !== this.#worn) this.#dress(look, ringIndex(player.team, player.hue));
    if (lies) this.fallen.position.copyFrom(life.at);
    else this.#stand(player, facts);
    return risen;
  }

  destroy(): void {
    this.figure.root.destroy({ children: true });
    this.fallen.destroy();
    this.tag.destroy();
  }

  /** Fades where it was last seen. */
  #leave(player: Player, facts: FrameFacts): void {
    if (this.figure.gone) return;
    this.figure.fade(player, facts);
    show(this.figure.root, this.#onScreen && !this.#life.down && !this.figure.gone);
    show(this.fallen, false);
    this.tag.show(false);
    if (this.figure.gone) this.#life.forget();
  }

  /** Hiding and showing makes Pixi sort its draw calls anew: hence not at the same line. */
  #follow(camera: Camera): void {
    this.#onScreen = this.#onScreen
      ? inView(camera, this.at, OFF_SCREEN.out)
      : inView(camera, this.at, OFF_SCREEN.in);
  }

  #dress(look: number, ring: number): void {
    this.#worn = look;
    const { body, fallen, ring: rings } = this.#sprites;
    this.figure.dress(body[look] as Texture, rings[ring] as Texture);
    this.fallen.texture = fallen[look] as Texture;
  }

  #stand(player: Player, facts: FrameFacts): void {
    const body = this.#own ? facts.body : undefined;
    const looks = body ? looksOf(body) : player.looks;
    const shield = body ? body.shield / SHIELD_TICKS : looks & LOOK.shield ? 1 : 0;
    this.#turn(player, facts);
    this.#measurePace(facts);
    this.figure.fade(player, facts);
    this.figure.draw(this, shield, facts);
    facts.effects.dress(this, player, looks);
    this.tag.draw(player, this.#own, facts);
    this.tag.place(this.at, facts.camera);
  }

  #turn({ aim }: Player, { dt, selfAim }: FrameFacts): void {
    const wanted = this.#own ? selfAim : aim;
    const share = this.#own ? 1 : 1 - Math.exp(-dt / TURN_MS);
    this.aim = (this.aim + turn16(this.aim, wanted) * share + TURN) % TURN;
    this.turn = (this.aim / TURN) * Math.PI * 2;
  }

  #measurePace({ dt }: FrameFacts): void {
    this.#sinceTrail += dt;
    if (dt > 0) this.pace += (this.#moved / dt - this.pace) * (1 - Math.exp(-dt / PACE_MS));
  }
}
