import { type Counts, OK } from "../../engine/counts.ts";
import type { Tally } from "../../engine/tally.ts";
import type { Flow } from "../../engine/transport/traffic.ts";
import { type Definition, sample, single, tallied } from "./series.ts";

interface Scrape {
  readonly connections: number;
  readonly flow: Flow;
  readonly counts: Counts;
}
type Named = [name: string, help: string, value: (flow: Flow) => number];

const gauge = ([name, help, value]: Named): Definition<Scrape> =>
  single({ name, help, type: "gauge" }, ({ flow }) => value(flow));
const counter = ([name, help, value]: Named): Definition<Scrape> =>
  single({ name, help, type: "counter" }, ({ flow }) => value(flow));

export const TRAFFIC: readonly Definition<Scrape>[] = [
  single(
    { name: "hypogeum_connections", help: "Open WebSockets, the lobby's included.", type: "gauge" },
    ({ connections }) => connections,
  ),
  counter(["hypogeum_received_bytes_total", "Bytes from clients.", ({ bytesIn }) => bytesIn]),
  counter(["hypogeum_sent_bytes_total", "Bytes to clients.", ({ bytesOut }) => bytesOut]),
  counter(["hypogeum_sent_frames_total", "Frames to clients.", ({ framesOut }) => framesOut]),
  tallied(
    {
      name: "hypogeum_received_frames_total",
      help: "Frames from clients by verdict: passed on, dropped or refused over budget, closed as foreign or a flood.",
      label: "verdict",
    },
    ({ flow }) => Object.entries(flow.framesIn),
  ),
  gauge([
    "hypogeum_send_queue_bytes",
    "Bytes that wait for clients to read them.",
    ({ waitingBytes }) => waitingBytes,
  ]),
  gauge([
    "hypogeum_send_queue_max_bytes",
    "Bytes that wait for the one with most.",
    ({ waitingMaxBytes }) => waitingMaxBytes,
  ]),
  counter([
    "hypogeum_readers_behind_total",
    "Times that a reader was too slow, and got no more patches until it had read everything.",
    ({ fellBehind }) => fellBehind,
  ]),
  counter([
    "hypogeum_readers_evicted_total",
    "Readers so slow that they were closed.",
    ({ evicted }) => evicted,
  ]),
  tallied(
    {
      name: "hypogeum_upgrades_refused_total",
      help: "Upgrades that were refused, CONNECT among them, by stable id of the reason.",
      label: "reason",
    },
    ({ counts }) => counts.upgrades.counts,
  ),
  {
    name: "hypogeum_joins_total",
    help: "Joins at both stages, the matchmaker's answer and the connection to the seat: ok, or the stable id of what was in the way.",
    type: "counter",
    *read({ counts }) {
      const stages = { matchmaking: counts.matchmaking, connection: counts.connections };
      for (const [stage, tally] of Object.entries(stages)) {
        for (const [result, count] of withOk(tally)) yield sample(count, { stage, result });
      }
    },
  },
  tallied(
    {
      name: "hypogeum_http_answers_total",
      help: "Answers over HTTP by class of status; 52x are the matchmaker's, as for a room that is not there; none where the client had gone.",
      label: "status",
    },
    ({ counts }) => counts.answers.counts,
  ),
];

/** Zero joins are a figure too: a graph begins somewhere. */
const withOk = ({ counts }: Tally) => new Map([[OK, 0], ...counts]);
