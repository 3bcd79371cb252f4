import type { Verdict } from "../frames.ts";
import type { Line } from "./line.ts";

/** Frames of clients by what was done with them. */
export type Verdicts = Readonly<Record<Verdict, number>>;

/** What went over all lines of a server since it began, and what waits now. */
export interface Flow {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly framesIn: Verdicts;
  readonly framesOut: number;
  /** Times that a reader fell so far behind that it got no more patches. */
  readonly fellBehind: number;
  /** Readers that let so much wait that they were closed. */
  readonly evicted: number;
  readonly waitingBytes: number;
  /** Of the line with most. */
  readonly waitingMaxBytes: number;
}

type Sums = { -readonly [K in Exclude<keyof Flow, "framesIn">]: number } & {
  readonly framesIn: Record<Verdict, number>;
};

/** One line, and what it had carried when it became one: the HTTP before the upgrade. */
interface Watched {
  readonly line: Line;
  readonly verdicts: Verdicts;
  readonly before: { readonly bytesIn: number; readonly bytesOut: number };
}

/** Adds up what lines and sockets count by themselves, when somebody asks. */
export class Traffic {
  readonly #open = new Set<Watched>();
  readonly #gone = nothing();

  /** Counts this line until its socket closes, and keeps what it has counted by then. */
  add(line: Line, verdicts: Verdicts): void {
    const { bytesRead: bytesIn, bytesWritten: bytesOut } = line.ref.socket;
    const watched = { line, verdicts, before: { bytesIn, bytesOut } };
    this.#open.add(watched);
    line.ref.once("close", () => {
      if (this.#open.delete(watched)) include(this.#gone, watched);
    });
  }

  flow(): Flow {
    const sums = { ...this.#gone, framesIn: { ...this.#gone.framesIn } };
    for (const watched of this.#open) {
      include(sums, watched);
      const waiting = watched.line.ref.socket.writableLength;
      sums.waitingBytes += waiting;
      sums.waitingMaxBytes = Math.max(sums.waitingMaxBytes, waiting);
    }
    return sums;
  }
}

const nothing = (): Sums => ({
  bytesIn: 0,
  bytesOut: 0,
  framesIn: { pass: 0, drop: 0, refuse: 0, foreign: 0, flood: 0 },
  framesOut: 0,
  fellBehind: 0,
  evicted: 0,
  waitingBytes: 0,
  waitingMaxBytes: 0,
});

function include(sums: Sums, { line, verdicts, before }: Watched): void {
  const { bytesRead, bytesWritten } = line.ref.socket;
  sums.bytesIn += bytesRead - before.bytesIn;
  sums.bytesOut += bytesWritten - before.bytesOut;
  for (const verdict of Object.keys(sums.framesIn) as Verdict[]) {
    sums.framesIn[verdict] += verdicts[verdict];
  }
  sums.framesOut += line.sent;
  sums.fellBehind += line.fellBehind;
  if (line.evicted) sums.evicted++;
}
