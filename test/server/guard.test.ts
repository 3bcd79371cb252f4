import assert from "node:assert/strict";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { mock } from "node:test";
import { createEndpoint, createRouter, toNodeHandler } from "@colyseus/core";
import { Forwarding } from "../../engine/address.ts";
import { guardHttp } from "../../engine/http.ts";
import { defaultLimits } from "../../server/limits.ts";
import { bootApp, type Running } from "../support/app.ts";
import { chunked, sendRaw, statusOf } from "../support/http.ts";
import { memoryLog } from "../support/log.ts";

const json = "Content-Type: application/json\r\n";
const login = (user: string) => JSON.stringify({ user, password: "wrong" });

describe("server/http: bodies, answers, origins", () => {
  const FRIEND = "https://play.example";
  let app: Running;
  before(async () => {
    const limits = { ...defaultLimits(), HTTP_HEADERS_SECONDS: 1, HTTP_REQUEST_SECONDS: 2 };
    app = await bootApp({ origins: [FRIEND], limits });
  });
  after(() => app.close());

  it("[EN30] a chunked body within the limit is served, by Express and by Colyseus", async () => {
    const express = await sendRaw(app.port, chunked("/api/operator/login", login("x"), json));
    assert.equal(statusOf(express), 401, express);
    const options = JSON.stringify({ build: "test", name: "A", hue: 0, pad: "x".repeat(8000) });
    const colyseus = await sendRaw(
      app.port,
      chunked("/matchmake/joinOrCreate/arena", options, json),
    );
    assert.match(colyseus, /"join\/no_identity"/);
  });

  for (const path of ["/api/operator/login", "/matchmake/joinOrCreate/arena", "/api/guest"]) {
    it(`[EN30] ${path}: a chunked body is counted, and refused above 16 KB`, async () => {
      const answer = await sendRaw(app.port, chunked(path, login("x".repeat(40_000)), json));
      // Whoever reads no body may have answered before there was too much of it.
      if (path !== "/api/guest") assert.equal(statusOf(answer), 413, answer);
      assert.equal(answer.match(/HTTP\/1\.1/g)?.length, 1, "one answer");
      assert.equal((await fetch(`${app.url}/readyz`)).status, 200);
    });
  }

  it("[EN30] the answer reaches a client that still sends an announced body of 1 MB", async () => {
    const body = "x".repeat(1_000_000);
    const head = `POST /api/guest HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`;
    const answer = await sendRaw(app.port, head + body);
    assert.equal(statusOf(answer), 413);
    assert.match(answer, /\{"code":413,"error":"http\/body_too_large"\}$/);
  });

  it("[EN31] who does not finish headers or body in time is answered 408 and closed", async () => {
    const slowHead = sendRaw(app.port, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    const slowBody = sendRaw(app.port, `POST /api/guest HTTP/1.1\r\nHost: x\r\n`);
    assert.equal(statusOf(await slowHead), 408);
    assert.equal(statusOf(await slowBody), 408);
    for (const path of ["/api/operator/login", "/matchmake/create/arena"]) {
      const half = `POST ${path} HTTP/1.1\r\nHost: x\r\n${json}Content-Length: 50\r\n\r\n{`;
      assert.equal(statusOf(await sendRaw(app.port, half)), 408, path);
    }
    const errors = app.log.lines.filter(({ level }) => level === "error");
    assert.deepEqual(errors, [], "and is nothing to tell an operator");
  });

  for (const [what, text, status] of [
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["TRACE", "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 405],
    ["PROPFIND", "PROPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 405],
    ["an absolute path", "GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400],
    ["a Host that is no URL", "GET /__healthcheck HTTP/1.1\r\nHost: a:99999\r\n\r\n", 400],
    ["a double slash", "POST //[/matchmake HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404],
    ["a bad Expect", "GET / HTTP/1.1\r\nHost: x\r\nExpect: x\r\nConnection: close\r\n\r\n", 417],
  ] as const) {
    it(`[EN34] ${what} is answered ${status}, and the server lives`, async () => {
      assert.equal(statusOf(await sendRaw(app.port, text)), status);
      assert.equal((await fetch(`${app.url}/readyz`)).status, 200);
    });
  }

  it("[EN33] an origin of the list may read matchmaking, preflight included; no other may", async () => {
    const ask = (method: string, origin: string) =>
      fetch(`${app.url}/matchmake/joinOrCreate/arena`, { method, headers: { origin } });
    for (const method of ["POST", "OPTIONS"]) {
      const friend = await ask(method, FRIEND);
      assert.equal(friend.headers.get("access-control-allow-origin"), FRIEND);
      assert.equal(friend.headers.get("access-control-allow-credentials"), "true");
      assert.match(friend.headers.get("vary") ?? "", /Origin/);
      for (const origin of ["https://evil.example", "null", `${FRIEND}.evil.example`]) {
        const evil = await ask(method, origin);
        assert.equal(evil.headers.get("access-control-allow-origin"), null, origin);
        assert.match(evil.headers.get("vary") ?? "", /Origin/);
      }
    }
    const page = await fetch(`${app.url}/api/build`, { headers: { origin: FRIEND } });
    assert.equal(page.headers.get("access-control-allow-origin"), FRIEND);
  });

  it("[EN33] without a list nobody else's page may read anything", async () => {
    const alone = await bootApp();
    const headers = { origin: FRIEND };
    for (const path of ["/matchmake/joinOrCreate/arena", "/api/guest"]) {
      const response = await fetch(`${alone.url}${path}`, { method: "POST", headers });
      assert.equal(response.headers.get("access-control-allow-origin"), null, path);
    }
    await alone.close();
  });
});

describe("engine/http: answers of Colyseus' router", () => {
  const BIG = 300_000;
  const endpoints = {
    big: createEndpoint("/big", { method: "GET" }, async () => new Response("x".repeat(BIG))),
    pieces: createEndpoint("/pieces", { method: "GET" }, async () => new Response(inPieces())),
    cookies: createEndpoint("/cookies", { method: "GET" }, async () => {
      const response = new Response("ü", { headers: { "content-length": "1" } });
      response.headers.append("set-cookie", "a=1");
      response.headers.append("set-cookie", "b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT");
      return response;
    }),
    stopping: createEndpoint("/stopping", { method: "GET" }, async (context) => {
      throw context.error(503 as never);
    }),
    broken: createEndpoint("/broken", { method: "GET" }, async () => {
      throw new Error("a secret detail");
    }),
  };
  const inPieces = () =>
    new ReadableStream({
      async start(stream) {
        for (let n = 0; n < 3; n++) {
          await new Promise((resolve) => setTimeout(resolve, 5));
          stream.enqueue(Buffer.alloc(BIG / 3, "y"));
        }
        stream.close();
      },
    });

  async function listen(stock: boolean) {
    const router = createRouter(endpoints);
    const server = createServer(stock ? (toNodeHandler(router.handler) as never) : undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    if (!stock) {
      guardHttp(server, {
        log: memoryLog(),
        forwarding: new Forwarding(),
        router,
        origins: [],
        bodyMaxBytes: 16_384,
        guesses: { isGuess: () => false, perMinute: 1, error: "test/guess" },
        exempt: () => false,
      });
    }
    const { port } = server.address() as AddressInfo;
    const close = () => {
      server.closeAllConnections();
      server.close();
    };
    return { url: `http://127.0.0.1:${port}`, close };
  }
  const soon = () => ({ signal: AbortSignal.timeout(1500) });

  it("[EN32] 300 kB arrive whole, in one piece and in many", async () => {
    const { url, close } = await listen(false);
    assert.equal((await (await fetch(`${url}/big`, soon())).text()).length, BIG);
    assert.equal((await (await fetch(`${url}/pieces`, soon())).text()).length, BIG);
    close();
  });

  it("[EN32] canary: the stock bridge never ends an answer of 300 kB", async () => {
    const { url, close } = await listen(true);
    await assert.rejects(fetch(`${url}/big`, soon()).then((response) => response.text()));
    close();
  });

  it("[EN32] cookies stay apart, and a length that counts characters is put right", async () => {
    const { url, close } = await listen(false);
    const response = await fetch(`${url}/cookies`);
    assert.equal(response.headers.getSetCookie().length, 2);
    assert.equal(await response.text(), "ü");
    close();
  });

  it("[EN35] a refusal without a word gets one, and the time to wait", async () => {
    const { url, close } = await listen(false);
    const response = await fetch(`${url}/stopping`);
    assert.equal(response.headers.get("retry-after"), "30");
    assert.deepEqual(await response.json(), { code: 503, error: "http/unavailable" });
    close();
  });

  it("[EN35] a throw of a route is a 500 without a detail; a client that goes away is nothing", async () => {
    const { url, close } = await listen(false);
    const told = mock.method(console, "error", () => {});
    const response = await fetch(`${url}/broken`);
    told.mock.restore();
    assert.equal(response.status, 500);
    assert.ok(!(await response.text()).includes("secret"));
    const { port } = new URL(url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write("GET /big HTTP/1.1\r\nHost: x\r\n\r\n", () => socket.destroy());
    assert.equal((await fetch(`${url}/cookies`)).status, 200);
    close();
  });
});
