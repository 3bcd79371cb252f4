import { parseArgs } from "node:util";
import { isPresetId, PRESET_IDS, type PresetId } from "../netplay/conditions.ts";
import { GAME_IDS, type GameId, isGameId } from "../schema/games.ts";

export interface Flags {
  readonly game: GameId;
  readonly clients: number;
  /** Seconds at full load, counted from the last join. */
  readonly duration: number;
  /** Base address of a running server, without a trailing slash; undefined: start our own. */
  readonly url: string | undefined;
  /** Joins per second. */
  readonly ramp: number;
  readonly seed: number;
  /** The line of every bot, from its first state on. */
  readonly net: PresetId;
  readonly json: boolean;
}

export type Parsed =
  | { readonly kind: "flags"; readonly flags: Flags }
  | { readonly kind: "help" }
  /** One line per problem, all of them. */
  | { readonly kind: "problems"; readonly problems: readonly string[] };

export const HELP = `Usage: npm run loadtest -- [flags]
  --game <id>          ${GAME_IDS.join(", ")} (default arena)
  --clients <n>        bots to join, 1 to 2000 (default 50)
  --duration <s>       seconds at full load, after the last join (default 20)
  --ramp <n>           joins per second (default 25)
  --url <address>      a running server; without it one is started and stopped
  --seed <n>           varies when each bot starts and what it does (default 1)
  --net <preset>       the line of each bot: ${PRESET_IDS.join(", ")} (default good)
  --json               the result as JSON on stdout and nothing else there
  --help               this text
Exit code: 0 passed, 1 failed, 2 could not run.
`;

const OPTIONS = {
  game: { type: "string", default: "arena" },
  clients: { type: "string", default: "50" },
  duration: { type: "string", default: "20" },
  ramp: { type: "string", default: "25" },
  url: { type: "string" },
  seed: { type: "string", default: "1" },
  net: { type: "string", default: "good" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;
type Name = keyof typeof OPTIONS;

/** Reads the command line. Lenient parsing plus tokens, because strict parsing stops at one error. */
export function parseFlags(args: readonly string[]): Parsed {
  const config = { options: OPTIONS, strict: false, tokens: true } as const;
  const { values, tokens } = parseArgs({ ...config, args: [...args] });
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") problems.push(`unexpected argument: ${token.value}`);
    if (token.kind === "option") problems.push(...shapeProblem(token));
  }
  const read = reader(values, problems);
  const flags: Flags = {
    game: read.game(),
    clients: read.number("clients", { min: 1, max: 2000, whole: true }),
    duration: read.number("duration", { min: 1, max: 86_400 }),
    url: read.url(),
    ramp: read.number("ramp", { min: 0.1, max: 1000 }),
    seed: read.number("seed", { min: 0, max: 0xffff_ffff, whole: true }),
    net: read.net(),
    json: values.json === true,
  };
  if (problems.length > 0) return { kind: "problems", problems };
  return values.help ? { kind: "help" } : { kind: "flags", flags };
}

function shapeProblem(token: {
  name: string;
  rawName: string;
  value?: string | undefined;
}): string[] {
  if (!Object.hasOwn(OPTIONS, token.name)) return [`unknown flag: ${token.rawName} (see --help)`];
  const takesValue = OPTIONS[token.name as Name].type === "string";
  if (takesValue && token.value === undefined) return [`${token.rawName} needs a value`];
  if (!takesValue && token.value !== undefined) return [`${token.rawName} takes no value`];
  return [];
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

/** Readers that note a problem and go on; what they return then is never used. */
function reader(values: Partial<Record<Name, string | boolean>>, problems: string[]) {
  return {
    game(): GameId {
      const raw = values.game;
      if (typeof raw === "string" && isGameId(raw)) return raw;
      if (typeof raw === "string")
        problems.push(`--game must be one of ${GAME_IDS.join(", ")}, not "${raw}"`);
      return "arena";
    },
    net(): PresetId {
      const raw = values.net;
      if (typeof raw === "string" && isPresetId(raw)) return raw;
      if (typeof raw === "string")
        problems.push(`--net must be one of ${PRESET_IDS.join(", ")}, not "${raw}"`);
      return "good";
    },
    number(name: Name, { min, max, whole = false }: Range): number {
      const raw = values[name];
      if (typeof raw !== "string") return min;
      const value = raw.trim() === "" ? Number.NaN : Number(raw);
      if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
      const kind = whole ? "a whole number" : "a number";
      problems.push(`--${name} must be ${kind} from ${min} to ${max}, not "${raw}"`);
      return min;
    },
    url(): string | undefined {
      const raw = values.url;
      if (typeof raw !== "string") return undefined;
      if (URL.canParse(raw) && /^https?:$/.test(new URL(raw).protocol))
        return raw.replace(/\/+$/, "");
      problems.push(`--url must be an http:// or https:// address, not "${raw}"`);
      return undefined;
    },
  };
}
