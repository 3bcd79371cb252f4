import { randomUUID } from "node:crypto";
import { matchMaker } from "@colyseus/core";
import { parseCookie } from "cookie";
import express, { type ErrorRequestHandler, type Router } from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { meterKey } from "../engine/address.ts";
import type { Log } from "../engine/log.ts";
import { LOADTEST_HEADER } from "../schema/messages.ts";
import type { AppDeps } from "./deps.ts";

/** Tells a browser again in another tab; a host's removal holds for all of them. */
const DEVICE = "hypogeum-device";
const DEVICE_COOKIE = {
  httpOnly: true,
  sameSite: "strict",
  path: "/api/guest",
  maxAge: 365 * 24 * 3600 * 1000,
} as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface ApiDeps
  extends Pick<
    AppDeps,
    "log" | "guests" | "revocations" | "loops" | "build" | "forwarding" | "limits" | "liftsLimits"
  > {
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
    const { rooms, stalled } = deps.loops.stalled(performance.now(), (roomId) =>
      deps.log.error({ roomId }, "room stalled"),
    );
    const { count, longestMs } = deps.loops.standstills.standstills;
    // Not a reason to fail: what stood still goes on, and a restart would cost every room.
    response.status(stalled.length === 0 ? 200 : 503);
    // Their number alone: the id of a private room is its invitation.
    response.json({ rooms, stalled: stalled.length, standstills: { count, longestMs } });
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
  router.post("/api/guest", guestRoute(deps));
  return router;
}

function guestRoute(deps: ApiDeps): express.RequestHandler {
  const { guests, revocations, forwarding, limits, liftsLimits } = deps;
  const limiter = new RateLimiterMemory({ points: limits.GUESTS_PER_MINUTE, duration: 60 });
  return async (request, response) => {
    const address = meterKey(forwarding.clientAddress(request));
    const allowed =
      liftsLimits(request.get(LOADTEST_HEADER)) ||
      (await limiter.consume(address).catch(() => undefined));
    if (!allowed) {
      response.status(429).set("retry-after", "60").json({ error: "guest/too_many" });
      return;
    }
    const bearer = /^Bearer (.+)$/.exec(request.get("authorization") ?? "")?.[1];
    const shown = bearer ? await guests.verify(bearer) : undefined;
    const known = shown && !revocations.has(shown) ? shown : undefined;
    const device = known?.device ?? deviceOf(request) ?? randomUUID();
    response.cookie(DEVICE, device, { ...DEVICE_COOKIE, secure: forwarding.isSecure(request) });
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
    // The guard has answered meanwhile: the body was too large. A client could fill the log so.
    if ((error as NodeJS.ErrnoException).code === "ERR_HTTP_HEADERS_SENT") return;
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
