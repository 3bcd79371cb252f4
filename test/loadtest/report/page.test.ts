import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { renderHtml } from "../../../loadtest/report/html.ts";
import type { Result } from "../../../loadtest/result.ts";
import { axeViolations } from "../../support/axe.ts";
import { launch, visitor } from "../../support/browser.ts";
import { aborted, failed, hostile, plainServer } from "./sample.ts";
import { phase } from "./support/figures.ts";
import { passed } from "./support/passed.ts";
import { timeline } from "./support/timeline.ts";

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 900 };
/** What A4 has between its margins. */
const PAPER = { width: 688, height: 1000 };
const CHARTS = 9;
const HOUR = 3600;

const canvasWidth = (page: Page): Promise<number> =>
  page
    .locator("canvas")
    .first()
    .evaluate((canvas: any) => canvas.width);
const picture = (page: Page, chart = 0): Promise<string> =>
  page
    .locator("canvas")
    .nth(chart)
    .evaluate((canvas: any) => canvas.toDataURL());
/** Texts of an element, with one space between them. */
const textOf = async (element: Locator): Promise<string> =>
  (await element.allTextContents()).join(" ").replace(/\s+/g, " ").trim();

describe("loadtest/report/page", function () {
  this.timeout(30_000);
  let browser: Browser;
  let folder: string;
  const closing: (() => Promise<void>)[] = [];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "report-"));
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** The report as a file, opened as somebody would who got it by mail. */
  async function open(
    result: Result,
    { hash = "", ...options }: Parameters<Browser["newContext"]>[0] & { hash?: string } = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const file = path.join(folder, "report.html");
    await writeFile(file, await renderHtml(result));
    const { context, page, complaints } = await visitor(browser, "file:///", {
      offline: true,
      ...options,
    });
    closing.push(() => context.close());
    await page.goto(`${pathToFileURL(file)}${hash}`);
    await page.locator(".verdict").waitFor();
    return { page, complaints };
  }

  const sideways = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

  for (const hash of ["#en", "#zh"]) {
    it(`[LT45] accessible in ${hash} on a phone, on a desktop and on paper, and nothing spills`, async () => {
      const { page, complaints } = await open(failed(), { hash, viewport: PHONE });
      await page.locator("details summary").first().click();
      for (const viewport of [PHONE, DESKTOP]) {
        await page.setViewportSize(viewport);
        assert.deepEqual(await axeViolations(page), [], `${viewport.width}`);
        assert.equal(await sideways(page), 0, `${viewport.width}`);
      }
      await page.setViewportSize(PAPER);
      await page.emulateMedia({ media: "print" });
      assert.deepEqual(await axeViolations(page), [], "paper");
      assert.equal(await sideways(page), 0, "paper");
      // What is on paper is drawn for it, at twice its size.
      assert.equal(await page.locator("canvas").count(), CHARTS);
      await page.waitForFunction(() => document.querySelector("canvas")?.width === 1280);
      assert.equal(await page.locator("nav, .languages, details").first().isVisible(), false);
      assert.deepEqual(complaints, []);
    });
  }

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

  it("[LT46] the keyboard moves one cursor over all charts, zooms and comes back", async () => {
    const { page } = await open(passed());
    const all = page.getByRole("button", { name: "Show the whole run" });
    const chart = page.getByRole("slider", { name: "CPU" });
    await chart.focus();
    await page.keyboard.press("Home");
    for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowRight");
    assert.match(
      (await chart.getAttribute("aria-valuetext")) ?? "",
      /^20 s, server 0\.\d+ cores, bots/,
    );
    assert.deepEqual(
      new Set(await page.locator(".legend .when").allTextContents()),
      new Set(["0:20"]),
    );
    const cursors = page.locator(".u-cursor-x:not(.u-off)");
    assert.equal(await cursors.count(), CHARTS);
    assert.equal(await all.isEnabled(), false);
    await page.keyboard.press("+");
    assert.equal(await all.isEnabled(), true);
    await page.keyboard.press("Home");
    assert.match((await chart.getAttribute("aria-valuetext")) ?? "", /^6 s, /);
    await page.keyboard.press("Escape");
    assert.equal(await all.isEnabled(), false);
  });

  it("[LT46] a drag zooms all charts, a double click resets; a line can be hidden", async () => {
    const { page } = await open(passed());
    const whole = [await picture(page, 0), await picture(page, 3)];
    await page.locator(".u-over").first().scrollIntoViewIfNeeded();
    const box = await page.locator(".u-over").first().boundingBox();
    assert.ok(box);
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.3, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, y, { steps: 3 });
    await page.mouse.up();
    const zoomed = [await picture(page, 0), await picture(page, 3)];
    assert.ok(zoomed.every((drawn, n) => drawn !== whole[n]));
    await page.mouse.dblclick(box.x + box.width / 2, y);
    assert.ok(
      [await picture(page, 0), await picture(page, 3)].every((drawn, n) => drawn === whole[n]),
    );
    const longest = page.getByRole("button", { name: "longest" }).first();
    await longest.click();
    assert.equal(await longest.getAttribute("aria-pressed"), "false");
    assert.ok((await picture(page, 0)) !== whole[0]);
  });

  it("[LT46] charts mark the phases and say what they draw in words and a table", async () => {
    const { page } = await open(passed());
    const bare = await open(passed({ phases: [] }));
    assert.ok((await picture(page)) !== (await picture(bare.page)));
    const latency = page.locator('[data-chart="latency"]');
    assert.match(await textOf(latency.locator(".story")), /^p95: median [\d.]+ ms, at most/);
    const errors = page.locator('[data-chart="errors"] .story');
    assert.equal(await textOf(errors), "Errors: 0 throughout.");
    await latency.locator("summary").click();
    await latency.locator("tbody tr").first().waitFor();
    assert.equal(await latency.locator("tbody tr").count(), 60);
    assert.match(await textOf(latency.locator("tbody tr").first()), /^0:00\s*n\/a/);
  });

  it("[LT46] what was not measured is not drawn, and said so", async () => {
    const { page, complaints } = await open(plainServer());
    assert.equal(await page.locator('[data-chart="tick"]').count(), 0);
    const missing = page.locator('[data-part="charts"] > .missing');
    assert.equal(await textOf(missing), "Not measured: Tick, Memory.");
    const cpu = page.locator('[data-chart="cpu"]');
    assert.equal(await cpu.locator("canvas").count(), 1);
    assert.equal(await textOf(cpu.locator(".missing")), "Not measured: server.");
    const key = await textOf(page.locator(".key"));
    assert.match(key, /Peak server CPU\s*n\/a/);
    const empty = await open(aborted(), { viewport: PHONE });
    assert.equal(await empty.page.locator("canvas").count(), 0);
    assert.match(await textOf(empty.page.locator("main")), /Nothing was measured over time\./);
    assert.deepEqual(await axeViolations(empty.page), []);
    assert.deepEqual([...complaints, ...empty.complaints], []);
  });

  it("[LT47] capacity is drawn with its error bar, the baseline with its noise", async () => {
    const { page } = await open(failed());
    const drawing = page.locator(".capacity > svg");
    for (const part of [".band", ".fit", ".limit", ".error-bar"]) {
      assert.ok((await drawing.locator(part).count()) > 0, part);
    }
    assert.ok((await drawing.locator(".sample").count()) > 20);
    const rows = page.locator('[data-part="baseline"] tbody tr');
    assert.match(await textOf(rows.nth(0)), /34\.2 ms\s*184 ms\+438 %, noise ± 6\.1 %\s*worse$/);
    assert.equal(await page.locator('[data-part="gates"] .met.no').count(), 3);
    const { capacity } = passed();
    assert.ok(capacity.known);
    const capped = await open(passed({ capacity: { ...capacity, capped: true } }));
    assert.equal(await capped.page.locator(".capacity .error-bar").count(), 0, "it is not known");
    const unknown = await open(plainServer());
    assert.equal(await unknown.page.locator(".capacity").count(), 0);
    assert.match(await textOf(unknown.page.locator(".finding")), /^Not available: /);
  });

  it("[LT48] an hour, second by second, opens at once", async () => {
    const long = passed({
      timeline: timeline(HOUR, 200),
      phases: [phase("ramp", 200), phase("hold", 200, { from: 10, to: HOUR })],
    });
    const { page } = await open(long);
    await page
      .locator("canvas")
      .nth(CHARTS - 1)
      .waitFor();
    const took = await page.evaluate(
      () => new Promise<number>((done) => requestAnimationFrame(() => done(performance.now()))),
    );
    // Half a second on a quiet machine; quadratic work would take a minute.
    assert.ok(took < 10_000, `${took} ms`);
    await page.locator('[data-chart="latency"] summary').click();
    await page.locator('[data-chart="latency"] tbody tr').first().waitFor();
    assert.equal(await page.locator('[data-chart="latency"] tbody tr').count(), 120);
  });
});
