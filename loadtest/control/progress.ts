import { createLogUpdate } from "log-update";
import type { PhaseKind } from "../figures.ts";
import type { Live } from "../measure/ledger.ts";
import type { ServerWatch } from "../measure/serverWatch.ts";

/** What progress is written to: stderr, so that stdout holds the result and nothing else. */
export type Terminal = Pick<NodeJS.WriteStream, "write"> & { readonly isTTY?: boolean };

/** The run at one moment. */
export interface Moment {
  readonly live: Live;
  /** Of the server's last second. */
  readonly server: ReturnType<ServerWatch["at"]>;
  readonly profile: string;
  /** Seconds; null where the profile does not know. */
  readonly phaseLeft: number | null;
  readonly runLeft: number | null;
}

export interface Progress {
  /** A line that stays. */
  say(line: string): void;
  /** Shows the run over and over from here on. */
  follow(moment: () => Moment): void;
  stop(): void;
}

const REDRAW_MS = 500;
const LINE_MS = 2000;

/** On a terminal a table that redraws; elsewhere a plain line every two seconds. */
export function showProgress(terminal: Terminal): Progress {
  let timer: NodeJS.Timeout | undefined;
  const draw = terminal.isTTY ? createLogUpdate(terminal as NodeJS.WriteStream) : undefined;
  return {
    say(line) {
      draw?.clear();
      terminal.write(`${line}\n`);
    },
    follow(moment) {
      const show = () => {
        if (draw) draw(progressTable(moment()));
        else terminal.write(`${progressLine(moment())}\n`);
      };
      timer = setInterval(show, draw ? REDRAW_MS : LINE_MS);
    },
    stop() {
      clearInterval(timer);
      draw?.clear();
      draw?.done();
    },
  };
}

const KINDS: Readonly<Record<PhaseKind, string>> = {
  ramp: "joining or leaving",
  hold: "steady",
  step: "trying",
  storm: "join storm",
  cut: "all lines cut",
  restart: "server killed",
};

type Facts = Readonly<Record<string, string>>;

/** What is known, as words; "-" is not measured. */
function factsOf({ live, server, phaseLeft, runLeft }: Moment): Facts {
  const { phase, counters, echo, bytesPerClient: bytes } = live;
  const ms = (value: number | null | undefined) => (value == null ? "-" : `${value.toFixed(0)} ms`);
  const cores = (value: number | null | undefined) => (value == null ? "-" : value.toFixed(2));
  const kilobytes = (value: number) => (value / 1000).toFixed(1);
  return {
    time: `${clockOf(live.second)}${runLeft === null ? "" : `, about ${clockOf(runLeft)} left`}`,
    phase: phase
      ? `${KINDS[phase.kind]}${phaseLeft === null ? "" : `, ${clockOf(phaseLeft)} left`}`
      : "starting",
    clients: `${live.connected}${phase ? ` of ${phase.clients}` : ""}${live.cutOff > 0 ? `, ${live.cutOff} cut off` : ""}`,
    joins: `${counters.joinsOk} ok, ${counters.joinsFailed} failed`,
    "echo p95": ms(echo?.p95),
    "kB/s each": bytes ? `${kilobytes(bytes.in)} in, ${kilobytes(bytes.out)} out` : "-",
    errors: String(counters.errors + counters.desyncs),
    "server cores": cores(server.serverCores),
    "tick p99": ms(server.tickP99),
    "bots' cores": cores(live.generatorCores),
  };
}

/** For a terminal: one fact a row. */
export function progressTable(moment: Moment): string {
  const rows = Object.entries(factsOf(moment)).map(
    ([name, fact]) => `  ${name.padEnd(13)} ${fact}`,
  );
  return [`${moment.profile} (Ctrl-C ends it with a report)`, ...rows].join("\n");
}

/** For a log: the same in one line. */
export function progressLine(moment: Moment): string {
  const { time, phase, ...facts } = factsOf(moment);
  const rest = Object.entries(facts).map(([name, fact]) => `${name} ${fact}`);
  return [time, phase, ...rest].join(" | ");
}

/** 75 → "1:15". */
function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
