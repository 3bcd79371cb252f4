import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

export const ROOT = path.resolve(import.meta.dirname, "..");
const BUILDS = path.join(ROOT, "dist", "client");
const STAMP = path.join(BUILDS, "build.json");
/** Builds kept: a server that runs on an older one goes on serving it. */
const KEPT = 4;
/** All that a client build reads. */
const SOURCES = ["client", "netplay", "schema", "vite.config.ts", "package-lock.json"];
const MODULES = path.join(ROOT, "node_modules");
const VITE = path.join(MODULES, "vite", "bin", "vite.js");
/** Vite alone may be there as somebody's peer; with its plugin, the dev dependencies are. */
const TOOLS = [VITE, path.join(MODULES, "@preact", "preset-vite")];

const stamp = z.object({ build: z.string() });

/** A build that the server can serve, or why there is none. */
export type ClientBuild =
  | { readonly build: string; readonly note?: string }
  | { readonly problem: string };

/** Hash of the client's sources: the build id that pages and server compare. */
async function sourceHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) await hashInto(hash, path.join(ROOT, source));
  return hash.digest("hex").slice(0, 12);
}

async function hashInto(hash: ReturnType<typeof createHash>, file: string): Promise<void> {
  const entries = await readdir(file, { withFileTypes: true, recursive: true }).catch(
    () => undefined,
  );
  const files = entries
    ? entries.filter((e) => e.isFile()).map((e) => path.join(e.parentPath, e.name))
    : [file];
  for (const name of files.sort()) {
    hash.update(path.relative(ROOT, name).replaceAll(path.sep, "/"));
    hash.update(await readFile(name));
  }
}

/** Builds the client when it is missing or older than its sources. */
export async function ensureClient(): Promise<ClientBuild> {
  const built = await builtId();
  const wanted = await sourceHash();
  if (built === wanted) return { build: built };
  if (TOOLS.every((tool) => existsSync(tool))) return buildClient(wanted);
  if (built === undefined) {
    return {
      problem:
        "client: not built, and the build tools are not installed; run npm ci && npm run build",
    };
  }
  return {
    build: built,
    note: "the built client is older than its sources (the build tools are not installed)",
  };
}

/** The folder of one build. Each has its own, so that building does not pull a running server's. */
export const clientFolder = (build: string): string => path.join(BUILDS, build);

/** Builds unconditionally. */
export async function buildClient(build?: string): Promise<ClientBuild> {
  const id = build ?? (await sourceHash());
  const fresh = path.join(BUILDS, `${id}.${process.pid}`);
  const failure = await runVite(id, fresh);
  if (failure) return { problem: `client: the build failed:\n${failure}` };
  await rm(clientFolder(id), { recursive: true, force: true });
  await rename(fresh, clientFolder(id));
  await writeFile(STAMP, `${JSON.stringify({ build: id })}\n`);
  await dropOldBuilds(id);
  return { build: id };
}

async function dropOldBuilds(current: string): Promise<void> {
  const names = (await readdir(BUILDS, { withFileTypes: true })).filter((e) => e.isDirectory());
  const others = names.map((e) => e.name).filter((name) => name !== current);
  const aged = await Promise.all(
    others.map(async (name) => ({ name, at: (await stat(clientFolder(name))).mtimeMs })),
  );
  const old = aged.sort((a, b) => b.at - a.at).slice(KEPT - 1);
  for (const { name } of old) await rm(clientFolder(name), { recursive: true, force: true });
}

async function builtId(): Promise<string | undefined> {
  try {
    const { build } = stamp.parse(JSON.parse(await readFile(STAMP, "utf8")));
    return existsSync(path.join(clientFolder(build), "index.html")) ? build : undefined;
  } catch {
    return undefined;
  }
}

/** Vite in a process of its own: its memory and its loaders are gone when the server starts. */
function runVite(build: string, folder: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const env = { ...process.env, HYPOGEUM_BUILD_ID: build, NODE_ENV: "production" };
    const args = [VITE, "build", "--logLevel", "warn", "--outDir", folder, "--emptyOutDir"];
    const child = spawn(process.execPath, args, { cwd: ROOT, env });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) =>
      resolve(code === 0 ? undefined : output.trim() || `exit code ${code}`),
    );
  });
}
