import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";

const CLIENT = path.resolve(import.meta.dirname, "../../client");
const SHARED = path.join(CLIENT, "public");

interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose: string;
}

/** Width and height of a PNG, from its header. */
function pngSize(file: Buffer): string {
  assert.equal(file.toString("latin1", 1, 4), "PNG");
  return `${file.readUInt32BE(16)}x${file.readUInt32BE(20)}`;
}

describe("client manifest", () => {
  it("[WC21] the page can be installed: name, start, colours, and icons that are what they say", async () => {
    const manifest = JSON.parse(await readFile(path.join(SHARED, "manifest.webmanifest"), "utf8"));
    const { name, start_url, display, theme_color, icons } = manifest;
    assert.deepEqual([name, start_url, display], ["Hypogeum", "/", "standalone"]);
    const html = await readFile(path.join(CLIENT, "index.html"), "utf8");
    assert.match(html, /rel="manifest" href="\/manifest.webmanifest"/);
    assert.match(html, new RegExp(`name="theme-color" content="${theme_color}"`));
    for (const { src, sizes, type } of icons as Icon[]) {
      const file = await readFile(path.join(SHARED, src));
      if (type === "image/png") assert.equal(pngSize(file), sizes, src);
      else assert.match(file.toString(), /<svg/);
    }
    const maskable = (icons as Icon[]).filter(({ purpose }) => purpose === "maskable");
    assert.deepEqual(maskable.map(({ sizes }) => sizes).sort(), ["192x192", "512x512"]);
  });
});
