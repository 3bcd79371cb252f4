import assert from "node:assert/strict";
import { colorOf, outlineOf, tintOf } from "../../../client/games/arena/emblem.ts";
import { torchesOf } from "../../../client/games/arena/scene/torches.ts";
import { mapOf, solidAt, UNIT } from "../../../schema/arena/map.ts";
import { HUES } from "../../../schema/messages.ts";

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
