import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import type { Page } from "playwright-core";
import { shot } from "../support/browser.ts";
import { playing, seen, useStage } from "../support/stage.ts";
import { pause } from "../support/wait.ts";

/** From the first patch after coming back to a running game. */
const LANDING_MS = 2000;
const ROOM = { fill: 6, seats: 8, matchSeconds: 600, scoreLimit: 500, idleSeconds: 600 } as const;

interface Landing {
  /** From the first patch to a running game. */
  readonly ms: number;
  readonly loaded: number;
}

/**
 * Waits in the page for the first patch, then for a running game: others move on the screen, and
 * what is sent is acknowledged.
 */
const landing = (page: Page): Promise<Landing> =>
  page.evaluate(async () => {
    interface Figure {
      id: string;
      drawnX: number;
      drawnY: number;
      alive: boolean;
    }
    const look = () => (globalThis as any).__hypogeum.debug();
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const before = look().serverTime;
    while (look().status !== "playing" || look().serverTime === before) await frame();
    const patched = performance.now();
    const at = new Map<string, Figure>(look().players.map((p: Figure) => [p.id, p]));
    const walked = (p: Figure) => {
      const was = at.get(p.id);
      const way = was ? Math.hypot(p.drawnX - was.drawnX, p.drawnY - was.drawnY) : 0;
      return p.alive && way > 12;
    };
    for (;;) {
      const now = look();
      const others = now.players.filter((p: Figure) => p.id !== now.sessionId);
      if (others.some(walked) && now.pendingInputs < 12) break;
      await frame();
    }
    return { ms: performance.now() - patched, loaded: performance.timeOrigin };
  });

/** What a tab behind another is: without frames, and told so. Without a window, no tab ever is. */
const hide = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const frames: FrameRequestCallback[] = [];
    const request = window.requestAnimationFrame.bind(window);
    const tell = (state: DocumentVisibilityState) => {
      const fields = { hidden: { value: state === "hidden" }, visibilityState: { value: state } };
      for (const field of Object.values(fields)) Object.assign(field, { configurable: true });
      Object.defineProperties(document, fields);
      document.dispatchEvent(new Event("visibilitychange"));
    };
    window.requestAnimationFrame = (callback) => frames.push(callback);
    tell("hidden");
    (globalThis as any).show = () => {
      window.requestAnimationFrame = request;
      tell("visible");
      for (const frame of frames.splice(0)) request(frame);
    };
  });

/** The browser's processes: all that this one has started whose command says so. */
function browserProcesses(): number[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,args="]).toString().trim().split("\n");
  const processes = lines.map((line) => {
    const [pid, parent, command = ""] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), command };
  });
  const ours = new Set([process.pid]);
  // A parent is listed before its children most often, not always.
  for (let i = 0; i < 4; i++) {
    for (const { pid, parent } of processes) if (ours.has(parent)) ours.add(pid);
  }
  const browser = processes.filter(({ pid, command }) => ours.has(pid) && /chrom/.test(command));
  return browser.map(({ pid }) => pid);
}

describe("[E2E] away and back", function () {
  this.timeout(120_000);
  const stage = useStage();

  async function player(): Promise<{ page: Page; id: string; loaded: number }> {
    const keeper = await stage.keeper({ ...ROOM, private: true }, true);
    const page = await stage.visit(`/play/${keeper.room.roomId}`);
    const id = await playing(page);
    await page.keyboard.press("Escape");
    await seen(page, "the match", (now) => now.phase === "playing");
    const loaded = await page.evaluate(() => performance.timeOrigin);
    return { page, id, loaded };
  }

  async function back(page: Page, id: string, loaded: number, what: string): Promise<void> {
    const { ms, loaded: now } = await landing(page);
    await shot(page, `back-${what}`);
    assert.equal(now, loaded, "the page was not loaded anew");
    assert.equal(await playing(page), id, "the same seat");
    assert.ok(
      ms <= LANDING_MS,
      `${what}: ${Math.round(ms)} ms from the first patch to a running game`,
    );
  }

  it("[FE30] a hidden tab that comes back is in a running game", async () => {
    const { page, id, loaded } = await player();
    await hide(page);
    await pause(6000);
    await page.evaluate(() => (globalThis as any).show());
    await back(page, id, loaded, "hidden");
  });

  it("[FE30] a frozen tab that is thawed is in a running game", async () => {
    const { page, id, loaded } = await player();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Page.setWebLifecycleState", { state: "frozen" });
    await pause(5000);
    await cdp.send("Page.setWebLifecycleState", { state: "active" });
    await back(page, id, loaded, "frozen");
  });

  it("[FE30] a laptop that slept for longer than the line lives is back in its seat", async () => {
    const { page, id, loaded } = await player();
    const pids = browserProcesses();
    assert.ok(pids.length > 1, "the browser's processes");
    for (const pid of pids) process.kill(pid, "SIGSTOP");
    await pause(14_000);
    for (const pid of pids) process.kill(pid, "SIGCONT");
    await back(page, id, loaded, "asleep");
  });

  it("[FE30] another network takes over: the same seat, a running game", async () => {
    const { page, id, loaded } = await player();
    await page.context().setOffline(true);
    await seen(page, "interrupted", (now) => now.status === "reconnecting");
    await pause(1500);
    await page.context().setOffline(false);
    await back(page, id, loaded, "network");
  });
});
