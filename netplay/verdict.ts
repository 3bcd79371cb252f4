import type { Status } from "./status.ts";

/** Figures of a line at one moment; all times in ms. */
export interface LineFigures {
  /** Whole seconds that have been measured. */
  readonly seconds: number;
  /** Round trip of the bare socket, 0 until known. */
  readonly ping: number;
  /** The smallest of the last minute. */
  readonly bestPing: number;
  /** How unevenly patches come, against the server's own times: RFC 3550's average. */
  readonly jitter: number;
  /** How unevenly the page itself runs, by the same average. */
  readonly pageJitter: number;
  /** Since the last patch; undefined while the line is broken. */
  readonly sincePatch: number | undefined;
  /** Per second. */
  readonly patchRate: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Of the last minute: how often the line stood still, and the longest wait for a patch. */
  readonly stalls: number;
  readonly longestWait: number;
  /** Of the last minute: how often the page itself stood still. */
  readonly hitches: number;
}

/** What is the matter with a line, the worst of it. */
export type Verdict =
  /** The line broke. */
  | { readonly id: "reconnecting"; readonly attempt: number }
  /** Nothing comes, over a line that is open. */
  | { readonly id: "silent" }
  /** Too early to tell. */
  | { readonly id: "measuring" }
  | { readonly id: "stalls"; readonly perMinute: number }
  /** More is sent than the line carries, and waits in some buffer; `kbit` get through a second. */
  | { readonly id: "starved"; readonly kbit: number }
  /** Once in the last minute. */
  | { readonly id: "stalled"; readonly ms: number }
  | { readonly id: "jittery"; readonly ms: number }
  | { readonly id: "slow"; readonly ping: number }
  /** The line is fine, the page is not: the device has too much to do. */
  | { readonly id: "busy" }
  | { readonly id: "steady"; readonly ping: number };

export type VerdictId = Verdict["id"];

/** Above a second: whoever has nothing to learn hears from the server once a second. */
export const SILENT_MS = 1500;
const MEASURED_S = 3;
/** In a minute; one alone may be anything. */
const STALLS = 2;
/** A ping that has grown by so much is a buffer that fills: a way around the world takes less. */
const QUEUED_MS = 300;
/** A third of what others are drawn behind: above it their walk begins to show it. */
const JITTER_MS = 30;
const SLOW_MS = 150;
/** In a minute; loading a match costs a few. */
const HITCHES = 12;

/** What to tell about a line. */
export function verdictOf(figures: LineFigures, status: Status): Verdict {
  if (status.kind === "reconnecting") return { id: "reconnecting", attempt: status.attempt };
  const { sincePatch, seconds, ping } = figures;
  if (sincePatch !== undefined && sincePatch > SILENT_MS) return { id: "silent" };
  if (seconds < MEASURED_S || ping === 0) return { id: "measuring" };
  return broken(figures) ?? uneven(figures) ?? { id: "steady", ping };
}

function broken(figures: LineFigures): Verdict | undefined {
  const { stalls, ping, bestPing, bytesIn, longestWait } = figures;
  // A minute's count, from the first second on: a line that has stalled twice in ten seconds is
  // told as that, not as twelve a minute.
  if (stalls >= STALLS) return { id: "stalls", perMinute: stalls };
  if (ping - bestPing > QUEUED_MS) return { id: "starved", kbit: Math.round((bytesIn * 8) / 1000) };
  if (stalls > 0) return { id: "stalled", ms: Math.round(longestWait) };
  return undefined;
}

function uneven({ jitter, pageJitter, ping, hitches }: LineFigures): Verdict | undefined {
  // What the page does to its own timers it does to patches too.
  const isOwn = pageJitter > jitter / 2;
  if (jitter > JITTER_MS && !isOwn) return { id: "jittery", ms: Math.round(jitter) };
  if (ping > SLOW_MS) return { id: "slow", ping };
  return jitter > JITTER_MS || hitches >= HITCHES ? { id: "busy" } : undefined;
}
