import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { Client } from "colyseus.js";
import { ensureGuest } from "../../netplay/identity.ts";
import { enter } from "../../netplay/session.ts";
import { memoryStore } from "../support/app.ts";
import { ready, type ServerProcess, startServer } from "../support/process.ts";
import { until } from "../support/wait.ts";

describe("the server as a process", () => {
  const running: ServerProcess[] = [];
  afterEach(() => Promise.all(running.splice(0).map((server) => server.discard())));

  async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
    const server = await startServer(env);
    running.push(server);
    return server;
  }

  async function player(url: string) {
    const guest = await ensureGuest(url, memoryStore(), undefined, Date.now());
    const { build } = (await (await fetch(`${url}/api/build`)).json()) as { build: string };
    const join = { build, name: "P", hue: 0 };
    return enter<any>(new Client(url), { kind: "quick", game: "arena" }, join, guest.token);
  }

  it("[SV3] prints where to play and how to log in, and the password works only here", async () => {
    const server = await start();
    await ready(server);
    const text = server.output();
    assert.match(text, new RegExp(`Play +http://localhost:${server.port}`));
    assert.match(text, new RegExp(`Monitor +http://localhost:${server.port}/monitor`));
    assert.match(text, /user operator, password \S{12,}/);
  });

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`[SV4] ${signal} ends it within 2 s with code 0, and clients are told why`, async () => {
      const server = await start();
      await ready(server);
      const session = await player(server.url);
      const from = performance.now();
      server.child.kill(signal);
      assert.equal(await server.exit, 0);
      assert.ok(performance.now() - from < 2000, `${performance.now() - from} ms`);
      await until("told", () => session.status.kind === "ended");
      assert.deepEqual(session.status, { kind: "ended", ending: "server_stopping", reason: "" });
    });
  }

  it("[SV1] a port in use, an unwritable folder and a bad level: all lines at once, exit code 1", async () => {
    const first = await start();
    await ready(first);
    const second = await start({
      PORT: String(first.port),
      DATA_DIR: "/proc/nowhere",
      LOG_LEVEL: "loud",
    });
    assert.equal(await second.exit, 1);
    const lines = second.output().trim().split("\n");
    assert.match(
      lines.find((line) => line.startsWith("PORT:")) ?? "",
      /in use.*PORT=\d+ npm start/,
    );
    assert.match(lines.find((line) => line.startsWith("DATA_DIR:")) ?? "", /cannot write/);
    assert.match(lines.find((line) => line.startsWith("LOG_LEVEL:")) ?? "", /must be one of/);
    assert.equal(lines.length, 3, second.output());
  });

  it("[SV1] bad variables end it with code 1 and one line each", async () => {
    const server = await start({ PORT: "http", LOG_LEVEL: "loud" });
    assert.equal(await server.exit, 1);
    assert.deepEqual(
      server
        .output()
        .trim()
        .split("\n")
        .map((line) => line.split(":")[0]),
      ["PORT", "LOG_LEVEL"],
    );
  });

  it("[SV2] production without credentials refuses to start", async () => {
    const server = await start({ NODE_ENV: "production" });
    assert.equal(await server.exit, 1);
    assert.match(server.output(), /OPERATOR_PASSWORD/);
    assert.match(server.output(), /TOKEN_SECRET/);
  });

  it("[SV5] generated secrets are kept, for this user only", async () => {
    const { mkdtemp } = await import("node:fs/promises");
    const folder = await mkdtemp("/tmp/hypogeum-data-");
    const server = await start({ DATA_DIR: folder });
    await ready(server);
    const names = await readdir(folder);
    assert.ok(names.includes("token-secret") && names.includes("operator-password"));
    for (const name of ["token-secret", "operator-password"]) {
      assert.equal((await stat(path.join(folder, name))).mode & 0o777, 0o600);
    }
    const secret = await readFile(path.join(folder, "token-secret"), "utf8");
    assert.ok(Buffer.from(secret.trim(), "base64url").length >= 32, "bytes");
    const kept = await readFile(path.join(folder, "operator-password"), "utf8");
    assert.ok(server.output().includes(kept.trim()));
  });

  it("[SV6] a server that was stopped for 10 s kicks nobody, and the players play on", async function () {
    this.timeout(40_000);
    const server = await start();
    await ready(server);
    const session = await player(server.url);
    const input = session.room.input<any>({ mode: "reliable" });
    const sending = setInterval(() => {
      input.data.move = 224;
      input.send();
    }, 33);
    await new Promise((resolve) => setTimeout(resolve, 500));
    server.child.kill("SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    server.child.kill("SIGCONT");
    const acked = input.lastProcessed;
    await until("inputs applied again", () => input.lastProcessed > acked + 300);
    clearInterval(sending);
    assert.equal(session.status.kind, "playing");
    assert.ok(session.room.state.players.get(session.room.sessionId)?.online);
    await session.quit();
  });

  it("[SV7] nothing but our own policy listens for crashes, and a stray rejection ends nobody's match", async () => {
    const server = await startServer({}, "test/support/crashing-server.ts");
    running.push(server);
    await ready(server);
    await until(
      "survived",
      () =>
        /listeners 1 1 1 1/.test(server.output()) && /unhandled rejection/.test(server.output()),
    );
    // Canary: with another one in the tree, the counts above are what tells.
    assert.match(server.output(), /metrics .*stub-pm2-io/);
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
    server.child.kill("SIGUSR2");
    assert.equal(await server.exit, 1, "an uncaught exception ends it with code 1");
    assert.match(server.output(), /uncaught exception: stopping/);
  });
});
