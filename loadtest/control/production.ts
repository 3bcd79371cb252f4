import { compare } from "../measure/baseline.ts";
import { estimateCapacity } from "../measure/capacity.ts";
import { readBaseline } from "../measure/earlier.ts";
import { leakOf } from "../measure/leak.ts";
import { Ledger } from "../measure/ledger.ts";
import { machineOf } from "../measure/machine.ts";
import { nsPerSample, recordingOf } from "../measure/recording.ts";
import { watchServer } from "../measure/serverWatch.ts";
import { renderHtml } from "../report/html.ts";
import { renderJunit } from "../report/junit.ts";
import { renderText } from "../report/text.ts";
import { Tape } from "../swarm/tape.ts";
import { systemClock } from "./clock.ts";
import { startCrew } from "./crew.ts";
import { roomProblem } from "./roomType.ts";
import type { Surroundings } from "./surroundings.ts";
import { takeAim } from "./target.ts";
import { tryFile } from "./tryFile.ts";

/** The real ones, for a command line and a signal that ends the run. */
export const production = (args: readonly string[], stop: AbortSignal): Surroundings => ({
  stop,
  args,
  env: process.env,
  terminal: process.stderr,
  clock: systemClock,
  loadScenario: (path, stop) => tryFile("scenario", path, stop),
  takeAim,
  roomProblem,
  startCrew,
  watchServer,
  ledger: () => new Ledger(),
  machine: machineOf,
  nsPerSample: () => nsPerSample(new Tape()),
  recordingOf,
  estimateCapacity,
  leakOf,
  readBaseline,
  compare,
  render: { text: renderText, html: renderHtml, junit: renderJunit },
});
