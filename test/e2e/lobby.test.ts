import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { builtPages } from "../../server/pages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { axeViolations } from "../support/axe.ts";
import { debug, launch, type Visitor, visitor } from "../support/browser.ts";
import { buildClientOf } from "../support/client.ts";
import { needsChromium } from "../support/require.ts";
import { until } from "../support/wait.ts";

const BUILD = "lobby";

describe("[E2E] the lobby", function () {
  this.timeout(60_000);
  let folder: string;
  let app: Running;
  let browser: Browser;
  let guest: Visitor;
  let page: Page;

  before(async function () {
    needsChromium(this);
    folder = await buildClientOf(BUILD);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    if (folder) await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    app = await bootApp({ build: BUILD, pages: builtPages(folder) });
    guest = await visitor(browser, app.url);
    page = guest.page;
  });
  afterEach(async () => {
    await guest.context.close();
    await app.close();
  });

  /** An open room that somebody sits in. Returns its code. */
  async function opened(options: object): Promise<string> {
    const { room } = await app.join({ kind: "create", game: "arena", options });
    return room.roomId;
  }
  const open = () => page.goto(app.url);
  const shownRooms = () => page.locator(".room code").allTextContents();
  const shows = (rooms: string[]) =>
    until(`rooms ${rooms}`, async () => String(await shownRooms()) === String(rooms));
  const watching = () =>
    until(
      "watching",
      async () => {
        const { status, self, sessionId } = await debug(page);
        return status === "playing" && sessionId && !self;
      },
      30_000,
    );

  it("[WC22] says what goes on in each room; a full one can be watched, not joined", async () => {
    const free = await opened({ seats: 8, fill: 3, map: "pit", mode: "teams" });
    const full = await opened({ seats: 2, fill: 0 });
    await app.join({ kind: "room", roomId: full });
    await open();
    const line = page.getByRole("listitem").filter({ hasText: free });
    for (const words of ["Two teams", "Pit", "1 of 8 players", "2 bots"]) {
      await line.getByText(words, { exact: true }).waitFor();
    }
    await line.getByRole("link", { name: `Join Arena, 1 of 8 players, room ${free}` }).waitFor();
    assert.deepEqual(await axeViolations(page), []);
    const taken = page.getByRole("listitem").filter({ hasText: full });
    assert.equal(await taken.getByRole("button", { name: /^Full/ }).isDisabled(), true);
    await taken.getByRole("link", { name: /^Watch/ }).click();
    await watching();
    assert.equal(new URL(page.url()).search, "?watch");
  });

  it("[WC23] shows the rooms asked for, also after a reload, until all are asked for", async () => {
    const pit = await opened({ fill: 0, map: "pit" });
    const atrium = await opened({ fill: 0, map: "atrium" });
    await open();
    await shows([pit, atrium]);
    await page.getByLabel("Map", { exact: true }).first().selectOption("pit");
    await shows([pit]);
    await page.getByText("1 of 2 rooms").first().waitFor();
    await page.reload();
    await shows([pit]);
    await page.getByLabel("Mode", { exact: true }).first().selectOption("teams");
    await shows([]);
    await page.getByRole("button", { name: "Show all rooms" }).click();
    await shows([pit, atrium]);
    const focused = await page.evaluate(() => document.activeElement?.getAttribute("type"));
    assert.equal(focused, "checkbox");
  });

  it("[WC24] a bad number is answered beside its field, which gets the focus", async () => {
    await open();
    await page.getByLabel("Seats").fill("1");
    await page.getByLabel("Score limit").fill("none");
    await page.getByRole("button", { name: "Open the room" }).click();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("name"));
    assert.equal(await focused(), "seats");
    await page.getByText("Seats: a whole number from 2 to 100.").waitFor();
    await page.getByLabel("Seats").fill("4");
    await page.getByLabel("Bots", { exact: true }).fill("0");
    await page.getByRole("button", { name: "Open the room" }).click();
    assert.equal(await focused(), "scoreLimit");
    assert.deepEqual(await axeViolations(page), []);
    await page.getByLabel("Score limit").fill("30");
    await page.getByText("Two teams", { exact: true }).click();
    await page.getByRole("button", { name: "Open the room" }).click();
    await until("host", async () => (await debug(page)).self, 30_000);
  });

  it("[WC25] what the server refuses is still in the form, and so it is after a reload", async () => {
    await page.route("**/matchmake/create/**", (route) =>
      route.fulfill({ status: 400, json: { code: 400, error: "join/bad_options" } }),
    );
    await open();
    await page.getByLabel("Seats").fill("12");
    await page.getByText("Pit", { exact: true }).click();
    await page.getByLabel("Score limit").fill("42");
    await page.getByRole("button", { name: "Open the room" }).click();
    await page.getByText("The server did not accept these settings").waitFor();
    await page.getByRole("button", { name: "Back to the lobby" }).click();
    const typed = async () => [
      await page.getByLabel("Seats").inputValue(),
      await page.getByLabel("Score limit").inputValue(),
      await page.getByRole("radio", { name: "Pit" }).isChecked(),
    ];
    assert.deepEqual(await typed(), ["12", "42", true]);
    await page.reload();
    assert.deepEqual(await typed(), ["12", "42", true]);
  });

  it("[WC27] a code said aloud is enough, to play or to watch", async () => {
    const roomId = await opened({ private: true, fill: 0 });
    await open();
    const spoken = roomId.toLowerCase().replace(/(...)/, "$1 ");
    await page.getByLabel("Invite link or room code").fill(spoken);
    await page.getByRole("button", { name: "Watch instead" }).click();
    await watching();
    await page.getByRole("button", { name: "Leave" }).click();
    // What was typed is still there.
    await page.getByLabel("Invite link or room code").focus();
    await page.keyboard.press("Enter");
    await until("playing", async () => (await debug(page)).self, 30_000);
    assert.equal(new URL(page.url()).pathname, `/play/${roomId}`);
  });

  it("[WC29] marks the moment when the list is there, or its empty state", async () => {
    await open();
    await page.getByText("No room is open.").waitFor();
    const marks = () => page.evaluate(() => performance.getEntriesByName("lobby:ready").length);
    await until("marked", async () => (await marks()) === 1);
  });
});
