import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { axeViolations } from "../support/axe.ts";
import { type Debug, debug, launch, shot, visitor } from "../support/browser.ts";
import { ready, startServer } from "../support/process.ts";
import { needsChromium } from "../support/require.ts";
import { PLAYING_MS, playing, useStage } from "../support/stage.ts";
import { until } from "../support/wait.ts";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const ACROSS = { ...PHONE, viewport: { width: 740, height: 360 } };
/** Of an outage's two seconds, until the panel says that nothing comes. */
const SILENT_MS = 5000;

const panelOf = (page: Page): Locator => page.locator("section.net");
const verdictOf = (page: Page) =>
  panelOf(page).locator(".net-verdict").getAttribute("data-verdict");
const focusClass = (page: Page) => page.evaluate(() => document.activeElement?.className);
const clean = async (page: Page, state: string) =>
  assert.deepEqual(await axeViolations(page), [], state);

/** A figure of the panel as its number. */
async function figure(page: Page, name: string): Promise<number> {
  const row = panelOf(page).locator(".net-figures > div", { hasText: name }).locator("dd");
  return Number.parseFloat((await row.textContent()) ?? "");
}

describe("[E2E] the net panel", function () {
  this.timeout(150_000);
  const stage = useStage();

  /** A page at play in a room of its own; help has been read. */
  async function player(query = "", options = {}): Promise<Page> {
    const keeper = await stage.keeper({ fill: 4, private: true }, true);
    const page = await stage.visit("/nowhere", options);
    stage.visitors.at(-1)?.complaints.splice(0); // the 404 of that address
    await page.evaluate(() => localStorage.setItem("hypogeum:help:arena", "seen"));
    await page.goto(`${stage.server.url}/play/${keeper.room.roomId}${query}`);
    await playing(page);
    return page;
  }

  it("[NM7] F3 opens it beside the running game, which keeps the keys; Escape closes it; axe finds nothing", async () => {
    const page = await player();
    await page.keyboard.press("F3");
    await panelOf(page).waitFor();
    assert.equal(await page.getByRole("region", { name: "Connection" }).count(), 1);
    assert.equal(await focusClass(page), "stage");
    await until("measured", async () => (await figure(page, "Received")) > 0, 20_000);
    await clean(page, "open");
    const tick = await figure(page, "Server tick");
    await until("ticks go on", async () => (await figure(page, "Server tick")) > tick + 10);
    assert.ok((await figure(page, "Patches")) > 5);
    assert.ok((await figure(page, "Ping")) >= 0);
    const drawn = () => page.locator(".net polyline.net-received").getAttribute("points");
    const before = await drawn();
    await until("the graph moves", async () => (await drawn()) !== before);
    await page.keyboard.press("Escape");
    await panelOf(page).waitFor({ state: "detached" });
    await page.keyboard.press("F3");
    await panelOf(page).waitFor();
    await page.keyboard.press("F3");
    await panelOf(page).waitFor({ state: "detached" });
    assert.equal(await focusClass(page), "stage");
  });

  it("[NM7] by keyboard alone: from its button into it, through it, and back to the game", async () => {
    const page = await player();
    await page.getByRole("button", { name: /^Connection/ }).focus();
    await page.keyboard.press("Enter");
    await panelOf(page).waitFor();
    const tabTo = async (name: string) => {
      await until(name, async () => {
        await page.keyboard.press("Tab");
        return page.evaluate(
          (wanted) =>
            document.activeElement?.closest(".net") && document.activeElement?.matches(wanted),
          name,
        );
      });
    };
    await tabTo(".net select");
    await page.keyboard.press("ArrowDown");
    await until("its address", () => page.url().endsWith("?net=3g"));
    await page.keyboard.press("ArrowUp");
    await until("its address", () => !page.url().includes("net="));
    await page.keyboard.press("Escape");
    await until("the game", async () => (await focusClass(page)) === "stage");
  });

  it("[NC6] a far line: the ping rises, the verdict says so, a reload keeps it, the bar shows it", async () => {
    const page = await player();
    await page.getByRole("button", { name: /^Connection/ }).click();
    await until("a verdict", async () => (await figure(page, "Ping")) < 150, 20_000);
    await page.getByLabel("Simulate a bad line").selectOption("far");
    await until("a far ping", async () => (await figure(page, "Ping")) >= 260, 30_000);
    await until(
      "not steady",
      async () => !["steady", "busy"].includes((await verdictOf(page)) ?? ""),
      20_000,
    );
    await clean(page, "simulating");
    assert.match(page.url(), /\?net=far$/);
    const sign = page.getByRole("button", { name: /^Connection .*simulated: Far continent/ });
    await sign.waitFor();
    await page.reload();
    await playing(page);
    await sign.waitFor();
    await until("far again", async () => (await debug(page)).ping >= 260, 30_000);
    await page.keyboard.press("F3");
    assert.equal(await page.getByLabel("Simulate a bad line").inputValue(), "far");
    await page.getByLabel("Simulate a bad line").selectOption("good");
    await until("near", async () => (await figure(page, "Ping")) < 150, 30_000);
    assert.match(page.url(), /\/play\/\w+$/);
    assert.equal(await page.locator(".simulated").count(), 0);
  });

  it("[NC4] two seconds without a line: it shows, it ends, and the match goes on in the same seat", async () => {
    const page = await player();
    const { sessionId } = await debug(page);
    await page.keyboard.press("F3");
    await until("measured", async () => (await verdictOf(page)) !== "measuring", 20_000);
    await page.getByRole("button", { name: "2 s outage" }).click();
    await page.getByText("Nothing arrives from the server").waitFor({ timeout: SILENT_MS });
    await shot(page, "net-outage");
    await page.getByText(/stood still for|stalls about/).waitFor({ timeout: 20_000 });
    assert.ok((await figure(page, "Worst wait")) >= 1800);
    assert.ok((await figure(page, "Stalls")) >= 1);
    const now: Debug = await debug(page);
    assert.deepEqual([now.status, now.sessionId], ["playing", sessionId]);
  });

  it("[NC6] a line that there is not: the panel says so, and the line is as it is", async () => {
    const page = await player("?net=carrier%20pigeon");
    await page.keyboard.press("F3");
    await page.getByText("“carrier pigeon”, which there is not").waitFor();
    await until("a near ping", async () => (await debug(page)).ping < 150, 20_000);
    assert.equal(await page.locator(".simulated").count(), 0);
    await clean(page, "unknown line");
  });

  for (const [name, phone] of [
    ["upright", PHONE],
    ["across", ACROSS],
  ] as const) {
    it(`[NM7] a phone held ${name}: by touch, within the screen, clear of the thumbs`, async () => {
      const page = await player("?net=hotel", phone);
      await page.locator(".bar .ping").tap();
      await panelOf(page).waitFor({ timeout: PLAYING_MS });
      await until("measured", async () => (await verdictOf(page)) !== "measuring", 20_000);
      await shot(page, `net-phone-${name}`);
      await clean(page, name);
      const box = (await panelOf(page).boundingBox()) ?? assert.fail();
      const { width, height } = phone.viewport;
      assert.ok(box.x >= 0 && box.x + box.width <= width && box.y + box.height <= height);
      for (const stick of [".arena-stick-move", ".arena-stick-aim", ".arena-dash"]) {
        assert.ok(!(await covers(page, box, stick)), `${stick} is covered`);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} px wide`);
      await panelOf(page).getByRole("button", { name: "Close" }).tap();
      await panelOf(page).waitFor({ state: "detached" });
    });
  }

  it("[NM4] 中文", async () => {
    const page = await player("?net=far", { locale: "zh-CN" });
    await page.keyboard.press("F3");
    await page.getByRole("region", { name: "连接" }).waitFor();
    await until("a sentence", async () =>
      /[一-鿿].*。$/.test((await panelOf(page).locator(".net-verdict").textContent()) ?? ""),
    );
    await page.getByRole("button", { name: /模拟：遥远的大洲/ }).waitFor();
    await clean(page, "Chinese");
    await shot(page, "net-zh");
  });
});

/** Does a part of the screen lie under the panel where a thumb would rest on it? */
async function covers(
  page: Page,
  panel: { x: number; y: number; width: number; height: number },
  selector: string,
): Promise<boolean> {
  const part = await page.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    if (!element) return undefined;
    // Shown, as it is for whoever plays by touch.
    document.querySelector(".arena")?.classList.add("arena-touch");
    const box = element.getBoundingClientRect();
    // A stick is a point with a ring of 58 px around it.
    const reach = box.width === 0 ? 58 : 0;
    return {
      left: box.left - reach,
      right: box.right + reach,
      top: box.top - reach,
      bottom: box.bottom + reach,
    };
  }, selector);
  assert.ok(part, selector);
  return (
    part.right > panel.x &&
    part.left < panel.x + panel.width &&
    part.bottom > panel.y &&
    part.top < panel.y + panel.height
  );
}

describe("[E2E] the net panel in development", function () {
  this.timeout(120_000);

  it("[NM9] brings the SDK's debug panel when it is first opened, and not before", async function () {
    needsChromium(this);
    const server = await startServer({ SERVE_CLIENT: "on" }, "server/dev.ts");
    const browser = await launch();
    try {
      await ready(server, 60_000);
      const { page } = await visitor(browser, server.url);
      await page.goto(server.url);
      await page.getByRole("button", { name: "Quick play" }).click({ timeout: 60_000 });
      await until("playing", async () => (await debug(page)).self, 60_000);
      const panel = page.locator("#colyseus-debug-shadow-host");
      assert.equal(await panel.count(), 0);
      await page.keyboard.press("F3");
      await panelOf(page).waitFor();
      await panel.waitFor({ state: "attached", timeout: 30_000 });
    } finally {
      await browser.close();
      await server.discard();
    }
  });
});
