import assert from "node:assert/strict";
import { tileIn } from "../../../client/games/arena/match/thumbnail.ts";
import { mapOf } from "../../../schema/arena/map.ts";
import { MAP_IDS } from "../../../schema/arena/maps.ts";

describe("arena thumbnails", () => {
  const boxes = [
    { width: 129, height: 102 },
    { width: 198, height: 106 },
    { width: 337, height: 176 },
    { width: 60, height: 400 },
  ];

  for (const id of MAP_IDS) {
    it(`[AV48] the whole map fills its box with a pixel for each of the screen's, and few more (${id})`, () => {
      const map = mapOf(id);
      for (const box of boxes) {
        for (const ratio of [1, 1.25, 2, 3]) {
          const tile = tileIn(box, map, ratio);
          // Shown within the box: the side that touches it first decides.
          const shown = Math.min(box.width / map.columns, box.height / map.rows) * ratio;
          assert.ok(Number.isInteger(tile) && tile >= shown && tile < shown + 1);
        }
      }
    });
  }

  it("[AV48] where nothing is shown nothing is painted", () => {
    assert.equal(tileIn({ width: 0, height: 0 }, mapOf("pit"), 2), 0);
  });
});
