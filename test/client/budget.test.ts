import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { buildClientOf } from "../support/client.ts";

const FIRST_PAGE_KB = 120;
const ARENA_KB = 250;

describe("the client build's weight", function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await buildClientOf("budget");
  });
  after(() => rm(folder, { recursive: true }));

  const read = (file: string) => readFile(path.join(folder, file), "utf8");

  /** Files that these load before they run, themselves included. */
  async function closure(files: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    const queue = [...files];
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      if (found.has(file)) continue;
      found.add(file);
      for (const [, next] of (await read(`assets/${file}`)).matchAll(
        /from\s*"\.\/([\w.-]+\.js)"/g,
      )) {
        queue.push(next as string);
      }
    }
    return found;
  }

  async function kilobytes(files: Iterable<string>): Promise<number> {
    let bytes = 0;
    for (const file of files) bytes += gzipSync(await read(`assets/${file}`)).length;
    return bytes / 1024;
  }

  const firstPage = async () => {
    const html = await read("index.html");
    return closure(
      [...html.matchAll(/"\/assets\/([\w.-]+\.js)"/g)].map(([, file]) => file as string),
    );
  };

  it(`[WC29] the first page has at most ${FIRST_PAGE_KB} kB of script, and no renderer`, async () => {
    const files = await firstPage();
    assert.ok(files.size > 1);
    assert.deepEqual(
      [...files].filter((file) => /^(pixi|arena|options|game)-/.test(file)),
      [],
    );
    const size = await kilobytes(files);
    assert.ok(size <= FIRST_PAGE_KB, `${size.toFixed(1)} kB`);
  });

  it(`[WC29] Arena adds at most ${ARENA_KB} kB`, async () => {
    const first = await firstPage();
    const index = [...first].find((file) => file.startsWith("index-")) ?? "";
    const [arena = ""] = /arena-[\w-]+\.js/.exec(await read(`assets/${index}`)) ?? [];
    const more = [...(await closure([arena]))].filter((file) => !first.has(file));
    const size = await kilobytes(more);
    assert.ok(size <= ARENA_KB, `${size.toFixed(1)} kB`);
  });
});
