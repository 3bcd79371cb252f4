import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { axeViolations } from "../support/axe.ts";
import { debug } from "../support/browser.ts";
import { PLAYING_MS, playing, seen, useStage } from "../support/stage.ts";
import { until } from "../support/wait.ts";

describe("[E2E] the room's panel", function () {
  this.timeout(150_000);
  const stage = useStage();

  const focused = (page: Page) =>
    page.evaluate(
      () => document.activeElement?.textContent?.trim() || document.activeElement?.tagName,
    );

  /** A page in a room of its own, its panel open. */
  async function hostPanel(): Promise<{ page: Page; panel: Locator }> {
    const page = await stage.visit();
    await page.getByRole("button", { name: "Open the room" }).click();
    await playing(page);
    await page.getByRole("button", { name: "Close" }).click({ timeout: PLAYING_MS });
    await page.getByRole("button", { name: /^Room/ }).click();
    return { page, panel: page.getByRole("dialog", { name: /^Room/ }) };
  }

  const clean = async (page: Page, state: string) =>
    assert.deepEqual(await axeViolations(page), [], state);

  it("[WC37] is clean in every state; the focus comes back from a question, and to the game", async () => {
    const { page, panel } = await hostPanel();
    await panel.getByLabel("Seats that bots fill up").fill("many");
    await clean(page, "open");
    await panel.getByRole("button", { name: "Apply" }).click();
    await panel.getByText("A whole number from 0 to 16").waitFor();
    assert.equal(await panel.getByLabel("Seats that bots fill up").inputValue(), "many");
    await clean(page, "wrong");
    const next = panel.getByRole("button", { name: "Next match now…" });
    await next.click();
    await clean(page, "question");
    await page.keyboard.press("Escape");
    await until("the question's button", async () => (await focused(page)) === "Next match now…");
    await page.keyboard.press("Escape");
    await until("the game", () =>
      page.evaluate(() => document.activeElement?.classList.contains("stage")),
    );
    assert.equal(await panel.count(), 0);
  });

  it("[WC37] what is typed in it is not for the game", async () => {
    const { page, panel } = await hostPanel();
    await seen(page, "free to move", (now) => now.phase === "playing");
    const { self: before } = await debug(page);
    await panel.getByLabel("Invite link").focus();
    await page.keyboard.down("d");
    await new Promise((resolve) => setTimeout(resolve, 600));
    await page.keyboard.up("d");
    const { self: after } = await debug(page);
    if (before?.deaths === after?.deaths) assert.equal(after?.x, before?.x);
  });

  it("[WC35] a watcher's address stays a watcher's through a reload; playing takes it back", async () => {
    const keeper = await stage.keeper({ fill: 2, private: true });
    const address = `/play/${keeper.room.roomId}`;
    const page = await stage.visit(address);
    await playing(page);
    await page.getByRole("button", { name: /^Room/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Watch" }).click();
    await seen(page, "watching", (now) => now.watching);
    await until("its address", () => page.url().endsWith(`${address}?watch`));
    await page.reload();
    await seen(page, "watching again", (now) => now.status === "playing" && now.watching);
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await playing(page);
    await until("its address", () => page.url().endsWith(address));
  });
});
