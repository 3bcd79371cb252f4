import { askSeat, type RequestFailure } from "../../../../netplay/requests.ts";
import type { Session } from "../../../../netplay/session.ts";
import { UNIT } from "../../../../schema/arena/map.ts";
import { FULL_STRENGTH } from "../../../../schema/arena/rules.ts";
import type { ArenaState } from "../../../../schema/arena/state.ts";
import { cos16, sin16 } from "../../../../schema/lib/angle.ts";
import { GAZE, type Gaze } from "../../../../schema/messages.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { firstKey, moveKeys } from "../../../keyNames.ts";
import { settings } from "../../../settings.ts";
import type { Camera } from "../camera.ts";
import { aimOfMove } from "../controls.ts";
import { Standings } from "../hud/standings.ts";
import type { Hands } from "../input.ts";
import type { ArenaNet } from "../net.ts";
import { WatchBar } from "./watchBar.ts";
import { WatchHands, type WatchWish, wishOfPad } from "./watchHands.ts";
import { type Point, Watching } from "./watching.ts";

const UPDATE_MS = 100;
/** At most five times a second: messages are metered. */
const GAZE_MS = 200;
/** How fast the roaming eye goes, in world px per ms. */
const ROAM_SPEED = 0.9;

export interface WatchPlan {
  readonly root: HTMLElement;
  readonly net: ArenaNet;
  readonly camera: Camera;
  readonly hands: Hands;
  readonly session: Session<ArenaState>;
  readonly texts: () => Messages;
}

/** The screen of somebody in the room without a seat. Idle while one plays. */
export class Watch {
  readonly #plan: WatchPlan;
  readonly #watching = new Watching();
  readonly #standings = new Standings();
  readonly #hands: WatchHands;
  readonly #bar: WatchBar;
  #next = 0;
  /** What was told last of where one looks, and when it may be told again. */
  #gaze = "";
  #nextGaze = 0;
  #asking = false;
  #failure: RequestFailure | undefined;

  constructor(plan: WatchPlan) {
    this.#plan = plan;
    this.#bar = new WatchBar(plan.root, this.#wish);
    this.#hands = new WatchHands(plan.root, {
      bindings: () => settings.value.keys,
      active: () => this.active,
      roaming: () => this.#watching.roaming,
      wish: this.#wish,
      drag: this.#drag,
    });
  }

  /** Does one watch now? */
  get active(): boolean {
    const { state, self, selfId } = this.#plan.net;
    return self === undefined && state.watchers.has(selfId);
  }

  /** For tests: the followed seat, "roam", or undefined. */
  get subject(): string | undefined {
    if (!this.active) return undefined;
    return this.#watching.roaming ? "roam" : this.#watching.target;
  }

  /**
   * Where the camera should be, in world px; undefined while one plays, or while nobody is there.
   * @param dt ms since the last frame
   * @param placeOf where a seat's figure is drawn
   */
  look(
    dt: number,
    placeOf: (id: string) => Readonly<Point> | undefined,
  ): Readonly<Point> | undefined {
    if (!this.active) return undefined;
    if (this.#watching.roaming) return this.#roam(dt);
    const { target } = this.#watching;
    return target === undefined ? undefined : placeOf(target);
  }

  /** What a gamepad's buttons mean here, as bits; see `Pads.takeTaps`. */
  press(taps: number): void {
    const wish = this.active ? wishOfPad(taps) : undefined;
    if (wish) this.#wish(wish);
  }

  /** @param now the frame's time in ms */
  draw(now: number): void {
    if (now < this.#next) return;
    this.#next = now + UPDATE_MS;
    const { root, net, texts } = this.#plan;
    root.classList.toggle("arena-watching", this.active);
    if (!this.active) {
      this.#failure = undefined;
      this.#gaze = "";
      this.#bar.hide();
      return;
    }
    const { players } = net.state;
    this.#watching.attend(this.#standings.update(players, net.selfId));
    this.#tell(now);
    const { target, roaming } = this.#watching;
    const followed = target === undefined ? undefined : players.get(target);
    const t = texts();
    const said = { hint: this.#hint(t), reason: this.#reason(t), asking: this.#asking };
    this.#bar.show({ roaming, followed, ...said }, t);
  }

  unmount(): void {
    this.#hands.unmount();
  }

  /** In a large room one is shown only what is near to where one looks. */
  #tell(now: number): void {
    if (now < this.#nextGaze) return;
    const { target, roaming, spot } = this.#watching;
    const x = Math.round(spot.x * UNIT);
    const y = Math.round(spot.y * UNIT);
    const key = roaming ? `${x} ${y}` : (target ?? "");
    if (key === this.#gaze) return;
    this.#gaze = key;
    this.#nextGaze = now + GAZE_MS;
    const gaze: Gaze = roaming ? { x, y } : { follow: key };
    this.#plan.session.room.send(GAZE, gaze);
  }

  #roam(dt: number): Readonly<Point> {
    const { move } = this.#plan.hands;
    const by = (ROAM_SPEED * dt * (move >> 5)) / FULL_STRENGTH;
    const angle = aimOfMove(move);
    this.#shift(cos16(angle) * by, sin16(angle) * by);
    return this.#watching.spot;
  }

  #shift(dx: number, dy: number): void {
    const { camera, net } = this.#plan;
    const { spot } = this.#watching;
    spot.x = camera.clampX(spot.x + dx, net.map.width / UNIT);
    spot.y = camera.clampY(spot.y + dy, net.map.height / UNIT);
  }

  /** Dragging lets go of whoever is followed. */
  readonly #drag = (dx: number, dy: number): void => {
    const { camera } = this.#plan;
    if (!this.#watching.roaming) this.#watching.toggle(camera);
    this.#shift(-dx / camera.scale, -dy / camera.scale);
  };

  readonly #wish = (wish: WatchWish): void => {
    const { net, camera } = this.#plan;
    this.#next = 0;
    if (wish === "play") void this.#play();
    else if (wish === "roam") this.#watching.toggle(camera);
    else this.#watching.step([...net.state.players.keys()], wish === "next" ? 1 : -1);
  };

  async #play(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const answer = await askSeat(this.#plan.session.room, true);
    this.#asking = false;
    this.#failure = answer.ok ? undefined : answer.reason;
  }

  #reason({ match, room }: Messages): string {
    if (this.#failure) return room.failures[this.#failure];
    const { state, selfId } = this.#plan.net;
    return state.watchers.get(selfId)?.idle ? match.idle : "";
  }

  #hint(t: Messages): string {
    const { hands } = this.#plan;
    const { keys } = settings.value;
    const { match } = t;
    const { roaming } = this.#watching;
    if (hands.touching) return roaming ? match.roamHintTouch : match.followHintTouch;
    if (hands.padding) return roaming ? match.roamHintPad : match.followHintPad;
    const toggle = firstKey(keys, "dash", t);
    return roaming ? match.roamHint(moveKeys(keys, t), toggle) : match.followHint(toggle);
  }
}
