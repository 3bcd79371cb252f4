import assert from "node:assert/strict";
import { colorOf, outlineOf, tintOf } from "../../../client/games/arena/emblem.ts";
import { directionOf } from "../../../client/games/arena/scene/direction.ts";
import { inView } from "../../../client/games/arena/scene/inView.ts";
import { Life } from "../../../client/games/arena/scene/life.ts";
import { expose } from "../../../client/games/arena/scene/light.ts";
import { torchesOf } from "../../../client/games/arena/scene/torches.ts";
import { mapOf, solidAt, UNIT } from "../../../schema/arena/map.ts";
import { MAP_IDS } from "../../../schema/arena/maps.ts";
import { HUES } from "../../../schema/messages.ts";

/** As much of the world as any screen shows, around its origin. */
const WIDEST = { x: 0, y: 0, width: 1440, height: 960, scale: 1 } as const;

describe("arena emblems", () => {
  it("[AV11] every hue has an outline and a colour of its own, within the unit disc", () => {
    const outlines = new Set<string>();
    for (let hue = 0; hue < HUES; hue++) {
      const outline = outlineOf(hue);
      outlines.add(JSON.stringify(outline));
      assert.equal(outline.length % 2, 0);
      for (let i = 0; i < outline.length; i += 2) {
        const [x, y] = [outline[i] as number, outline[i + 1] as number];
        assert.ok(Math.hypot(x, y) < 1.5, `hue ${hue}: ${x},${y}`);
      }
      assert.match(colorOf(hue), /^#[0-9a-f]{6}$/);
      assert.equal(`#${tintOf(hue).toString(16).padStart(6, "0")}`, colorOf(hue));
    }
    assert.equal(outlines.size, HUES);
    assert.equal(outlineOf(HUES), outlineOf(0), "a foreign hue still has a look");
  });
});

describe("arena torches", () => {
  const map = mapOf("atrium");
  const torches = torchesOf(map);

  it("[AV12] every torch of the map burns: on a wall beside it, else below a grate", () => {
    const drawn = map.tiles.join("").split("t").length - 1;
    assert.equal(torches.length, drawn);
    for (const { kind, x, y } of torches) {
      assert.equal(solidAt(map, x * UNIT, y * UNIT), kind === "wall", `${kind} at ${x},${y}`);
    }
    assert.deepEqual(new Set(torches.map((torch) => torch.kind)), new Set(["wall", "grate"]));
  });

  it("[AV12] light starts on open floor, so that no wall swallows it", () => {
    for (const { lightX, lightY } of torches) {
      assert.ok(!solidAt(map, lightX * UNIT, lightY * UNIT), `${lightX},${lightY}`);
    }
  });
});

describe("arena figures that fall", () => {
  const frame = { dt: 16 };

  it("[AV13] lie where they were drawn, and get up where they respawn", () => {
    const life = new Life(false);
    assert.equal(life.step(true, { x: 100, y: 100 }, frame), false);
    life.step(false, { x: 100, y: 100 }, frame);
    life.step(false, { x: 130, y: 100 }, frame);
    assert.deepEqual([life.down, life.at.x, life.at.y], [true, 100, 100]);
    assert.equal(life.step(true, { x: 130, y: 100 }, frame), false, "drawn in the past: not yet");
    assert.ok(life.down);
    assert.equal(life.step(true, { x: 900, y: 700 }, frame), true);
    assert.ok(!life.down);
    assert.equal(life.step(true, { x: 900, y: 700 }, frame), false, "told once");
  });

  it("[AV13] get up at once when own, and in the end also where they fell", () => {
    const own = new Life(true);
    own.step(false, { x: 5, y: 5 }, frame);
    assert.equal(own.step(true, { x: 5, y: 5 }, frame), true);
    const other = new Life(false);
    other.step(false, { x: 5, y: 5 }, frame);
    let frames = 0;
    while (!other.step(true, { x: 5, y: 5 }, frame)) frames++;
    assert.ok(frames > 10 && frames < 40, `${frames} frames`);
  });
});

describe("arena lights", () => {
  it("[AV40] no screen shows more than 24 fires, wherever it is", () => {
    for (const id of MAP_IDS) {
      const map = mapOf(id);
      const all = torchesOf(map);
      for (const { x, y } of all) {
        const seen = all.filter((fire) => inView(WIDEST, { x: fire.x - x, y: fire.y - y }, 0));
        assert.ok(seen.length <= 24, `${id}: ${seen.length} around ${x},${y}`);
      }
    }
  });

  it("[AV40] light beyond white keeps its hue, and grain is smoothed away", () => {
    const pixels = (red: number, green: number, blue: number) =>
      Uint8ClampedArray.from(Array.from({ length: 9 }, () => [red, green, blue, 255]).flat());
    const faint = pixels(60, 50, 40);
    expose(faint, 3);
    assert.deepEqual([...faint.slice(0, 4)], [120, 100, 80, 255]);
    const strong = pixels(200, 150, 40);
    expose(strong, 3);
    assert.deepEqual([...strong.slice(16, 20)], [255, 191, 51, 255]);
    const dithered = pixels(60, 60, 60);
    dithered[16] = 64;
    expose(dithered, 3);
    assert.ok((dithered[16] as number) - (dithered[0] as number) < 4);
  });
});

describe("arena name tags", () => {
  it("[AV47] a name runs as its first letter does, as on the page", () => {
    for (const name of ["שלוםabc مرحبا", "مرحبا abc", "1 אבג", "«יוסף»", "\u{1E900}x", "ߒߞߏ"]) {
      assert.equal(directionOf(name), "rtl", name);
    }
    for (const name of ["abc שלום", "9", "", "斗坑 שלום", "Ωב", "٣x"]) {
      assert.equal(directionOf(name), "ltr", name);
    }
  });
});
