import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { debug, LARGE, shot } from "../support/browser.ts";
import { PLAYING_MS, playing, seen, seenBy, useStage } from "../support/stage.ts";
import { until } from "../support/wait.ts";

/** The first fall ends the match, and good bots see to it. */
const SHORT = { scoreLimit: 1, fill: 5, skill: "hard", map: "rotate" } as const;

describe("[E2E] rooms and their people", function () {
  this.timeout(150_000);
  const stage = useStage();
  const { visit, visitors } = stage;

  const named = async (name: string): Promise<Page> => {
    const page = await visit();
    await page.getByLabel("Your name").fill(name);
    return page;
  };

  /** Opens a room by the form, alone; leaves the invitation closed. */
  async function host(name = "Host"): Promise<{ page: Page; code: string; id: string }> {
    const page = await named(name);
    await page.getByLabel("With the link only").check({ force: true });
    await page.getByLabel("Bots", { exact: true }).fill("0");
    await page.getByRole("button", { name: "Open the room" }).click();
    const link = await page.getByLabel("Invite link").inputValue({ timeout: PLAYING_MS });
    const id = await playing(page);
    await page.getByRole("button", { name: "Close" }).click();
    return { page, code: link.slice(-6), id };
  }

  /** Enters a room by its code, typed as people type. */
  async function guest(code: string, name = "Guest"): Promise<{ page: Page; id: string }> {
    const page = await named(name);
    const typed = `${code.slice(0, 3).toLowerCase()} ${code.slice(3).toLowerCase()}`;
    await page.getByLabel("Invite link or room code").fill(typed);
    await page.getByLabel("Invite link or room code").press("Enter");
    const id = await playing(page);
    return { page, id };
  }

  const openPanel = async (page: Page) => {
    await page.getByRole("button", { name: /^Room/ }).click();
    return page.getByRole("dialog", { name: /^Room [A-Z]{6}/ });
  };

  it("a guest joins by the code; the host removes them with a reason, and they cannot come back", async () => {
    const { page, code } = await host();
    const { page: other, id } = await guest(code, "Loud");
    const panel = await openPanel(page);
    await panel.getByRole("button", { name: "Remove Loud…" }).click();
    await page.getByLabel("Reason, if you want to give one").fill("Please be kinder");
    await shot(page, "host-removes");
    await page.getByRole("button", { name: "Remove", exact: true }).click();

    await other.getByText("Please be kinder").waitFor();
    await shot(other, "removed");
    await until("gone", async () => !(await seenBy(page, id)));
    await other.goto(`${stage.server.url}/play/${code}`);
    await other.getByRole("dialog", { name: /cannot come back/i }).waitFor();
    const tab = await other.context().newPage();
    await tab.goto(`${stage.server.url}/play/${code}`);
    await tab.getByRole("dialog", { name: /cannot come back/i }).waitFor();
    for (const { complaints } of visitors) complaints.splice(0);
  });

  it("the host changes bots and map, and the next match is so; when the host leaves, the guest leads", async () => {
    const { page, code } = await host();
    const { page: other, id } = await guest(code);
    const panel = await openPanel(page);
    await panel.getByLabel("Seats that bots fill up").fill("4");
    await panel.getByText("Pit", { exact: true }).click();
    await panel.getByRole("button", { name: "Apply" }).click();
    await panel.getByText(/^Applied/).waitFor();
    await shot(page, "host-panel");
    await seen(other, "two bots", (now) => now.players?.length === 4);
    await panel.getByRole("button", { name: "Next match now…" }).click();
    await page.getByRole("button", { name: "Begin", exact: true }).click();
    await seen(other, "the pit", (now) => now.map === "pit");
    await page.keyboard.press("Escape");

    const hosted = await openPanel(other);
    await hosted.getByText("Host is the host").waitFor();
    await other.keyboard.press("Escape");
    await page.getByRole("button", { name: "Leave" }).click();
    await other.getByText("You are the host now").waitFor();
    await (await openPanel(other)).getByText("You are the host:").waitFor();
    assert.equal((await debug(other)).sessionId, id);
  });

  it("after the match comes the vote, and the next match is on the chosen map", async () => {
    const keeper = await stage.keeper({ ...SHORT, breakSeconds: 10, private: true });
    const page = await visit(`/play/${keeper.room.roomId}`, LARGE);
    await playing(page);
    await page.keyboard.press("Escape");
    await seen(page, "the end", (now) => now.phase === "over", 90_000);
    await shot(page, "match-over");
    const { ballot = [], map } = await seen(page, "the vote", (now) => now.phase === "vote");
    const wanted = ballot.findIndex((id) => id !== map);
    // Keys are the vote's from the frame that shows it.
    await page.getByRole("heading", { name: "Where next?" }).waitFor();
    await page.keyboard.press(`Digit${wanted + 1}`);
    await seen(page, "counted", (now) => now.vote === wanted);
    await shot(page, "vote");
    const next = await seen(page, "the next match", (now) => now.phase === "ready");
    assert.equal(next.map, ballot[wanted]);
    assert.equal(next.match, 2);
    await shot(page, "ready");
  });

  it("whoever comes back in the middle of a vote is in the vote", async () => {
    const keeper = await stage.keeper({ ...SHORT, breakSeconds: 12, private: true });
    const page = await visit(`/play/${keeper.room.roomId}`);
    const id = await playing(page);
    await seen(page, "the end", (now) => now.phase === "over", 90_000);
    await seen(page, "the vote", (now) => now.phase === "vote", 60_000);
    await page.reload();
    assert.equal(await playing(page), id);
    assert.equal((await debug(page)).phase, "vote");
    await page.getByRole("heading", { name: "Where next?" }).waitFor();
  });

  it("a watcher takes no seat, follows or roams, and then plays", async () => {
    const keeper = await stage.keeper({ fill: 4, seats: 6 });
    const page = await visit();
    await page.getByRole("link", { name: new RegExp(`^Watch .*${keeper.room.roomId}`) }).click();
    const { watching } = await seen(page, "watching", (now) => now.watching);
    assert.notEqual(watching, "roam");
    assert.equal((await debug(page)).self, undefined);
    assert.equal((await debug(page)).players?.length, 4);
    await page.getByRole("button", { name: "Next player" }).click();
    await seen(page, "another", (now) => now.watching && now.watching !== watching);
    await shot(page, "watching");
    await page.getByRole("button", { name: "Roam" }).click();
    await seen(page, "roaming", (now) => now.watching === "roam");
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await playing(page);
    assert.equal((await debug(page)).players?.length, 4, "a bot made way");
  });

  it("who does nothing is warned, then watches, and may play again", async () => {
    const keeper = await stage.keeper({ fill: 3, idleSeconds: 10 }, true);
    const page = await visit(`/play/${keeper.room.roomId}`);
    await playing(page);
    await page.getByText("Are you there?").waitFor({ timeout: 60_000 });
    await shot(page, "idle");
    await seen(page, "watching", (now) => now.watching, 60_000);
    await page.getByText("You did nothing for a while").waitFor();
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await playing(page);
  });

  it("settings apply at once and survive a reload", async () => {
    const page = await visit();
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByLabel("Volume").fill("30");
    await page.getByText("For red-green colour blindness").click();
    await page.getByRole("button", { name: "Done" }).click();
    await page.reload();
    await page.getByRole("button", { name: "Settings" }).click();
    assert.equal(await page.getByLabel("Volume").inputValue(), "30");
    assert.ok(await page.getByLabel("For red-green colour blindness").isChecked());
    await shot(page, "settings");
  });

  it("a gamepad's stick moves the player", async () => {
    const keeper = await stage.keeper({ fill: 0, private: true });
    const page = await visit("/");
    await page.addInitScript(() => {
      const axes = [0, 0, 0, 0];
      const buttons = Array.from({ length: 17 }, () => ({
        pressed: false,
        touched: false,
        value: 0,
      }));
      const pad = { axes, buttons, connected: true, mapping: "standard", index: 0, id: "stub" };
      Object.assign(globalThis, { stubAxes: axes });
      navigator.getGamepads = () => [pad] as never;
    });
    await page.goto(`${stage.server.url}/play/${keeper.room.roomId}`);
    await playing(page);
    await page.keyboard.press("Escape");
    const { self } = await seen(page, "free", (now) => now.phase === "playing");
    let direction = 0;
    await until("moved", async () => {
      const angle = (direction++ * Math.PI) / 2;
      await page.evaluate(
        ([x = 0, y = 0]) => {
          const axes = (globalThis as unknown as { stubAxes: number[] }).stubAxes;
          [axes[0], axes[1]] = [x, y];
        },
        [Math.cos(angle), Math.sin(angle)],
      );
      await new Promise((resolve) => setTimeout(resolve, 400));
      const now = (await debug(page)).self;
      return now && self && Math.hypot(now.x - self.x, now.y - self.y) > 30;
    });
  });
});
