import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "vite";
import { serverBoundary } from "../vite.config.ts";

const FILES = {
  "server/app.ts": "export type App = { port: number };\nexport const secret = 'sesame';\n",
  "schema/games.ts": "export const games = ['arena'];\n",
};

describe("the client build's boundary", () => {
  let root: string;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), "hypogeum-boundary-"));
  });
  after(() => rm(root, { recursive: true }));

  /** Builds a page of one module; returns its code. */
  async function bundle(main: string): Promise<string> {
    for (const [name, text] of Object.entries({ ...FILES, "client/main.ts": main })) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), text);
    }
    const result = await build({
      configFile: false,
      logLevel: "silent",
      root: join(root, "client"),
      plugins: [serverBoundary(root)],
      build: { write: false, lib: { entry: join(root, "client/main.ts"), formats: ["es"] } },
    });
    const outputs = Array.isArray(result) ? result : [result];
    return JSON.stringify(outputs.flatMap((each) => ("output" in each ? each.output : [])));
  }

  it("[WC16] a build that reaches server/ at runtime fails and names the file", async () => {
    for (const line of [
      "import { secret } from '../server/app.ts'; console.log(secret);",
      "import '../server/app.ts';",
      "export const later = () => import('../server/app.ts');",
      "import text from '../server/app.ts?raw'; console.log(text);",
    ]) {
      await assert.rejects(bundle(line), /reaches server code: .*server\/app\.ts/, line);
    }
  });

  it("[WC16] the types of server/app.ts and the code of schema/ may be used", async () => {
    const code = await bundle(
      [
        "import type { App } from '../server/app.ts';",
        "import { games } from '../schema/games.ts';",
        "export const app: App = { port: games.length };",
      ].join("\n"),
    );
    assert.match(code, /arena/);
    assert.doesNotMatch(code, /sesame/);
  });
});
