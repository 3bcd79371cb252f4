import { type ArenaMap, type PickupKind, TILE, UNIT } from "../../../../schema/arena/map.ts";
import { lies } from "../../../../schema/arena/pickups.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import type { Camera } from "../camera.ts";
import { type Outline, teamColorOf } from "../emblem.ts";
import type { ArenaNet } from "../net.ts";
import { make, nameElement } from "./dom.ts";
import { paintPlan } from "./groundPlan.ts";
import { PICKUP_LOOKS } from "./icons.ts";
import { isOnScreen, type Mark, markOf } from "./marks.ts";

/** The box that every map is fitted into, in the HUD's units. */
const BOX = { width: 11, height: 7.6 } as const;
const TILE_PX = TILE / UNIT;
/** Radii and widths in CSS px, on a map of this width. */
const USUAL_PX = 150;
const RADIUS = { self: 6.5, ally: 3.6, foe: 4.6, health: 4.4, boost: 4.4, power: 4.8 } as const;
const RIM_PX = 1.5;
const ARROW = [1, 0, -0.75, 0.72, -0.35, 0, -0.75, -0.72];
const DISC = Array.from({ length: 12 }, (_, i) => (i * Math.PI) / 6).flatMap((angle) => [
  Math.cos(angle),
  Math.sin(angle),
]);
const DIAMOND = [1, 0, 0, 1, -1, 0, 0, -1];
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
  readonly #ctx: CanvasRenderingContext2D | null;
  readonly #sights: Sights;
  readonly #paths: Readonly<Record<Mark | PickupKind, Path2D>>;
  #map = "";
  #screen = "";
  /** Canvas px per CSS px, and per world px. */
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
    this.#ctx = this.#over.getContext("2d");
    const { health, boost, power } = PICKUP_LOOKS;
    this.#paths = {
      self: pathOf(ARROW),
      ally: pathOf(DISC),
      foe: pathOf(DIAMOND),
      health: pathOf(health.outline),
      boost: pathOf(boost.outline),
      power: pathOf(power.outline),
    };
  }

  draw(name: string): void {
    const { net } = this.#sights;
    const ctx = this.#ctx;
    nameElement(this.#element, name);
    if (!ctx) return;
    this.#fit(net.map);
    ctx.resetTransform();
    ctx.clearRect(0, 0, this.#over.width, this.#over.height);
    this.#drawFrame(ctx);
    ctx.strokeStyle = RIM;
    this.#drawPickups();
    net.state.players.forEach(this.#drawPlayer);
    // Oneself last: nobody covers one's own mark.
    const { self } = net;
    if (!self?.alive) return;
    this.#place("self", net.x(self) * UNIT, net.y(self) * UNIT, self.aim);
    this.#stamp("self", COLORS.self);
  }

  /** The ground is painted anew only for another map, or another size of the screen. */
  #fit(map: ArenaMap): void {
    const screen = `${innerWidth} ${innerHeight} ${devicePixelRatio}`;
    if (map.id === this.#map && screen === this.#screen) return;
    this.#map = map.id;
    this.#screen = screen;
    const wide = Math.min(BOX.width, (BOX.height * map.columns) / map.rows);
    this.#element.style.setProperty("--wide", String(wide));
    this.#element.style.aspectRatio = `${map.columns} / ${map.rows}`;
    const { clientWidth } = this.#element;
    this.#ratio = Math.min(3, devicePixelRatio || 1);
    const tile = Math.max(1, (clientWidth * this.#ratio) / map.columns);
    for (const canvas of [this.#plan, this.#over]) {
      canvas.width = Math.ceil(tile * map.columns);
      canvas.height = Math.ceil(tile * map.rows);
    }
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
    ctx.strokeStyle = FRAME;
    ctx.lineWidth = this.#ratio;
    ctx.strokeRect(x * this.#scale - wide / 2, y * this.#scale - high / 2, wide, high);
  }

  #drawPickups(): void {
    const { map, state } = this.#sights.net;
    for (let i = 0; i < map.pickups.length; i++) {
      const pickup = map.pickups[i];
      if (!pickup || !lies(state.pickups, i)) continue;
      this.#place(pickup.kind, pickup.x, pickup.y, 0);
      this.#stamp(pickup.kind, PICKUP_LOOKS[pickup.kind].color);
    }
  }

  /** As the state has them: where others are drawn is a moment older, and costs more to find out. */
  readonly #drawPlayer = (player: Player): void => {
    const { net, camera } = this.#sights;
    const mark = markOf(player, net.self, isOnScreen(camera, player));
    if (!mark || mark === "self") return;
    // A watcher tells the teams apart; a player's foes are all of one colour.
    const teamed = player.team > 0 && (mark === "ally" || !net.self);
    this.#place(mark, player.x, player.y, 0);
    this.#stamp(mark, teamed ? teamColorOf(player.team) : COLORS[mark]);
  };

  /** The next mark is at this point of the map, in units, turned by a 16-bit angle. */
  #place(shape: Mark | PickupKind, x: number, y: number, angle: number): void {
    const turn = (angle / 32768) * Math.PI;
    const scale = this.#scale / UNIT;
    const radius = RADIUS[shape] * this.#size * this.#ratio;
    const cos = Math.cos(turn) * radius;
    const sin = Math.sin(turn) * radius;
    this.#ctx?.setTransform(cos, sin, -sin, cos, x * scale, y * scale);
  }

  /** Dark-rimmed, so that it shows on floor and wall. */
  #stamp(shape: Mark | PickupKind, color: string): void {
    const ctx = this.#ctx;
    if (!ctx) return;
    // The rim grows with the figure: its width is a share of the radius.
    ctx.lineWidth = (2 * RIM_PX) / RADIUS[shape];
    ctx.stroke(this.#paths[shape]);
    ctx.fillStyle = color;
    ctx.fill(this.#paths[shape]);
  }
}

function pathOf(outline: Outline): Path2D {
  const path = new Path2D();
  for (let i = 0; i < outline.length; i += 2) path.lineTo(outline[i] ?? 0, outline[i + 1] ?? 0);
  path.closePath();
  return path;
}
