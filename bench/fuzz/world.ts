import { type SchemaType, type StateView, schema, t } from "@colyseus/schema";
import { addTag, removeTag } from "../../engine/tags.ts";
import { Pool } from "../../schema/lib/pool.ts";
import { nextInt, type Rng } from "../../schema/lib/random.ts";

const OWNER = 1;
const SIGHT = 2;

const Gem = schema({ carat: t.uint8().default(0) }, "FuzzGem");
const Item = schema(
  { kind: t.uint8().default(0), weight: t.number().default(0), gem: Gem },
  "FuzzItem",
);
const Unit = schema(
  {
    name: t.string().default(""),
    at: t.quantized({ min: -50, max: 50 }),
    hp: t.int8().default(0),
    aim: t.float32().default(0),
    note: t.string().optional(),
    x: t.uint16().default(0).view(SIGHT),
    ammo: t.uint8().default(0).view(OWNER),
    items: t.array(Item),
    words: t.array("string"),
  },
  "FuzzUnit",
);
export const FuzzState = schema(
  {
    clock: t.uint32().default(0),
    units: t.map(Unit),
    queue: t.array(Item),
    numbers: t.array("number"),
    flags: t.map("boolean"),
    marks: t.set("string"),
    lead: Item,
    fog: t.map(Item).view(),
  },
  "FuzzState",
);
type Unit = SchemaType<typeof Unit>;
type Item = SchemaType<typeof Item>;
export type FuzzState = SchemaType<typeof FuzzState>;

/** Which units one view shows, by tag. */
interface Sights {
  readonly view: StateView;
  readonly tags: Map<string, Set<number>>;
  readonly fog: Set<string>;
}

/** A state that lives at random, with views that come and go, and instances that are used again. */
export class FuzzWorld {
  readonly state = new FuzzState();
  readonly #rng: Rng;
  readonly #sights: readonly Sights[];
  readonly #units = new Pool(() => new Unit());
  readonly #items = new Pool(() => new Item());

  constructor(rng: Rng, views: readonly StateView[]) {
    this.#rng = rng;
    this.#sights = views.map((view) => ({ view, tags: new Map(), fog: new Set() }));
  }

  /** One random operation. */
  act(): void {
    const acts = [
      this.#changeUnit,
      this.#changeUnit,
      this.#addUnit,
      this.#removeUnit,
      this.#changeItems,
      this.#changeQueue,
      this.#changeQueue,
      this.#changeNumbers,
      this.#changeFlags,
      this.#changeLead,
      this.#changeFog,
      this.#see,
      this.#see,
      this.#seeFog,
    ];
    this.#one(acts).call(this);
  }

  #int(below: number): number {
    return nextInt(this.#rng, below);
  }
  #one<T>(list: readonly T[]): T {
    return list[this.#int(list.length)] as T;
  }
  #key(): string {
    return this.#one(["a", "b", "c", "d", "e"]);
  }

  #item(): Item {
    const item = this.#items.take();
    item.kind = this.#int(256);
    item.weight = this.#one([0, -7, 300, 0.5, 0.1, 1e9, 70_000]);
    if (!item.gem && this.#int(2)) item.gem = new Gem();
    if (item.gem) item.gem.carat = this.#int(256);
    return item;
  }

  #addUnit(): void {
    const key = this.#key();
    if (this.state.units.has(key)) return;
    const unit = this.#units.take();
    unit.name = `unit ${key}${this.#int(10)}`;
    this.#stir(unit);
    this.state.units.set(key, unit);
  }

  #stir(unit: Unit): void {
    unit.at = this.#int(1000) / 10 - 50;
    unit.hp = this.#int(256) - 128;
    unit.aim = this.#int(1000) / 7;
    unit.x = this.#int(65_536);
    unit.ammo = this.#int(256);
    (unit as { note: string | undefined }).note = this.#int(3) ? `n${this.#int(5)}` : undefined;
  }

  #removeUnit(): void {
    const key = this.#key();
    const unit = this.state.units.get(key);
    if (!unit) return;
    // Nobody may go on seeing who sits there next.
    for (const { view, tags } of this.#sights) {
      tags.delete(key);
      for (const tag of [OWNER, SIGHT]) view.remove(unit, tag);
    }
    this.state.units.delete(key);
    this.#units.give(unit);
  }

  #changeUnit(): void {
    const unit = this.state.units.get(this.#key());
    this.state.clock++;
    if (unit) this.#stir(unit);
  }

  #changeItems(): void {
    const unit = this.state.units.get(this.#key());
    if (!unit) return;
    this.#rearrange(unit.items as unknown as Item[], 4, () => this.#item());
    this.#rearrange(unit.words as unknown as string[], 4, () => `w${this.#int(9)}`);
  }

  #changeQueue(): void {
    this.#rearrange(this.state.queue as unknown as Item[], 8, () => this.#item());
    const item = this.#one([...(this.state.queue as unknown as Item[]), undefined]);
    if (item) item.kind = this.#int(256);
  }

  #changeNumbers(): void {
    this.#rearrange(this.state.numbers as unknown as number[], 8, () => this.#int(100_000));
  }

  #rearrange<T extends Item | string | number>(list: T[], max: number, make: () => T): void {
    const at = this.#int(Math.max(1, list.length));
    const acts = [
      () => void (list.length < max && list.push(make())),
      () => void (list.length < max && list.push(make())),
      () => void list.shift(),
      () => void list.pop(),
      () => void list.splice(at, Math.min(this.#int(3), list.length - at)),
      () => void (list.length > 0 && list.splice(at, 1, make())),
      () => void (list.length < max && list.unshift(make())),
      () => void list.sort((a, b) => rank(a) - rank(b)),
      () => void list.reverse(),
      () => this.#swap(list),
      () => void (this.#int(4) === 0 && (list as unknown as { clear(): void }).clear()),
    ];
    this.#one(acts)();
  }

  #swap<T>(list: T[]): void {
    if (list.length < 2) return;
    const [a, b] = [0, list.length - 1];
    [list[a], list[b]] = [list[b] as T, list[a] as T];
  }

  #changeFlags(): void {
    const { flags, marks } = this.state;
    const key = this.#key();
    if (this.#int(2)) flags.set(key, this.#int(2) === 0);
    else flags.delete(key);
    if (this.#int(2)) marks.add(key);
    else marks.delete(key);
    if (this.#int(20) === 0) flags.clear();
  }

  #changeLead(): void {
    const { state } = this;
    const lead = state as { lead: Item | undefined };
    if (!state.lead) lead.lead = this.#item();
    else if (this.#int(3)) state.lead.kind = this.#int(256);
    else lead.lead = undefined;
  }

  #changeFog(): void {
    const { fog } = this.state;
    const key = this.#key();
    const item = fog.get(key);
    if (!item) fog.set(key, this.#item());
    else if (this.#int(3)) item.kind = this.#int(256);
    else {
      for (const sights of this.#sights) if (sights.fog.delete(key)) sights.view.remove(item);
      fog.delete(key);
    }
  }

  #see(): void {
    const { view, tags } = this.#one(this.#sights);
    const key = this.#key();
    const unit = this.state.units.get(key);
    if (!unit) return;
    const held = tags.get(key) ?? new Set<number>();
    tags.set(key, held);
    const tag = this.#one([OWNER, SIGHT]);
    if (held.delete(tag)) removeTag(view, unit, tag, held.size > 0);
    else {
      held.add(tag);
      addTag(view, unit, tag);
    }
  }

  #seeFog(): void {
    const { view, fog } = this.#one(this.#sights);
    const key = this.#key();
    const item = this.state.fog.get(key);
    if (!item) return;
    if (fog.delete(key)) view.remove(item);
    else {
      fog.add(key);
      view.add(item);
    }
  }
}

const rank = (value: Item | string | number): number =>
  typeof value === "object" ? value.kind : Number(String(value).replace(/\D/g, ""));
