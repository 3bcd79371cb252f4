import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { Client } from "colyseus.js";
import type { Browser, CDPSession, Page } from "playwright-core";
import { ensureGuest } from "../../netplay/identity.ts";
import { enter, type Session } from "../../netplay/session.ts";
import { memoryStore } from "../../test/support/app.ts";
import { debug, launch } from "../../test/support/browser.ts";
import { ready, type ServerProcess, startServer } from "../../test/support/process.ts";
import { until } from "../../test/support/wait.ts";

const READY_MS = 120_000;
/** 10 Mbit/s in bytes per second; the way to the server is not simulated. */
const LINE = { downloadThroughput: 1_250_000, uploadThroughput: 1_250_000, latency: 0 } as const;
const SLOW_CPU = 4;

/** The real server in a process of its own, and a browser. */
export interface Stand {
  readonly server: ServerProcess;
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function openStand(): Promise<Stand> {
  const server = await startServer({ SERVE_CLIENT: "on" });
  await ready(server, READY_MS);
  const browser = await launch();
  return {
    server,
    browser,
    async close() {
      await browser.close();
      await server.discard();
    },
  };
}

/** ms from navigation to `lobby:ready` of one cold load. */
export async function coldLobby({ browser, server }: Stand): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { offline: false, ...LINE });
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW_CPU });
  await page.goto(server.url);
  const mark = await page.waitForFunction(
    () => performance.getEntriesByName("lobby:ready")[0]?.startTime,
  );
  const ms = (await mark.jsonValue()) as number;
  await context.close();
  return ms;
}

export interface ScriptSizes {
  /** Bytes of script, gzip, that the lobby loads. */
  readonly lobby: number;
  /** What Arena loads on top. */
  readonly arena: number;
}

export async function scriptSizes({ browser, server }: Stand): Promise<ScriptSizes> {
  const page = await browser.newPage();
  const sizes = { lobby: 0, arena: 0 };
  const pending: Promise<void>[] = [];
  let part: keyof ScriptSizes = "lobby";
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    const into = part;
    const add = (body: Buffer) => {
      sizes[into] += gzipSync(body).length;
    };
    pending.push(response.body().then(add));
  });
  await page.goto(server.url);
  await page.waitForFunction(() => performance.getEntriesByName("lobby:ready").length > 0);
  await Promise.all(pending);
  part = "arena";
  await page.getByRole("button", { name: "Quick play" }).click();
  await playing(page);
  await Promise.all(pending);
  await page.close();
  return sizes;
}

/** A room of 100 seats full of bots, and a page that plays in it and never stands still. */
export interface Crowd {
  readonly page: Page;
  readonly session: CDPSession;
  close(): Promise<void>;
}

export async function openCrowd({ browser, server }: Stand, seats: number): Promise<Crowd> {
  const watcher = await openRoom(server.url, {
    private: true,
    ...{ seats, fill: seats, matchSeconds: 3600, scoreLimit: 500 },
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${server.url}/play/${watcher.room.roomId}`);
  await playing(page);
  await page.keyboard.press("Escape");
  const stopWalking = walkAbout(page);
  return {
    page,
    session: await context.newCDPSession(page),
    async close() {
      await stopWalking();
      await context.close();
      await watcher.quit();
    },
  };
}

/** Id of the client build that a server serves. */
export async function buildOf(url: string): Promise<string> {
  const response = await fetch(`${url}/api/build`);
  return ((await response.json()) as { build: string }).build;
}

/** A client that creates a room, watches it, and does nothing else. */
export async function openRoom(url: string, options: object): Promise<Session> {
  const build = await buildOf(url);
  const pass = await ensureGuest(url, memoryStore(), undefined, Date.now());
  const join = { build, name: `Bench ${randomUUID().slice(0, 4)}`, hue: 0, watch: true };
  return enter(new Client(url), { kind: "create", game: "arena", options }, join, pass.token);
}

async function playing(page: Page): Promise<void> {
  await until("playing", async () => (await debug(page)).status === "playing", 60_000);
}

/** Holds one direction key after another; a crowd shoots whoever stands. */
function walkAbout(page: Page): () => Promise<void> {
  const keys = ["KeyD", "KeyS", "KeyA", "KeyW"];
  let stopped = false;
  const walk = async () => {
    for (let n = 0; !stopped; n++) {
      const key = keys[n % keys.length] as string;
      await page.keyboard.down(key);
      await page.mouse.move(400 + (n % 5) * 100, 300 + (n % 3) * 80);
      await new Promise((resolve) => setTimeout(resolve, 700));
      await page.keyboard.up(key);
    }
  };
  const walking = walk();
  return async () => {
    stopped = true;
    await walking;
  };
}
