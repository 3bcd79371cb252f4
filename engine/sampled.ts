import { Bucket } from "./budget.ts";
import type { Log } from "./log.ts";

/** Lines of one kind per second, and at once. */
const LINES = { rate: 1, burst: 100 };
/** Kinds are few: messages and verdicts of our own. More than this share one budget. */
const KINDS_MAX = 500;

interface Kind {
  readonly bucket: Bucket;
  suppressed: number;
}

/**
 * A log whose warnings and errors cannot fill a disk: of each kind (message with its verdict, place
 * or origin) one line per second after a burst of {@link LINES}. The next line that is written
 * says how many were not, as `suppressed`.
 */
export function sampled(log: Log, now: () => number = () => performance.now()): Log {
  const kinds = new Map<string, Kind>();
  const kindOf = (key: string): Kind => {
    const name = kinds.has(key) || kinds.size < KINDS_MAX ? key : "";
    const known = kinds.get(name);
    if (known) return known;
    const kind = { bucket: new Bucket(LINES.rate, LINES.burst, now()), suppressed: 0 };
    kinds.set(name, kind);
    return kind;
  };
  const at = (level: "warn" | "error") => (fields: object, message: string) => {
    const kind = kindOf(`${level} ${keyOf(fields, message)}`);
    if (!kind.bucket.take(now())) {
      kind.suppressed++;
      return;
    }
    const { suppressed } = kind;
    kind.suppressed = 0;
    log[level](suppressed > 0 ? { ...fields, suppressed } : fields, message);
  };
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: at("warn"),
    error: at("error"),
  };
}

/** What comes from a library has words of its own each time: its origin is the kind. */
function keyOf(fields: object, message: string): string {
  const { from, verdict, where } = fields as Record<string, unknown>;
  return from === undefined ? `${message} ${verdict ?? where ?? ""}` : String(from);
}
