import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { DICTIONARIES } from "../../client/i18n/index.ts";
import { playing, seen, useStage } from "../support/stage.ts";
import { until } from "../support/wait.ts";

const FLAT = { width: 740, height: 360 };
const NARROW = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };
const HUGE = { width: 2560, height: 1440 };
const PHONE = { hasTouch: true, isMobile: true };

/** Runs in the page: pairs of one of the first and one of the second kind that cover each other. */
function overlaps([first, second]: readonly [string, string]): string[] {
  const boxes = (selector: string) =>
    [...document.querySelectorAll<HTMLElement>(selector)]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }))
      .map((each) => ({
        what: each.className || each.textContent,
        box: each.getBoundingClientRect(),
      }));
  return boxes(first).flatMap((a) =>
    boxes(second)
      .filter(
        (b) =>
          Math.min(a.box.right, b.box.right) > Math.max(a.box.left, b.box.left) &&
          Math.min(a.box.bottom, b.box.bottom) > Math.max(a.box.top, b.box.top),
      )
      .map((b) => `${a.what} over ${b.what}`),
  );
}

describe("client screens in a browser", function () {
  this.timeout(180_000);
  const stage = useStage();
  const ROOM = { private: true, hosted: true, seats: 8, fill: 8 };

  const NOTICE = ".notice-aside .notice";
  const IN_THE_WAY = ".arena-clock,button:not(.notice button),.help-devices,.arena-panel h2";

  async function assertAside(page: Page, when: string): Promise<void> {
    await page.locator(NOTICE).waitFor();
    for (const size of [DESK, FLAT, NARROW, HUGE]) {
      await page.setViewportSize(size);
      // The HUD is drawn ten times a second.
      await page.waitForTimeout(300);
      const found = await page.evaluate(overlaps, [NOTICE, IN_THE_WAY] as const);
      assert.deepEqual(found, [], `${when}, ${size.width} px`);
    }
  }

  for (const [language, locale] of [
    ["en", "en-GB"],
    ["zh-CN", "zh-CN"],
  ] as const) {
    it(`[WC42] on a flat phone the help has all its sentences (${language})`, async () => {
      const keeper = await stage.keeper(ROOM);
      const page = await stage.visit(`/play/${keeper.room.roomId}`, {
        ...PHONE,
        viewport: FLAT,
        locale,
      });
      await page.locator(".help").waitFor();
      const shown = await page.locator(".help-card span").evaluateAll((spans) =>
        spans
          .filter((span) => {
            const { top, bottom, width } = span.getBoundingClientRect();
            return width > 40 && top > 0 && bottom < innerHeight;
          })
          .map(({ textContent }) => textContent),
      );
      const { help } = DICTIONARIES[language];
      assert.equal(shown.length, 7);
      for (const text of [help.arena.aimBy.touch, help.arena.findsText, help.arena.shieldText]) {
        assert.ok(shown.includes(text), text);
      }
    });
  }

  it("[WC41] that one is host stands over no clock and no button, in the fight and under the help", async () => {
    const keeper = await stage.keeper({ ...ROOM, mode: "teams" });
    const page = await stage.visit(`/play/${keeper.room.roomId}`, { ...PHONE, viewport: DESK });
    await playing(page);
    await page.locator(".help").waitFor();
    await keeper.quit();
    await assertAside(page, "help");
    await page.keyboard.press("Escape");
    await assertAside(page, "fight");
    await page.locator(NOTICE).waitFor({ state: "detached", timeout: 15_000 });
  });

  it("[AV50] [AV48] [WC41] the end marks bots in full, the vote shows whole sharp maps, on any screen", async () => {
    const match = { matchSeconds: 10, breakSeconds: 18 };
    const keeper = await stage.keeper({ ...ROOM, ...match, seats: 12, fill: 12, mode: "teams" });
    const page = await stage.visit(`/play/${keeper.room.roomId}`, { ...PHONE, viewport: NARROW });
    await playing(page);
    await page.keyboard.press("Escape");
    await seen(page, "the end", (now) => now.phase === "over", 90_000);
    const notes = page.locator(".arena-end-note");
    await notes.first().waitFor();
    const cut = await notes.evaluateAll(
      (all) =>
        all.filter((note) => {
          const cell = note.closest("td")?.getBoundingClientRect();
          const { right, width } = note.getBoundingClientRect();
          return !cell || right > cell.right + 0.5 || width < note.scrollWidth - 1;
        }).length,
    );
    assert.equal(cut, 0);
    await seen(page, "the vote", (now) => now.phase === "vote", 60_000);
    await page.locator(".arena-card").first().waitFor();
    await assertMaps(page);
    await page.setViewportSize(HUGE);
    await until("painted anew", async () => (await maps(page)).every(({ sharp }) => sharp));
    await assertMaps(page);
    await keeper.quit();
    await assertAside(page, "vote");
  });
});

/** The vote's pictures as they are on the page. */
const maps = (page: Page) =>
  page.locator(".arena-card-picture canvas").evaluateAll((all) =>
    all.map((each) => {
      const canvas = each as HTMLCanvasElement;
      const { clientWidth: width, clientHeight: height } = canvas;
      const box = canvas.parentElement as HTMLElement;
      const shown = Math.min(width / canvas.width, height / canvas.height) * devicePixelRatio;
      return {
        box: `${width}x${height}`,
        whole: width <= box.clientWidth && height <= box.clientHeight,
        fit: getComputedStyle(canvas).objectFit,
        sharp: shown <= 1 && shown > 0.4,
      };
    }),
  );

async function assertMaps(page: Page): Promise<void> {
  const found = await maps(page);
  assert.ok(found.length > 1);
  for (const map of found) {
    assert.deepEqual(map, { box: found[0]?.box, whole: true, fit: "contain", sharp: true });
  }
}
