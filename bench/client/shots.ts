import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { debug } from "../../test/support/browser.ts";
import { until } from "../../test/support/wait.ts";
import { choices, readFlags } from "../flags.ts";
import { openRoom, openStand, type Stand } from "./page.ts";

const SIZES = [
  { name: "360", width: 360, height: 740 },
  { name: "360-wide", width: 740, height: 360 },
  { name: "1280", width: 1280, height: 800 },
  { name: "2560", width: 2560, height: 1440 },
] as const;
type Size = (typeof SIZES)[number];

/** A strip of so many pictures over 20 s of play. */
const STRIP = { pictures: 5, everyMs: 4800, width: 480, height: 360 } as const;
/** Small, so that figures are large on the strip. */
const STRIP_PAGE = { width: 960, height: 720 } as const;
const LONG_MS = 120_000;

const NAMES = SIZES.map(({ name }) => name);
const HELP = `npm run shots -- [flags]
  --out <folder>   where the pictures go (default data/shots)
  --only <size,…>  ${NAMES.join(", ")} (default: all)
  --strip          the README's strip of pictures instead
Needs Chromium.`;

const values = readFlags(HELP, {
  out: { type: "string", default: "data/shots" },
  only: { type: "string", default: NAMES.join(",") },
  strip: { type: "boolean", default: false },
});
const chosen = choices("only", values.only, NAMES);

const stand = await openStand();
try {
  await mkdir(values.out, { recursive: true });
  if (values.strip) await strip(stand);
  else
    for (const size of SIZES.filter(({ name }) => chosen.includes(name))) {
      await screens(stand, size);
    }
} finally {
  await stand.close();
}

/** Every screen of the product, one after another. */
async function screens({ browser, server }: Stand, size: Size): Promise<void> {
  const page = await open(browser, size);
  const shot = (name: string) => keep(page, `${size.name}-${name}`);
  await page.goto(server.url);
  // Seats of the size before are held for a minute.
  await page.getByText("No room is open").waitFor({ timeout: LONG_MS });
  await shot("lobby-empty");
  const rooms = [
    await openRoom(server.url, { seats: 20, fill: 20, matchSeconds: 60 }),
    await openRoom(server.url, { seats: 8, fill: 4, mode: "teams", map: "pit" }),
    await openRoom(server.url, { seats: 100, fill: 100, mode: "teams" }),
  ];
  await page.getByText("3 rooms").waitFor();
  await shot("lobby");
  await page.getByRole("button", { name: "Settings" }).click();
  await shot("settings");
  await page.keyboard.press("Escape");
  await match(page, `${server.url}/play/${rooms[0]?.room.roomId}`, shot);
  await page.goto(`${server.url}/play/${rooms[2]?.room.roomId}`);
  await phase(page, "playing");
  await shot("crowd-teams");
  await page.keyboard.down("Tab");
  await page.waitForTimeout(300);
  await shot("scoreboard-teams");
  await page.keyboard.up("Tab");
  await page.goto(`${server.url}/play/NOSUCH`);
  await page.getByRole("dialog").waitFor();
  await shot("gone");
  await page.goto(`${server.url}/monitor/login`);
  await shot("login");
  await page.context().close();
  await Promise.all(rooms.map((room) => room.quit()));
}

async function match(page: Page, url: string, shot: (name: string) => Promise<void>) {
  await page.goto(url);
  await phase(page, "ready", "playing");
  const gotIt = page.getByRole("button", { name: "Got it" });
  await gotIt.waitFor();
  await page.waitForTimeout(500);
  await shot("help");
  await gotIt.click();
  await shot("ready");
  await page.getByRole("button", { name: /^Room/ }).click();
  await page.waitForTimeout(500);
  await shot("room");
  await page.keyboard.press("Escape");
  await phase(page, "playing");
  await page.waitForTimeout(8000);
  await shot("playing");
  await page.keyboard.down("Tab");
  await page.waitForTimeout(300);
  await shot("scoreboard");
  await page.keyboard.up("Tab");
  await until("fallen", async () => (await debug(page)).self?.alive === false, LONG_MS);
  await page.waitForTimeout(300);
  await shot("fallen");
  await phase(page, "over");
  await page.waitForTimeout(1500);
  await shot("over");
  await phase(page, "vote");
  await page.waitForTimeout(1500);
  await shot("vote");
  await page.getByRole("button", { name: /^Room/ }).click();
  await page.getByRole("button", { name: "Watch", exact: true }).click();
  await until("watching", async () => (await debug(page)).watching, LONG_MS);
  await phase(page, "playing");
  await page.waitForTimeout(2000);
  await shot("watching");
}

/** Pictures of one match side by side, composed by the browser; and one of it at full size. */
async function strip({ browser, server }: Stand): Promise<void> {
  const room = await openRoom(server.url, { seats: 20, fill: 20, mode: "teams", map: "atrium" });
  const page = await browser.newPage({ viewport: STRIP_PAGE });
  await page.goto(`${server.url}/play/${room.room.roomId}?watch=1`);
  await until("watching", async () => (await debug(page)).watching, LONG_MS);
  await page.getByRole("button", { name: "Got it" }).click();
  await phase(page, "playing");
  await page.waitForTimeout(6000);
  const pictures: string[] = [];
  for (let n = 0; n < STRIP.pictures; n++) {
    pictures.push((await page.screenshot({ type: "jpeg", quality: 90 })).toString("base64"));
    await page.waitForTimeout(STRIP.everyMs);
  }
  await compose(browser, pictures);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.waitForTimeout(2000);
  await page.screenshot({ path: path.join(values.out, "arena.jpg"), type: "jpeg", quality: 85 });
  await room.quit();
}

async function compose(browser: Browser, pictures: readonly string[]): Promise<void> {
  const { width, height } = STRIP;
  const viewport = { width: width * pictures.length, height };
  const sheet = await browser.newPage({ viewport });
  const images = pictures.map(
    (data) => `<img width=${width} src="data:image/jpeg;base64,${data}">`,
  );
  await sheet.setContent(`<body style="margin:0;display:flex">${images.join("")}`);
  const file = path.join(values.out, "strip.jpg");
  await writeFile(file, await sheet.screenshot({ type: "jpeg", quality: 80 }));
  console.log(file, (await readFile(file)).length, "bytes");
}

async function open(browser: Browser, size: Size): Promise<Page> {
  const { width, height } = size;
  const touch = width < 1000 ? { hasTouch: true, isMobile: true } : {};
  const context = await browser.newContext({ viewport: { width, height }, ...touch });
  return context.newPage();
}

async function phase(page: Page, ...wanted: string[]): Promise<void> {
  const reached = async () => wanted.includes((await debug(page)).phase ?? "");
  await until(wanted.join(" or "), reached, LONG_MS);
}

async function keep(page: Page, name: string): Promise<void> {
  const file = path.join(values.out, `${name}.png`);
  await page.screenshot({ path: file });
  console.log(file);
}
