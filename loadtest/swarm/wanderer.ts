import { nextInt, nextUint32, type Rng } from "../../schema/lib/random.ts";

/** A value is kept for so many decisions: like a key that is held, not like noise. */
const HOLD_MIN = 6;
const HOLD_MAX = 45;
const NUMBER_MAX = 100;

/** A field of a room's input, as the server has described it. */
interface Field {
  readonly name: string;
  readonly draw: (rng: Rng) => unknown;
}

/** What the server tells of a field, in `constructor[Symbol.metadata]` by index. */
export interface Described {
  readonly name: string;
  readonly type: string | { readonly quantized?: { readonly min: number; readonly max: number } };
}

const INTEGERS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-2_147_483_648, 2_147_483_647],
  uint32: [0, 4_294_967_295],
  int64: [-NUMBER_MAX, NUMBER_MAX],
  uint64: [0, NUMBER_MAX],
};

/**
 * Plays a room that it knows nothing of: it learns the fields of the input from the server, and
 * holds each at some value of its type for a while, then at another. Small numbers come more often,
 * because directions, buttons and choices are such.
 */
export class Wanderer {
  readonly #rng: Rng;
  readonly #held: { readonly field: Field; until: number }[];

  constructor(input: object, rng: Rng) {
    this.#rng = rng;
    this.#held = fieldsOf(input).map((field) => ({ field, until: 0 }));
  }

  /** @param decision counts up by one */
  decide(decision: number, input: object): void {
    const values = input as Record<string, unknown>;
    for (const held of this.#held) {
      if (decision < held.until && values[held.field.name] !== undefined) continue;
      held.until = decision + HOLD_MIN + nextInt(this.#rng, HOLD_MAX - HOLD_MIN);
      values[held.field.name] = held.field.draw(this.#rng);
    }
  }
}

/** The fields that a wanderer can fill; of others the default is sent. */
export const fieldsOf = (input: object): readonly Field[] =>
  describedIn(input).flatMap(({ name, type }) => {
    const draw = drawOf(type);
    return draw ? { name, draw } : [];
  });

/** All fields; none of an object that is no input. */
export function describedIn(input: object): readonly Described[] {
  const type = input.constructor as { readonly [Symbol.metadata]?: unknown };
  const described = (type[Symbol.metadata] ?? {}) as Readonly<Record<number, Described>>;
  const fields: Described[] = [];
  for (let index = 0, field = described[0]; field; field = described[++index]) fields.push(field);
  return fields;
}

function drawOf(type: Described["type"]): Field["draw"] | undefined {
  if (typeof type === "object") {
    const { quantized } = type;
    return quantized && ((rng) => between(quantized.min, quantized.max, share(rng)));
  }
  const range = INTEGERS[type];
  if (range) return (rng) => integer(range, rng);
  switch (type) {
    case "boolean":
      return (rng) => nextInt(rng, 2) === 1;
    case "string":
      return (rng) => "wander".slice(0, nextInt(rng, 7));
    case "float32":
    case "float64":
      return (rng) => between(-1, 1, share(rng)) * (nextInt(rng, 8) === 0 ? NUMBER_MAX : 1);
    case "number":
      return (rng) => integer([-NUMBER_MAX, NUMBER_MAX], rng);
    default:
      return undefined;
  }
}

/** Still in a quarter of cases, small in half of them, else anything of the type. */
function integer([min, max]: readonly [min: number, max: number], rng: Rng): number {
  const kind = nextInt(rng, 4);
  if (kind === 0) return 0;
  if (kind < 3) return min < 0 ? nextInt(rng, 3) - 1 : nextInt(rng, 4);
  return Math.min(max, Math.floor(between(min, max + 1, share(rng))));
}

const share = (rng: Rng): number => nextUint32(rng) / 2 ** 32;
const between = (min: number, max: number, at: number): number => min + (max - min) * at;
