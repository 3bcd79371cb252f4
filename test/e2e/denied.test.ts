import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import type { Plugin } from "vite";
import { builtPages } from "../../server/pages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { axeViolations } from "../support/axe.ts";
import { debug, launch, shot, type Visitor, visitor } from "../support/browser.ts";
import { buildClientOf } from "../support/client.ts";
import { needsChromium } from "../support/require.ts";
import { until } from "../support/wait.ts";

const BUILD = "own-rooms";

/** A client whose games open their rooms by themselves. */
const noOwnRooms = (): Plugin => ({
  name: "test:no-own-rooms",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/schema/games.ts")) return;
    assert.match(code, /ownRooms: true/);
    return code.replaceAll("ownRooms: true", "ownRooms: false");
  },
});

describe("[E2E] the operator's and the game's word", function () {
  this.timeout(60_000);
  let folder: string;
  let app: Running;
  let browser: Browser;
  let guest: Visitor;
  let page: Page;

  before(async function () {
    needsChromium(this);
    folder = await buildClientOf(BUILD, [noOwnRooms()]);
    app = await bootApp({ build: BUILD, pages: builtPages(folder) });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await app?.close();
    if (folder) await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    guest = await visitor(browser, app.url);
    page = guest.page;
  });
  afterEach(() => guest.context.close());

  it("[WC43] a game without rooms of one's own shows a sentence in place of the form", async () => {
    await page.goto(app.url);
    await page.getByText("Arena opens its rooms by itself").waitFor();
    await page.getByRole("heading", { name: "A room of your own" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Open the room" }).count(), 0);
    assert.equal(await page.getByLabel("Seats").count(), 0);
    assert.deepEqual(await axeViolations(page), []);
    await shot(page, "own-rooms-none");
    assert.deepEqual(guest.complaints, []);
  });

  const guestId = async () => {
    const kept = await page.evaluate(() => sessionStorage.getItem("hypogeum:guest") ?? "{}");
    return (JSON.parse(kept) as { id?: string }).id ?? "";
  };
  /** In a room that outlives the player. Returns the guest's id. */
  const play = async () => {
    const { room } = await app.join({ kind: "create", game: "arena", options: { fill: 0 } });
    await page.goto(`${app.url}/play/${room.roomId}`);
    await until("playing", async () => (await debug(page)).self, 30_000);
    return guestId();
  };

  it("[WC5] who is banned reads of the server, not of a room, and again when trying anew", async () => {
    const id = await play();
    app.deps.bans.ban(id);
    const dialog = page.getByRole("dialog", { name: "This server is closed to you" });
    await dialog.getByText("from this room and from every other").waitFor();
    await shot(page, "barred");
    await page.reload();
    await page.getByText("Its operator has banned you.").first().waitFor();
    app.deps.bans.lift(id);
  });

  it("[WC5] whose pass was withdrawn reads so, and comes back as another guest", async () => {
    const id = await play();
    app.deps.revocations.revoke(id);
    await page.getByRole("dialog", { name: "Your guest pass was withdrawn" }).waitFor();
    await shot(page, "revoked");
    await page.getByRole("button", { name: "Rejoin" }).click();
    await until("playing", async () => (await debug(page)).status === "playing", 30_000);
    assert.notEqual(await guestId(), id);
  });
});
