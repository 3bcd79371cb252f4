import { Container, Sprite, type Texture } from "pixi.js";
import { FULL_HP } from "../../../../schema/arena/rules.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import { colorOf, outlineOf } from "../emblem.ts";
import { sketch, textureOf, trace } from "./paint.ts";
import type { Sprites } from "./sprites.ts";

/** Tags are drawn in screen px, so that names are as legible on a phone as on a wall. */
const FONT = '600 13px system-ui, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", sans-serif';
const HEIGHT = 20;
const BAR_WIDTH = 46;
const BAR_HEIGHT = 5;
const BADGE = 6;
const LOW = 25;

/** Size of the tags under a camera: on a large screen they grow, though less than the figures. */
export const tagScale = (cameraScale: number): number =>
  Math.max(1, Math.min(1.6, cameraScale * 0.75));

/** Name, emblem and health above one player's head. */
export class Tag {
  readonly label = new Sprite();
  readonly bars = new Container();
  readonly #bar: Sprite;
  readonly #density: number;
  #written = "";
  #hp = -1;

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

  set visible(visible: boolean) {
    this.label.visible = visible;
    this.bars.visible = visible;
  }

  show(player: Player, own: boolean): void {
    this.#write(player.name, player.hue);
    if (player.hp !== this.#hp) this.#measure(player.hp, own);
    this.label.alpha = player.online ? 1 : 0.45;
    this.bars.alpha = this.label.alpha;
  }

  /** In screen px; whole ones keep the letters sharp. */
  place(x: number, y: number, scale: number): void {
    this.label.position.set(Math.round(x), Math.round(y));
    this.label.scale.set(scale);
    this.bars.position.set(Math.round(x), Math.round(y));
    this.bars.scale.set(scale);
  }

  destroy(): void {
    this.label.texture.destroy(true);
    this.label.destroy();
    this.bars.destroy({ children: true });
  }

  #measure(hp: number, own: boolean): void {
    this.#hp = hp;
    this.#bar.setSize(Math.max(0.01, (BAR_WIDTH * hp) / FULL_HP), BAR_HEIGHT);
    this.#bar.tint = hp <= LOW ? 0xff5238 : own ? 0xff9a4d : 0xe8d3a6;
  }

  #write(name: string, hue: number): void {
    const written = `${hue} ${colorOf(hue)} ${name}`;
    if (written === this.#written) return;
    if (this.#written) this.label.texture.destroy(true);
    this.#written = written;
    this.label.texture = label(name, hue, this.#density);
  }
}

function label(name: string, hue: number, density: number): Texture {
  const measure = sketch(1, 1, 1, () => {}).getContext("2d") as CanvasRenderingContext2D;
  measure.font = FONT;
  const text = Math.ceil(measure.measureText(name).width);
  const canvas = sketch(text + BADGE * 2 + 12, HEIGHT, density, (ctx) => {
    trace(ctx, outlineOf(hue), { x: BADGE + 3, y: HEIGHT / 2, radius: BADGE });
    outlined(
      ctx,
      colorOf(hue),
      () => ctx.stroke(),
      () => ctx.fill(),
    );
    ctx.font = FONT;
    ctx.textBaseline = "middle";
    const x = BADGE * 2 + 8;
    const y = HEIGHT / 2 + 0.5;
    outlined(
      ctx,
      "#fbeed6",
      () => ctx.strokeText(name, x, y),
      () => ctx.fillText(name, x, y),
    );
  });
  return textureOf(canvas, density);
}

/** Light on a dark rim: legible on lit sand and in the dark alike. */
function outlined(
  ctx: CanvasRenderingContext2D,
  color: string,
  stroke: () => void,
  fill: () => void,
): void {
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.6;
  ctx.strokeStyle = "rgb(18 9 4 / 0.9)";
  stroke();
  ctx.fillStyle = color;
  fill();
}
