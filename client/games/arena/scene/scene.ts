import { Container, Point, type Renderer } from "pixi.js";
import { LOOK } from "../../../../schema/arena/looks.ts";
import { UNIT } from "../../../../schema/arena/map.ts";
import { BOLT_REACH } from "../../../../schema/arena/rules.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import { MOON, SUN } from "../../../../schema/arena/teams.ts";
import { HUES } from "../../../../schema/messages.ts";
import { hueColors, still } from "../../../settings.ts";
import type { Camera } from "../camera.ts";
import { teamTintOf, tintOf } from "../emblem.ts";
import type { ArenaNet } from "../net.ts";
import type { FrameFacts } from "./avatar.ts";
import { Avatars } from "./avatars.ts";
import { Effects } from "./effects.ts";
import { Fires } from "./fires.ts";
import { MUZZLE } from "./gladiator.ts";
import { Ground } from "./ground.ts";
import { inView } from "./inView.ts";
import { LightMap } from "./light.ts";
import { DUST, FLARE, Motes, SPARK } from "./motes.ts";
import { Pickups } from "./pickups.ts";
import { destroySprites, drawSprites, ringIndex, type Sprites } from "./sprites.ts";
import { openRenderer, pixelRatio, Stage } from "./stage.ts";
import { Streaks } from "./streaks.ts";
import { tagScale } from "./tags.ts";
import { torchesOf } from "./torches.ts";

const OWN_BOLT = 0xffa14a;
const CLOUD = { count: 10, angle: 0, spread: Math.PI * 2 } as const;
/** Textures are drawn for the screen that is there at the start, within what is worth its memory. */
const SHARPNESS = { least: 1, most: 2 } as const;
/** Flares of a bolt are this much larger when it hurts twice as much. */
const HEAVY_FLARES = 2;

export interface ScenePlan {
  readonly net: ArenaNet;
  readonly camera: Camera;
}

/** What belongs to one map. */
interface World {
  readonly map: string;
  readonly light: LightMap;
  readonly ground: Ground;
  readonly pickups: Pickups;
  readonly fires: Fires;
}

/** Everything inside the canvas. */
export class Scene {
  readonly canvas: HTMLCanvasElement;
  readonly avatars: Avatars;
  readonly facts: FrameFacts;
  readonly #plan: ScenePlan;
  readonly #renderer: Renderer;
  readonly #stage = new Stage();
  readonly #sprites: Sprites;
  readonly #repaint: () => void;
  readonly #density: number;
  readonly #streaks: Streaks;
  readonly #motes: Motes;
  readonly #effects: Effects;
  /** What a map brings along lies in these. */
  readonly #floor = new Container();
  readonly #lying = new Container();
  readonly #flames = new Container();
  readonly #stops: readonly (() => void)[];
  #world: World;
  #tints = boltTints();
  /** The bolt being drawn: reused, so that shots leave no garbage. */
  readonly #flight = { from: new Point(), to: new Point(), middle: new Point() };
  readonly #sparks = { count: 6, angle: 0, spread: 2.2 };

  constructor(renderer: Renderer, plan: ScenePlan) {
    const { net, camera } = plan;
    this.#plan = plan;
    this.#renderer = renderer;
    this.canvas = renderer.canvas as HTMLCanvasElement;
    const ratio = pixelRatio();
    this.#density = Math.max(SHARPNESS.least, Math.min(SHARPNESS.most, ratio * camera.scale));
    const sheet = drawSprites(this.#density * 1.5);
    this.#sprites = sheet.sprites;
    this.#repaint = sheet.repaint;
    this.#streaks = new Streaks(this.#sprites);
    this.#motes = new Motes(this.#sprites);
    this.#effects = new Effects(this.#sprites, this.#motes);
    this.#world = this.#build();
    this.facts = {
      dt: 0,
      selfId: net.selfId,
      selfAim: 0,
      body: undefined,
      team: 0,
      still: still.peek(),
      colors: hueColors.peek(),
      camera,
      light: this.#world.light,
      effects: this.#effects,
    };
    this.avatars = new Avatars(this.#sprites, {
      net,
      facts: this.facts,
      density: ratio * tagScale(camera.scale),
      risen: (avatar) => this.#motes.burst(DUST, avatar.at, CLOUD),
    });
    this.#layer();
    this.#stops = [still.subscribe(this.#rest), hueColors.subscribe(this.#recolor)];
  }

  resize({ width, height }: Camera): void {
    this.#renderer.resize(width, height, pixelRatio());
  }

  /**
   * A bolt from a seat's figure.
   * @param end in units; without it where the server let the last one end
   */
  bolt(id: string, player: Player, end?: { readonly x: number; readonly y: number }): void {
    const shooter = this.avatars.get(id);
    if (!shooter) return;
    const { from, to } = this.#flight;
    to.x = (end?.x ?? player.boltX) / UNIT;
    to.y = (end?.y ?? player.boltY) / UNIT;
    const dx = to.x - shooter.at.x;
    const dy = to.y - shooter.at.y;
    const whole = Math.sqrt(dx * dx + dy * dy) || 1;
    const start = Math.min(MUZZLE, whole) / whole;
    from.x = shooter.at.x + dx * start;
    from.y = shooter.at.y + dy * start;
    shooter.figure.recoil();
    if (!this.#isSeen()) return;
    const own = id === this.facts.selfId ? this.facts.body : undefined;
    const heavy = own ? own.power > 0 : (player.looks & LOOK.power) !== 0;
    this.#streaks.add(this.#flight, this.#boltTint(id, player), heavy);
    for (let n = heavy ? HEAVY_FLARES : 1; n > 0; n--) {
      this.#motes.burst(FLARE, from);
      this.#motes.burst(FLARE, to);
    }
    this.#sparks.angle = Math.atan2(-dy, -dx);
    this.#motes.burst(SPARK, to, this.#sparks);
  }

  wound(id: string): void {
    this.avatars.get(id)?.figure.wound();
    if (id === this.facts.selfId) this.#stage.shake();
  }

  fall(id: string): void {
    const avatar = this.avatars.get(id);
    if (avatar) this.#motes.burst(DUST, avatar.at, CLOUD);
  }

  /** Brings everything that is drawn to this frame; {@link renderScene} then draws it. */
  drawScene(): void {
    const { net } = this.#plan;
    const { facts } = this;
    const { dt, camera } = facts;
    this.#followMap();
    facts.body = net.body;
    facts.team = net.self?.team ?? 0;
    this.avatars.draw();
    this.#effects.draw(facts);
    this.#world.ground.draw(camera, dt);
    this.#world.pickups.draw(net.state.pickups, facts);
    this.#world.fires.draw(facts);
    this.#motes.draw(facts);
    this.#streaks.draw(facts);
    this.#stage.draw(dt, camera);
  }

  /** The only place that renders: a profile tells our own work from the renderer's by it. */
  renderScene(): void {
    this.#renderer.render(this.#stage.root);
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    this.avatars.destroy();
    this.#raze(this.#world);
    this.#stage.root.destroy({ children: true });
    destroySprites(this.#sprites);
    this.#renderer.destroy({ removeView: true });
  }

  readonly #rest = (rests: boolean): void => {
    this.facts.still = rests;
  };

  /** Another palette was chosen: the figures are painted anew where they are. */
  readonly #recolor = (colors: readonly string[]): void => {
    if (colors === this.facts.colors) return;
    this.facts.colors = colors;
    this.#tints = boltTints();
    this.#repaint();
  };

  /** The match goes on elsewhere. */
  #followMap(): void {
    if (this.#world.map === this.#plan.net.state.map) return;
    this.#raze(this.#world);
    this.#world = this.#build();
    this.facts.light = this.#world.light;
  }

  #build(): World {
    const { map } = this.#plan.net;
    const torches = torchesOf(map);
    const light = new LightMap(map, torches);
    const world: World = {
      map: map.id,
      light,
      ground: new Ground({ map, torches, light, density: wholePixels(this.#density) }),
      pickups: new Pickups(map.pickups, this.#sprites, this.#motes),
      fires: new Fires(torches, this.#sprites, this.#motes),
    };
    this.#floor.addChild(world.ground.root);
    this.#lying.addChild(world.pickups.root);
    this.#flames.addChild(world.fires.root);
    return world;
  }

  #raze({ ground, pickups, fires }: World): void {
    ground.destroy();
    pickups.destroy();
    fires.destroy();
  }

  #layer(): void {
    const { world, screen } = this.#stage;
    const { fallen, standing, bars, labels } = this.avatars;
    const { under, over } = this.#effects;
    world.addChild(this.#floor, fallen, this.#lying, under, standing, over);
    world.addChild(this.#flames, this.#motes.root, this.#streaks.root);
    screen.addChild(bars, labels);
  }

  /** Does the bolt being drawn come near the screen? */
  #isSeen(): boolean {
    const { from, to, middle } = this.#flight;
    middle.x = (from.x + to.x) / 2;
    middle.y = (from.y + to.y) / 2;
    return inView(this.facts.camera, middle, BOLT_REACH / UNIT / 2);
  }

  #boltTint(id: string, { team, hue }: Player): number {
    if (id === this.facts.selfId) return OWN_BOLT;
    return this.#tints[ringIndex(team, hue)] as number;
  }
}

/** The colours of others' bolts, by `ringIndex`. */
const boltTints = (): readonly number[] => [
  ...Array.from({ length: HUES }, (_, hue) => tintOf(hue)),
  ...[SUN, MOON].map(teamTintOf),
];

/** The next density at which a chunk of the ground has whole pixels. */
const wholePixels = (density: number): number => Math.ceil(density * 32) / 32;

/** Opens the renderer for `element` and draws what moves in it; the ground comes with the frames. */
export async function openScene(element: HTMLElement, plan: ScenePlan): Promise<Scene> {
  plan.camera.resize(element.clientWidth, element.clientHeight);
  const renderer = await openRenderer(plan.camera.width, plan.camera.height);
  const scene = new Scene(renderer, plan);
  scene.resize(plan.camera);
  element.append(scene.canvas);
  return scene;
}
