import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { DISTRIBUTIONS } from "../../../loadtest/figures.ts";
import { axeViolations, undecidedContrasts } from "../../support/axe.ts";
import { failed, hostile } from "./sample.ts";
import { CHARTS, DESKTOP, PHONE, picture, textOf, useReport } from "./support/page.ts";
import { passed } from "./support/passed.ts";

/** What A4 has between its margins. */
const PAPER = { width: 688, height: 1000 };

const canvasWidth = (page: Page): Promise<number> =>
  page
    .locator("canvas")
    .first()
    .evaluate((canvas: any) => canvas.width);
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

describe("loadtest/report/page", function () {
  this.timeout(30_000);
  const open = useReport();

  for (const hash of ["#en", "#zh"]) {
    it(`[LT45] accessible in ${hash} on a phone, on a desktop and on paper, and nothing spills`, async () => {
      const { page, complaints } = await open(failed(), { hash, viewport: PHONE });
      await page.locator("details summary").first().click();
      for (const viewport of [PHONE, DESKTOP]) {
        await page.setViewportSize(viewport);
        assert.deepEqual(await axeViolations(page), [], `${viewport.width}`);
        assert.deepEqual(await undecidedContrasts(page), [], `${viewport.width}`);
        assert.equal(await sideways(page), 0, `${viewport.width}`);
      }
      await page.setViewportSize(PAPER);
      await page.emulateMedia({ media: "print" });
      assert.deepEqual(await axeViolations(page), [], "paper");
      assert.deepEqual(await undecidedContrasts(page), [], "paper");
      assert.equal(await sideways(page), 0, "paper");
      // What is on paper is drawn for it, at twice its size.
      assert.equal(await page.locator("canvas").count(), CHARTS);
      await page.waitForFunction(() => document.querySelector("canvas")?.width === 1280);
      assert.equal(await page.locator("nav, .languages, details").first().isVisible(), false);
      assert.deepEqual(complaints, []);
    });
  }

  it("[LT45] on a phone a row is a card, nothing of it is hidden, and it stays a table", async () => {
    const { page } = await open(failed({ run: hostile().run }), { viewport: PHONE });
    await page.locator("details summary").first().click();
    const hidden = await page
      .locator(".scroll")
      .evaluateAll((boxes: any[]) =>
        boxes.filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.textContent),
      );
    assert.deepEqual(hidden, []);
    const part = page.locator('[data-part="distributions"]');
    assert.equal(await part.locator("table[role=table] thead[role=rowgroup]").count(), 1);
    assert.equal(await part.locator("tr[role=row] > th[role=columnheader]").count(), 8);
    const rows = part.locator("tbody[role=rowgroup] > tr[role=row]");
    assert.equal(await rows.count(), DISTRIBUTIONS.length);
    const label = () =>
      part
        .locator("tr > th[role=rowheader] + td[role=cell] + td[role=cell]")
        .first()
        .evaluate((cell) => getComputedStyle(cell, "::before").content);
    assert.match(await label(), /^"p50"/);
    await page.setViewportSize(DESKTOP);
    assert.equal(await label(), "none");
  });

  it("[LT45] a print redraws the charts for paper, and the screen's are back afterwards", async () => {
    const { page } = await open(passed());
    const before = await canvasWidth(page);
    await page.evaluate(() => {
      addEventListener("beforeprint", () =>
        queueMicrotask(() => {
          document.body.dataset.drawn = String(document.querySelector("canvas")?.width);
        }),
      );
    });
    const pdf = await page.pdf({ format: "A4" });
    assert.ok(pdf.length > 50_000);
    assert.equal(await page.evaluate(() => document.body.dataset.drawn), "1280");
    assert.equal(await canvasWidth(page), before);
  });

  it("[LT44] texts from outside stay text: no script runs, no line turns around", async () => {
    const { page, complaints } = await open(hostile(), { viewport: PHONE });
    assert.equal(await page.evaluate(() => (globalThis as any).hacked), undefined);
    assert.equal(await page.locator("img").count(), 0);
    assert.doesNotMatch(await textOf(page.locator("#report")), /\p{Cc}|\p{Cs}|\u202e/u);
    assert.match(await textOf(page.locator(".tail")), /RangeError: offset is out of bounds/);
    assert.equal(await sideways(page), 0);
    assert.deepEqual(await axeViolations(page), []);
    assert.deepEqual(complaints, []);
  });

  it("[LT41] speaks the browser's language, keeps the other in the address, and says which", async () => {
    const { page } = await open(passed(), { locale: "zh-CN" });
    const lang = () => page.evaluate(() => document.documentElement.lang);
    assert.equal(await lang(), "zh-CN");
    assert.match(await page.title(), /^通过：/);
    await page.getByRole("button", { name: "English" }).click();
    assert.equal(await lang(), "en");
    assert.match(page.url(), /#en$/);
    await page.getByRole("link", { name: "Capacity" }).click();
    assert.match(page.url(), /#en-capacity$/);
    await page.reload();
    assert.equal(await lang(), "en");
    assert.equal(await page.getByRole("heading", { name: "PASS" }).count(), 1);
    // A drawn text, too.
    const english = await picture(page);
    await page.getByRole("button", { name: "简体中文" }).click();
    assert.ok((await picture(page)) !== english);
  });
});
