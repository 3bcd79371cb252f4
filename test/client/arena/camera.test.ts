import assert from "node:assert/strict";
import { Camera, clampAxis, viewScale } from "../../../client/games/arena/camera.ts";

const MAP = { width: 1920, height: 1408 };
const STEP = { dt: 16, still: false };

describe("arena camera", () => {
  it("[AV4] every screen shows about 1280 by 720 px of the world, none more than 1440 along a side", () => {
    const screens = [
      [1280, 720],
      [1280, 800],
      [390, 844],
      [844, 390],
      [360, 640],
      [2560, 1080],
      [3840, 2160],
      [3440, 700],
    ] as const;
    for (const [width, height] of screens) {
      const scale = viewScale(width, height);
      const seen = [width / scale, height / scale] as const;
      assert.ok(Math.max(...seen) <= 1440.001, `${width}x${height} sees ${seen}`);
      assert.ok(seen[0] * seen[1] <= 1280 * 720 * 1.001, `${width}x${height} sees ${seen}`);
    }
    assert.equal(viewScale(1280, 720), 1);
    assert.equal(viewScale(2560, 1440), 2);
  });

  it("[AV4] world and screen points convert back and forth, one's own figure is on the screen", () => {
    const camera = new Camera();
    camera.resize(390, 844);
    for (const [x, y] of [
      [14, 14],
      [960, 700],
      [1900, 1390],
    ] as const) {
      camera.follow(x, y, MAP, { dt: 16, still: true });
      assert.ok(Math.abs(camera.worldX(camera.screenX(123)) - 123) < 1e-9);
      assert.ok(Math.abs(camera.worldY(camera.screenY(456)) - 456) < 1e-9);
      const [sx, sy] = [camera.screenX(x), camera.screenY(y)];
      assert.ok(sx > 40 && sx < 350 && sy > 120 && sy < 724, `(${x},${y}) at ${sx},${sy}`);
    }
  });

  it("[AV4] a map smaller than the screen is centred", () => {
    const at = (centre: number, extent: number) =>
      clampAxis(centre, { half: 500, extent, beyond: 0.2 });
    assert.equal(at(10, 400), 200);
    assert.equal(at(450, 4000), 450);
    assert.equal(at(0, 4000), 400);
    assert.equal(at(4000, 4000), 3600);
  });

  it("[AV5] it sticks to a walking figure, glides to a respawned one, and jumps when motion is unwanted", () => {
    const camera = new Camera();
    camera.resize(1280, 720);
    camera.follow(900, 700, MAP, STEP);
    camera.follow(908, 700, MAP, STEP);
    assert.equal(camera.x, 908);
    camera.follow(600, 700, MAP, STEP);
    assert.ok(camera.x > 600 && camera.x < 908, `still on its way: ${camera.x}`);
    for (let i = 0; i < 60; i++) camera.follow(600, 700, MAP, STEP);
    assert.ok(Math.abs(camera.x - 600) < 0.1);
    camera.follow(1000, 700, MAP, { dt: 16, still: true });
    assert.equal(camera.x, 1000);
  });
});
