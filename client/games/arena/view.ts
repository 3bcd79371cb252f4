import { type PickupKind, UNIT } from "../../../schema/arena/map.ts";
import type { ArenaInput, ArenaState, Body, Player } from "../../../schema/arena/state.ts";
import { settings } from "../../settings.ts";
import type { GameContext, GameView, NetFigures } from "../view.ts";
import { Aim } from "./aim.ts";
import { Camera } from "./camera.ts";
import { type PlayerEvents, PlayerWatch } from "./events.ts";
import { Label, make, nameElement } from "./hud/dom.ts";
import { Hud } from "./hud/hud.ts";
import { Hands } from "./input.ts";
import { MatchLayer } from "./match/layer.ts";
import { Watch } from "./match/watch.ts";
import { ArenaNet } from "./net.ts";
import { openScene, type Scene } from "./scene/scene.ts";
import { OwnBolts, ownBolt, Standers } from "./shots.ts";
import { ArenaSounds } from "./sounds.ts";
import { Stick } from "./stick.ts";
import { netFigures, telemetry } from "./telemetry.ts";

/** A longer frame is a hitch: effects jump over it instead of racing through it. */
const MAX_FRAME_MS = 100;
/** After a longer gap the tab was hidden: what happened meanwhile is not played back. */
const GAP_MS = 1000;

/** One running Arena screen: reads hands, sends inputs, draws what the state and the prediction say. */
export class ArenaView implements GameView, PlayerEvents {
  readonly #context: GameContext<ArenaState>;
  readonly #root = make("div", "arena");
  readonly #camera = new Camera();
  readonly #net: ArenaNet;
  readonly #hands: Hands;
  readonly #aim: Aim;
  readonly #hud: Hud;
  readonly #match: MatchLayer;
  readonly #seatless: Watch;
  readonly #watch = new PlayerWatch(this);
  readonly #ownBolts = new OwnBolts();
  /** The map in world px; reused in every frame. */
  readonly #extent = { width: 0, height: 0 };
  readonly #resizes = new ResizeObserver(() => this.#resize());
  readonly #standers = new Standers((id) => this.#scene?.avatars.get(id)?.at);
  readonly #sounds = new ArenaSounds();
  /** The touch button; the hands listen to it. */
  readonly #dash = new Label(make("div", "arena-dash"));
  #scene: Scene | undefined;
  /** The map of the last frame. */
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
    this.#aim = new Aim({ hands: this.#hands, camera: this.#camera, net: () => this.#net });
    this.#net = new ArenaNet(context.session, {
      sample: (into, body) => this.#aim.sample(into, body),
      fired: this.#fired,
    });
    const texts = () => context.texts;
    const plan = { net: this.#net, hands: this.#hands, session: context.session, texts };
    this.#hud = new Hud({ ...plan, camera: this.#camera });
    this.#match = new MatchLayer(plan);
    this.#root.append(
      this.#hud.element,
      sticks.move.element,
      sticks.aim.element,
      this.#dash.element,
      this.#match.element,
    );
    this.#seatless = new Watch({ ...plan, root: this.#root, camera: this.#camera });
    this.#sounds.listen();
  }

  /** Opens the renderer and draws the world of the state's map for the first time. */
  async open(): Promise<void> {
    this.#map = this.#net.state.map;
    const scene = await openScene(this.#root, { net: this.#net, camera: this.#camera });
    scene.canvas.className = "arena-canvas";
    scene.canvas.setAttribute("role", "img");
    if (this.#unmounted) return scene.destroy();
    this.#root.prepend(scene.canvas);
    this.#scene = scene;
    this.#resize();
    this.#resizes.observe(this.#root);
  }

  /** The next match may be on another map; the scene paints its ground by itself. */
  #followMap(): void {
    if (this.#map === this.#net.state.map) return;
    this.#map = this.#net.state.map;
    this.#watch.silence();
    this.#ownBolts.forget();
  }

  /** In parts with names of their own, which a profile shows. */
  frame(now: number): void {
    const gap = now - this.#last;
    this.#last = now;
    this.#frames++;
    if (gap > GAP_MS) this.#watch.silence();
    const scene = this.#scene;
    this.updateArena(now);
    if (scene) {
      scene.facts.dt = Math.min(MAX_FRAME_MS, gap);
      this.followPlayers(scene);
      scene.drawScene();
      scene.renderScene();
    }
    this.drawHud(now);
  }

  /** Hands, inputs, predictions. */
  updateArena(now: number): void {
    this.#followMap();
    if (this.#ratio !== window.devicePixelRatio) this.#resize();
    this.#readHands();
    this.#net.frame(now);
    this.#sounds.follow(this.#net.state);
  }

  /** Where everybody is, and what has happened to them. */
  followPlayers(scene: Scene): void {
    scene.avatars.place();
    this.#follow(scene);
    this.#watch.look(this.#net.state.players);
    nameElement(scene.canvas, this.#context.texts.games.arena.title);
  }

  /** What stands over the canvas. */
  drawHud(now: number): void {
    this.#dash.set(this.#context.texts.arena.dash);
    this.#root.classList.toggle("arena-touch", this.#hands.touching);
    this.#hud.draw(now);
    this.#hud.crosshair.draw(this.#aim.mark);
    this.#match.draw(now);
    this.#seatless.draw(now);
  }

  #readHands(): void {
    const hands = this.#hands;
    const { phase } = this.#net.state;
    hands.poll();
    hands.quiet = phase === "over" || phase === "vote";
    hands.resting = !this.#net.self;
    // Nothing takes them meanwhile: the first input of a new seat would carry them.
    if (hands.resting) hands.discardTaps();
    const taps = hands.takePadTaps();
    if (taps === 0) return;
    this.#match.press(taps);
    this.#seatless.press(taps);
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
    this.#match.unmount();
    this.#seatless.unmount();
    this.#sounds.close();
    this.#net.dispose();
    this.#scene?.destroy();
    this.#scene = undefined;
    this.#root.remove();
  }

  net(): NetFigures | undefined {
    return netFigures(this.#net);
  }

  debug(): Readonly<Record<string, unknown>> {
    const net = this.#net;
    const camera = this.#camera;
    const avatars = this.#scene?.avatars;
    const origin = this.#root.getBoundingClientRect();
    const watching = this.#seatless.subject;
    return { ...telemetry({ net, camera, avatars, watching, origin }), frames: this.#frames };
  }

  bolts(id: string, player: Player, count: number): void {
    const due = id === this.#net.selfId ? this.#ownBolts.missing(count) : count;
    if (due === 0) return;
    this.#scene?.bolt(id, player);
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

  took(id: string, _player: Player, kind: PickupKind): void {
    if (id === this.#net.selfId) this.#hud.took(kind);
    this.#sounds.play(kind, this.#distanceOf(id));
  }

  dashed(id: string): void {
    this.#sounds.play("dash", this.#distanceOf(id));
  }

  assisted(id: string): void {
    if (id !== this.#net.selfId) return;
    this.#hud.assisted();
    this.#sounds.play("assist");
  }

  streak(id: string, player: Player): void {
    this.#hud.streak(player);
    this.#sounds.play("streak", this.#distanceOf(id));
  }

  voted(id: string): void {
    if (id === this.#net.selfId) this.#sounds.play("vote");
  }

  /** From oneself or from where one looks, in world px; infinite for who is not drawn. */
  #distanceOf(id: string): number {
    const avatars = this.#scene?.avatars;
    const other = avatars?.get(id)?.at;
    const ear = avatars?.get(this.#net.selfId)?.at ?? this.#camera;
    if (!other) return Infinity;
    const dx = other.x - ear.x;
    const dy = other.y - ear.y;
    return Math.sqrt(dx * dx + dy * dy);
  }

  #resize(): void {
    this.#ratio = window.devicePixelRatio;
    this.#camera.resize(this.#root.clientWidth, this.#root.clientHeight);
    this.#hands.resize();
    this.#scene?.resize(this.#camera);
  }

  /** The camera goes with one's own figure or what one watches, and stays where it was otherwise. */
  #follow({ avatars, facts }: Scene): void {
    const own = avatars.get(this.#net.selfId)?.at;
    const subject = own ?? this.#seatless.look(facts.dt, (id) => avatars.get(id)?.at);
    if (!subject) return;
    const { map } = this.#net;
    this.#extent.width = map.width / UNIT;
    this.#extent.height = map.height / UNIT;
    this.#camera.follow(subject.x, subject.y, this.#extent, facts);
    if (!own) return;
    facts.selfAim = this.#aim.follow(own);
  }

  readonly #fired = (body: Readonly<Body>, input: ArenaInput): void => {
    const { self, selfId, map } = this.#net;
    if (!self || !this.#scene) return;
    const own = { ...body, aim: input.aim, team: self.team };
    const standers = this.#standers.gather(this.#net.state.players, selfId, own);
    this.#scene.bolt(selfId, self, ownBolt(map, standers, selfId));
    this.#ownBolts.drawn();
    this.#sounds.play("bolt");
  };
}
