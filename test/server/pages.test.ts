import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildClient, clientFolder, ensureClient } from "../../server/client-build.ts";
import { builtPages } from "../../server/pages.ts";
import { bootApp, type Running } from "../support/app.ts";

describe("server/pages", () => {
  let app: Running;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "hypogeum-pages-"));
    await mkdir(path.join(folder, "assets"));
    await writeFile(path.join(folder, "index.html"), "<!doctype html><title>page</title>");
    await writeFile(path.join(folder, "login.html"), "<!doctype html><title>login</title>");
    await writeFile(path.join(folder, "favicon.svg"), "<svg/>");
    await writeFile(path.join(folder, "assets", "index-abc.js"), "// script\n".repeat(1000));
    app = await bootApp({ pages: builtPages(folder) });
  });
  after(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  const cache = async (at: string) => {
    const response = await fetch(`${app.url}${at}`, { headers: { accept: "text/html" } });
    await response.arrayBuffer();
    return [response.status, response.headers.get("cache-control")];
  };

  for (const page of ["/", "/play/abc123", "/monitor/login"]) {
    it(`[SV12] the page ${page} is never cached`, async () => {
      assert.deepEqual(await cache(page), [200, "no-store"]);
    });
  }

  it("[SV25] no page may evaluate text as script, the monitor's neither", async () => {
    for (const page of ["/", "/play/abc123", "/monitor/login", "/monitor/"]) {
      const response = await fetch(`${app.url}${page}`, { redirect: "manual" });
      const policy = response.headers.get("content-security-policy") ?? "";
      assert.match(policy, /script-src 'self'(;|$)/, page);
      assert.doesNotMatch(policy, /unsafe-eval/, page);
      assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    }
  });

  it("[SV25] in development scripts may be injected, and nobody may frame a page all the same", async () => {
    const dev = await bootApp({ pages: { ...builtPages(folder), strict: false } });
    const response = await fetch(`${dev.url}/`);
    await dev.close();
    const policy = response.headers.get("content-security-policy") ?? "";
    assert.match(policy, /script-src 'self' 'unsafe-inline' 'unsafe-eval'(;|$)/);
    assert.match(policy, /frame-ancestors 'none'/);
  });

  it("[SV12] a hashed asset is kept for ever", async () => {
    assert.deepEqual(await cache("/assets/index-abc.js"), [
      200,
      "public, max-age=31536000, immutable",
    ]);
  });

  it("[SV12] a missing asset is 404 with its id, and is not kept", async () => {
    const response = await fetch(`${app.url}/assets/nope.js`);
    assert.equal(response.status, 404);
    assert.deepEqual(await response.json(), { error: "http/not_found" });
    assert.ok(!/immutable/.test(response.headers.get("cache-control") ?? ""));
  });

  it("[SV12] an unknown path is the page, with 404; what answers programs is never cached", async () => {
    assert.deepEqual(await cache("/no/such/page"), [404, "no-store"]);
    assert.deepEqual(await cache("/healthz"), [200, "no-store"]);
    assert.deepEqual(await cache("/api/build"), [200, "no-store"]);
  });

  it("[SV12] scripts travel compressed", async () => {
    const headers = { "accept-encoding": "gzip" };
    const response = await fetch(`${app.url}/assets/index-abc.js`, { headers });
    assert.equal(response.headers.get("content-encoding"), "gzip");
  });

  it("[SV13] a build has a folder of its own, and the older ones stay", async function () {
    this.timeout(60_000);
    const current = await ensureClient();
    assert.ok("build" in current);
    const index = path.join(clientFolder(current.build), "index.html");
    const before = (await stat(index)).mtimeMs;
    const other = await buildClient("0123456789ab");
    assert.deepEqual(other, { build: "0123456789ab" });
    assert.equal((await stat(index)).mtimeMs, before);
    const leftovers = (await readdir(path.dirname(clientFolder("x")))).filter((n) =>
      n.includes("."),
    );
    assert.deepEqual(leftovers, ["build.json"], "no half-built folder is left");
    assert.deepEqual(await ensureClient(), { build: current.build });
  });
});
