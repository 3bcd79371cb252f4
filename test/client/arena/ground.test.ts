import assert from "node:assert/strict";
import { viewScale } from "../../../client/games/arena/camera.ts";
import { CHUNK, ChunkGrid, ChunkSlots } from "../../../client/games/arena/scene/chunks.ts";

const range = { left: 0, top: 0, right: 0, bottom: 0 };

describe("arena ground", () => {
  const grid = new ChunkGrid({ x: -256, y: -256, width: 4416, height: 3392 });

  it("[AV38] the chunks cover the whole ground and touch without a gap", () => {
    assert.deepEqual([grid.columns, grid.rows], [18, 14]);
    assert.deepEqual(grid.areaOf(0), { x: -256, y: -256, width: CHUNK, height: CHUNK });
    assert.deepEqual(grid.areaOf(19), { x: 0, y: 0, width: CHUNK, height: CHUNK });
    const last = grid.areaOf(grid.count - 1);
    assert.ok(last.x + CHUNK >= 4416 - 256 && last.y + CHUNK >= 3392 - 256);
  });

  it("[AV38] a view needs the chunks that it touches, and none beyond the ground", () => {
    grid.cover(range, { x: 500, y: 500, halfX: 10, halfY: 20 });
    assert.deepEqual(range, { left: 2, top: 2, right: 2, bottom: 3 });
    grid.cover(range, { x: 0, y: 5000, halfX: 640, halfY: 360 });
    assert.deepEqual([range.left, range.bottom], [0, 13]);
  });

  it("[AV38] every screen's view is held at once, with what lies around it", () => {
    for (const [width, height] of [
      [360, 740],
      [740, 360],
      [1280, 800],
      [2560, 1440],
      [1000, 1000],
      [3840, 1080],
    ] as const) {
      const scale = viewScale(width, height);
      const across = Math.floor(width / scale / CHUNK) + 2;
      const down = Math.floor(height / scale / CHUNK) + 2;
      assert.ok(across * down <= 48, `${width}x${height}: ${across * down}`);
    }
  });

  it("[AV38] what was not needed for longest gives way, and never what this frame needs", () => {
    const slots = new ChunkSlots(10, 2);
    const [first, second] = [slots.take(5, 1), slots.take(6, 2)];
    assert.notEqual(first, second);
    assert.equal(slots.find(5, 3), first);
    assert.equal(slots.take(7, 3), second, "6 was last needed in frame 2");
    assert.equal(slots.find(6, 3), -1);
    assert.ok(!slots.holds(6) && slots.holds(7));
    assert.equal(slots.take(8, 3), -1, "this frame needs both");
    assert.equal(slots.take(8, 4), first);
    assert.equal(slots.size, 2);
  });
});
