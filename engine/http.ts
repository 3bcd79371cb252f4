import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { matchMaker, type Router } from "@colyseus/core";
import { type Forwarding, meterKey } from "./address.ts";
import { type BodyLimit, hasBody, limitBody } from "./body.ts";
import { Buckets } from "./budget.ts";
import { type Counts, countAnswer } from "./counts.ts";
import type { Log } from "./log.ts";
import { isRouted, RETRY_AFTER, route, routeProblem } from "./router.ts";
import type { UpgradeRefusal } from "./transport/gate.ts";
import { Turns } from "./turns.ts";
import { guardUpgrades } from "./upgrades.ts";

interface Refusal {
  readonly status: number;
  readonly error: string;
}

const HOST = /^(?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?$/;
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** A minute's guesses and as many again and a half: thirty who join by link make ninety requests. */
const GUESS_BURST_MINUTES = 2.5;
/** What others in front of us may claim. Read once, then gone: nobody behind us asks again. */
const CLAIMS = ["proto", "host", "port"].map((claim) => `x-forwarded-${claim}`);
const ADDRESS_CLAIMS = ["x-real-ip", "x-client-ip", "forwarded", ...CLAIMS];
/** A client that still sends its body sees the answer only if its connection outlives it a little. */
const LINGER_MS = 500;
const YEAR_SECONDS = 365 * 24 * 3600;

export interface HttpGuard {
  readonly log: Log;
  /** Who is at the other end. */
  readonly forwarding: Forwarding;
  /** Colyseus' own routes; they exist once it listens. */
  readonly router: Router;
  /** Origins of other hosts whose pages may read our answers: "https://play.example". */
  readonly origins: readonly string[];
  readonly bodyMaxBytes: number;
  readonly guesses: GuessLimit;
  /** Is this request above the meters? */
  readonly exempt: (request: IncomingMessage) => boolean;
  /** Counts answers, and upgrades that were refused. */
  readonly counts?: Pick<Counts, "answers" | "upgrades"> | undefined;
}

/** Requests that name something which only the invited know: whoever tries one after another waits. */
export interface GuessLimit {
  /** Of the path and query of a request or an upgrade. */
  readonly isGuess: (url: string) => boolean;
  /** Per address; two and a half times as many at once. */
  readonly perMinute: number;
  /** Stable id of the refusal. */
  readonly error: string;
}

/**
 * Stands in front of Colyseus' request listener, which builds a URL from `Host` and
 * `X-Forwarded-Proto` as they come and stops the process when that throws. Call after `listen()`,
 * when the stock listeners are in place.
 */
export function guardHttp(server: Server, guard: HttpGuard): void {
  const { counts } = guard;
  const stock = server.listeners("request") as RequestListener[];
  const guesses = new Buckets(
    guard.guesses.perMinute / 60,
    guard.guesses.perMinute * GUESS_BURST_MINUTES,
  );
  const turns = new Turns();
  const serveAny = (request: IncomingMessage, response: ServerResponse) => {
    if (isRouted(guard.router, request)) serve(request, response, guard);
    else for (const listener of stock) listener.call(server, request, response);
  };
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const body = hasBody(request) ? limitBody(request, guard.bodyMaxBytes) : undefined;
    turns.take(request, response, () => {
      if (counts) countAnswer(response, counts.answers);
      meet(request, response, guard);
      const refusal = refuse(request, guard, body) ?? refuseGuess(request, guard, guesses);
      if (refusal) return answer(request, response, refusal);
      if (request.method === "OPTIONS") return void response.writeHead(204).end();
      if (body) body.onOver = () => answer(request, response, TOO_LARGE);
      serveAny(request, response);
    });
  });
  // A token can be tried at the WebSocket as well.
  guardUpgrades(server, turns, {
    refuse: (request) => {
      forgetClaims(request, guard.forwarding);
      return refuseGuess(request, guard, guesses);
    },
    tally: counts?.upgrades,
  });
}

/** Takes the permissive CORS headers off every answer of Colyseus. Process-wide. */
export function sameOriginOnly(): void {
  matchMaker.controller.DEFAULT_CORS_HEADERS =
    {} as typeof matchMaker.controller.DEFAULT_CORS_HEADERS;
  matchMaker.controller.getCorsHeaders = () => ({});
}

/** What every answer carries, whoever gives it. */
function meet(request: IncomingMessage, response: ServerResponse, guard: HttpGuard): void {
  const { forwarding, origins } = guard;
  const secure = forwarding.isSecure(request);
  forgetClaims(request, forwarding);
  // Node has thrown away what came behind an offer to upgrade: the next piece may begin anywhere.
  if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false;
  response.setHeader("x-content-type-options", "nosniff");
  if (secure) {
    response.setHeader("strict-transport-security", `max-age=${YEAR_SECONDS}`);
  }
  if (origins.length === 0) return;
  response.setHeader("vary", "Origin");
  const { origin } = request.headers;
  if (origin === undefined || !origins.includes(origin)) return;
  response.setHeader("access-control-allow-origin", origin);
  // The SDK sends every request with credentials, and would not be shown the answer without.
  response.setHeader("access-control-allow-credentials", "true");
  response.setHeader("access-control-expose-headers", "Retry-After");
  if (request.method !== "OPTIONS") return;
  response.setHeader("access-control-allow-methods", "GET, POST");
  response.setHeader("access-control-allow-headers", "Accept, Authorization, Content-Type");
  response.setHeader("access-control-max-age", "600");
}

/** Leaves one claim, ours: Colyseus believes any of them about the address. */
function forgetClaims(request: IncomingMessage, forwarding: Forwarding): void {
  const address = forwarding.clientAddress(request);
  forwarding.isSecure(request);
  for (const claim of ADDRESS_CLAIMS) delete request.headers[claim];
  request.headers["x-forwarded-for"] = address;
}

const TOO_LARGE: Refusal = { status: 413, error: "http/body_too_large" };

function refuse(
  request: IncomingMessage,
  { bodyMaxBytes, router }: HttpGuard,
  body: BodyLimit | undefined,
): Refusal | undefined {
  if (!isHost(request.headers.host ?? "")) return { status: 400, error: "http/bad_host" };
  if (!METHODS.has(request.method ?? "")) return { status: 405, error: "http/bad_method" };
  if (!request.url?.startsWith("/")) return { status: 400, error: "http/bad_path" };
  const announced = Number(request.headers["content-length"] ?? 0);
  if (body?.over || announced > bodyMaxBytes) return TOO_LARGE;
  return routeProblem(router, request);
}

/** Whoever builds a URL of it must not fail: "a:99999" looks like one. */
const isHost = (text: string): boolean => HOST.test(text) && URL.canParse(`http://${text}`);

function refuseGuess(
  request: IncomingMessage,
  guard: HttpGuard,
  guesses: Buckets,
): (Refusal & UpgradeRefusal) | undefined {
  const { isGuess, error } = guard.guesses;
  if (!isGuess(request.url ?? "") || guard.exempt(request)) return undefined;
  const key = meterKey(guard.forwarding.clientAddress(request));
  return guesses.take(key, performance.now()) ? undefined : { status: 429, error };
}

function serve(request: IncomingMessage, response: ServerResponse, guard: HttpGuard): void {
  const secure = guard.forwarding.isSecure(request);
  response.setHeader("cache-control", "no-store");
  route(guard.router, request, response, secure).catch((err) => {
    // A client that has gone, or whose body was refused, is owed nothing.
    if (request.destroyed && !request.complete) return;
    guard.log.error({ err }, "router failed");
    answer(request, response, { status: 500, error: "http/failed" });
  });
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, error }: Refusal,
): void {
  if (response.headersSent) return void response.destroy();
  // `code` is what the SDK reads of a refused join.
  const body = JSON.stringify({ code: status, error });
  const retry = RETRY_AFTER[status];
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": body.length,
    connection: "close",
    ...(retry && { "retry-after": retry }),
    ...(status === 405 && { allow: [...METHODS].join(", ") }),
  });
  response.write(body);
  if (!hasBody(request)) return void response.end();
  request.resume();
  setTimeout(() => response.end(), LINGER_MS);
}
