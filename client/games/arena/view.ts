import { UNIT } from "../../../schema/arena/map.ts";
import { stepBody } from "../../../schema/arena/rules.ts";
import type { ArenaInput, ArenaState, Body, Player } from "../../../schema/arena/state.ts";
import { angle16 } from "../../../schema/lib/angle.ts";
import { settings, still } from "../../settings.ts";
import type { GameContext, GameView } from "../view.ts";
import { Camera } from "./camera.ts";
import { type PlayerEvents, PlayerWatch } from "./events.ts";
import { Label, make, nameElement } from "./hud/dom.ts";
import { Hud } from "./hud/hud.ts";
import { Hands } from "./input.ts";
import { ArenaNet } from "./net.ts";
import { openScene, type Scene } from "./scene/scene.ts";
import { OwnBolts, ownBolt, Standers } from "./shots.ts";
import { ArenaSounds } from "./sounds.ts";
import { Stick } from "./stick.ts";
import { telemetry } from "./telemetry.ts";

/** A longer frame is a hitch: effects jump over it instead of racing through it. */
const MAX_FRAME_MS = 100;
/** After a longer gap the tab was hidden: what happened meanwhile is not played back. */
const GAP_MS = 1000;
/** Where the hit mark appears, in CSS px from one's figure, when no mouse points anywhere. */
const MARK_PX = 70;

/** One running Arena screen: reads hands, sends inputs, draws what the state and the prediction say. */
export class ArenaView implements GameView, PlayerEvents {
  readonly #context: GameContext<ArenaState>;
  readonly #root = make("div", "arena");
  readonly #camera = new Camera();
  readonly #net: ArenaNet;
  readonly #hands: Hands;
  readonly #hud: Hud;
  readonly #watch = new PlayerWatch(this);
  readonly #ownBolts = new OwnBolts();
  readonly #resizes = new ResizeObserver(() => this.#resize());
  readonly #standers = new Standers((id) => this.#scene?.avatars.get(id));
  readonly #sounds = new ArenaSounds();
  /** The touch button; the hands listen to it. */
  readonly #dash = new Label(make("div", "arena-dash"));
  readonly #mark = { x: 0, y: 0 };
  #scene: Scene | undefined;
  /** The map that the scene shows, or is about to. */
  #map = "";
  #unmounted = false;
  #ratio = 0;
  #frames = 0;
  #last = 0;

  constructor(context: GameContext<ArenaState>) {
    this.#context = context;
    const sticks = { move: new Stick("move"), aim: new Stick("aim") };
    context.element.append(this.#root);
    this.#hands = new Hands(this.#root, {
      ...sticks,
      dash: this.#dash.element,
      bindings: () => settings.value.keys,
    });
    this.#net = new ArenaNet(context.session, { sample: this.#sample, fired: this.#fired });
    this.#hud = new Hud({ net: this.#net, hands: this.#hands, texts: () => context.texts });
    this.#root.append(
      this.#hud.element,
      sticks.move.element,
      sticks.aim.element,
      this.#dash.element,
    );
    this.#sounds.listen();
  }

  /** Opens the renderer and draws the world of the state's map for the first time. */
  async open(): Promise<void> {
    this.#map = this.#net.state.map;
    const scene = await openScene(this.#root, { net: this.#net, camera: this.#camera });
    scene.canvas.className = "arena-canvas";
    scene.canvas.setAttribute("role", "img");
    if (this.#unmounted) return scene.destroy();
    this.#scene?.canvas.remove();
    this.#scene?.destroy();
    this.#root.prepend(scene.canvas);
    this.#scene = scene;
    this.#resize();
    this.#resizes.observe(this.#root);
  }

  /** The next match may be on another map, whose ground is painted anew. */
  #followMap(): void {
    if (this.#map === this.#net.state.map) return;
    this.#watch.silence();
    this.open().catch((error) => console.error(error));
  }

  frame(now: number): void {
    const scene = this.#scene;
    if (!scene) return;
    const gap = now - this.#last;
    this.#last = now;
    this.#frames++;
    if (gap > GAP_MS) this.#watch.silence();
    this.#followMap();
    if (this.#ratio !== window.devicePixelRatio) this.#resize();
    this.#hands.poll();
    this.#net.frame(now);
    scene.facts.dt = Math.min(MAX_FRAME_MS, gap);
    scene.facts.selfShield = this.#net.body?.shield ?? 0;
    scene.avatars.place();
    this.#follow(scene);
    this.#watch.look(this.#net.state.players);
    this.#sounds.follow(this.#net.state.phase);
    scene.draw();
    nameElement(scene.canvas, this.#context.texts.games.arena.title);
    this.#dash.set(this.#context.texts.arena.dash);
    this.#root.classList.toggle("arena-touch", this.#hands.touching);
    this.#hud.draw(now);
    this.#hud.crosshair.draw(this.#mark);
  }

  onReconnect(): void {
    this.#hands.release();
    this.#ownBolts.forget();
    this.#watch.silence();
    // The whole state comes after the handshake; its news is as old as the drop.
    this.#context.session.room.onStateChange.once(() => this.#watch.silence());
  }

  unmount(): void {
    this.#unmounted = true;
    this.#resizes.disconnect();
    this.#hands.unmount();
    this.#sounds.close();
    this.#net.dispose();
    this.#scene?.destroy();
    this.#scene = undefined;
    this.#root.remove();
  }

  debug(): Readonly<Record<string, unknown>> {
    const net = this.#net;
    const camera = this.#camera;
    const avatars = this.#scene?.avatars;
    const origin = this.#root.getBoundingClientRect();
    return { ...telemetry({ net, camera, avatars, origin }), frames: this.#frames };
  }

  bolts(id: string, player: Player, count: number): void {
    const due = id === this.#net.selfId ? this.#ownBolts.missing(count) : count;
    if (due === 0) return;
    this.#scene?.bolt(id, player, { x: player.boltX, y: player.boltY });
    this.#sounds.play("bolt", this.#distanceOf(id));
  }

  struck(id: string): void {
    if (id !== this.#net.selfId) return;
    this.#hud.crosshair.hit();
    this.#sounds.play("hit");
  }

  hurt(id: string): void {
    this.#scene?.wound(id);
    if (id !== this.#net.selfId) return;
    this.#hud.wound(this.#last);
    this.#sounds.play("wound");
  }

  fell(id: string, player: Player): void {
    this.#scene?.fall(id);
    this.#hud.fell(player, id, (seat) => this.#watch.nameOf(seat));
    this.#sounds.play("fall", this.#distanceOf(id));
    if (id === this.#net.selfId) this.#ownBolts.forget();
  }

  rose(id: string): void {
    if (id === this.#net.selfId) this.#sounds.play("rise");
  }

  /** From oneself, in world px: 0 for oneself, infinite for who is not drawn. */
  #distanceOf(id: string): number {
    const avatars = this.#scene?.avatars;
    const other = avatars?.get(id);
    const own = avatars?.get(this.#net.selfId);
    return other && own ? Math.hypot(other.x - own.x, other.y - own.y) : Infinity;
  }

  #resize(): void {
    this.#ratio = window.devicePixelRatio;
    this.#camera.resize(this.#root.clientWidth, this.#root.clientHeight);
    this.#hands.resize();
    this.#scene?.resize(this.#camera);
  }

  /** The camera goes with one's own figure, and stays where it was while there is none. */
  #follow({ avatars, facts }: Scene): void {
    const own = avatars.get(this.#net.selfId);
    if (!own) return;
    const { map } = this.#net;
    const extent = { width: map.width / UNIT, height: map.height / UNIT };
    this.#camera.follow(own.x, own.y, extent, { dt: facts.dt, still: still.value });
    facts.selfAim = this.#aimFrom(own.x * UNIT, own.y * UNIT);
    const angle = (facts.selfAim / 32768) * Math.PI;
    this.#mark.x = this.#camera.screenX(own.x) + Math.cos(angle) * MARK_PX;
    this.#mark.y = this.#camera.screenY(own.y) + Math.sin(angle) * MARK_PX;
  }

  /** The aim of someone at (x, y), in units, at what the pointer shows; else the sticks' aim. */
  #aimFrom(x: number, y: number): number {
    const { pointing, pointerX, pointerY, stickAim } = this.#hands;
    if (!pointing) return stickAim;
    return angle16(
      this.#camera.worldX(pointerX) * UNIT - x,
      this.#camera.worldY(pointerY) * UNIT - y,
    );
  }

  readonly #sample = (into: ArenaInput, body: Readonly<Body>): void => {
    this.#hands.fill(into);
    // The bolt leaves from where this very input will have moved us: aim from there.
    const ahead = { ...body };
    stepBody(this.#net.map, ahead, into);
    into.aim = this.#aimFrom(ahead.x, ahead.y);
  };

  readonly #fired = (body: Readonly<Body>, input: ArenaInput): void => {
    const { self, selfId, map } = this.#net;
    if (!self || !this.#scene) return;
    const own = { ...body, aim: input.aim };
    const standers = this.#standers.gather(this.#net.state.players.entries(), selfId, own);
    this.#scene.bolt(selfId, self, ownBolt(map, standers, selfId));
    this.#ownBolts.drawn();
    this.#sounds.play("bolt");
  };
}
