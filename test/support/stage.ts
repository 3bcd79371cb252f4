import assert from "node:assert/strict";
import { Client } from "colyseus.js";
import type { Browser, Page } from "playwright-core";
import { ensureGuest } from "../../netplay/identity.ts";
import { enter, type Session } from "../../netplay/session.ts";
import { memoryStore } from "./app.ts";
import { type Debug, debug, launch, type Seat, type Visitor, visitor } from "./browser.ts";
import { ready, type ServerProcess, startServer } from "./process.ts";
import { needsChromium } from "./require.ts";
import { until } from "./wait.ts";

/** Software rendering on busy cores. */
export const PLAYING_MS = 30_000;

/** A server in a process of its own and browsers to visit it with, for one suite. */
export interface Stage {
  readonly server: ServerProcess;
  readonly visitors: Visitor[];
  /** A page of a new browser context: another person. */
  visit(path?: string, options?: Parameters<Browser["newContext"]>[0]): Promise<Page>;
  /** A client without a page, which creates a room with these options and stays. */
  keeper(options: object, watch?: boolean): Promise<Session>;
}

/** Registers the hooks of a suite; after each test, no page may have complained about anything. */
export function useStage(): Stage {
  let server: ServerProcess;
  let browser: Browser;
  const visitors: Visitor[] = [];
  const keepers: Session[] = [];

  before(async function () {
    needsChromium(this);
    server = await startServer({ SERVE_CLIENT: "on" });
    await ready(server, 90_000);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.discard();
  });
  afterEach(async () => {
    await Promise.all(keepers.splice(0).map((keeper) => keeper.quit()));
    const complaints = visitors.flatMap((v) => v.complaints);
    await Promise.all(visitors.splice(0).map((v) => v.context.close()));
    assert.deepEqual(complaints, [], "no console error, policy violation or foreign request");
  });

  return {
    get server() {
      return server;
    },
    visitors,
    async visit(path = "/", options = {}) {
      const guest = await visitor(browser, server.url, options);
      visitors.push(guest);
      await guest.page.goto(`${server.url}${path}`);
      return guest.page;
    },
    async keeper(options, watch = false) {
      const response = await fetch(`${server.url}/api/build`);
      const { build } = (await response.json()) as { build: string };
      const guest = await ensureGuest(server.url, memoryStore(), undefined, Date.now());
      const entry = { kind: "create", game: "arena", options } as const;
      const join = { build, name: "Keeper", hue: 1, watch };
      const keeper = await enter(new Client(server.url), entry, join, guest.token);
      keepers.push(keeper);
      return keeper;
    },
  };
}

/** Waits until the page plays; returns its session id. */
export async function playing(page: Page): Promise<string> {
  const { sessionId } = await until(
    "playing",
    async () => {
      const now = await debug(page);
      return now.status === "playing" && now.self && now;
    },
    PLAYING_MS,
  );
  return sessionId;
}

/** Waits until the page's telemetry is so; returns it. */
export const seen = (
  page: Page,
  what: string,
  isSo: (now: Debug) => unknown,
  ms = PLAYING_MS,
): Promise<Debug> =>
  until(
    what,
    async () => {
      const now = await debug(page);
      return isSo(now) ? now : undefined;
    },
    ms,
  ) as Promise<Debug>;

export const seat = (id: string) => (seats: readonly Seat[]) => seats.find((s) => s.id === id);
export const seenBy = async (page: Page, id: string) => seat(id)((await debug(page)).players ?? []);
