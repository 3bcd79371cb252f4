import type { Server as HttpServer, IncomingMessage } from "node:http";
import { defineServer } from "@colyseus/core";
import compression from "compression";
import type { Application } from "express";
import { meterKey } from "../engine/address.ts";
import { FrameGuard } from "../engine/frames.ts";
import { guardHttp, sameOriginOnly } from "../engine/http.ts";
import { guardMatchmaking } from "../engine/matchmaking.ts";
import { sampled } from "../engine/sampled.ts";
import { GuardedTransport, type TransportSettings } from "../engine/transport.ts";
import { newHttpServer } from "../engine/upgrades.ts";
import type { RoomLimits } from "../rooms/deps.ts";
import { rooms } from "../rooms/index.ts";
import { refusal } from "../rooms/refusal.ts";
import { GAMES, isGameId } from "../schema/games.ts";
import { CLOSE, LOADTEST_HEADER, type RefusalId } from "../schema/messages.ts";
import { apiRoutes, errorRoute } from "./api.ts";
import type { AppDeps } from "./deps.ts";
import { isGuess } from "./guesses.ts";
import { withoutTokens } from "./log.ts";
import { createMetrics, type Metrics, metricsRoute } from "./metrics/index.ts";
import { monitorRouter } from "./monitor/index.ts";
import { operatorGate } from "./operator.ts";
import { notFound, pageRoutes, securityHeaders } from "./pages.ts";

/** Rooms get this long to say goodbye; with the sockets it stays under the promised 2 s. */
const GOODBYE_MS = 1200;
/** More headers than any client of ours sends. */
const HEADERS_MAX = 64;

export type App = ReturnType<typeof createApp>["server"];

/** The whole application on one HTTP server, with its outside world passed in. */
export function createApp(given: AppDeps) {
  const deps = { ...given, log: sampled(given.log) };
  let ready = false;
  const http = deps.http ?? newHttpServer();
  limitHttp(http, deps.limits);
  const transport = new GuardedTransport(http, transportSettings(deps));
  const metrics = createMetrics({ ...deps, transport });
  sameOriginOnly();
  guardMatchmaking({
    log: deps.log,
    mayCreate: (name) => isGameId(name) && GAMES[name].ownRooms,
    refuseCreate: () => {
      throw refusal("join/create_not_allowed");
    },
    failed: "join/failed",
    tally: deps.counts.matchmaking,
  });
  const server = defineServer({
    rooms: rooms({ ...deps, limits: roomLimits(deps) }),
    transport,
    express: (app) => mount(app, deps, { ready: () => ready, metrics }),
    logger: colyseusLog(deps.log),
    gracefullyShutdown: false,
    greet: false,
  });
  return {
    server,
    http,
    async listen(port: number, host: string): Promise<void> {
      await listening(http, () => server.listen(port, host));
      guardHttp(http, {
        log: deps.log,
        forwarding: deps.forwarding,
        router: server.router,
        origins: deps.origins,
        bodyMaxBytes: deps.limits.HTTP_BODY_MAX_BYTES,
        guesses: {
          isGuess,
          perMinute: deps.limits.GUESSES_PER_MINUTE,
          error: "join/too_many_guesses" satisfies RefusalId,
        },
        exempt: exemptFrom(deps),
        counts: deps.counts,
      });
      ready = true;
    },
    /** Tells every client why, ends rooms and sockets. Resolves within 2 s. */
    async close(): Promise<void> {
      ready = false;
      await withinMs(GOODBYE_MS, server.gracefullyShutdown(false));
      metrics.stop();
      http.closeAllConnections();
      await withinMs(GOODBYE_MS / 2, new Promise((resolve) => http.close(resolve)));
    },
  };
}

function limitHttp(http: HttpServer, limits: AppDeps["limits"]): void {
  http.headersTimeout = limits.HTTP_HEADERS_SECONDS * 1000;
  http.requestTimeout = limits.HTTP_REQUEST_SECONDS * 1000;
  // Whoever asks and does not read. An open WebSocket has pings instead, and puts this off.
  http.timeout = limits.HTTP_IDLE_SECONDS * 1000;
  http.maxHeadersCount = HEADERS_MAX;
  // Node counts WebSockets as well.
  http.maxConnections = limits.CONNECTIONS_MAX + limits.HTTP_CONNECTIONS_MAX;
}

const roomLimits = ({ limits }: AppDeps): RoomLimits => ({
  rooms: limits.ROOMS_MAX,
  bots: limits.BOTS_MAX,
  roomsPerUser: limits.ROOMS_PER_USER,
  createsPerUser: limits.ROOM_CREATES_PER_USER,
  createsPerAddress: limits.ROOM_CREATES_PER_ADDRESS,
  seatSeconds: limits.SEAT_SECONDS,
  seatHoldSeconds: limits.SEAT_HOLD_SECONDS,
  watchersPerRoom: limits.WATCHERS_PER_ROOM,
  violations: limits.VIOLATIONS_MAX,
});

function transportSettings(deps: AppDeps): TransportSettings {
  const { log, foreignProtocols, limits, origins, forwarding, counts } = deps;
  const rates = {
    inputs: limits.INPUTS_PER_SECOND,
    messages: limits.MESSAGES_PER_SECOND,
    controls: limits.CONTROL_FRAMES_PER_SECOND,
  };
  return {
    log,
    counts,
    foreignProtocols,
    closeCodes: { foreign: CLOSE.badFrame, flood: CLOSE.flooding },
    gate: {
      origins,
      originlessAllowed: limits.ORIGINLESS_CLIENTS === "on",
      connectionsMax: limits.CONNECTIONS_MAX,
      connectionsPerAddressMax: limits.CONNECTIONS_PER_ADDRESS,
      addressOf: (request) => meterKey(forwarding.clientAddress(request)),
      isExempt: exemptFrom(deps),
    },
    queue: {
      queueMaxBytes: limits.SEND_QUEUE_MAX_BYTES,
      patchQueueMaxBytes: limits.PATCH_QUEUE_MAX_BYTES,
      frameMaxBytes: limits.FRAME_MAX_BYTES,
    },
    newGuard: (now) => new FrameGuard(now, rates),
    joinTimeoutMs: limits.JOIN_ACK_SECONDS * 1000,
  };
}

/** Requests of a load test that shows its token. */
const exemptFrom =
  ({ liftsLimits }: AppDeps) =>
  ({ headers }: IncomingMessage): boolean =>
    liftsLimits(headers[LOADTEST_HEADER]?.toString());

interface Own {
  readonly ready: () => boolean;
  readonly metrics: Metrics;
}

function mount(app: Application, deps: AppDeps, { ready, metrics }: Own): void {
  const { pages, log, limits } = deps;
  const failuresMax = limits.LOGIN_FAILURES;
  const gate = operatorGate({ ...deps.operator, failuresMax }, log, deps.forwarding);
  app.disable("x-powered-by");
  app.use(securityHeaders(pages.strict, deps.forwarding));
  app.use(compression());
  app.use(apiRoutes({ ...deps, ready }));
  app.use(gate.router);
  app.use(metricsRoute(metrics, { ...deps, gate, failuresMax }));
  // Before the pages: in development, modules live below /play/ as well.
  app.use(pages.assets);
  app.use(pageRoutes(pages));
  app.use(monitorRouter(gate, log));
  app.use(notFound(pages));
  app.use(errorRoute(log));
}

/** Colyseus reports a port in use only to its own log, and then waits for ever. */
function listening(http: HttpServer, listen: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    listen().then(() => {
      http.off("error", reject);
      resolve();
    }, reject);
  });
}

function withinMs(ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    work.then(done, done);
  });
}

/** Colyseus logs bare strings and errors; ours are fields and a message. */
function colyseusLog(log: AppDeps["log"]) {
  const at = (level: "debug" | "info" | "warn" | "error") => (message: unknown) =>
    log[level]({ from: "colyseus" }, withoutTokens(String(message)));
  return {
    debug: at("debug"),
    trace: at("debug"),
    info: at("debug"),
    warn: at("warn"),
    error: at("error"),
  };
}
