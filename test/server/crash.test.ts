import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureGuest } from "../../netplay/identity.ts";
import type { Session } from "../../netplay/session.ts";
import { LOADTEST_HEADER } from "../../schema/messages.ts";
import { memoryStore } from "../support/app.ts";
import { fillRoom, joinWithPass } from "../support/loadTester.ts";
import { PASS, Scraped } from "../support/metrics.ts";
import { ready, type ServerProcess, startServer } from "../support/process.ts";
import { until } from "../support/wait.ts";

const CREATE = { kind: "create", game: "arena", options: { fill: 0, seats: 200 } } as const;
const headers = { [LOADTEST_HEADER]: PASS };
const endingOf = ({ status }: Session) => (status.kind === "ended" ? status.ending : status.kind);

async function buildOf({ url }: ServerProcess): Promise<string> {
  const { build } = (await (await fetch(`${url}/api/build`)).json()) as { build: string };
  return build;
}

async function scrapeOf({ url }: ServerProcess): Promise<Scraped> {
  return new Scraped(await (await fetch(`${url}/metrics`, { headers })).text());
}

describe("a server under a load test", function () {
  this.timeout(40_000);
  const running: ServerProcess[] = [];
  const folders: string[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.discard()));
    const remove = (folder: string) => rm(folder, { recursive: true, force: true });
    await Promise.all(folders.splice(0).map(remove));
  });

  async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
    const server = await startServer({ LOADTEST_TOKEN: PASS, LOG_LEVEL: "warn", ...env });
    running.push(server);
    await ready(server);
    return server;
  }

  it("[SV38] killed with -9 and started again on its port: guests, build and token are the same, old stays end in words, and one plays at once", async () => {
    const data = await mkdtemp(path.join(tmpdir(), "hypogeum-crash-"));
    folders.push(data);
    const first = await start({ DATA_DIR: data });
    const build = await buildOf(first);
    const guest = await ensureGuest(first.url, memoryStore(), undefined, Date.now(), headers);
    const session = await joinWithPass({ url: first.url, build }, CREATE);
    const others = await fillRoom({ url: first.url, build }, session, 29);
    first.child.kill("SIGKILL");
    await first.exit;
    await until("they try to come back", () => session.status.kind === "reconnecting");
    const second = await start({ DATA_DIR: data, PORT: String(first.port) });
    assert.doesNotMatch(second.output(), /error/i);
    assert.equal(await buildOf(second), build);
    const renewed = await fetch(`${second.url}/api/guest`, {
      method: "POST",
      headers: { authorization: `Bearer ${guest.token}` },
    });
    assert.equal(((await renewed.json()) as { id: string }).id, guest.id);
    const anew = await joinWithPass({ url: second.url, build }, CREATE);
    assert.equal(anew.status.kind, "playing");
    const all = [session, ...others];
    await until("every stay has an end", () => all.every((s) => s.status.kind === "ended"), 8000);
    assert.deepEqual([...new Set(all.map(endingOf))], ["lost"]);
    await anew.quit();
    await until("nothing is left", async () => {
      const seen = await scrapeOf(second);
      return seen.of("hypogeum_rooms") + seen.of("hypogeum_connections") === 0;
    });
  });

  it("[SV4] SIGTERM ends a server with 200 clients in a room for a crowd within 2 s, and all are told", async () => {
    const server = await start();
    const build = await buildOf(server);
    const session = await joinWithPass({ url: server.url, build }, CREATE);
    const all = [session, ...(await fillRoom({ url: server.url, build }, session, 199))];
    const from = performance.now();
    server.child.kill("SIGTERM");
    assert.equal(await server.exit, 0);
    assert.ok(performance.now() - from < 2000, `${performance.now() - from} ms`);
    await until("all are told", () => all.every((s) => s.status.kind === "ended"));
    assert.deepEqual([...new Set(all.map(endingOf))], ["server_stopping"]);
  });
});
