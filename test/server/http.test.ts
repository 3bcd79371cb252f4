import assert from "node:assert/strict";
import { request } from "node:http";
import { guests } from "../../server/guests.ts";
import { bootApp, type Running } from "../support/app.ts";
import { busyFor, pause, until } from "../support/wait.ts";

describe("server/http", () => {
  let app: Running;
  before(async () => {
    app = await bootApp();
  });
  after(() => app.close());

  /** A request whose headers fetch would not let through. */
  const raw = (path: string, headers: Record<string, string>, method = "GET") =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const sent = request(
        { host: "127.0.0.1", port: app.port, path, method, headers },
        (response) => {
          let body = "";
          response.on("data", (chunk) => (body += chunk));
          response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
        },
      );
      sent.on("error", reject);
      sent.end();
    });

  it("[SV8] /healthz counts running rooms, /readyz says whether to send players", async () => {
    const session = await app.join({ kind: "create", game: "arena", options: {} });
    const health = await fetch(`${app.url}/healthz`);
    assert.equal(health.status, 200);
    const { count, longestMs } = app.deps.loops.standstills.standstills;
    const standstills = { count, longestMs };
    assert.deepEqual(await health.json(), { rooms: 1, stalled: 0, standstills });
    assert.deepEqual(await (await fetch(`${app.url}/readyz`)).json(), { ready: true });
    await session.quit();
  });

  it("[SV8] [SV30] /healthz fails with the number of rooms that stand still; the log names each once", async () => {
    const { loops } = app.deps;
    const loop = { roomId: "secret", ticks: 5 };
    const named = () => app.log.lines.filter(({ message }) => message === "room stalled");
    const remove = loops.add(loop, performance.now() - 6000);
    for (let n = 0; n < 3; n++) {
      const health = await fetch(`${app.url}/healthz`);
      assert.equal(health.status, 503);
      const text = await health.text();
      assert.equal((JSON.parse(text) as { stalled: number }).stalled, 1);
      assert.ok(!text.includes("secret"), "the id of a private room is its invitation");
    }
    remove();
    assert.deepEqual(
      named().map(({ level, fields }) => [level, fields]),
      [["error", { roomId: "secret" }]],
    );
  });

  it("[SV8] /healthz counts the standstills of the event loop, with the longest, and lives on", async () => {
    const session = await app.join({ kind: "create", game: "arena", options: { fill: 0 } });
    const look = async () => {
      const health = await fetch(`${app.url}/healthz`);
      assert.equal(health.status, 200);
      return ((await health.json()) as { standstills: { count: number; longestMs: number } })
        .standstills;
    };
    const before = await look();
    await pause(200);
    busyFor(900);
    const after = await until("counted", async () => {
      const now = await look();
      return now.count > before.count && now;
    });
    assert.ok(after.longestMs > 750, `${after.longestMs} ms`);
    await session.quit();
  });

  it("[SV9] a guest gets a random id in a token that only this server signs", async () => {
    const [a, b] = [await app.guest(), await app.guest()];
    assert.notEqual(a.id, b.id);
    assert.equal((await app.deps.verifyGuest(a.token))?.id, a.id);
    const other = guests("another secret of thirty-two chars");
    assert.equal(await other.verify(a.token), undefined);
    assert.equal(await app.deps.verifyGuest((await other.issue({ id: a.id })).token), undefined);
  });

  it("[SV9] a valid token renews the same id; an invalid one gives a new id", async () => {
    const guest = await app.guest();
    const renew = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`${app.url}/api/guest`, { method: "POST", headers });
      return ((await response.json()) as { id: string }).id;
    };
    assert.equal(await renew(guest.token), guest.id);
    assert.notEqual(await renew("nonsense"), guest.id);
  });

  it("[SV9] two tabs of a browser are two guests of one device, whatever a cookie claims", async () => {
    const tab = async (cookie: string) => {
      const response = await fetch(`${app.url}/api/guest`, { method: "POST", headers: { cookie } });
      const { token } = (await response.json()) as { token: string };
      const set = response.headers.get("set-cookie") ?? "";
      assert.match(set, /; Path=\/api\/guest;.*HttpOnly; SameSite=Strict/);
      return { ...(await app.deps.verifyGuest(token)), cookie: set.split(";")[0] ?? "" };
    };
    const first = await tab("");
    const second = await tab(first.cookie);
    assert.notEqual(first.id, second.id);
    assert.equal(first.device, second.device);
    assert.notEqual((await tab("hypogeum-device=<script>")).device, "<script>");
  });

  it("[SV9] tokens expire after a week, and unsigned or foreign-audience tokens are refused", async () => {
    let now = Date.UTC(2026, 0, 1);
    const issuer = guests("a secret of thirty-two characters", () => now);
    const { token } = await issuer.issue({ id: "me" });
    assert.equal((await issuer.verify(token))?.id, "me");
    now += 7 * 24 * 3600 * 1000 + 1000;
    assert.equal(await issuer.verify(token), undefined);
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`;
    assert.equal(await issuer.verify(none), undefined);
  });

  it("[SV10] a room's game is told by its id, and nothing else is", async () => {
    const session = await app.join({ kind: "create", game: "arena", options: { private: true } });
    const known = await fetch(`${app.url}/api/rooms/${session.room.roomId}`);
    assert.deepEqual(await known.json(), { game: "arena" });
    const gone = await fetch(`${app.url}/api/rooms/nosuch`);
    assert.equal(gone.status, 404);
    assert.deepEqual(await gone.json(), { error: "join/not_found" });
    await session.quit();
  });

  for (const [what, headers, status] of [
    ["a bad Host", { host: "a b/c" }, 400],
    ["a Host with a path", { host: "x/../y" }, 400],
    ["a bad X-Forwarded-Proto", { "x-forwarded-proto": "::::" }, 403],
  ] as const) {
    it(`[EN12] ${what} is answered ${status} by the matchmaker, and the server lives`, async () => {
      assert.equal((await raw("/matchmake/create/lobby", headers, "POST")).status, status);
      assert.equal((await fetch(`${app.url}/readyz`)).status, 200);
    });
  }

  it("[EN12] an announced body above 16 KB is answered 413", async () => {
    const big = { "content-length": "20000" };
    assert.equal((await raw("/matchmake/joinOrCreate/arena", big, "POST")).status, 413);
  });

  it("[SV11] no version, no framework, a strict policy, no foreign origin", async () => {
    const response = await fetch(`${app.url}/`, { headers: { origin: "http://evil.example" } });
    assert.equal(response.headers.get("x-powered-by"), null);
    assert.equal(response.headers.get("access-control-allow-origin"), null);
    assert.equal(response.headers.get("strict-transport-security"), null);
    const policy = response.headers.get("content-security-policy") ?? "";
    assert.match(policy, /script-src 'self'(;|$)/);
    assert.ok(!/unsafe-eval|https?:/.test(policy), policy);
    assert.ok(!/upgrade-insecure/.test(policy), "a LAN address has no TLS");
  });

  it("[SV11] unknown paths are 404 in JSON, errors carry an id and no detail", async () => {
    const unknown = await fetch(`${app.url}/api/nosuch`);
    assert.deepEqual([unknown.status, await unknown.json()], [404, { error: "http/not_found" }]);
    const malformed = await fetch(`${app.url}/api/operator/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{",
    });
    assert.equal(malformed.status, 400);
    assert.ok(!(await malformed.text()).includes("at "));
  });

  // Last: it spends the address's budget.
  it("[SV14] whoever tries room codes one after another is slowed down, others are not", async () => {
    const ask = async () => (await fetch(`${app.url}/api/rooms/AAAAAA`)).status;
    const { token } = await app.guest();
    const answers: number[] = [];
    for (let n = 0; n < 340; n++) answers.push(await ask());
    assert.deepEqual([...new Set(answers)], [404, 429]);
    // The tests above have asked a few times already.
    assert.ok(answers.indexOf(429) >= 290, "thirty people joining by link pass");
    const join = { kind: "room", roomId: "AAAAAA" } as const;
    // On a busy machine the budget has grown meanwhile.
    await Promise.all(Array.from({ length: 20 }, ask));
    await assert.rejects(app.join(join, { token }), { id: "join/too_many_guesses" });
    const session = await app.join({ kind: "quick", game: "arena" });
    assert.equal(session.status.kind, "playing");
    await session.quit();
  });
});
