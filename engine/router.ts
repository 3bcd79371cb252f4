import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Router } from "@colyseus/core";
import { hasBody, readBody } from "./body.ts";

/** Seconds that whoever is refused should wait, by status. */
export const RETRY_AFTER: Readonly<Record<number, string>> = { 429: "10", 503: "30" };

/** Is this request one for the router of Colyseus, rather than for Express? */
export const isRouted = (router: Router, request: IncomingMessage): boolean =>
  router.findRoute(request.method ?? "", (request.url ?? "").split("?")[0] ?? "") !== undefined;

/**
 * Answers a request by the router. Colyseus' own bridge ends a response after its first piece and
 * never ends one above the socket's buffer (64 kB).
 */
export async function route(
  router: Router,
  request: IncomingMessage,
  response: ServerResponse,
  secure: boolean,
): Promise<void> {
  const body = hasBody(request) ? await readBody(request) : undefined;
  const url = `${secure ? "https" : "http"}://${request.headers.host}${request.url}`;
  const init = { method: request.method ?? "GET", headers: headersOf(request) };
  await send(await router.handler(new Request(url, body ? { ...init, body } : init)), response);
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  return headers;
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  if (response.destroyed || response.headersSent) return;
  for (const [name, value] of answer.headers) {
    // Colyseus announces characters where bytes are meant.
    if (name !== "set-cookie" && name !== "content-length") response.setHeader(name, value);
  }
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  const retry = RETRY_AFTER[answer.status];
  if (retry) response.setHeader("retry-after", retry);
  response.statusCode = answer.status;
  if (!answer.body) end(response);
  // Not every client of the matchmaker reads chunks, so what announces a length keeps one.
  else if (answer.headers.has("content-length")) response.end(Buffer.from(await answer.bytes()));
  else await pipeline(Readable.fromWeb(answer.body as never), response);
}

/** Clients read JSON of whatever refuses them; Colyseus has no words while it stops. */
function end(response: ServerResponse): void {
  const { statusCode: code } = response;
  if (code < 400) return void response.end();
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ code, error: code === 503 ? "http/unavailable" : "http/failed" }));
}
