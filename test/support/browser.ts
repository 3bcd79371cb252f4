import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { CHROMIUM } from "./require.ts";

const SHOTS = path.resolve(import.meta.dirname, "..", "e2e", "shots");
/** Software rendering, and none of the browser's own traffic to the outside. */
const ARGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ARGS });

/** Software rendering costs by the pixel, and two pages share two cores. */
const SMALL = { width: 800, height: 500 };
/** For screenshots that people look at. */
export const LARGE = { viewport: { width: 1280, height: 800 } };

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors, page errors, policy violations, requests to other hosts: should stay empty. */
  readonly complaints: string[];
}

/** A browser of its own: another person. Everything that a page should not do is written down. */
export async function visitor(
  browser: Browser,
  base: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: SMALL,
    locale: "en-GB",
    ...options,
  });
  const complaints: string[] = [];
  context.on("page", (page) => watch(page, base, complaints));
  const page = await context.newPage();
  return { context, page, complaints };
}

function watch(page: Page, base: string, complaints: string[]): void {
  const { host } = new URL(base);
  page.on("pageerror", (error) => complaints.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    // A dropped line is reported in red by the browser itself; policy violations are, too.
    if (
      message.type() !== "error" ||
      /WebSocket connection|ERR_INTERNET|ERR_CONNECTION/.test(message.text())
    )
      return;
    complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.host && url.host !== host) complaints.push(`request to ${url.host}`);
  });
}

/** Keeps a screenshot as a CI artifact. */
export async function shot(page: Page, name: string): Promise<void> {
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
}

export interface Seat {
  id: string;
  name: string;
  x: number;
  y: number;
  hp: number;
  alive: boolean;
  score: number;
  deaths: number;
  bot: boolean;
  online: boolean;
  shielded: boolean;
  inSight: boolean;
  drawnX: number;
  drawnY: number;
  screenX: number;
  screenY: number;
}

export interface Debug {
  status: string;
  roomId: string;
  sessionId: string;
  ping: number;
  /** Of the newest patch, in ms. */
  serverTime?: number;
  /** Inputs sent and not yet acknowledged. */
  pendingInputs?: number;
  frames?: number;
  map?: string;
  phase?: string;
  secondsLeft?: number;
  match?: number;
  teams?: boolean;
  /** Id of the player who is followed, or "roam". */
  watching?: string;
  ballot?: string[];
  /** Index of one's own vote in the ballot, -1 for none. */
  vote?: number;
  self?: Seat;
  players?: Seat[];
}

/** The page's own telemetry. */
export const debug = (page: Page): Promise<Debug> =>
  page.evaluate(() => (globalThis as any).__hypogeum?.debug() ?? { status: "none" });
