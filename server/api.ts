import { randomUUID } from "node:crypto";
import { matchMaker } from "@colyseus/core";
import { parseCookie } from "cookie";
import express, { type ErrorRequestHandler, type Router } from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Log } from "../engine/log.ts";
import type { Loops } from "../engine/loops.ts";
import type { Guests } from "./guests.ts";

/** Tokens per minute and address: a school behind one address fits, a flood does not. */
const GUESTS_PER_MINUTE = 1200;

/** Tells a browser again in another tab; a host's removal holds for all of them. */
const DEVICE = "hypogeum-device";
const DEVICE_COOKIE = {
  httpOnly: true,
  sameSite: "strict",
  path: "/api/guest",
  maxAge: 365 * 24 * 3600 * 1000,
} as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface ApiDeps {
  readonly guests: Guests;
  readonly loops: Loops;
  readonly build: string;
  /** False from the moment the server starts to stop. */
  readonly ready: () => boolean;
}

/** JSON for programs and pages: identity, versions, health. */
export function apiRoutes(deps: ApiDeps): Router {
  const router = express.Router();
  router.use(["/api", "/healthz", "/readyz"], (_request, response, next) => {
    response.set("cache-control", "no-store");
    next();
  });
  router.get("/healthz", (_request, response) => {
    const health = deps.loops.stalled(performance.now());
    response.status(health.stalled.length === 0 ? 200 : 503).json(health);
  });
  router.get("/readyz", (_request, response) => {
    response.status(deps.ready() ? 200 : 503).json({ ready: deps.ready() });
  });
  router.get("/api/build", (_request, response) => {
    response.json({ build: deps.build });
  });
  router.get("/api/rooms/:roomId", async (request, response) => {
    const [room] = await matchMaker.query({ roomId: request.params.roomId });
    if (room) response.json({ game: room.name });
    else response.status(404).json({ error: "join/not_found" });
  });
  router.post("/api/guest", guestRoute(deps.guests));
  return router;
}

function guestRoute(guests: Guests): express.RequestHandler {
  const limiter = new RateLimiterMemory({ points: GUESTS_PER_MINUTE, duration: 60 });
  return async (request, response) => {
    const allowed = await limiter.consume(request.ip ?? "").catch(() => undefined);
    if (!allowed) {
      response.status(429).set("retry-after", "60").json({ error: "guest/too_many" });
      return;
    }
    const bearer = /^Bearer (.+)$/.exec(request.get("authorization") ?? "")?.[1];
    const known = bearer ? await guests.verify(bearer) : undefined;
    const device = known?.device ?? deviceOf(request) ?? randomUUID();
    response.cookie(DEVICE, device, DEVICE_COOKIE);
    response.json(await guests.issue({ ...known, device }));
  };
}

/** A browser that shows a made-up id is merely another browser, so the cookie is not signed. */
function deviceOf(request: express.Request): string | undefined {
  const device = parseCookie(request.get("cookie") ?? "")[DEVICE];
  return device && UUID.test(device) ? device : undefined;
}

/** The last resort: the log gets the error, the client an id and no detail. */
export function errorRoute(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const status = statusOf(error);
    if (status >= 500) log.error({ err: error, path: request.path }, "request failed");
    if (response.headersSent) response.destroy();
    else response.status(status).json({ error: errorId(status) });
  };
}

function errorId(status: number): string {
  if (status >= 500) return "http/failed";
  return status === 404 ? "http/not_found" : "http/bad_request";
}

function statusOf(error: unknown): number {
  const status = Number((error as { status?: unknown }).status);
  return status >= 400 && status < 600 ? status : 500;
}
