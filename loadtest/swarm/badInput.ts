import { didYouMean } from "../control/suggest.ts";
import type { Decide } from "./playbook.ts";
import { describedIn } from "./wanderer.ts";

/** So many decisions of a stay are looked at: a slip shows at once, and looking costs time. */
const LOOKS = 100;

/** A bot wrote what its room's input does not have; the message names the fields. */
export class BadInput extends Error {}

/** The same bot; throws when what it wrote would be sent as something else, or not at all. */
export function checked(bot: Decide, input: object): Decide {
  const fields = new Map(describedIn(input).map(({ name, type }) => [name, type]));
  // Whatever is written into the input of a room that takes none is lost, and harms nothing.
  if (fields.size === 0) return bot;
  let looks = 0;
  return (moment, data) => {
    try {
      bot(moment, data);
    } catch (error) {
      throw refusalIn(error) ?? error;
    }
    if (looks++ >= LOOKS) return;
    const faults = faultsIn(data as Readonly<Record<string, unknown>>, fields);
    if (faults.length > 0) throw new BadInput(faults.join(", "));
  };
}

/** Colyseus refuses some wrong types itself, and names the class that it has made up. */
function refusalIn(error: unknown): BadInput | undefined {
  const text = error instanceof Error ? error.message : "";
  const [, wanted, name] = /^a '(\w+)' was expected, but .*#(\w+)$/s.exec(text) ?? [];
  return name === undefined ? undefined : new BadInput(`${name} is not a ${wanted}`);
}

function faultsIn(
  data: Readonly<Record<string, unknown>>,
  fields: ReadonlyMap<string, unknown>,
): string[] {
  const names = [...fields.keys()];
  // Fields live on the prototype; what is its own has been added.
  const unknown = Object.keys(data).filter((name) => !fields.has(name));
  return [
    ...unknown.map((name) => `"${name}" is no field of it${didYouMean(name, names)}`),
    ...names.flatMap((name) => faultOf(name, data[name], fields.get(name))),
  ];
}

/** Empty as well where the type is one that is not known here. */
function faultOf(name: string, value: unknown, type: unknown): string[] {
  if (value === undefined || value === null) return [];
  const wanted = typeof type === "object" ? "number" : (KINDS[String(type)] ?? typeof value);
  if (typeof value !== wanted) return [`${name} is a ${typeof value}, not a ${wanted}`];
  if (Number.isNaN(value)) return [`${name} is NaN`];
  const { min, max } = rangeOf(String(type));
  const isOut = typeof value === "number" && (value < min || value > max);
  return isOut ? [`${name} is ${value}, and goes from ${min} to ${max}`] : [];
}

const KINDS: Readonly<Record<string, string>> = { boolean: "boolean", string: "string" };

function rangeOf(type: string): { min: number; max: number } {
  const [, unsigned, bits] = /^(u?)int(8|16|32)$/.exec(type) ?? [];
  if (bits === undefined) return { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
  const values = 2 ** Number(bits);
  return unsigned ? { min: 0, max: values - 1 } : { min: -values / 2, max: values / 2 - 1 };
}
