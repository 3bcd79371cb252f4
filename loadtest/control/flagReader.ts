import type { Mix } from "../scenario.ts";
import { readMix } from "./mix.ts";
import { unknown } from "./suggest.ts";

const DAY_S = 86_400;

interface Range {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

const SECONDS = { "": 1, s: 1, m: 60, h: 3600 } as const;

/** Reads the values of flags. Notes a problem and goes on; what it returns then is never used. */
export class FlagReader {
  readonly #given: ReadonlyMap<string, readonly string[]>;
  readonly #problems: string[];

  constructor(given: ReadonlyMap<string, readonly string[]>, problems: string[]) {
    this.#given = given;
    this.#problems = problems;
  }

  has(name: string): boolean {
    return this.#given.has(name);
  }

  text(name: string): string | undefined {
    const text = this.#given.get(name)?.at(-1)?.trim();
    if (text === "") this.#problems.push(`--${name} must not be empty`);
    return text;
  }

  /** Of a flag that may be given more than once, or hold several values. */
  texts(name: string, between?: ","): readonly string[] {
    const given = this.#given.get(name) ?? [];
    const texts = given.flatMap((text) => (between ? text.split(between) : text));
    const empty = texts.filter((text) => text.trim() === "");
    if (empty.length > 0) this.#problems.push(`--${name} must not be empty`);
    return texts.map((text) => text.trim()).filter((text) => text !== "");
  }

  oneOf<T extends string>(
    name: string,
    known: readonly T[],
    isOne: (text: string) => text is T,
  ): T | undefined {
    const text = this.text(name);
    if (!text) return undefined;
    if (isOne(text)) return text;
    this.#problems.push(`--${name}: ${unknown(text, name === "net" ? "line" : name, known)}`);
    return undefined;
  }

  number(name: string, { min, max, whole = false }: Range): number | undefined {
    const raw = this.text(name);
    if (!raw) return undefined;
    const value = Number(raw);
    if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
    const kind = whole ? "a whole number" : "a number";
    this.#problems.push(`--${name} must be ${kind} from ${min} to ${max}, not "${raw}"`);
    return undefined;
  }

  duration(name: string): number | undefined {
    const raw = this.text(name);
    if (!raw) return undefined;
    const [, number, unit = ""] = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(raw) ?? [];
    const seconds = Number(number) * SECONDS[unit as keyof typeof SECONDS];
    if (seconds >= 1 && seconds <= DAY_S) return seconds;
    this.#problems.push(
      `--${name} must be from 1s to 24h, such as 20, 90s, 5m or 2h, not "${raw}"`,
    );
    return undefined;
  }

  url(name: string): string | undefined {
    const raw = this.text(name);
    if (!raw) return undefined;
    const problem = addressProblem(raw);
    if (problem === undefined) return new URL(raw).href.replace(/\/+$/, "");
    this.#problems.push(`--${name} ${problem}`);
    return undefined;
  }

  host(name: string): string | undefined {
    const raw = this.text(name);
    if (raw !== undefined && isSecret(raw))
      this.#problems.push(`--${name} must be the name of a host alone`);
    return raw;
  }

  mix(name: string): Mix | undefined {
    const raw = this.text(name);
    if (!raw) return undefined;
    const read = readMix(raw);
    if (read.ok) return read.mix;
    this.#problems.push(...read.problems);
    return undefined;
  }
}

/** May a password or a key be in it? Then it is told to nobody, so that none gets into a log. */
export const isSecret = (address: string): boolean => /[@?#]/.test(address);

function addressProblem(raw: string): string | undefined {
  if (!URL.canParse(raw) || !/^https?:$/.test(new URL(raw).protocol))
    return `must be an http:// or https:// address${isSecret(raw) ? "" : `, not "${raw}"`}`;
  const { username, password } = new URL(raw);
  if (username || password) return "must not hold a user name or a password";
  return /[?#]/.test(raw) ? "must not hold a ? or a #" : undefined;
}
