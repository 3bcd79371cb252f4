import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { debug, LARGE, type Seat, shot } from "../support/browser.ts";
import { shootDown, walkTo } from "../support/driver.ts";
import { PLAYING_MS, playing, seat, seenBy, useStage } from "../support/stage.ts";
import { until } from "../support/wait.ts";

describe("[E2E] two people play", function () {
  this.timeout(150_000);
  const stage = useStage();
  const { visitors } = stage;
  const { visit } = stage;

  /** A private room without bots, made through the form. Returns its invite link. */
  async function host(name = "Host"): Promise<{ page: Page; link: string; id: string }> {
    const page = await visit();
    await page.getByLabel("Your name").fill(name);
    await page.getByLabel("Bots", { exact: true }).fill("0");
    await page.getByRole("button", { name: "Open the room" }).click();
    const link = await page.getByLabel("Invite link").inputValue({ timeout: PLAYING_MS });
    const id = await playing(page);
    return { page, link, id };
  }

  async function closeInvite(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Close" }).click();
  }

  it("quick play: from the page to a match with bots, in seconds", async () => {
    const page = await visit();
    await page.getByLabel("Your name").fill("Maximus");
    await page.setViewportSize(LARGE.viewport);
    await shot(page, "lobby");
    await page.setViewportSize({ width: 800, height: 500 });
    const from = performance.now();
    await page.getByRole("button", { name: "Quick play" }).click();
    await playing(page);
    // Ten seconds is the promise on a player's machine; drawn in software, on busy cores, it is twice.
    assert.ok(performance.now() - from < 20_000, `${performance.now() - from} ms`);
    const { players = [], self } = await debug(page);
    assert.equal(self?.name, "Maximus");
    assert.equal(players.filter((p) => p.bot).length, 5);
    await until(
      "bots at play",
      async () => (await debug(page)).players?.some((p) => p.deaths > 0),
      60_000,
    );
    await page.setViewportSize(LARGE.viewport);
    await shot(page, "arena-bots");
  });

  it("two pages meet by the invite link; one moves and the other sees it; one fells the other and both agree", async () => {
    const a = await host("Attia");
    await a.page.getByRole("button", { name: "Copy" }).click();
    await a.page.getByText("Copied").waitFor();
    await shot(a.page, "invite");
    await closeInvite(a.page);
    const pageB = await visit(new URL(a.link).pathname);
    const b = await playing(pageB);
    assert.notEqual(b, a.id);

    const before = await until("A seen by B", () => seenBy(pageB, a.id));
    await walkTo(a.page, seat(b));
    const moved = await until("A's walk seen by B", async () => {
      const now = await seenBy(pageB, a.id);
      return now && Math.hypot(now.drawnX - before.drawnX, now.drawnY - before.drawnY) > 100 && now;
    });
    assert.ok(moved.alive);

    await shootDown(a.page, seat(b));
    await until("B's screen agrees", async () => {
      const [self, foe] = [await seenBy(pageB, b), await seenBy(pageB, a.id)];
      return self?.deaths === 1 && foe?.score === 1;
    });
    assert.equal((await seenBy(a.page, a.id))?.score, 1);
    assert.equal((await seenBy(a.page, b))?.deaths, 1);
    await shot(a.page, "felled-by-a");
    await shot(pageB, "felled-b");
  });

  it("five seconds offline: the page says so, and comes back to the same player", async () => {
    const { page, id, link } = await host("Walker");
    await closeInvite(page);
    const other = await visit(new URL(link).pathname);
    await playing(other);
    await page.context().setOffline(true);
    await page.getByRole("dialog", { name: "Connection interrupted" }).waitFor();
    await until(
      "the other sees it offline",
      async () => (await seenBy(other, id))?.online === false,
    );
    await shot(page, "reconnecting");
    await new Promise((resolve) => setTimeout(resolve, 5000));
    await page.context().setOffline(false);
    assert.equal(await playing(page), id);
    await until("and online again", async () => (await seenBy(other, id))?.online === true);
  });

  it("a reload is the same player; a duplicated tab and a new tab are others", async () => {
    const { page, id } = await host("Reload");
    await page.reload();
    assert.equal(await playing(page), id);

    const [copy] = await Promise.all([
      page.context().waitForEvent("page"),
      page.evaluate(() => void window.open(location.href)),
    ]);
    const copied = await playing(copy);
    assert.notEqual(copied, id, "the copy of the tab's storage is not its identity");
    const fresh = await page.context().newPage();
    await fresh.goto(page.url());
    const third = await playing(fresh);
    assert.equal(new Set([id, copied, third]).size, 3);
    assert.equal((await debug(page)).status, "playing", "and the first one plays on");
    assert.equal((await debug(page)).sessionId, id);
  });

  it("quit while reconnecting works, and nobody comes back later", async () => {
    const { page, id, link } = await host("Quitter");
    await closeInvite(page);
    const other = await visit(new URL(link).pathname);
    await playing(other);
    await page.context().setOffline(true);
    await page.getByRole("dialog", { name: "Connection interrupted" }).waitFor();
    await page.getByRole("button", { name: "Quit" }).click();
    await page.getByRole("heading", { name: "Rooms now" }).waitFor();
    await page.context().setOffline(false);
    await new Promise((resolve) => setTimeout(resolve, 4000));
    assert.notEqual((await seenBy(other, id))?.online, true);
    assert.equal(new URL(page.url()).pathname, "/");
  });

  it("the lobby shows an open room as it fills, and a way in", async () => {
    const player = await visit();
    await player.getByRole("button", { name: "Quick play" }).click();
    await playing(player);
    const watcher = await visit();
    await watcher.getByRole("link", { name: /^Join Arena, 1 of 16/ }).waitFor();
    await shot(watcher, "lobby-list");
    await watcher.getByRole("link", { name: /^Join Arena/ }).click();
    await playing(watcher);
    assert.equal((await debug(watcher)).roomId, (await debug(player)).roomId);
  });

  it("a link to a room that is gone, and a path that leads nowhere, say so and offer a way on", async () => {
    const page = await visit("/play/nosuchroom");
    await page.getByRole("dialog", { name: "This room is gone" }).waitFor();
    await shot(page, "room-gone");
    await page.getByRole("button", { name: "Back to the lobby" }).click();
    await page.getByRole("heading", { name: "Rooms now" }).waitFor();
    visitors.at(-1)?.complaints.splice(0); // the browser reports the 404 of the room in red
    const lost = await visit("/no/such/page");
    await lost.getByRole("heading", { name: "No such passage" }).waitFor();
    visitors.at(-1)?.complaints.splice(0);
  });

  it("the next match comes by itself, on the next map, in the same room and seat", async () => {
    const options = { scoreLimit: 1, breakSeconds: 3, fill: 5, skill: "hard", private: true };
    const keeper = await stage.keeper(options);
    const page = await visit(`/play/${keeper.room.roomId}`);
    const id = await playing(page);
    const { map, frames } = await debug(page);
    const next = await until(
      "another map",
      async () => {
        const now = await debug(page);
        return now.map !== map && now;
      },
      40_000,
    );
    assert.equal(next.sessionId, id);
    await until("drawn on", async () => ((await debug(page)).frames ?? 0) > (frames ?? 0) + 5);
    await shot(page, "next-map");
  });

  it("a phone: the lobby fits 360 px, and a touch drag moves the player", async () => {
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
    const page = await visit("/", phone);
    await page.getByRole("button", { name: "Quick play" }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${wide} px wide`);
    await shot(page, "phone-lobby");
    await page.getByRole("button", { name: "Quick play" }).tap();
    await playing(page);
    await until("alive", async () => (await debug(page)).self?.alive);
    const before = (await debug(page)).self as Seat;
    const touch = await page.context().newCDPSession(page);
    const at = (type: string, x: number, y: number) =>
      touch.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: type === "touchEnd" ? [] : [{ x, y }],
      } as never);
    let direction = 0;
    await until(
      "moved by touch",
      async () => {
        // A wall may be in the way of one direction.
        const angle = (direction++ * Math.PI) / 2;
        await at("touchStart", 90, 560);
        await at("touchMove", 90 + 60 * Math.cos(angle), 560 + 60 * Math.sin(angle));
        await new Promise((resolve) => setTimeout(resolve, 600));
        await shot(page, "phone-arena");
        await at("touchEnd", 0, 0);
        const { self } = await debug(page);
        return self && Math.hypot(self.x - before.x, self.y - before.y) > 30;
      },
      20_000,
    );
  });

  it("中文: the whole page changes, and stays so", async () => {
    const page = await visit();
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("button", { name: "Quick play" }).waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
    await page.reload();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
    await shot(page, "lobby-zh");
  });
});
