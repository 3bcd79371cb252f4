import { readFile } from "node:fs/promises";
import path from "node:path";
import type { createServer as CreateVite, ViteDevServer } from "vite";
import { newHttpServer } from "../engine/upgrades.ts";
import { ROOT } from "./client-build.ts";
import type { AppDeps } from "./deps.ts";
import type { Pages } from "./pages.ts";
import { start } from "./start.ts";

/** The dev server's pages carry no build hash: they reload themselves. */
const DEV_BUILD = "dev";

/** Vite on our own HTTP server: one port, hot reload for the client. */
async function devPages(): Promise<Partial<AppDeps>> {
  const http = newHttpServer();
  const { createServer: createVite } = (await import("vite")) as {
    createServer: typeof CreateVite;
  };
  const vite = await createVite({
    configFile: path.join(ROOT, "vite.config.ts"),
    // The default bundles the config to a temporary file, which `node --watch` sees and restarts on.
    configLoader: "native",
    appType: "custom",
    server: { middlewareMode: true, hmr: { server: http } },
  });
  return {
    http,
    build: DEV_BUILD,
    pages: vitePages(vite),
    foreignProtocols: ["vite-hmr", "vite-ping"],
  };
}

function vitePages(vite: ViteDevServer): Pages {
  return {
    strict: false,
    assets: vite.middlewares,
    send: (name) => async (request, response) => {
      const html = await readFile(path.join(ROOT, "client", name), "utf8");
      const page = await vite.transformIndexHtml(request.originalUrl, html);
      response.set({ "content-type": "text/html", "cache-control": "no-store" }).send(page);
    },
  };
}

await start(process.env, devPages);
