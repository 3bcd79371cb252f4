import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { matchMaker } from "@colyseus/core";
import { Forwarding } from "../../engine/address.ts";
import { listRooms } from "../../netplay/lobby.ts";
import type { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import { CLOSE } from "../../schema/messages.ts";
import { defaultLimits, type Limits } from "../../server/limits.ts";
import { bootApp, type Running } from "../support/app.ts";
import { openTicks, type Ticking } from "../support/ticks.ts";
import { until } from "../support/wait.ts";

const [ERROR, ROOM_DATA, INPUT] = [11, 13, 19] as const;

/** The message `raw` with so many bytes in its frame. */
const message = (bytes: number) =>
  Buffer.concat([Buffer.from([ROOM_DATA, 0xa3]), Buffer.from("raw"), text(bytes - 5)]);
/** As MessagePack has it. */
const text = (bytes: number) => {
  const head = Buffer.from([0xda, (bytes - 3) >> 8, (bytes - 3) & 255]);
  return Buffer.concat([head, Buffer.alloc(bytes - 3, "x")]);
};

/** One that the room understands. */
const HELLO = Buffer.concat([
  Buffer.from([ROOM_DATA, 0xa5]),
  Buffer.from("hello"),
  Buffer.from([0x81, 0xa4]),
  Buffer.from("text"),
  Buffer.from([0xa1, 0x78]),
]);

describe("server: what the settings of connections do", () => {
  let app: Running;
  let ticking: Ticking;
  const boot = async (limits: Partial<Limits>) => {
    app = await bootApp({ limits: { ...defaultLimits(), ...limits } });
    ticking = await openTicks(app);
  };
  afterEach(() => app.close());

  async function intrude() {
    const before = new Set(ticking.room.clients.map(({ sessionId }) => sessionId));
    const socket = await ticking.intrude();
    const errors: Buffer[] = [];
    socket.on("message", (data: Buffer) => data[0] === ERROR && errors.push(data));
    const closed = new Promise<number>((resolve) => socket.once("close", resolve));
    const client = ticking.room.clients.find(({ sessionId }) => !before.has(sessionId));
    return { socket, errors, closed, line: client as unknown as { _receivedInputCount: number } };
  }

  for (const bytes of [1024, 8192]) {
    it(`[SV33] FRAME_MAX_BYTES=${bytes} is the longest frame, whatever the default`, async () => {
      await boot({ FRAME_MAX_BYTES: bytes });
      const { socket, errors, closed } = await intrude();
      socket.send(message(bytes));
      await until("it passes", () => errors.length === 1);
      socket.send(message(bytes + 1));
      assert.equal(await closed, 1009);
    });
  }

  it("[SV33] INPUTS_PER_SECOND passes 15 times as many at once, and drops the rest", async () => {
    await boot({ INPUTS_PER_SECOND: 30 });
    const { socket, errors, line } = await intrude();
    for (let n = 0; n < 600; n++) socket.send(Buffer.from([INPUT]));
    socket.send(message(10));
    await until("all are here", () => errors.length === 1);
    const taken = line._receivedInputCount;
    assert.ok(taken >= 450 && taken < 480, `${taken}`);
    socket.terminate();
  });

  it("[SV33] MESSAGES_PER_SECOND passes 10 times as many at once, 200 errors more and then closes", async () => {
    await boot({ MESSAGES_PER_SECOND: 6 });
    const { socket, errors, closed } = await intrude();
    const started = performance.now();
    for (let n = 0; n < 60 + 200 + 30; n++) socket.send(HELLO);
    assert.equal(await closed, CLOSE.flooding);
    const refilled = 1 + Math.ceil((performance.now() - started) / 1000);
    const refused = errors.length;
    assert.ok(refused >= 200 && refused <= 200 + refilled, `${refused} refused`);
    const passed = ticking.room.heard.length;
    assert.ok(passed >= 60 && passed <= 60 + 6 * refilled, `${passed} passed`);
  });

  it("[SV33] CONTROL_FRAMES_PER_SECOND passes 15 times as many at once, and then closes", async () => {
    await boot({ CONTROL_FRAMES_PER_SECOND: 1 });
    const { socket, closed } = await intrude();
    let pongs = 0;
    socket.on("pong", () => pongs++);
    for (let n = 0; n < 15; n++) socket.ping();
    await until("all are answered", () => pongs === 15);
    for (let n = 0; n < 5; n++) socket.ping();
    assert.equal(await closed, CLOSE.flooding);
  });
});

describe("server: what the settings of rooms and operators do", () => {
  let app: Running;
  const boot = async (limits: Partial<Limits>) => {
    app = await bootApp({ limits: { ...defaultLimits(), ...limits } });
  };
  afterEach(() => app.close());
  const open = () =>
    app.join({ kind: "create", game: "arena", options: { fill: 0, idleSeconds: 600 } });

  it("[SV34] SEAT_HOLD_SECONDS is how long a dropped player's seat waits", async () => {
    await boot({ SEAT_HOLD_SECONDS: 2 });
    const keeper = await open();
    const room = matchMaker.getLocalRoomById(keeper.room.roomId) as unknown as ArenaRoom;
    const gone = await app.join({ kind: "room", roomId: keeper.room.roomId });
    const { sessionId } = gone.room;
    gone.room.reconnection.enabled = false;
    const from = performance.now();
    gone.room.connection.close(CLOSE.mayReconnect);
    await until("it is held", () => room.state.players.get(sessionId)?.online === false);
    await until("it is free", () => !room.state.players.has(sessionId));
    const seconds = (performance.now() - from) / 1000;
    assert.ok(seconds > 1.9 && seconds < 3, `${seconds} s`);
  });

  it("[SV34] WATCHERS_PER_ROOM may watch one room; the lobby and the door say when it is full", async () => {
    await boot({ WATCHERS_PER_ROOM: 1 });
    const keeper = await open();
    const { roomId } = keeper.room;
    const listed = async () =>
      listRooms([], "rooms", JSON.parse(JSON.stringify(await matchMaker.query({ roomId }))));
    assert.equal((await listed())[0]?.watchable, true);
    const entry = { kind: "room", roomId, watch: true } as const;
    const watcher = await app.join(entry);
    await until("listed", async () => (await listed())[0]?.watchers === 1);
    const [line] = await listed();
    assert.deepEqual([line?.full, line?.watchable], [false, false]);
    await assert.rejects(app.join(entry), { id: "join/full" });
    const player = await app.join({ kind: "room", roomId });
    assert.deepEqual(await player.seat(false), { ok: false, reason: "room/no_seat" });
    await watcher.quit();
  });

  it("[SV34] LOGIN_FAILURES may fail from one address, ten times as many from all", async () => {
    // Tests come from many addresses by naming them.
    const forwarding = new Forwarding({ hops: 1, proxies: new BlockList() });
    app = await bootApp({ forwarding, limits: { ...defaultLimits(), LOGIN_FAILURES: 2 } });
    const login = (address: string) =>
      fetch(`${app.url}/api/operator/login`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-forwarded-for": address },
        body: JSON.stringify({ user: "operator", password: "wrong password" }),
      });
    const statuses: number[] = [];
    for (let n = 0; n < 3; n++) statuses.push((await login("10.0.0.1")).status);
    assert.deepEqual(statuses, [401, 401, 429]);
    for (let n = 0; n < 18; n++) assert.equal((await login(`10.0.1.${n}`)).status, 401);
    assert.equal((await login("10.0.2.1")).status, 429);
  });
});
