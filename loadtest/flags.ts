import { parseArgs } from "node:util";
import { isPresetId, PRESET_IDS, type PresetId } from "../netplay/conditions.ts";
import { CAPS } from "./control/caps.ts";
import { FlagReader, isSecret } from "./control/flagReader.ts";
import { didYouMean } from "./control/suggest.ts";
import { isProfileId, PROFILE_IDS, type ProfileId } from "./profiles/index.ts";
import type { Mix } from "./scenario.ts";

/** The command line, read. What is undefined was not given. */
export interface Flags {
  readonly profile: ProfileId;
  /** A game of ours, or the name of a room type. */
  readonly game: string | undefined;
  readonly scenario: string | undefined;
  readonly clients: number | undefined;
  /** Seconds. */
  readonly duration: number | undefined;
  readonly rooms: number | undefined;
  /** Base address, without a trailing slash. */
  readonly url: string | undefined;
  readonly allowRemote: string | undefined;
  readonly out: string | undefined;
  readonly seed: number;
  readonly slo: readonly string[];
  readonly baseline: readonly string[];
  readonly mix: Mix | undefined;
  readonly net: PresetId;
  /** Joins per second. */
  readonly ramp: number | undefined;
  readonly workers: number | undefined;
  readonly abortOnFail: boolean;
  readonly json: boolean;
}

export type Parsed =
  | { readonly kind: "flags"; readonly flags: Flags }
  | { readonly kind: "help" }
  /** One line per problem, all of them; the flags as far as they can be read. */
  | { readonly kind: "problems"; readonly problems: readonly string[]; readonly flags: Flags };

const OPTIONS = {
  profile: { type: "string" },
  game: { type: "string" },
  scenario: { type: "string" },
  clients: { type: "string" },
  duration: { type: "string" },
  rooms: { type: "string" },
  url: { type: "string" },
  "allow-remote": { type: "string" },
  out: { type: "string" },
  seed: { type: "string" },
  slo: { type: "string", multiple: true },
  baseline: { type: "string", multiple: true },
  mix: { type: "string" },
  net: { type: "string" },
  ramp: { type: "string" },
  workers: { type: "string" },
  "abort-on-fail": { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;
type Name = keyof typeof OPTIONS;
const NAMES = Object.keys(OPTIONS) as readonly Name[];
const FLAG_NAMES = NAMES.map((name) => `--${name}`);

/** Reads the command line. Lenient parsing plus tokens, because strict parsing stops at one error. */
export function parseFlags(args: readonly string[]): Parsed {
  const config = { options: OPTIONS, strict: false, tokens: true } as const;
  const { tokens } = parseArgs({ ...config, args: [...args] });
  const problems: string[] = [];
  const given = new Map<Name, string[]>();
  for (const [n, token] of tokens.entries()) {
    if (token.kind === "positional" && !isValueOfUnknown(tokens[n - 1]))
      problems.push(unexpected(token.value));
    if (token.kind !== "option") continue;
    const { name, value = "" } = token;
    const problem = shapeProblem(token);
    if (problem !== undefined) problems.push(problem);
    else given.set(name as Name, [...(given.get(name as Name) ?? []), value]);
  }
  problems.push(...repeated(given));
  const flags = readAll(new FlagReader(given, problems));
  problems.push(...contradictions(flags));
  if (problems.length > 0) return { kind: "problems", problems, flags };
  return given.has("help") ? { kind: "help" } : { kind: "flags", flags };
}

/** What follows a = may be the value of a variable that belongs before the command. */
const unexpected = (argument: string): string =>
  isSecret(argument) ? "unexpected argument" : `unexpected argument: ${argument.split("=")[0]}`;

const repeated = (given: ReadonlyMap<Name, readonly string[]>): string[] =>
  [...given]
    .filter(([name, { length }]) => length > 1 && !("multiple" in OPTIONS[name]))
    .map(([name]) => `--${name} is given twice`);

function shapeProblem(token: {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}): string | undefined {
  const { name, rawName, value, inlineValue } = token;
  if (!isName(name))
    return `unknown flag: ${rawName}${didYouMean(rawName, FLAG_NAMES) || " (see --help)"}`;
  const takesValue = OPTIONS[name].type === "string";
  // What follows is the next flag, which lenient parsing takes for the value.
  const isFlag = inlineValue === false && value?.startsWith("--");
  if (takesValue && (value === undefined || isFlag)) return `${rawName} needs a value`;
  return !takesValue && value !== undefined ? `${rawName} takes no value` : undefined;
}

/** What follows a flag that is unknown: no problem of its own, and `--token` has a secret there. */
const isValueOfUnknown = (before: { kind: string; name?: string; value?: unknown } | undefined) =>
  before?.kind === "option" && before.value === undefined && !isName(before.name ?? "");

const isName = (name: string): name is Name => Object.hasOwn(OPTIONS, name);

function readAll(read: FlagReader): Flags {
  return {
    profile: read.oneOf("profile", PROFILE_IDS, isProfileId) ?? "smoke",
    game: read.text("game"),
    scenario: read.text("scenario"),
    clients: read.number("clients", { min: 1, max: CAPS.clients, whole: true }),
    duration: read.duration("duration"),
    rooms: read.number("rooms", { min: 1, max: CAPS.rooms, whole: true }),
    url: read.url("url"),
    allowRemote: read.host("allow-remote"),
    out: read.text("out"),
    seed: read.number("seed", { min: 0, max: 0xffff_ffff, whole: true }) ?? 1,
    slo: read.texts("slo"),
    baseline: read.texts("baseline", ","),
    mix: read.mix("mix"),
    net: read.oneOf("net", PRESET_IDS, isPresetId) ?? "good",
    ramp: read.number("ramp", { min: 0.1, max: CAPS.joinsPerSecond }),
    workers: read.number("workers", { min: 1, max: CAPS.workers, whole: true }),
    abortOnFail: read.has("abort-on-fail"),
    json: read.has("json"),
  };
}

/** Flags that are right by themselves and not together. */
function contradictions({ game, scenario, url, allowRemote }: Flags): string[] {
  const problems: string[] = [];
  if (game !== undefined && scenario !== undefined)
    problems.push("--scenario names its room type itself: leave --game out");
  if (allowRemote !== undefined && url === undefined)
    problems.push("--allow-remote is for a --url, and there is none");
  return problems;
}
