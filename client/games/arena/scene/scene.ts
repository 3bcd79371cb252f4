import type { Renderer, Sprite } from "pixi.js";
import { UNIT } from "../../../../schema/arena/map.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import { hueColors } from "../../../settings.ts";
import type { Camera } from "../camera.ts";
import { tintOf } from "../emblem.ts";
import type { ArenaNet } from "../net.ts";
import type { FrameFacts } from "./avatar.ts";
import { Avatars } from "./avatars.ts";
import { Fires } from "./fires.ts";
import { MUZZLE } from "./gladiator.ts";
import { bakeGround } from "./ground.ts";
import { LightMap } from "./light.ts";
import { DUST, FLARE, Motes, SPARK } from "./motes.ts";
import { destroySprites, drawSprites, type Sprites } from "./sprites.ts";
import { openRenderer, pixelRatio, Stage } from "./stage.ts";
import { Streaks } from "./streaks.ts";
import { tagScale } from "./tags.ts";
import { torchesOf } from "./torches.ts";

const OWN_BOLT = 0xffa14a;
const CLOUD = { count: 10, angle: 0, spread: Math.PI * 2 } as const;
/** Textures are drawn for the screen that is there at the start, within what is worth its memory. */
const SHARPNESS = { least: 1, most: 2 } as const;

export interface ScenePlan {
  readonly net: ArenaNet;
  readonly camera: Camera;
}

/** Everything inside the canvas. */
export class Scene {
  readonly canvas: HTMLCanvasElement;
  readonly avatars: Avatars;
  readonly facts: FrameFacts;
  readonly #renderer: Renderer;
  readonly #stage: Stage;
  readonly #sprites: Sprites;
  readonly #repaint: () => void;
  #colors = hueColors.peek();
  readonly #ground: Sprite;
  readonly #streaks: Streaks;
  readonly #motes: Motes;
  readonly #fires: Fires;
  /** Ends of the bolt being drawn: reused, so that shots leave no garbage. */
  readonly #from = { x: 0, y: 0 };
  readonly #to = { x: 0, y: 0 };

  constructor(renderer: Renderer, { net, camera }: ScenePlan) {
    this.#renderer = renderer;
    this.canvas = renderer.canvas as HTMLCanvasElement;
    const torches = torchesOf(net.map);
    const light = new LightMap(net.map, torches);
    const ratio = pixelRatio();
    const density = Math.max(SHARPNESS.least, Math.min(SHARPNESS.most, ratio * camera.scale));
    const sheet = drawSprites(density * 1.5);
    this.#sprites = sheet.sprites;
    this.#repaint = sheet.repaint;
    this.#ground = bakeGround({ map: net.map, torches, light, density });
    this.facts = { dt: 0, selfId: net.selfId, selfAim: 0, selfShield: 0, camera, light };
    this.#stage = new Stage();
    this.#streaks = new Streaks(this.#sprites);
    this.#motes = new Motes(this.#sprites);
    this.#fires = new Fires(torches, this.#sprites, this.#motes);
    this.avatars = new Avatars(this.#sprites, {
      net,
      facts: this.facts,
      density: ratio * tagScale(camera.scale),
      risen: (avatar) => this.#motes.burst(DUST, avatar, CLOUD),
    });
    this.#layer();
  }

  resize({ width, height }: Camera): void {
    this.#renderer.resize(width, height, pixelRatio());
  }

  /** A bolt from a seat's figure to a point in units. */
  bolt(id: string, player: Player, end: { x: number; y: number }): void {
    const shooter = this.avatars.get(id);
    if (!shooter) return;
    const to = this.#to;
    to.x = end.x / UNIT;
    to.y = end.y / UNIT;
    const dx = to.x - shooter.x;
    const dy = to.y - shooter.y;
    const whole = Math.hypot(dx, dy) || 1;
    const start = Math.min(MUZZLE, whole) / whole;
    const from = this.#from;
    from.x = shooter.x + dx * start;
    from.y = shooter.y + dy * start;
    const own = id === this.facts.selfId;
    this.#streaks.add(from, to, own ? OWN_BOLT : tintOf(player.hue));
    this.#motes.burst(FLARE, from);
    this.#motes.burst(FLARE, to);
    this.#motes.burst(SPARK, to, { count: 6, angle: Math.atan2(-dy, -dx), spread: 2.2 });
    shooter.recoil();
  }

  wound(id: string): void {
    this.avatars.get(id)?.wound();
    if (id === this.facts.selfId) this.#stage.shake();
  }

  fall(id: string): void {
    const avatar = this.avatars.get(id);
    if (avatar) this.#motes.burst(DUST, avatar, CLOUD);
  }

  draw(): void {
    const { dt, camera } = this.facts;
    this.#recolor();
    this.avatars.draw();
    this.#fires.draw(dt);
    this.#motes.draw(dt);
    this.#streaks.draw(dt);
    this.#stage.draw(dt, camera);
    this.#renderer.render(this.#stage.root);
  }

  destroy(): void {
    this.avatars.destroy();
    this.#ground.destroy({ texture: true, textureSource: true });
    this.#stage.root.destroy({ children: true });
    destroySprites(this.#sprites);
    this.#renderer.destroy({ removeView: true });
  }

  /** Another palette was chosen: the figures are painted anew where they are. */
  #recolor(): void {
    if (this.#colors === hueColors.peek()) return;
    this.#colors = hueColors.peek();
    this.#repaint();
  }

  #layer(): void {
    const { world, screen } = this.#stage;
    world.addChild(this.#ground);
    world.addChild(this.avatars.fallen, this.avatars.standing);
    world.addChild(this.#fires.root, this.#motes.root, this.#streaks.root);
    screen.addChild(this.avatars.bars, this.avatars.labels);
  }
}

/** Opens the renderer for `element` and bakes the world into it. */
export async function openScene(element: HTMLElement, plan: ScenePlan): Promise<Scene> {
  plan.camera.resize(element.clientWidth, element.clientHeight);
  const renderer = await openRenderer(plan.camera.width, plan.camera.height);
  const scene = new Scene(renderer, plan);
  scene.resize(plan.camera);
  element.append(scene.canvas);
  return scene;
}
