import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { matchMaker } from "@colyseus/core";
import { Buckets } from "./budget.ts";

interface Refusal {
  readonly status: number;
  readonly error: string;
}

const HOST = /^(?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?$/;
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const BODY_MAX_BYTES = 16 * 1024;
/** A school behind one address fits: thirty people who join by link make ninety requests. */
const GUESSES = { rate: 2, burst: 300 };

/** Requests that name something which only the invited know: whoever tries one after another waits. */
export interface GuessLimit {
  readonly paths: RegExp;
  /** Stable id of the refusal. */
  readonly error: string;
}

/**
 * Stands in front of Colyseus' request listener, which builds a URL from `Host` and
 * `X-Forwarded-Proto` as they come and stops the process when that throws. Call after `listen()`,
 * when the stock listeners are in place. Same origin only: stock CORS reflects every origin.
 */
export function guardHttp(server: Server, limit: GuessLimit): void {
  const stock = server.listeners("request") as RequestListener[];
  const guesses = new Buckets(GUESSES.rate, GUESSES.burst);
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const refusal = refuse(request) ?? refuseGuess(request, limit, guesses);
    if (refusal) answer(response, refusal);
    else for (const listener of stock) listener.call(server, request, response);
  });
}

/** Takes the permissive CORS headers off every answer of Colyseus. Process-wide. */
export function sameOriginOnly(): void {
  matchMaker.controller.DEFAULT_CORS_HEADERS =
    {} as typeof matchMaker.controller.DEFAULT_CORS_HEADERS;
  matchMaker.controller.getCorsHeaders = () => ({});
}

function refuse(request: IncomingMessage): Refusal | undefined {
  delete request.headers["x-forwarded-proto"];
  if (!HOST.test(request.headers.host ?? "")) return { status: 400, error: "http/bad_host" };
  if (!METHODS.has(request.method ?? "")) return { status: 405, error: "http/bad_method" };
  if (!request.url?.startsWith("/")) return { status: 400, error: "http/bad_path" };
  // A chunked body has no length to check beforehand; no client of ours sends one.
  if (request.headers["transfer-encoding"]) return { status: 411, error: "http/length_required" };
  const length = Number(request.headers["content-length"] ?? 0);
  if (length > BODY_MAX_BYTES) return { status: 413, error: "http/body_too_large" };
  return undefined;
}

function refuseGuess(
  request: IncomingMessage,
  { paths, error }: GuessLimit,
  guesses: Buckets,
): Refusal | undefined {
  if (!paths.test(request.url ?? "")) return undefined;
  if (guesses.take(request.socket.remoteAddress ?? "", performance.now())) return undefined;
  return { status: 429, error };
}

function answer(response: ServerResponse, { status, error }: Refusal): void {
  // `code` is what the SDK reads of a refused join.
  const body = JSON.stringify({ code: status, error });
  response.writeHead(status, { "content-type": "application/json", connection: "close" });
  response.end(body);
}
