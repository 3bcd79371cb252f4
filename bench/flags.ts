import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

let usage = "";

/**
 * Reads a tool's command line. `--help` prints how it is called and ends it; so does what it does
 * not know, with one line about that and code 2.
 * @param help what follows `Usage: `
 */
export function readFlags<T extends ParseArgsOptionsConfig>(help: string, options: T) {
  usage = `Usage: ${help}`;
  const { help: wanted, ...values } = parsed({ ...options, help: { type: "boolean" } } as const);
  if (wanted) {
    console.log(usage);
    process.exit(0);
  }
  return values as ReturnType<typeof parseArgs<{ options: T }>>["values"];
}

function parsed<T extends ParseArgsOptionsConfig>(options: T) {
  try {
    return parseArgs({ options }).values as { help?: boolean };
  } catch (error) {
    return misused((error as Error).message.split(". ")[0] ?? "");
  }
}

/** Ends a tool that cannot begin. */
export function misused(problem: string): never {
  console.error(`${problem}\n\n${usage}`);
  process.exit(2);
}

/** A whole number of at least `min`. */
export function whole(name: string, text: string, min = 1): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(number) && number >= min) return number;
  return misused(`--${name}: must be a whole number from ${min} on, not "${text}"`);
}

/** Whole numbers between commas. */
export const wholes = (name: string, text: string): number[] =>
  text.split(",").map((one) => whole(name, one));

/** Words between commas, each of which must be one of `all`. */
export function choices<T extends string>(name: string, text: string, all: readonly T[]): T[] {
  const chosen = text.split(",");
  const unknown = chosen.filter((word) => !all.includes(word as T));
  if (unknown.length === 0) return chosen as T[];
  return misused(`--${name}: no such thing as ${unknown.join(", ")}; there are ${all.join(", ")}`);
}
