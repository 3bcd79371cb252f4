import assert from "node:assert/strict";
import { Gauge } from "../../netplay/gauge.ts";
import { emptyHistory } from "../../netplay/meter.ts";
import { useProxiedApp } from "../support/proxied.ts";
import { pause, until } from "../support/wait.ts";

describe("netplay/gauge over a real socket", function () {
  this.timeout(40_000);
  const stand = useProxiedApp();

  const player = () => stand.join({ kind: "create", game: "arena", options: { fill: 4 } });

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
    stand.proxy.cut();
    await until("broken", () => gauge.read().verdict.id === "reconnecting");
    assert.equal(gauge.read().sincePatch, undefined);
    await pause(600);
    stand.proxy.restore();
    await until("back", () => gauge.read().sincePatch !== undefined);
    assert.equal(gauge.read().stalls, stalls);
    gauge.stop();
    await session.quit();
  });
});
