import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const BIOME = path.join(ROOT, "node_modules", "@biomejs", "biome", "bin", "biome");

const FORBIDDEN = [
  ["schema", 'import { readEnv } from "../server/env.ts";\nreadEnv({});'],
  ["schema", 'import { readFileSync } from "node:fs";\nreadFileSync("x");'],
  ["engine", 'import { GAMES } from "../schema/games.ts";\nexport const g = GAMES;'],
  ["engine", 'import { Registry } from "prom-client";\nexport const r = Registry;'],
  ["rooms", 'import { Registry } from "prom-client";\nexport const r = Registry;'],
  ["netplay", 'import { BaseRoom } from "../engine/BaseRoom.ts";\nexport const b = BaseRoom;'],
  ["netplay", 'import { readFileSync } from "node:fs";\nreadFileSync("x");'],
  ["rooms", 'import { readEnv } from "../server/env.ts";\nreadEnv({});'],
  ["server", 'import { enter } from "../netplay/session.ts";\nexport const e = enter;'],
  ["client", 'import { readEnv } from "../server/env.ts";\nreadEnv({});'],
  ["client", 'import { rooms } from "../rooms/index.ts";\nexport const r = rooms;'],
  ["client", 'import express from "express";\nexport const e = express;'],
  ["loadtest", 'import express from "express";\nexport const e = express;'],
  [
    "bench",
    'import { gameContract } from "../test/contract/game.ts";\nexport const b = gameContract;',
  ],
  ["loadtest", 'import { readEnv } from "../server/env.ts";\nreadEnv({});'],
] as const;

const ALLOWED = [
  ["client", 'import type { App } from "../server/app.ts";\nexport type A = App;'],
  ["rooms", 'import { GAMES } from "../schema/games.ts";\nexport const g = GAMES;'],
  ["loadtest", 'import { enter } from "../netplay/session.ts";\nexport const e = enter;'],
] as const;

const IMPURE = [
  ["export const a = Math.random();", "plugin"],
  ["export const a = Math.sin(1);", "plugin"],
  ["export const a = 2 ** 0.5;", "plugin"],
  ["export const a = Date.now();", "noRestrictedGlobals"],
  ["export const a = performance.now();", "noRestrictedGlobals"],
  ["setTimeout(() => {}, 1);", "noRestrictedGlobals"],
] as const;

/** What the interfaces of engine/ list. */
const PRIVATE =
  /\b(?:__init|_reserve(?:Seat|dSeats)|_reconnections|_on(?:Message|Leave|Join)|_enqueuedMessages|_simulationInterval|_inputBuffer|_pendingFrames)\b/;
/** These are compared with ours, piece by piece. */
const isMeasured = (folder: string, file: string) =>
  folder === "bench" && file.startsWith("transport");

/** Lints all probes at once under the project's own rules. Returns file → rules that fired. */
async function lint(
  probes: readonly (readonly [file: string, code: string])[],
): Promise<Map<string, string>> {
  const folder = await mkdtemp(path.join(tmpdir(), "hypogeum-lint-"));
  try {
    for (const name of ["biome.json", "pure.grit"]) {
      await copyFile(path.join(ROOT, name), path.join(folder, name));
    }
    for (const [file, code] of probes) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), `${code}\n`);
    }
    const args = [BIOME, "lint", "--colors=off", "--max-diagnostics=none", "."];
    const run = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    const found = new Map<string, string>();
    for (const [, file = "", rule = ""] of (run.stdout + run.stderr).matchAll(
      /^(\S+\.ts):\d+:\d+ (\S+)/gm,
    )) {
      found.set(file, `${found.get(file) ?? ""} ${rule}`);
    }
    return found;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("import boundaries", function () {
  this.timeout(60_000);
  let rules: Map<string, string>;

  before(async () => {
    rules = await lint([
      ...FORBIDDEN.map(([folder, code], n) => [`${folder}/forbidden${n}.ts`, code] as const),
      ...ALLOWED.map(([folder, code], n) => [`${folder}/allowed${n}.ts`, code] as const),
      ...IMPURE.map(([code], n) => [`schema/impure${n}.ts`, code] as const),
      ["data/loadtest/now/report.ts", "export const a: any = 1;"],
      ["loadtest/report.ts", "export const a: any = 1;"],
    ]);
  });

  it("private members of Colyseus are named in engine/ and netplay/ alone", async () => {
    const found: string[] = [];
    for (const folder of ["rooms", "server", "client", "loadtest", "bench"]) {
      const names = await readdir(path.join(ROOT, folder), { recursive: true });
      for (const name of names.filter(
        (file) => /\.tsx?$/.test(file) && !isMeasured(folder, file),
      )) {
        const text = await readFile(path.join(ROOT, folder, name), "utf8");
        if (PRIVATE.test(text)) found.push(`${folder}/${name}`);
      }
    }
    assert.deepEqual(found, []);
  });

  it("what a load test has left in data/ is nobody's source", () => {
    assert.match(rules.get("loadtest/report.ts") ?? "", /noExplicitAny/);
    assert.equal(rules.get("data/loadtest/now/report.ts"), undefined);
  });

  FORBIDDEN.forEach(([folder, code], n) => {
    it(`${folder}/ may not: ${code.split("\n")[0]}`, () => {
      assert.match(rules.get(`${folder}/forbidden${n}.ts`) ?? "", /noRestrictedImports/);
    });
  });

  ALLOWED.forEach(([folder, code], n) => {
    it(`${folder}/ may: ${code.split("\n")[0]}`, () => {
      assert.ok(!/noRestrictedImports/.test(rules.get(`${folder}/allowed${n}.ts`) ?? ""));
    });
  });

  IMPURE.forEach(([code, rule], n) => {
    it(`schema/ is pure: no ${code}`, () => {
      assert.ok(rules.get(`schema/impure${n}.ts`)?.includes(rule));
    });
  });
});
