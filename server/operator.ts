import { parseCookie, stringifySetCookie } from "cookie";
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Router,
} from "express";
import { z } from "zod";
import { Forwarding, meterKey } from "../engine/address.ts";
import type { Log } from "../engine/log.ts";
import { Attempts } from "./operator/attempts.ts";
import {
  type OperatorConfig,
  SESSION_SECONDS,
  type Session,
  Sessions,
  sameText,
} from "./operator/sessions.ts";

export type { OperatorConfig };

/** The guards leave the session on the request; `guardCsrf`, `csrfFor`, `operatorOf` need one. */
export interface OperatorGate {
  /** `POST /api/operator/login` and `POST /api/operator/logout`. */
  readonly router: Router;
  /** No session: 302 to the login page. */
  readonly guardPage: RequestHandler;
  /** No session: 401 `operator/login_required`. */
  readonly guardApi: RequestHandler;
  /** Is an operator signed in here? For what programs may see by other means as well. */
  readonly knows: (req: Request) => Promise<boolean>;
  /** Header `x-hypogeum-csrf` is not the session's token: 403 `operator/csrf`. */
  readonly guardCsrf: RequestHandler;
  /** The token that `guardCsrf` expects from the page served to this request. */
  readonly csrfFor: (req: Request) => string;
  /** Name of the signed-in operator, for pages and audit lines. */
  readonly operatorOf: (req: Request) => string;
}

export const LOGIN_PAGE = "/monitor/login";

const credentials = z.object({ user: z.string().max(128), password: z.string().max(1024) });

export function operatorGate(
  config: OperatorConfig,
  log: Log,
  forwarding = new Forwarding(),
): OperatorGate {
  const sessions = new Sessions(config);
  const cookie = sessionCookie((req) => config.secureCookie || forwarding.isSecure(req));
  const found = new WeakMap<Request, Session>();

  const guard =
    (refuse: RequestHandler): RequestHandler =>
    async (req, res, next) => {
      res.set("Cache-Control", "no-store");
      const session = await sessions.verify(cookie.read(req));
      if (!session) return refuse(req, res, next);
      found.set(req, session);
      next();
    };
  const sessionOf = (req: Request): Session => {
    const session = found.get(req);
    if (!session) throw new Error("guardPage or guardApi must run first");
    return session;
  };

  return {
    router: operatorRouter(config, { sessions, cookie, log, forwarding }),
    guardPage: guard((_req, res) => res.redirect(LOGIN_PAGE)),
    guardApi: guard((_req, res) => void res.status(401).json({ error: "operator/login_required" })),
    knows: async (req) => (await sessions.verify(cookie.read(req))) !== undefined,
    guardCsrf: (req, res, next) => {
      const given = req.get("x-hypogeum-csrf") ?? "";
      if (sameText(given, sessions.csrf(sessionOf(req)))) next();
      else res.status(403).json({ error: "operator/csrf" });
    },
    csrfFor: (req) => sessions.csrf(sessionOf(req)),
    operatorOf: (req) => sessionOf(req).user,
  };
}

interface Entrance {
  readonly sessions: Sessions;
  readonly cookie: SessionCookie;
  readonly log: Log;
  readonly forwarding: Forwarding;
}

function operatorRouter(config: OperatorConfig, entrance: Entrance): Router {
  const router = express.Router();
  router.use("/api/operator", (_req, res, next) => {
    res.set("Cache-Control", "no-store");
    next();
  });
  // JSON alone: another site's form cannot send it, and we grant no CORS preflight.
  const json = express.json({ limit: "4kb", inflate: false });
  router.post("/api/operator/login", json, login(config, entrance));
  router.post("/api/operator/logout", logout(entrance));
  router.use("/api/operator", badBody("operator/bad_request"));
  return router;
}

function login(config: OperatorConfig, entrance: Entrance): RequestHandler {
  const { sessions, cookie, log, forwarding } = entrance;
  const attempts = new Attempts(config.failuresMax);
  return async (req, res) => {
    const parsed = credentials.safeParse(req.body);
    if (!parsed.success) return void res.status(400).json({ error: "operator/bad_request" });
    const address = forwarding.clientAddress(req);
    const wait = await attempts.take(meterKey(address));
    if (wait > 0) {
      const body = { error: "operator/too_many_attempts", retryAfterSeconds: wait };
      return void res.status(429).set("Retry-After", String(wait)).json(body);
    }
    const rightUser = sameText(parsed.data.user, config.user);
    const rightPassword = sameText(parsed.data.password, config.password);
    if (!rightUser || !rightPassword) {
      // Without the name that was typed: people type their password there.
      log.warn({ address }, "operator sign-in refused");
      return void res.status(401).json({ error: "operator/bad_credentials" });
    }
    await attempts.forgive(meterKey(address));
    log.info({ operator: config.user, address }, "operator signed in");
    const token = await sessions.issue();
    res
      .status(204)
      .set("Set-Cookie", cookie.write(req, token, SESSION_SECONDS))
      .end();
  };
}

function logout({ sessions, cookie, log }: Entrance): RequestHandler {
  return async (req, res) => {
    const session = await sessions.verify(cookie.read(req));
    if (session) {
      sessions.revoke(session);
      log.info({ operator: session.user }, "operator signed out");
    }
    res
      .status(204)
      .set("Set-Cookie", cookie.write(req, "", 0))
      .end();
  };
}

/** Answers 400 with `id` where a body parser refused a body: size, encoding, syntax. */
export function badBody(id: string): ErrorRequestHandler {
  return (error, _req, res, next) => {
    const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
    if (status < 500) res.status(400).json({ error: id });
    else next(error);
  };
}

interface SessionCookie {
  readonly read: (req: Request) => string | undefined;
  /** The value of `Set-Cookie`. */
  readonly write: (req: Request, value: string, maxAge: number) => string;
}

function sessionCookie(isSecure: (req: Request) => boolean): SessionCookie {
  // A __Host- cookie cannot be planted by a sibling domain; browsers want Secure for it.
  const nameFor = (secure: boolean) => (secure ? "__Host-hypogeum_operator" : "hypogeum_operator");
  const attributes = { path: "/", httpOnly: true, sameSite: "strict" } as const;
  return {
    read: (req) => parseCookie(req.headers.cookie ?? "")[nameFor(isSecure(req))],
    write: (req, value, maxAge) => {
      const secure = isSecure(req);
      return stringifySetCookie({ name: nameFor(secure), value, maxAge, secure, ...attributes });
    },
  };
}
