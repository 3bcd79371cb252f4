import { UNIT } from "../../../schema/arena/map.ts";
import { stepBody } from "../../../schema/arena/rules.ts";
import type { ArenaInput, Body } from "../../../schema/arena/state.ts";
import { angle16 } from "../../../schema/lib/angle.ts";
import type { Camera } from "./camera.ts";
import type { Hands } from "./input.ts";
import type { ArenaNet } from "./net.ts";

/** Where the hit mark appears, in CSS px from one's figure, when no mouse points anywhere. */
const MARK_PX = 70;

export interface AimPlan {
  readonly hands: Hands;
  readonly camera: Camera;
  readonly net: () => ArenaNet;
}

/** Where one's own bolts go: to what the pointer shows, else where the sticks say. */
export class Aim {
  /** Where the hit mark is, in CSS px. */
  readonly mark = { x: 0, y: 0 };
  readonly #plan: AimPlan;
  /** Oneself one input further on; reused, because it is asked at every input. */
  readonly #ahead: Body = {} as Body;

  constructor(plan: AimPlan) {
    this.#plan = plan;
  }

  /** Fills the next input of one's own figure. */
  sample(into: ArenaInput, body: Readonly<Body>): void {
    const { hands, net } = this.#plan;
    hands.fill(into);
    // The bolt leaves from where this very input will have moved us: aim from there.
    const ahead = Object.assign(this.#ahead, body);
    stepBody(net().map, ahead, into);
    into.aim = this.#from(ahead.x, ahead.y);
  }

  /** The aim of one's figure where it is drawn, in world px; takes the mark along. */
  follow(figure: { readonly x: number; readonly y: number }): number {
    const { camera } = this.#plan;
    const aim = this.#from(figure.x * UNIT, figure.y * UNIT);
    const angle = (aim / 32768) * Math.PI;
    this.mark.x = camera.screenX(figure.x) + Math.cos(angle) * MARK_PX;
    this.mark.y = camera.screenY(figure.y) + Math.sin(angle) * MARK_PX;
    return aim;
  }

  /** The 16-bit angle from (x, y), in units. */
  #from(x: number, y: number): number {
    const { hands, camera } = this.#plan;
    const { pointing, pointerX, pointerY, stickAim } = hands;
    if (!pointing) return stickAim;
    return angle16(camera.worldX(pointerX) * UNIT - x, camera.worldY(pointerY) * UNIT - y);
  }
}
