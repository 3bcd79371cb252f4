import path from "node:path";
import express, { type RequestHandler, type Router } from "express";
import helmet from "helmet";
import type { Forwarding } from "../engine/address.ts";

/** Sends one of the client's HTML files. */
export type SendPage = (name: "index.html" | "login.html") => RequestHandler;

/** Where the pages come from: the built files, the dev server, or nowhere. */
export interface Pages {
  /** Everything that is not a page: scripts, styles, icons. */
  readonly assets: RequestHandler;
  readonly send: SendPage;
  /** The dev server injects inline scripts, so it goes with a relaxed policy. */
  readonly strict: boolean;
}

/** The built client: pages are never cached, hashed assets for ever. */
export function builtPages(dist: string): Pages {
  const assets = express.Router();
  const immutable = { immutable: true, maxAge: "1y", index: false, fallthrough: false } as const;
  assets.use("/assets", express.static(path.join(dist, "assets"), immutable));
  assets.use(express.static(dist, { index: false, extensions: [] }));
  const send: SendPage = (name) => (_request, response) => {
    response.set("cache-control", "no-store");
    response.sendFile(name, { root: dist });
  };
  return { assets, send, strict: true };
}

/** For servers that only host rooms and the API: tests, load tests. */
export function noPages(): Pages {
  const send: SendPage = () => (_request, response) => {
    response.status(404).json({ error: "http/no_client" });
  };
  return { assets: (_request, _response, next) => next(), send, strict: true };
}

/** The player's and the operator's pages. Mount last: `/` and `/play/…` answer here. */
export function pageRoutes(pages: Pages): Router {
  const router = express.Router();
  router.get(["/", "/play/:roomId"], pages.send("index.html"));
  router.get("/monitor/login", pages.send("login.html"));
  return router;
}

/** Whatever nobody answered: programs get JSON, people get the page that says so in words. */
export function notFound(pages: Pages): RequestHandler {
  const page = pages.send("index.html");
  return (request, response, next) => {
    response.status(404);
    const wantsPage = request.method === "GET" && request.accepts(["json", "html"]) === "html";
    if (wantsPage && !request.path.startsWith("/api/")) page(request, response, next);
    else response.json({ error: "http/not_found" });
  };
}

/**
 * Headers for every page. What only works by TLS is asked for by TLS alone: a LAN address has none,
 * and browsers would say so in red in the console of every player there.
 */
export function securityHeaders(strict: boolean, forwarding: Forwarding): RequestHandler {
  const [plain, secure] = [headers(strict, false), headers(strict, true)];
  return (request, response, next) =>
    (forwarding.isSecure(request) ? secure : plain)(request, response, next);
}

function headers(strict: boolean, secure: boolean): RequestHandler {
  const tls = secure ? { upgradeInsecureRequests: [] } : {};
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...(strict ? STRICT : RELAXED), ...tls },
    },
    // The guard in front of all answers sets it, on those of Colyseus too.
    hsts: false,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  });
}

const STRICT = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", "data:", "blob:"],
  workerSrc: ["'self'", "blob:"],
  connectSrc: ["'self'", "data:", "blob:"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** In development: the dev server injects scripts and styles, and talks over a socket of its own. */
const RELAXED = {
  ...STRICT,
  scriptSrc: ["'self'", "'unsafe-inline'", "'unsafe-eval'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  connectSrc: ["'self'", "data:", "blob:", "ws:", "wss:"],
};
