import { InterestGrid, type Place } from "../../engine/interest.ts";
import { nextInt } from "../../schema/lib/random.ts";

/** About 20 of the others are in sight, however many there are. */
const REACH = { radius: 260, hysteresis: 40 } as const;
const AREA_PER_PLAYER = 10_000;
/** Who is in sight is looked for so often per second. */
export const LOOK_HZ = 5;
const HIT_CHANCE = 200;
const SPEED = 6;

/** A player as every kind of server simulates it; schema instances are such ones too. */
export interface Body {
  x: number;
  y: number;
  angle: number;
  hp: number;
}

const random = { rng: 1 };

/** The same simulation for all: everybody moves in every tick, and now and then one is hit. */
export class BenchWorld<B extends Body> {
  readonly bodies = new Map<string, B>();
  readonly #size: number;
  readonly #still: boolean;
  readonly #grid = new InterestGrid(REACH);
  readonly #sights = new Map<string, Set<Place>>();

  /** @param still does nothing ever move? */
  constructor(clients: number, still = false) {
    this.#still = still;
    this.#size = Math.min(60_000, Math.ceil(Math.sqrt(clients * AREA_PER_PLAYER)));
  }

  place(id: string, body: B): void {
    body.x = nextInt(random, this.#size);
    body.y = nextInt(random, this.#size);
    body.hp = 100;
    this.bodies.set(id, body);
    this.#sights.set(id, new Set());
  }

  remove(id: string): void {
    this.bodies.delete(id);
    this.#sights.delete(id);
  }

  tick(): void {
    if (this.#still) return;
    for (const body of this.bodies.values()) {
      const turn = (body.angle / 256) * 2 * Math.PI;
      body.x = this.#within(body.x + Math.round(SPEED * Math.cos(turn)));
      body.y = this.#within(body.y + Math.round(SPEED * Math.sin(turn)));
      if (nextInt(random, HIT_CHANCE) === 0) body.hp = nextInt(random, 100);
    }
  }

  /** Whom each has in sight; call {@link LOOK_HZ} times a second. */
  look(changed: (id: string, seen: Set<string>, before: Set<string>) => void): void {
    this.#grid.clear();
    for (const [id, body] of this.bodies) this.#grid.place(id, body);
    for (const [id, body] of this.bodies) {
      const before = this.#sights.get(id) ?? new Set<Place>();
      const seen = this.#grid.around(body, before);
      this.#sights.set(id, seen);
      changed(id, idsOf(seen), idsOf(before));
    }
  }

  #within(at: number): number {
    return (at + this.#size) % this.#size;
  }
}

const idsOf = (places: ReadonlySet<Place>): Set<string> => new Set([...places].map(({ id }) => id));
