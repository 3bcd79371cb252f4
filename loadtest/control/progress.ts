import type { Stats } from "./stats.ts";
import { total } from "./tally.ts";

/** What progress is written to: stderr, so that stdout holds the result and nothing else. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const REDRAW_MS = 250;
const LINE_MS = 2000;
const ERASE = "\r\u001b[K";

/** Shows `text()` over and over: one line that redraws, or plain lines. Returns the stop. */
export function showProgress(terminal: Terminal, text: () => string): () => void {
  const { isTTY = false } = terminal;
  const show = () => {
    // A line that wraps could not be erased.
    if (isTTY) terminal.write(ERASE + text().slice(0, (terminal.columns ?? 80) - 1));
    else terminal.write(`${text()}\n`);
  };
  const timer = setInterval(show, isTTY ? REDRAW_MS : LINE_MS);
  return () => {
    clearInterval(timer);
    if (isTTY) terminal.write(ERASE);
  };
}

/** One line on how the run is going, `now` on the clock that the stats were taken with. */
export function progressLine(stats: Stats, asked: number, now: number): string {
  stats.settle(now);
  const { phase, joins } = stats;
  const seconds = Math.round((now - (stats.phases[0]?.startedAt ?? now)) / 1000);
  const latency = phase.latency.percentiles;
  const clientSeconds = phase.clientMs / 1000;
  const rate = (bytes: number) =>
    clientSeconds > 0 ? (bytes / clientSeconds / 1000).toFixed(1) : "-";
  return [
    `${String(seconds).padStart(3)} s ${phase.name}`,
    `joined ${joins.ok}/${asked}`,
    `failed ${total(joins.failed)}`,
    `p95 ${latency ? `${latency.p95.toFixed(0)} ms` : "-"}`,
    `in ${rate(phase.bytesIn)}, out ${rate(phase.bytesOut)} kB/s each`,
  ].join("  ");
}
