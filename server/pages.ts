import path from "node:path";
import express, { type RequestHandler, type Router } from "express";
import helmet from "helmet";

/** Sends one of the client's HTML files. */
export type SendPage = (name: "index.html" | "login.html") => RequestHandler;

/** Where the pages come from: the built files, the dev server, or nowhere. */
export interface Pages {
  /** Everything that is not a page: scripts, styles, icons. */
  readonly assets: RequestHandler;
  readonly send: SendPage;
  /** The dev server injects inline scripts, so it goes without the strict policy. */
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

/** Headers for every page. No HSTS and no upgrade of requests: a LAN address has no TLS. */
export function securityHeaders(strict: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: strict && {
      useDefaults: false,
      directives: {
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
      },
    },
    hsts: false,
    // Browsers ignore these two without TLS, and say so in red in the console of every LAN player.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
}
