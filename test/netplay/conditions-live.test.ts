import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Room } from "colyseus.js";
import { type WebSocket, WebSocketServer } from "ws";
import { PRESETS } from "../../netplay/conditions.ts";
import { impair } from "../../netplay/line.ts";
import type { Session } from "../../netplay/session.ts";
import { bootApp, type Running } from "../support/app.ts";
import { pause, until } from "../support/wait.ts";

const FRAME_MS = 1000 / 30;

describe("netplay/conditions: over real sockets", function () {
  this.timeout(60_000);
  let app: Running;
  let beating: NodeJS.Timeout | undefined;
  before(async () => {
    app = await bootApp();
  });
  afterEach(() => clearInterval(beating));
  after(() => app.close());

  /** A player who sends an input per tick, as a page does. */
  async function player(): Promise<Session> {
    const session = await app.join({ kind: "create", game: "arena", options: { fill: 4 } });
    const input = session.room.input<object>({ mode: "reliable" });
    beating = setInterval(() => input.send(), FRAME_MS);
    return session;
  }

  it("[NC7] the SDK's round trip and the ping follow the preset, there and back", async () => {
    const session = await player();
    const { clock } = session.room;
    await until("a first estimate", () => clock.smoothedRtt() > 0 && session.ping > 0);
    const direct = { rtt: clock.smoothedRtt(), ping: session.ping };
    impair(session.room, PRESETS.far);
    await until("the far ping", () => session.ping > direct.ping + 0.9 * 280, 20_000);
    await until("the far clock", () => clock.smoothedRtt() > direct.rtt + 0.8 * 280, 20_000);
    assert.ok(session.ping < direct.ping + 280 + 150, `${session.ping} ms`);
    impair(session.room, PRESETS.good);
    await until("the near ping", () => session.ping < 140, 20_000);
    await until("the near clock", () => clock.smoothedRtt() < 140, 20_000);
    assert.equal(session.status.kind, "playing");
    await session.quit();
  });

  it("[NC4] two seconds without anything break nothing: the same seat, and the state goes on", async () => {
    const session = await player();
    const { room } = session;
    let patches = 0;
    room.onStateChange(() => patches++);
    await until("patches", () => patches > 5);
    impair(room, PRESETS.outage);
    await pause(100);
    const before = patches;
    await pause(1200);
    assert.equal(patches, before);
    await until("all of them", () => patches > before + 30);
    assert.equal(session.status.kind, "playing");
    await session.quit();
  });
});

describe("netplay/conditions: the order over a real socket", function () {
  this.timeout(30_000);

  it("[NC1] numbers come back in order through jitter and stalls, timers of whole milliseconds and all", async () => {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    await once(server, "listening");
    server.on("connection", (ws: WebSocket) => ws.on("message", (data) => ws.send(data)));
    const room = new Room("test");
    room.connect(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/p/r?sessionId=x`, {});
    await until("open", () => room.connection.isOpen);
    room.connection.events.onclose = () => {};
    const heard: number[] = [];
    room.connection.events.onmessage = (event: { data: ArrayBuffer }) =>
      heard.push(new DataView(event.data).getUint32(0));
    impair(room, {
      ...PRESETS.good,
      delayMs: 30,
      jitterMs: 30,
      stallsPerMinute: 120,
      stallMs: 40,
    });
    const frame = new DataView(new ArrayBuffer(4));
    for (let n = 0; n < 2000; n++) {
      frame.setUint32(0, n);
      room.connection.send(new Uint8Array(frame.buffer));
      if (n % 4 === 0) await pause(1);
    }
    await until("all back", () => heard.length === 2000);
    assert.deepEqual(heard, [...Array(2000).keys()]);
    room.connection.close();
    server.close();
  });
});
