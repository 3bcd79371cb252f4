import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { SourceMap } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const ROOT = path.resolve(import.meta.dirname, "..", "..");
const VITE = path.join(ROOT, "node_modules", "vite", "bin", "vite.js");

/** Tells the source file of a place in the built client, relative to the repository. */
export type SourceOf = (url: string, line: number, column: number) => string | undefined;

/** Builds the client once more, with maps that are not served: the same code has the same names. */
export async function sourcesOf(build: string): Promise<SourceOf> {
  const out = await mkdtemp(path.join(tmpdir(), "hypogeum-maps-"));
  const args = [VITE, "build", "--outDir", out, "--sourcemap", "hidden", "--logLevel", "error"];
  const env = { ...process.env, HYPOGEUM_BUILD_ID: build };
  await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  const assets = path.join(out, "assets");
  const maps = new Map<string, SourceMap>();
  for (const name of await readdir(assets)) {
    if (!name.endsWith(".js.map")) continue;
    const text = await readFile(path.join(assets, name), "utf8");
    maps.set(name.slice(0, -".map".length), new SourceMap(JSON.parse(text)));
  }
  await rm(out, { recursive: true });
  return (url, line, column) => {
    const entry = maps.get(url.split("/").at(-1) ?? "")?.findEntry(line, column);
    if (!entry || !("originalSource" in entry)) return undefined;
    return path.relative(ROOT, path.resolve(assets, entry.originalSource));
  };
}
