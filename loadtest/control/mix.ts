import { type Mix, PERSONAS, type PersonaId } from "../scenario.ts";
import { unknown } from "./suggest.ts";

/** Mostly players; some chatter, so that messages are checked, and some only stand there. */
export const DEFAULT_MIX: Mix = { player: 17, chatterer: 2, idler: 1 };
/** Of a server that is not ours, where nobody answers tagged messages. */
export const PLAIN_MIX: Mix = { player: 1 };
/** So much faster than others does a flooder send. */
const FLOOD = 10;

export type ReadMix =
  | { readonly ok: true; readonly mix: Mix }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads `player=8,leaver=2`; a persona without a share has 1. */
export function readMix(text: string): ReadMix {
  const mix: Partial<Record<PersonaId, number>> = {};
  const problems: string[] = [];
  const names = new Set<string>();
  for (const part of text.split(",")) {
    const [name = "", share = "1", ...more] = part.split("=").map((word) => word.trim());
    const parts = share === "" ? Number.NaN : Number(share);
    if (!isPersona(name)) problems.push(`--mix: ${unknown(name, "persona", PERSONAS)}`);
    else mix[name] = parts;
    if (names.has(name)) problems.push(`--mix: ${name} is given twice`);
    if (!(parts >= 0 && parts < 1e6) || more.length > 0)
      problems.push(`--mix: the share of ${name} must be a number from 0, not "${part}"`);
    names.add(name);
  }
  if (problems.length === 0 && shareOf(mix, ...PERSONAS) === 0)
    problems.push("--mix: no persona has a share");
  return problems.length > 0 ? { ok: false, problems } : { ok: true, mix };
}

const isPersona = (name: string): name is PersonaId =>
  (PERSONAS as readonly string[]).includes(name);

/** Which share of the bots these are, 0 to 1. */
export function shareOf(mix: Mix, ...personas: readonly PersonaId[]): number {
  const parts = (ids: readonly PersonaId[]) => ids.reduce((sum, id) => sum + (mix[id] ?? 0), 0);
  const all = parts(PERSONAS);
  return all === 0 ? 0 : parts(personas) / all;
}

/** Inputs per second that so many bots of this mix are to send. */
export const framesOf = (mix: Mix, clients: number, tickMs: number): number =>
  clients * (1000 / tickMs) * (1 + (FLOOD - 1) * shareOf(mix, "flooder"));
