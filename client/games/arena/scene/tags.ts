import { Container, Point, type PointData, Sprite, type Texture } from "pixi.js";
import { FULL_HP } from "../../../../schema/arena/rules.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import type { Camera } from "../camera.ts";
import { teamTintOf } from "../emblem.ts";
import { drawLabel, type Plate } from "./labels.ts";
import type { Sprites } from "./sprites.ts";

const BAR_WIDTH = 46;
const BAR_HEIGHT = 5;
const LOW = 25;
/** World px from a figure's middle up to its tag. */
const ABOVE_PX = 41;
const BAR = { own: 0xff9a4d, low: 0xff5238, usual: 0xe8d3a6 } as const;

/** Size of the tags under a camera: they grow and shrink with the screen, less than the figures do. */
export const tagScale = (cameraScale: number): number =>
  Math.max(0.85, Math.min(1.6, cameraScale * 0.75));

/** Where there are teams, the names of one's own side stand on plates, in its colour; one's own in ember. */
export const plateOf = (team: number, own: boolean, ownTeam: number): Plate => {
  if (team === 0 || team !== ownTeam) return "none";
  return own ? "own" : "ally";
};

/** Whoever looks at the tags. */
interface Looker {
  /** 0 for none. */
  readonly team: number;
  /** Another array for every palette. */
  readonly colors: readonly string[];
}

/** Name, emblem and health above one player's head. */
export class Tag {
  readonly label = new Sprite();
  readonly bars = new Container();
  readonly #bar: Sprite;
  readonly #density: number;
  /** What the label shows: it is written anew when any of it changes. */
  #name = "";
  #hue = -1;
  #team = -1;
  #plate: Plate = "none";
  #colors: readonly string[] = [];
  #hp = -1;
  #online = true;
  #scale = 0;
  /** Reused for every frame. */
  readonly #at = new Point();
  #texture: Texture | undefined;

  constructor({ white }: Sprites, density: number) {
    this.#density = density;
    this.label.anchor.set(0.5, 1);
    const back = new Sprite(white);
    back.tint = 0x140b06;
    back.alpha = 0.85;
    back.setSize(BAR_WIDTH + 2, BAR_HEIGHT + 2);
    back.position.set(-BAR_WIDTH / 2 - 1, 0);
    this.#bar = new Sprite(white);
    this.#bar.position.set(-BAR_WIDTH / 2, 1);
    this.bars.addChild(back, this.#bar);
  }

  show(visible: boolean): void {
    if (this.label.visible === visible) return;
    this.label.visible = visible;
    this.bars.visible = visible;
  }

  draw(player: Player, own: boolean, { team: ownTeam, colors }: Looker): void {
    const { team, hue, name, hp, online } = player;
    const plate = plateOf(team, own, ownTeam);
    const same = name === this.#name && hue === this.#hue && team === this.#team;
    if (!same || plate !== this.#plate || colors !== this.#colors) {
      this.#name = name;
      this.#hue = hue;
      this.#team = team;
      this.#plate = plate;
      this.#colors = colors;
      this.#hp = -1;
      this.#write();
    }
    if (hp !== this.#hp) this.#measure(hp, own);
    if (online !== this.#online) this.#pale(online);
  }

  /** Above a figure in world px; on whole screen px, which keep the letters sharp. */
  place(figure: PointData, camera: Camera): void {
    const { x, y, width, height, scale } = camera;
    const at = this.#at;
    at.x = Math.round((figure.x - x) * scale + width / 2);
    at.y = Math.round((figure.y - ABOVE_PX - y) * scale + height / 2);
    this.label.position.copyFrom(at);
    this.bars.position.copyFrom(at);
    if (scale === this.#scale) return;
    this.#scale = scale;
    this.label.scale.set(tagScale(scale));
    this.bars.scale.set(tagScale(scale));
  }

  destroy(): void {
    this.label.destroy();
    this.#texture?.destroy(true);
    this.bars.destroy({ children: true });
  }

  #pale(online: boolean): void {
    this.#online = online;
    this.label.alpha = online ? 1 : 0.45;
    this.bars.alpha = this.label.alpha;
  }

  #measure(hp: number, own: boolean): void {
    this.#hp = hp;
    this.#bar.setSize(Math.max(0.01, (BAR_WIDTH * hp) / FULL_HP), BAR_HEIGHT);
    this.#bar.tint = hp <= LOW ? BAR.low : own ? BAR.own : this.#usual();
  }

  #usual(): number {
    return this.#team === 0 ? BAR.usual : teamTintOf(this.#team);
  }

  #write(): void {
    this.#texture?.destroy(true);
    const look = { name: this.#name, hue: this.#hue, team: this.#team, plate: this.#plate };
    this.#texture = drawLabel(look, this.#density);
    this.label.texture = this.#texture;
  }
}
