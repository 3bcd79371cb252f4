import assert from "node:assert/strict";
import { axeViolations } from "../../support/axe.ts";
import { aborted, failed, plainServer } from "./sample.ts";
import { phase } from "./support/figures.ts";
import { CHARTS, PHONE, picture, textOf, useReport } from "./support/page.ts";
import { passed } from "./support/passed.ts";
import { timeline } from "./support/timeline.ts";

const HOUR = 3600;

describe("loadtest/report/page: what it draws", function () {
  this.timeout(30_000);
  const open = useReport();

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
    assert.match(key, /Server CPU, busiest second\s*n\/a/);
    const empty = await open(aborted(), { viewport: PHONE });
    assert.equal(await empty.page.locator("canvas").count(), 0);
    assert.match(await textOf(empty.page.locator("main")), /Nothing was measured over time\./);
    assert.deepEqual(await axeViolations(empty.page), []);
    assert.deepEqual([...complaints, ...empty.complaints], []);
  });

  it("[LT62] a peak is the timeline's largest, and its label says how long a point is", async () => {
    const peaks = async (t: readonly number[]) => {
      const { columns } = timeline(t.length, 200);
      const high = (values: readonly (number | null)[], most: number) => values.with(7, most);
      const { page } = await open(
        passed({
          timeline: {
            t,
            columns: {
              ...columns,
              serverCores: high(columns.serverCores, 0.97),
              tickP99: high(columns.tickP99, 48),
            },
          },
        }),
      );
      return textOf(page.locator(".key"));
    };
    const seconds = Array.from({ length: 60 }, (_, second) => second);
    const short = await peaks(seconds);
    assert.match(short, /Server CPU, busiest second0\.97 cores/);
    assert.match(short, /Tick p99, worst second48 ms/);
    const long = await peaks(seconds.map((second) => second * 4));
    assert.match(long, /Server CPU, busiest 4 s0\.97 cores.*Tick p99, worst 4 s48 ms/);
  });

  it("[LT47] capacity is drawn with its error bar, the baseline with its noise", async () => {
    const { page } = await open(failed());
    const drawing = page.locator(".capacity .drawing");
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
