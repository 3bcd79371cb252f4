import assert from "node:assert/strict";
import { Client } from "colyseus.js";
import { type NetProxy, openProxy } from "../../bench/proxy.ts";
import { Gauge } from "../../netplay/gauge.ts";
import { emptyHistory } from "../../netplay/meter.ts";
import { enter, type Session } from "../../netplay/session.ts";
import { bootApp, type Running } from "../support/app.ts";
import { pause, until } from "../support/wait.ts";

describe("netplay/gauge over a real socket", function () {
  this.timeout(40_000);
  let app: Running;
  let proxy: NetProxy;
  before(async () => {
    app = await bootApp();
    proxy = await openProxy(app.port);
  });
  after(async () => {
    await proxy.close();
    await app.close();
  });

  async function player(): Promise<Session> {
    const client = new Client(`http://127.0.0.1:${proxy.port}`);
    const { token } = await app.guest();
    const join = { build: "test", name: "P", hue: 1 };
    return enter(client, { kind: "create", game: "arena", options: { fill: 4 } }, join, token);
  }

  it("[NM1] reads a session's line: patches, bytes both ways, ping, the server's tick", async () => {
    const session = await player();
    const gauge = new Gauge(session);
    const first = await until("a second's figures", () => {
      const now = gauge.read();
      return now.patchRate > 0 && now.ping > 0 && now.bytesOut > 0 && now;
    });
    assert.ok(first.bytesIn > first.bytesOut && first.patchRate < 45);
    const history = emptyHistory(60);
    assert.ok(gauge.history(history) >= 1);
    assert.ok(Math.max(...history.received) > 0);
    await until("ticks", () => (gauge.read().tick ?? 0) > (first.tick ?? 0) + 10);
    gauge.stop();
    await pause(200);
    const { sincePatch = 0 } = gauge.read();
    assert.ok(sincePatch >= 200, "stopped, it hears nothing any more");
    await session.quit();
  });

  it("[NM2] a line that broke is told as that, and is no stall when it is back", async () => {
    const session = await player();
    const gauge = new Gauge(session);
    await until("measured", () => gauge.read().seconds >= 1 && gauge.read().patchRate > 0);
    const { stalls } = gauge.read();
    proxy.cut();
    await until("broken", () => gauge.read().verdict.id === "reconnecting");
    assert.equal(gauge.read().sincePatch, undefined);
    await pause(600);
    proxy.restore();
    await until("back", () => gauge.read().sincePatch !== undefined);
    assert.equal(gauge.read().stalls, stalls);
    gauge.stop();
    await session.quit();
  });
});
