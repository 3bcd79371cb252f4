import { type ArenaMap, TILE, UNIT } from "../../../../schema/arena/map.ts";
import { lies } from "../../../../schema/arena/pickups.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import type { Camera } from "../camera.ts";
import { teamColorOf } from "../emblem.ts";
import type { ArenaNet } from "../net.ts";
import { trace } from "../scene/paint.ts";
import { make, nameElement } from "./dom.ts";
import { paintPlan } from "./groundPlan.ts";
import { PICKUP_LOOKS } from "./icons.ts";
import { isOnScreen, type Mark, markOf } from "./marks.ts";

/** The box that every map is fitted into, in the HUD's units. */
const BOX = { width: 11, height: 7.6 } as const;
const TILE_PX = TILE / UNIT;
/** Radii in CSS px, on a map of {@link USUAL_PX} or wider. */
const RADIUS = { self: 6.5, ally: 3.6, foe: 4.6, pickup: 4.4 } as const;
const USUAL_PX = 150;
const ARROW = [1, 0, -0.75, 0.72, -0.35, 0, -0.75, -0.72];
const DISC = Array.from({ length: 12 }, (_, i) => (i * Math.PI) / 6).flatMap((angle) => [
  Math.cos(angle),
  Math.sin(angle),
]);
const DIAMOND = [1, 0, 0, 1, -1, 0, 0, -1];
const SHAPES: Readonly<Record<Mark, readonly number[]>> = { self: ARROW, ally: DISC, foe: DIAMOND };
const COLORS: Readonly<Record<Mark, string>> = { self: "#ffffff", ally: "#f6ead3", foe: "#ff8a76" };
const RIM = "#120e0a";
const FRAME = "rgb(246 234 211 / 55%)";

/** What the minimap is drawn from. */
export interface Sights {
  readonly net: ArenaNet;
  readonly camera: Camera;
}

/** The map from above, with what the rules make public: oneself, allies, pickups, and foes on the screen. */
export class Minimap {
  readonly #element: HTMLElement;
  readonly #plan: HTMLCanvasElement;
  readonly #over: HTMLCanvasElement;
  readonly #sights: Sights;
  #painted = "";
  /** Canvas px per CSS px and per world px. */
  #ratio = 1;
  #scale = 1;
  /** On a small map the marks are smaller too. */
  #size = 1;

  constructor(parent: HTMLElement, sights: Sights) {
    this.#sights = sights;
    this.#element = make("div", "arena-map", parent);
    this.#element.setAttribute("role", "img");
    this.#plan = make("canvas", "arena-plan", this.#element);
    this.#over = make("canvas", "arena-plan", this.#element);
  }

  draw(name: string): void {
    const { net } = this.#sights;
    nameElement(this.#element, name);
    this.#fit(net.map);
    const ctx = this.#over.getContext("2d");
    if (!ctx) return;
    ctx.clearRect(0, 0, this.#over.width, this.#over.height);
    ctx.strokeStyle = RIM;
    ctx.lineWidth = 1.5 * this.#ratio;
    this.#drawFrame(ctx);
    this.#drawPickups(ctx);
    // Oneself last: nobody covers one's own mark.
    net.state.players.forEach(this.#drawOther);
    const { self } = net;
    if (self) this.#drawPlayer(ctx, self);
  }

  /** The ground is painted anew only for another map, or another size of the screen. */
  #fit(map: ArenaMap): void {
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    const wanted = `${map.id} ${ratio} ${innerWidth} ${innerHeight}`;
    if (wanted === this.#painted) return;
    this.#painted = wanted;
    const wide = Math.min(BOX.width, (BOX.height * map.columns) / map.rows);
    this.#element.style.setProperty("--wide", String(wide));
    this.#element.style.aspectRatio = `${map.columns} / ${map.rows}`;
    const { clientWidth } = this.#element;
    const tile = Math.max(1, (clientWidth * ratio) / map.columns);
    for (const canvas of [this.#plan, this.#over]) {
      canvas.width = Math.ceil(tile * map.columns);
      canvas.height = Math.ceil(tile * map.rows);
    }
    this.#ratio = ratio;
    this.#scale = tile / TILE_PX;
    this.#size = Math.max(0.62, Math.min(1.6, clientWidth / USUAL_PX));
    const ctx = this.#plan.getContext("2d");
    if (ctx) paintPlan(ctx, map, tile);
  }

  /** What of the map the screen shows. */
  #drawFrame(ctx: CanvasRenderingContext2D): void {
    const { x, y, width, height, scale } = this.#sights.camera;
    const wide = (width / scale) * this.#scale;
    const high = (height / scale) * this.#scale;
    ctx.save();
    ctx.strokeStyle = FRAME;
    ctx.lineWidth = this.#ratio;
    ctx.strokeRect(x * this.#scale - wide / 2, y * this.#scale - high / 2, wide, high);
    ctx.restore();
  }

  #drawPickups(ctx: CanvasRenderingContext2D): void {
    const { map, state } = this.#sights.net;
    for (let i = 0; i < map.pickups.length; i++) {
      const pickup = map.pickups[i];
      if (!pickup || !lies(state.pickups, i)) continue;
      const { outline, color } = PICKUP_LOOKS[pickup.kind];
      const at = { x: pickup.x / UNIT, y: pickup.y / UNIT, turn: 0 };
      this.#stamp(ctx, outline, { ...at, radius: RADIUS.pickup, color });
    }
  }

  readonly #drawOther = (player: Player): void => {
    const ctx = this.#over.getContext("2d");
    if (ctx && player !== this.#sights.net.self) this.#drawPlayer(ctx, player);
  };

  #drawPlayer(ctx: CanvasRenderingContext2D, player: Player): void {
    const { net, camera } = this.#sights;
    const x = net.x(player);
    const y = net.y(player);
    const mark = markOf(player, net.self, isOnScreen(camera, x, y));
    if (!mark) return;
    // A watcher tells the teams apart; a player's foes are all of one colour.
    const teamed = player.team > 0 && (mark === "ally" || !net.self);
    const color = teamed ? teamColorOf(player.team) : COLORS[mark];
    const turn = mark === "self" ? (player.aim / 32768) * Math.PI : 0;
    this.#stamp(ctx, SHAPES[mark], { x, y, turn, radius: RADIUS[mark], color });
  }

  /** A figure at a point of the world, dark-rimmed so that it shows on floor and wall. */
  #stamp(ctx: CanvasRenderingContext2D, outline: readonly number[], stamp: Stamp): void {
    trace(ctx, outline, {
      x: stamp.x * this.#scale,
      y: stamp.y * this.#scale,
      radius: stamp.radius * this.#size * this.#ratio,
      turn: stamp.turn,
    });
    ctx.stroke();
    ctx.fillStyle = stamp.color;
    ctx.fill();
  }
}

interface Stamp {
  /** World px. */
  readonly x: number;
  readonly y: number;
  /** CSS px. */
  readonly radius: number;
  /** Radians. */
  readonly turn: number;
  readonly color: string;
}
