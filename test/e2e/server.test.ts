import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { axeViolations } from "../support/axe.ts";
import { debug, launch, shot, type Visitor, visitor } from "../support/browser.ts";
import { freePort, ready, type ServerProcess, startServer } from "../support/process.ts";
import { needsChromium } from "../support/require.ts";
import { until } from "../support/wait.ts";

const PASSWORD = "the operator's password";
const CREDENTIALS = {
  OPERATOR_PASSWORD: PASSWORD,
  TOKEN_SECRET: "0123456789abcdef0123456789abcdef",
};

describe("[E2E] server and operator", function () {
  this.timeout(120_000);
  let browser: Browser;
  const servers: ServerProcess[] = [];
  const visitors: Visitor[] = [];

  before(async function () {
    needsChromium(this);
    browser = await launch();
  });
  after(() => browser?.close());
  afterEach(async () => {
    await Promise.all(visitors.splice(0).map((v) => v.context.close()));
    await Promise.all(servers.splice(0).map((server) => server.discard()));
  });

  async function serve(env: Record<string, string> = {}, entry?: string): Promise<ServerProcess> {
    const server = await startServer({ SERVE_CLIENT: "on", ...CREDENTIALS, ...env }, entry);
    servers.push(server);
    await ready(server, 90_000);
    return server;
  }

  async function visit(url: string): Promise<Visitor> {
    const guest = await visitor(browser, url);
    visitors.push(guest);
    await guest.page.goto(url);
    return guest;
  }

  const playing = (page: Page) =>
    until(
      "playing",
      async () => {
        const now = await debug(page);
        return now.status === "playing" && now.self && now;
      },
      30_000,
    );

  async function quickPlay(url: string): Promise<Visitor> {
    const guest = await visit(url);
    await guest.page.getByRole("button", { name: "Quick play" }).click();
    await playing(guest.page);
    return guest;
  }

  async function signIn(page: Page): Promise<void> {
    await page.getByLabel("User").fill("operator");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Log in" }).click();
  }

  it("a restart: the page says that the server is restarting, and plays on by itself", async () => {
    const PORT = String(await freePort());
    const first = await serve({ PORT });
    const { page } = await quickPlay(first.url);
    const before = await debug(page);
    first.child.kill("SIGTERM");
    await page.getByRole("dialog", { name: "The server is restarting" }).waitFor();
    await shot(page, "restarting");
    await first.exit;
    await serve({ PORT });
    const after = await playing(page);
    assert.notEqual(after.sessionId, before.sessionId);
    assert.equal(new URL(page.url()).pathname, `/play/${after.roomId}`);
  });

  it("a page of another version is told so, and is not reloaded over and over", async () => {
    const server = await serve({}, "test/support/other-build-server.ts");
    const { page } = await visit(server.url);
    let loads = 0;
    page.on("load", () => loads++);
    // The list of rooms learns of it first, and reloads: a click before that would be lost with the page.
    await page.getByRole("button", { name: "Reload" }).waitFor();
    await page.getByRole("button", { name: "Quick play" }).click();
    await page.getByRole("dialog", { name: "A new version is here" }).waitFor();
    assert.ok(loads <= 1, `${loads} reloads`);
    await shot(page, "version-mismatch");
    await page.getByRole("dialog").getByRole("button", { name: "Reload" }).waitFor();
  });

  it("axe finds nothing on the lobby, in a match, or at the operator's login", async () => {
    const server = await serve();
    const { page } = await quickPlay(server.url);
    assert.deepEqual(await axeViolations(page), [], "in a match");
    await page.goto(server.url);
    await page.getByRole("link", { name: /^Join Arena/ }).waitFor();
    assert.deepEqual(await axeViolations(page), [], "lobby");
    await page.goto(`${server.url}/monitor/login`);
    await page.getByLabel("Password").waitFor();
    assert.deepEqual(await axeViolations(page), [], "login");
  });

  it("[OP3] the monitor refuses a stranger and a wrong password", async () => {
    const server = await serve();
    const { page } = await visit(`${server.url}/monitor`);
    assert.equal(new URL(page.url()).pathname, "/monitor/login");
    assert.equal((await fetch(`${server.url}/monitor/api`)).status, 401);
    await page.getByLabel("User").fill("operator");
    await page.getByLabel("Password").fill("guess");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("alert").getByText(/./).waitFor();
    await shot(page, "operator-login");
  });

  it("[OP5] the operator sees the running match, sends a notice, kicks, and disposes; the players are told", async () => {
    const server = await serve();
    const [a, b] = [await quickPlay(server.url), await quickPlay(server.url)];
    const { roomId, sessionId } = await debug(a.page);
    const operator = await visit(`${server.url}/monitor`);
    const { page } = operator;
    await signIn(page);
    await page.getByText(roomId).first().waitFor();
    await shot(page, "monitor");
    await page.getByRole("row", { name: roomId }).getByRole("button", { name: "Inspect" }).click();
    const line = page.getByRole("row", { name: sessionId });
    await line.waitFor();
    await shot(page, "monitor-room");

    await line.getByRole("button", { name: "Send" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    await a.page.getByText("A word from the operator.").waitFor();
    await line.getByRole("button", { name: "Disconnect client" }).click();
    await a.page.getByRole("dialog", { name: "You were removed from this room" }).waitFor();
    await shot(a.page, "kicked");
    assert.deepEqual(operator.complaints, [], "no error, no policy violation, no other host");
    await page.getByRole("button", { name: "Dispose" }).click();
    await b.page.getByRole("dialog", { name: "This room was closed" }).waitFor();
    const call = `${server.url}/monitor/api/room/call?roomId=${roomId}&method=disconnect&args=[]`;
    assert.equal((await page.request.get(call)).status(), 405);
  });
});
