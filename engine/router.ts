import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Router } from "@colyseus/core";
import { hasBody, readBody } from "./body.ts";

/** Seconds that whoever is refused should wait, by status. */
export const RETRY_AFTER: Readonly<Record<number, string>> = { 429: "10", 503: "30" };

/** Stable ids of answers that Colyseus gives without a word. */
const WORDLESS: Readonly<Record<number, string>> = {
  404: "http/not_found",
  503: "http/unavailable",
};
const BAD_BODY = { code: 400, error: "http/bad_request" };
/** Colyseus' own, which nothing of ours asks. */
const HEALTH = "/__healthcheck";
const BODILESS = new Set(["GET", "HEAD"]);
const JSON_TYPE = /^application\/(?:[\w.+-]*\+)?json\b/i;

/** Is this request one for the router of Colyseus, rather than for Express? */
export const isRouted = (router: Router, request: IncomingMessage): boolean =>
  routeOf(router, request) !== undefined;

/** The path of the route, with its parameters' names. */
function routeOf(router: Router, { method = "", url = "" }: IncomingMessage): string | undefined {
  return (router.findRoute(method, url.split("?")[0] ?? "") as Found)?.data.path;
}
type Found = { readonly data: { readonly path: string } } | undefined;

/**
 * Why the router must not see this request, or undefined. A body that it cannot read, as a broken
 * form, it takes for a failure of its own, and writes a stack to the terminal.
 */
export function routeProblem(
  router: Router,
  request: IncomingMessage,
): { readonly status: number; readonly error: string } | undefined {
  const path = routeOf(router, request);
  if (path === undefined) return undefined;
  if (path === HEALTH) return { status: 404, error: "http/not_found" };
  if (!hasBody(request)) return undefined;
  if (BODILESS.has(request.method ?? "")) return { status: 400, error: "http/unexpected_body" };
  if (JSON_TYPE.test(request.headers["content-type"] ?? "")) return undefined;
  return { status: 415, error: "http/bad_media_type" };
}

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
  if (body && !isJson(body)) return send(Response.json(BAD_BODY, { status: 400 }), response);
  const url = `${secure ? "https" : "http"}://${request.headers.host}${request.url}`;
  const init = { method: request.method ?? "GET", headers: headersOf(request) };
  await send(await router.handler(new Request(url, body ? { ...init, body } : init)), response);
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(new TextDecoder().decode(body));
    return true;
  } catch {
    return false;
  }
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
  response.end(JSON.stringify({ code, error: WORDLESS[code] ?? "http/failed" }));
}
