import { resolve } from "node:path";
import preact from "@preact/preset-vite";
import { defineConfig, normalizePath, type Plugin } from "vite";

const ROOT = import.meta.dirname;
/** Folders that run on the server alone: secrets, Node, rules that a player must not read. */
const SERVER_FOLDERS = ["server", "engine", "rooms"];

/**
 * Fails a client build that reaches a server folder at runtime. A type-only import is erased before
 * it becomes a module, so `import type { App }` stays allowed.
 * @param root the repository's folder
 */
export function serverBoundary(root: string): Plugin {
  const fences = SERVER_FOLDERS.map((folder) => `${normalizePath(resolve(root, folder))}/`);
  return {
    name: "hypogeum:server-boundary",
    enforce: "pre",
    load(id) {
      const path = normalizePath(id.split("?")[0] ?? id);
      if (!fences.some((fence) => path.startsWith(fence))) return;
      const by = this.getModuleInfo(id)?.importers.join(", ") || "an entry";
      this.error(`the client reaches server code: ${path}, imported by ${by}`);
    },
  };
}

export default defineConfig({
  root: resolve(ROOT, "client"),
  plugins: [serverBoundary(ROOT), preact()],
  define: { __BUILD_ID__: JSON.stringify(process.env.HYPOGEUM_BUILD_ID ?? "dev") },
  build: {
    target: "es2022",
    // A data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    // The polyfill is for browsers older than the target.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Undeclared by the SDK, whose index would else pull prediction into the lobby: 14 kB gzip.
      treeshake: {
        moduleSideEffects: [{ test: /colyseus\.js\/build\/(predict|input)\//, sideEffects: false }],
      },
      // A renderer of its own file stays in the cache when our code changes, and a profile can tell
      // the two apart. Vite's helper for lazy imports goes first: in the renderer's file it would
      // pull the renderer into the first page.
      output: {
        codeSplitting: {
          groups: [
            { name: "preload", test: /vite\/preload-helper/, priority: 1 },
            { name: "pixi", test: /node_modules\/pixi\.js/ },
          ],
        },
      },
      input: {
        index: resolve(ROOT, "client/index.html"),
        login: resolve(ROOT, "client/login.html"),
      },
    },
  },
});
