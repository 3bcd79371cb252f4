import assert from "node:assert/strict";
import { Client } from "colyseus.js";
import { WebSocket } from "ws";
import { ensureGuest } from "../../netplay/identity.ts";
import { enter } from "../../netplay/session.ts";
import { LOADTEST_HEADER } from "../../schema/messages.ts";
import { withoutTokens } from "../../server/log.ts";
import { memoryStore } from "../support/app.ts";
import { ready, type ServerProcess, startServer } from "../support/process.ts";

const PASS = "the-load-test-token-of-this-test-server";
const SECRET = "a-token-secret-that-is-long-enough-for-it";

describe("server/tokens", () => {
  let server: ServerProcess;
  before(async () => {
    // Everything that Colyseus can be made to print.
    const env = { DEBUG: "colyseus:*", LOG_LEVEL: "trace", LOADTEST_TOKEN: PASS };
    server = await startServer({ ...env, TOKEN_SECRET: SECRET, OPERATOR_PASSWORD: "pass-of-test" });
    await ready(server);
  });
  after(() => server.discard());

  it("[SV23] no token reaches the log: by header, in the URL, right or wrong", async () => {
    const headers = { [LOADTEST_HEADER]: PASS };
    const now = Date.now();
    const guest = await ensureGuest(server.url, memoryStore(), undefined, now, headers);
    const { build } = (await (await fetch(`${server.url}/api/build`)).json()) as { build: string };
    const join = { build, name: "A", hue: 0 };
    const entry = { kind: "create", game: "arena" } as const;
    const client = new Client(server.url, { headers });
    const session = await enter(client, entry, join, guest.token);
    const { roomId, sessionId, reconnectionToken } = session.room;
    const secret = reconnectionToken.split(":")[1] ?? "";
    const ws = server.url.replace("http", "ws");
    const query = `_authToken=${guest.token}&reconnectionToken=${secret}x`;
    for (const path of [`/p/${roomId}?sessionId=${sessionId}&${query}`, `/nowhere?${query}`]) {
      await new Promise((resolve) => {
        const socket = new WebSocket(`${ws}${path}`);
        socket.on("error", () => {});
        socket.on("close", resolve);
      });
    }
    const bearer = { authorization: `Bearer ${guest.token}` };
    for (const path of [
      `/matchmake/reconnect/${roomId}`,
      `/api/nosuch?${query}`,
      "/matchmake/x/y",
    ]) {
      const body = JSON.stringify({ reconnectionToken: `${secret}y` });
      const type = { "content-type": "application/json" };
      await fetch(`${server.url}${path}`, {
        method: "POST",
        headers: { ...bearer, ...type },
        body,
      });
    }
    await session.quit();
    const output = server.output();
    assert.ok(output.includes(roomId), "the log is talkative");
    for (const [name, token] of Object.entries({ guest: guest.token, secret, PASS, SECRET })) {
      assert.ok(token.length >= 8, name);
      assert.ok(!output.includes(token), name);
    }
    // The signature alone would do, were the rest guessed.
    assert.ok(!output.includes(guest.token.split(".")[2] ?? ""));
  });

  it("[SV23] what Colyseus quotes in its errors is taken out", () => {
    const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
    for (const text of [
      `/p/ABCDEF?sessionId=1&_authToken=${jwt}`,
      `Bearer ${jwt}`,
      `ws://x/?reconnectionToken=c2lnbmF0dXJl&a=1`,
      `{"reconnectionToken":"c2lnbmF0dXJl"}`,
      `timed out, requesting "checkReconnectionToken" with args ["c2lnbmF0dXJl"]`,
    ]) {
      assert.ok(!withoutTokens(text).includes("c2lnbmF0dXJl"), withoutTokens(text));
    }
    assert.equal(withoutTokens("room ABCDEF is gone"), "room ABCDEF is gone");
  });
});
