import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { builtPages } from "../../server/pages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { debug, launch, type Visitor, visitor } from "../support/browser.ts";
import { buildClientOf, PSEUDO, pseudoLocale } from "../support/client.ts";
import { needsChromium } from "../support/require.ts";
import { until } from "../support/wait.ts";

const BUILD = "pseudo";
const NAME = "Maximus";
/** What stands on keys, in every language. */
const ENGRAVED = ["Tab", "Shift", "Ctrl", "Alt"];

describe("[WC28] no text of a page comes from outside the dictionaries", function () {
  this.timeout(90_000);
  let folder: string;
  let app: Running;
  let browser: Browser;
  let guest: Visitor;
  let page: Page;

  before(async function () {
    needsChromium(this);
    folder = await buildClientOf(BUILD, [pseudoLocale()]);
    app = await bootApp({ build: BUILD, pages: builtPages(folder) });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await app?.close();
    if (folder) await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    // Chinese is where the pseudo-locale has taken its place.
    guest = await visitor(browser, app.url, { locale: "zh-CN" });
    page = guest.page;
  });
  afterEach(() => guest.context.close());

  const open = (path: string) => page.goto(`${app.url}${path}`);
  // By a click that waits for no two still frames: drawn in software, a match takes its time.
  const click = (name: string | RegExp) =>
    page.getByRole("button", { name }).dispatchEvent("click");
  const press = (name: string) => click(words(name));
  const words = (text: string) => `${PSEUDO.open}${text}${PSEUDO.close}`;
  const host = async () => {
    await open("/");
    await page.getByLabel(words("Your name")).fill(NAME);
    await press("Open the room");
    await until("playing", async () => (await debug(page)).self, 30_000);
  };

  it("the lobby: full, filtered to nothing, filled in wrongly; its settings", async () => {
    const { room } = await app.join({ kind: "create", game: "arena", options: { seats: 2 } });
    await app.join({ kind: "room", roomId: room.roomId, watch: true });
    await open("/");
    await page.getByText(room.roomId).waitFor();
    await assertTranslated(page, [room.roomId]);
    await page.getByLabel(words("Mode")).first().selectOption("teams");
    for (const name of ["seats", "bots", "scoreLimit"]) {
      await page.locator(`[name=${name}]`).fill("-1");
    }
    await press("Open the room");
    await press("Join");
    await assertTranslated(page, [room.roomId]);
    await press("Settings");
    await page.getByRole("dialog").waitFor();
    await assertTranslated(page, [room.roomId, ...ENGRAVED]);
  });

  it("an address that leads nowhere, a room that is gone, the operator's login", async () => {
    await open("/nowhere");
    await page.getByRole("heading", { name: words("No such passage") }).waitFor();
    await assertTranslated(page);
    await open("/play/GATEWY");
    await page.getByRole("dialog").waitFor();
    await page.getByText("This room is gone").waitFor();
    await assertTranslated(page);
    await open("/monitor/login");
    await page.getByLabel(words("User")).fill("operator");
    await page.getByLabel(words("Password")).fill("guess");
    await press("Log in");
    await page.getByRole("alert").getByText(/./).waitFor();
    await assertTranslated(page);
  });

  it("a match: invitation, help, the room and its host's panel, scores, a broken line", async () => {
    await host();
    await page.locator(".invite").waitFor();
    await assertTranslated(page, await names(page));
    await press("Close");
    await page.locator(".help").waitFor();
    await assertTranslated(page, await names(page));
    await page.keyboard.press("F3");
    await page.locator(".net").waitFor();
    await page.locator(".net select").selectOption("hotel");
    await assertTranslated(page, await names(page));
    await page.keyboard.press("Escape");
    await page.locator(".net").waitFor({ state: "detached" });
    await click(/Room/);
    await page.locator("[name=scoreLimit]").waitFor({ state: "attached" });
    await assertTranslated(page, await names(page));
    await page.keyboard.press("Escape");
    await page.keyboard.down("Tab");
    await assertTranslated(page, await names(page));
    await page.keyboard.up("Tab");
    await page.context().setOffline(true);
    await page.getByText("Connection interrupted").waitFor();
    await assertTranslated(page, await names(page));
  });
});

/** Everyone in the match, and its code. */
async function names(page: Page): Promise<string[]> {
  const { players = [], roomId } = await debug(page);
  return [...players.map(({ name }) => name), roomId];
}

/** @param data what is on the page and is no text: names and codes */
async function assertTranslated(page: Page, data: readonly string[] = []): Promise<void> {
  const texts = await page.evaluate(pageTexts);
  assert.ok(texts.length > 5, "a page with texts");
  const rest = texts.map((text) => [text, leftOver(text, data)] as const);
  // A single letter is a key's.
  assert.deepEqual(
    rest.filter(([, left]) => /\p{L}{2}/u.test(left)).map(([text]) => text),
    [],
  );
}

/** What is neither in brackets nor data. */
function leftOver(text: string, data: readonly string[]): string {
  const inner = new RegExp(`${PSEUDO.open}[^${PSEUDO.open}${PSEUDO.close}]*${PSEUDO.close}`, "g");
  let left = text;
  while (inner.test(left)) left = left.replace(inner, " ");
  return data.reduce((rest, name) => rest.replaceAll(name, " "), left);
}

/** Every text on the page and every attribute that is read out or shown; runs in the page. */
function pageTexts(): string[] {
  const ATTRIBUTES = [
    "aria-label",
    "aria-valuetext",
    "aria-description",
    "title",
    "placeholder",
    "alt",
  ];
  const found = [document.title];
  for (const element of document.body.querySelectorAll("*")) {
    // A language names itself in its own words.
    if (element.closest("body [lang], noscript, script, style")) continue;
    found.push(...ATTRIBUTES.map((name) => element.getAttribute(name) ?? ""));
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? "");
    }
  }
  return found.filter((text) => text.trim() !== "");
}
