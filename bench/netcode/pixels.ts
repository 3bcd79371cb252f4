import type { Page } from "playwright-core";
import { debug, launch } from "../../test/support/browser.ts";
import { pause, until } from "../../test/support/wait.ts";
import { openRoom } from "../client/page.ts";
import { openProxy } from "../proxy.ts";
import type { Row } from "./figures.ts";
import { type Seen, type Watched, watchFigure } from "./figureWatch.ts";
import { quantile } from "./numbers.ts";
import { openStand } from "./stand.ts";

/** Half of the round trip that the page plays at. */
const ONE_WAY_MS = 150;
/** Software rendering costs by the pixel. */
const VIEWPORT = { width: 480, height: 320 };
const PRESSES = 12;
/** Presses in all, with those in which the machine had no time for the page. */
const TRIES = 30;
const HITCH_MS = 50;
const HELD_MS = 200;
/** Until the figure stands and the server has said so. */
const REST_MS = 900;
const REST_SPREAD_MS = 50;
const PLAYING_MS = 60_000;
const STEP_MS = 1000 / 30;
/** A key comes to the page from another process. */
const HOP_MS = 5;
/** A figure and the ground around its feet. */
const FIGURE_PX = 64;
/** The picture has to be seen to stand still first. */
const STILL_MS = 250;

export interface PixelFigures {
  readonly presses: number;
  readonly p50: number;
  readonly max: number;
  /** Presses that took longer than one fixed step and the longest frame meanwhile. */
  readonly late: number;
  /** Median time between two frames of the page, in ms. */
  readonly frameMs: number;
  /** Frames in which the pixels changed although nobody did anything: should be 0. */
  readonly restless: number;
}

/** The real page in Chromium at 300 ms: from a key to changed pixels around one's own figure. */
export async function measurePixels(): Promise<PixelFigures> {
  const stand = await openStand(true);
  const proxy = await openProxy(stand.server.port);
  const browser = await launch();
  try {
    const keeper = await openRoom(stand.server.url, { private: true, fill: 0, map: "circus" });
    proxy.delay(ONE_WAY_MS);
    const page = await browser.newPage({ viewport: VIEWPORT, reducedMotion: "reduce" });
    await page.goto(`http://127.0.0.1:${proxy.port}/play/${keeper.room.roomId}`);
    await until("playing", async () => (await debug(page)).self, PLAYING_MS);
    await page.keyboard.press("Escape");
    // A figure that looks at the pointer does not turn with the keys.
    await page.mouse.move(VIEWPORT.width - 20, VIEWPORT.height / 2);
    await pause(2 * REST_MS);
    await page.evaluate(watchFigure, { ...(await figureOn(page)), size: FIGURE_PX });
    const figures = await pressed(page);
    await keeper.quit();
    return figures;
  } finally {
    await browser.close();
    await proxy.close();
    await stand.close();
  }
}

/** In CSS px of the page. */
async function figureOn(page: Page): Promise<{ x: number; y: number }> {
  const { self } = await debug(page);
  if (!self) throw new Error("no figure");
  return { x: self.screenX, y: self.screenY };
}

async function pressed(page: Page): Promise<PixelFigures> {
  const seen: Seen[] = [];
  for (let n = 0; n < TRIES && seen.length < PRESSES; n++) {
    await pause(REST_MS + Math.random() * REST_SPREAD_MS);
    await page.evaluate(() => (globalThis as unknown as Watched).figureWatch.arm());
    await pause(STILL_MS);
    const key = n % 2 === 0 ? "KeyD" : "KeyA";
    await page.keyboard.down(key);
    await pause(HELD_MS);
    await page.keyboard.up(key);
    const one = await page.evaluate(() => (globalThis as unknown as Watched).figureWatch.seen());
    if (one && one.longest <= HITCH_MS) seen.push(one);
  }
  const idle = await page.evaluate(() => (globalThis as unknown as Watched).figureWatch.idle());
  const times = seen.map(({ ms }) => ms);
  return {
    presses: seen.length,
    p50: quantile(times, 0.5),
    max: Math.max(...times),
    late: seen.filter(({ ms, longest }) => ms > STEP_MS + longest + HOP_MS).length,
    frameMs: quantile(idle.gaps, 0.5),
    restless: idle.restless,
  };
}

/** A line of the table; a figure that misses its goal ends in ✗. */
export function pixelRow(figures: PixelFigures): { readonly row: Row; readonly ok: boolean } {
  const { presses, p50, max, late, frameMs, restless } = figures;
  const ok = late === 0 && restless === 0 && presses === PRESSES;
  return {
    ok,
    row: {
      condition: `Chromium, ${2 * ONE_WAY_MS} ms`,
      "key to pixels, ms (p50 max)": `${Math.round(p50)} ${Math.round(max)}${ok ? "" : " ✗"}`,
      presses: `${presses} of ${PRESSES}, ${late} late`,
      "frame, ms": frameMs.toFixed(1),
      "changed without a key": String(restless),
    },
  };
}
