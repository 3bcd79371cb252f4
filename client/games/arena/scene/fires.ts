import { Container, Point, Sprite } from "pixi.js";
import type { FrameFacts } from "./avatar.ts";
import { chance } from "./chance.ts";
import { inView } from "./inView.ts";
import { shareOf } from "./madeOnce.ts";
import { EMBER, type Motes } from "./motes.ts";
import type { Sprites } from "./sprites.ts";
import type { Torch } from "./torches.ts";

const HALO = { wall: 220, grate: 150 } as const;
const HALO_TINT = { wall: 0xff9a4a, grate: 0xff7a30 } as const;
const HALO_ALPHA = 0.2;
/** Mean time between two embers of one fire. */
const EMBER_MS = 900;
const RISING = { count: 1, angle: -Math.PI / 2, spread: 0.9 } as const;

interface Fire {
  readonly at: Point;
  readonly halo: Sprite;
  readonly flame: Sprite | undefined;
  readonly phase: number;
}

/** World px beyond the screen at which a fire's light ends. */
const REACH = HALO.wall / 2 + 10;

/** Flames and the shimmer of their light. The flicker is a few per cent: it never flashes. */
export class Fires {
  readonly root = new Container();
  /** Apart from the flames: each change of the blend mode is a draw call. */
  readonly #halos = new Container();
  readonly #flames = new Container();
  readonly #fires: readonly Fire[];
  readonly #motes: Motes;
  /** Of the flame being drawn: reused, because a number passed by itself is boxed. */
  readonly #shape = { scale: new Point(), skew: new Point() };
  #time = 0;

  constructor(torches: readonly Torch[], sprites: Sprites, motes: Motes) {
    this.#motes = motes;
    this.root.addChild(this.#flames, this.#halos);
    this.#fires = torches.map((torch, i) => this.#light(torch, i, sprites));
  }

  draw(facts: FrameFacts): void {
    const { camera, still } = facts;
    this.#time += facts.dt / 1000;
    for (let i = 0; i < this.#fires.length; i++) {
      const fire = this.#fires[i] as Fire;
      const seen = inView(camera, fire.at, REACH);
      if (fire.halo.visible !== seen) {
        fire.halo.visible = seen;
        if (fire.flame) fire.flame.visible = seen;
      }
      if (seen && !still) this.#flicker(fire, facts);
    }
  }

  destroy(): void {
    this.root.destroy({ children: true });
  }

  #flicker({ at, halo, flame, phase }: Fire, { dt }: FrameFacts): void {
    const t = this.#time + phase;
    const flicker = Math.sin(t * 7.1) * 0.4 + Math.sin(t * 11.3) * 0.35 + Math.sin(t * 2.3) * 0.25;
    halo.alpha = shareOf(HALO_ALPHA * (1 + 0.14 * flicker));
    if (flame) {
      const { scale, skew } = this.#shape;
      scale.x = 1 + 0.06 * flicker;
      scale.y = 1 + 0.16 * flicker;
      skew.x = Math.sin(t * 3.7) * 0.12;
      flame.scale.copyFrom(scale);
      flame.skew.copyFrom(skew);
    }
    if (chance() < dt / EMBER_MS) this.#motes.burst(EMBER, at, RISING);
  }

  #light(torch: Torch, index: number, sprites: Sprites): Fire {
    const halo = new Sprite(sprites.glow);
    halo.anchor.set(0.5);
    halo.blendMode = "add";
    halo.tint = HALO_TINT[torch.kind];
    halo.alpha = HALO_ALPHA;
    halo.position.set(torch.x, torch.y);
    halo.setSize(HALO[torch.kind], HALO[torch.kind]);
    this.#halos.addChild(halo);
    const flame = torch.kind === "grate" ? undefined : this.#flame(torch, sprites);
    return { at: new Point(torch.x, torch.y), halo, flame, phase: index * 1.7 };
  }

  #flame({ x, y }: Torch, sprites: Sprites): Sprite {
    const flame = new Sprite(sprites.flame);
    flame.anchor.set(0.5, 0.85);
    flame.position.set(x, y + 2);
    this.#flames.addChild(flame);
    return flame;
  }
}
