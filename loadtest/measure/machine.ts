import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { dirname, join } from "node:path";
import type { Result } from "../result.ts";

const HERE = import.meta.dirname;
const BYTES_PER_GB = 1e9;
const PACKAGES = ["@colyseus/core", "@colyseus/schema", "colyseus.js"] as const;

/** What a reader must know to tell whether another run is comparable. */
export function machineOf(): Result["machine"] {
  return {
    cpu: cpus()[0]?.model.trim() || "unknown",
    cores: availableParallelism(),
    memoryGb: Math.round((totalmem() / BYTES_PER_GB) * 10) / 10,
    os: `${type()} ${release()} ${process.arch}`,
    node: process.version,
    commit: commitOf(HERE),
    versions: Object.fromEntries(
      PACKAGES.flatMap((name) => {
        const version = versionOf(name);
        return version === undefined ? [] : [[name, version]];
      }),
    ),
  };
}

/** Short hash of the checkout that holds `folder`, with a "+" when files differ; null without git. */
export function commitOf(folder: string): string | null {
  const git = (...args: string[]) =>
    execFileSync("git", args, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 5000,
    }).trim();
  try {
    const hash = git("rev-parse", "--short", "HEAD");
    return git("status", "--porcelain", "--untracked-files=no") === "" ? hash : `${hash}+`;
  } catch {
    return null;
  }
}

/** Of the package as it is installed; many do not export their package.json, so it is looked for. */
function versionOf(name: string): string | undefined {
  try {
    let folder = dirname(createRequire(import.meta.url).resolve(name));
    while (folder !== dirname(folder)) {
      const path = join(folder, "package.json");
      // Some builds carry one that says nothing but how to load them.
      const { version } = existsSync(path)
        ? (JSON.parse(readFileSync(path, "utf8")) as { version?: string })
        : {};
      if (version !== undefined) return version;
      folder = dirname(folder);
    }
  } catch {
    // Not installed: then there is no version to tell.
  }
  return undefined;
}
