import { createServer, type Server as HttpServer } from "node:http";
import { defineServer } from "@colyseus/core";
import compression from "compression";
import type { Application } from "express";
import { guardHttp, sameOriginOnly } from "../engine/http.ts";
import { GuardedTransport } from "../engine/transport.ts";
import { rooms } from "../rooms/index.ts";
import { CLOSE, type RefusalId } from "../schema/messages.ts";
import { apiRoutes, errorRoute } from "./api.ts";
import type { AppDeps } from "./deps.ts";
import { monitorRouter } from "./monitor/index.ts";
import { operatorGate } from "./operator.ts";
import { notFound, pageRoutes, securityHeaders } from "./pages.ts";

/** Rooms get this long to say goodbye; with the sockets it stays under the promised 2 s. */
const GOODBYE_MS = 1200;
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;

/** Room codes are short enough to say, so trying them all must not be cheap. */
const ROOM_GUESSES = {
  paths: /^\/(?:matchmake\/(?:joinById|reconnect)|api\/rooms)\//,
  error: "join/too_many_guesses" satisfies RefusalId,
};

export type App = ReturnType<typeof createApp>["server"];

/** The whole application on one HTTP server, with its outside world passed in. */
export function createApp(deps: AppDeps) {
  let ready = false;
  const http = deps.http ?? createServer();
  http.headersTimeout = HEADERS_MS;
  http.requestTimeout = REQUEST_MS;
  sameOriginOnly();
  const server = defineServer({
    rooms: rooms(deps),
    transport: new GuardedTransport(http, {
      log: deps.log,
      foreignProtocols: deps.foreignProtocols,
      closeCodes: { foreign: CLOSE.badFrame, flood: CLOSE.flooding },
    }),
    express: (app) => mount(app, deps, () => ready),
    logger: colyseusLog(deps.log),
    gracefullyShutdown: false,
    greet: false,
  });
  return {
    server,
    http,
    async listen(port: number, host: string): Promise<void> {
      await listening(http, () => server.listen(port, host));
      guardHttp(http, ROOM_GUESSES);
      ready = true;
    },
    /** Tells every client why, ends rooms and sockets. Resolves within 2 s. */
    async close(): Promise<void> {
      ready = false;
      await withinMs(GOODBYE_MS, server.gracefullyShutdown(false));
      http.closeAllConnections();
      await withinMs(GOODBYE_MS / 2, new Promise((resolve) => http.close(resolve)));
    },
  };
}

function mount(app: Application, deps: AppDeps, ready: () => boolean): void {
  const { pages, log } = deps;
  const gate = operatorGate(deps.operator, log);
  app.disable("x-powered-by");
  app.use(securityHeaders(pages.strict));
  app.use(compression());
  app.use(apiRoutes({ ...deps, ready }));
  app.use(gate.router);
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
    log[level]({ from: "colyseus" }, String(message));
  return {
    debug: at("debug"),
    trace: at("debug"),
    info: at("debug"),
    warn: at("warn"),
    error: at("error"),
  };
}
