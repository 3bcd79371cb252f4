import { type ArenaMap, TILE, UNIT } from "../../../../schema/arena/map.ts";
import { lies } from "../../../../schema/arena/pickups.ts";
import type { Player } from "../../../../schema/arena/state.ts";
import { isInSight } from "../../../../schema/lib/views.ts";
import type { Camera } from "../camera.ts";
import { teamColorOf } from "../emblem.ts";
import type { ArenaNet } from "../net.ts";
import { make, nameElement } from "./dom.ts";
import { paintPlan } from "./groundPlan.ts";
import { PICKUP_LOOKS } from "./icons.ts";
import { MapStamps } from "./mapStamps.ts";
import { isOnScreen, type Mark, markOf } from "./marks.ts";

/** The box that every map is fitted into, in the HUD's units. */
const BOX = { width: 11, height: 7.6 } as const;
const TILE_PX = TILE / UNIT;
/** Marks are as large as they are meant to be on a map of this width, in CSS px. */
const USUAL_PX = 150;
const COLORS: Readonly<Record<Mark, string>> = { self: "#ffffff", ally: "#f6ead3", foe: "#ff8a76" };
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
  readonly #stamps: MapStamps | undefined;
  /** What the canvases were fitted to; another screen may need others. */
  readonly #fitted = { map: "", width: 0, height: 0, ratio: 0 };
  /** Canvas px per CSS px, and per world px. */
  #ratio = 1;
  #scale = 1;
  /** Where the next mark is; reused for each. */
  readonly #spot = { x: 0, y: 0, angle: 0 };

  constructor(parent: HTMLElement, sights: Sights) {
    this.#sights = sights;
    this.#element = make("div", "arena-map", parent);
    this.#element.setAttribute("role", "img");
    this.#plan = make("canvas", "arena-plan", this.#element);
    this.#over = make("canvas", "arena-plan", this.#element);
    this.#ctx = this.#over.getContext("2d");
    this.#stamps = this.#ctx ? new MapStamps(this.#ctx) : undefined;
  }

  draw(name: string): void {
    const { net } = this.#sights;
    const ctx = this.#ctx;
    nameElement(this.#element, name);
    if (!ctx) return;
    this.#fit(net.map);
    ctx.clearRect(0, 0, this.#over.width, this.#over.height);
    this.#drawFrame(ctx);
    this.#drawPickups();
    net.state.players.forEach(this.#drawPlayer);
    // Oneself last: nobody covers one's own mark.
    const { self } = net;
    if (!self?.alive) return;
    this.#at(net.x(self) * UNIT, net.y(self) * UNIT).angle = (self.aim / 32768) * Math.PI;
    this.#stamps?.turned("self", COLORS.self, this.#spot);
  }

  /** The ground is painted anew only for another map, or another size of the screen. */
  #fit(map: ArenaMap): void {
    const { map: id, width, height, ratio } = this.#fitted;
    const same = width === innerWidth && height === innerHeight && ratio === devicePixelRatio;
    if (same && map.id === id) return;
    Object.assign(this.#fitted, {
      map: map.id,
      width: innerWidth,
      height: innerHeight,
      ratio: devicePixelRatio,
    });
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
    // On a small map the marks are smaller too.
    this.#stamps?.resize(this.#ratio * Math.max(0.62, Math.min(1.6, clientWidth / USUAL_PX)));
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
      const { kind, x, y } = pickup;
      this.#stamps?.stamp(kind, PICKUP_LOOKS[kind].color, this.#at(x, y));
    }
  }

  /** As the state has them: where others are drawn is a moment older, and costs more to find out. */
  readonly #drawPlayer = (player: Player): void => {
    const { net, camera } = this.#sights;
    const mark = markOf(player, net.self, isOnScreen(camera, player));
    if (!mark || mark === "self") return;
    // A watcher tells the teams apart; a player's foes are all of one colour.
    const teamed = player.team > 0 && (mark === "ally" || !net.self);
    const color = teamed ? teamColorOf(player.team) : COLORS[mark];
    const at = isInSight(player)
      ? this.#at(player.x, player.y)
      : this.#at((player.tileX + 0.5) * TILE, (player.tileY + 0.5) * TILE);
    this.#stamps?.stamp(mark, color, at);
  };

  /** The spot of a point of the map, in units. */
  #at(x: number, y: number) {
    this.#spot.x = (x / UNIT) * this.#scale;
    this.#spot.y = (y / UNIT) * this.#scale;
    return this.#spot;
  }
}
