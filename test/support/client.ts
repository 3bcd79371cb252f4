import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build, type Plugin } from "vite";

const ROOT = path.resolve(import.meta.dirname, "..", "..");

/** Builds the real client, with plugins of the test's own, into a new temporary folder. */
export async function buildClientOf(id: string, plugins: Plugin[] = []): Promise<string> {
  const outDir = await mkdtemp(path.join(tmpdir(), "hypogeum-client-"));
  await build({
    configFile: path.join(ROOT, "vite.config.ts"),
    configLoader: "native",
    logLevel: "silent",
    mode: "production",
    plugins,
    define: { __BUILD_ID__: JSON.stringify(id) },
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}

/** Puts every text of the dictionary, and what its functions return, between these. */
export const PSEUDO = { open: "⟦", close: "⟧" } as const;

/** Replaces Chinese by English in brackets: a text without them comes from no dictionary. */
export function pseudoLocale(): Plugin {
  const wrap = `(value) => {
    if (typeof value === "string") return "${PSEUDO.open}" + value + "${PSEUDO.close}";
    if (typeof value === "function") return (...given) => wrap(value(...given));
    if (Array.isArray(value)) return value.map(wrap);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrap(inner)]));
  }`;
  return {
    name: "test:pseudo-locale",
    enforce: "pre",
    load(id) {
      if (!id.endsWith("/client/i18n/zh.ts")) return;
      return `import { en } from "./messages.ts";\nconst wrap = ${wrap};\nexport const zh = wrap(en);`;
    },
  };
}
