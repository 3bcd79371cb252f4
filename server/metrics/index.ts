import express, { type Request, type RequestHandler, type Router } from "express";
import { type Forwarding, meterKey } from "../../engine/address.ts";
import type { Counts } from "../../engine/counts.ts";
import type { Log } from "../../engine/log.ts";
import type { Loops } from "../../engine/loops.ts";
import type { Flow } from "../../engine/transport/traffic.ts";
import type { GuardedTransport } from "../../engine/transport.ts";
import { LOADTEST_HEADER } from "../../schema/messages.ts";
import { Attempts } from "../operator/attempts.ts";
import type { OperatorGate } from "../operator.ts";
import { collectGarbage } from "./collect.ts";
import { RoomNames } from "./names.ts";
import { PROCESS, ProcessProbe, type ProcessReading } from "./process.ts";
import { ROOMS, type RoomsReading, readRooms } from "./rooms.ts";
import { register } from "./series.ts";
import { TextRegistry } from "./text.ts";
import { TRAFFIC } from "./traffic.ts";

interface Sources {
  readonly build: string;
  readonly loops: Loops;
  readonly counts: Counts;
  readonly transport: Pick<GuardedTransport, "connections" | "flow">;
}

/** What one scrape has gathered: all of its series tell of the same moment. */
interface Scrape {
  readonly build: string;
  readonly process: ProcessReading;
  readonly rooms: RoomsReading;
  readonly counts: Counts;
  readonly connections: number;
  readonly flow: Flow;
}

/** What one app tells of itself, in Prometheus' text format. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  stop(): void;
}

/** Nothing is shared between apps but the process that they run in. */
export function createMetrics({ build, loops, counts, transport }: Sources): Metrics {
  const probe = new ProcessProbe();
  const registry = new TextRegistry();
  const names = new RoomNames();
  const gather = (): Scrape => ({
    build,
    process: probe.read(loops.standstills.standstills),
    rooms: readRooms(loops.census, names),
    counts,
    connections: transport.connections,
    flow: transport.flow(),
  });
  let scrape: Scrape;
  register<Scrape>(registry, [...PROCESS, ...ROOMS, ...TRAFFIC], () => scrape);
  return {
    contentType: registry.contentType,
    text() {
      scrape = gather();
      // Reads every series before it first waits, so that scrapes at once do not mix.
      return registry.metrics();
    },
    stop: () => probe.stop(),
  };
}

interface Access {
  readonly gate: Pick<OperatorGate, "knows">;
  readonly opensMetrics: (token: string | undefined) => boolean;
  readonly liftsLimits: (header: string | undefined) => boolean;
  readonly forwarding: Forwarding;
  readonly log: Log;
  /** Wrong tokens of one address in 15 minutes. */
  readonly failuresMax: number;
}

/** `GET /metrics`, for operators who are signed in, the scraper's token and a load test's. */
export function metricsRoute(metrics: Metrics, access: Access): Router {
  const { gate, opensMetrics, liftsLimits } = access;
  const refuse = refusal(access);
  const router = express.Router();
  router.get("/metrics", async (request, response, next) => {
    response.set("cache-control", "no-store");
    const isLoadTest = liftsLimits(request.get(LOADTEST_HEADER));
    const isOpen = isLoadTest || opensMetrics(bearerOf(request)) || (await gate.knows(request));
    if (!isOpen) return refuse(request, response, next);
    // For nobody else: the process stands still meanwhile.
    if (isLoadTest && request.query.collect !== undefined) collectGarbage();
    response.set("content-type", metrics.contentType).end(await metrics.text());
  });
  return router;
}

/**
 * A wrong token counts as a failed sign-in does, on a meter of its own: a scraper with yesterday's
 * token must not lock the operator out, nor a guesser blind the scraper whose token is right.
 */
function refusal({ forwarding, log, failuresMax }: Access): RequestHandler {
  const attempts = new Attempts(failuresMax);
  return async (request, response) => {
    const showsToken = bearerOf(request) ?? request.get(LOADTEST_HEADER);
    if (showsToken !== undefined) {
      const address = forwarding.clientAddress(request);
      const wait = await attempts.take(meterKey(address));
      if (wait > 0) return void response.status(429).set("retry-after", String(wait)).end();
      log.warn({ address }, "metrics refused");
    }
    response.status(401).set("www-authenticate", "Bearer").end();
  };
}

const bearerOf = (request: Request): string | undefined =>
  /^Bearer (.+)$/i.exec(request.get("authorization") ?? "")?.[1];
