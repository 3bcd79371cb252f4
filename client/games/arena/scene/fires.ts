import { Container, Sprite } from "pixi.js";
import { still } from "../../../settings.ts";
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
  readonly torch: Torch;
  readonly halo: Sprite;
  readonly flame: Sprite | undefined;
  readonly phase: number;
}

/** Flames and the shimmer of their light. The flicker is a few per cent: it never flashes. */
export class Fires {
  readonly root = new Container();
  readonly #fires: readonly Fire[];
  readonly #motes: Motes;
  #time = 0;

  constructor(torches: readonly Torch[], sprites: Sprites, motes: Motes) {
    this.#motes = motes;
    this.#fires = torches.map((torch, i) => this.#light(torch, i, sprites));
  }

  draw(dt: number): void {
    if (still.value) return;
    this.#time += dt / 1000;
    for (const { torch, halo, flame, phase } of this.#fires) {
      const t = this.#time + phase;
      const flicker =
        Math.sin(t * 7.1) * 0.4 + Math.sin(t * 11.3) * 0.35 + Math.sin(t * 2.3) * 0.25;
      halo.alpha = HALO_ALPHA * (1 + 0.14 * flicker);
      flame?.scale.set(1 + 0.06 * flicker, 1 + 0.16 * flicker);
      if (flame) flame.skew.x = Math.sin(t * 3.7) * 0.12;
      if (Math.random() < dt / EMBER_MS) {
        this.#motes.burst(EMBER, torch, RISING);
      }
    }
  }

  #light(torch: Torch, index: number, sprites: Sprites): Fire {
    const halo = new Sprite(sprites.glow);
    halo.anchor.set(0.5);
    halo.blendMode = "add";
    halo.tint = HALO_TINT[torch.kind];
    halo.alpha = HALO_ALPHA;
    halo.position.set(torch.x, torch.y);
    halo.setSize(HALO[torch.kind], HALO[torch.kind]);
    this.root.addChild(halo);
    if (torch.kind === "grate") return { torch, halo, flame: undefined, phase: index * 1.7 };
    const flame = new Sprite(sprites.flame);
    flame.anchor.set(0.5, 0.85);
    flame.position.set(torch.x, torch.y + 2);
    this.root.addChild(flame);
    return { torch, halo, flame, phase: index * 1.7 };
  }
}
