import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import type { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import {
  CLOSE,
  HELD_CLOSES,
  IDLE,
  type JoinOptions,
  SEAT_HOLD_SECONDS,
} from "../../schema/messages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { connect, type FakeClient, takeSeat } from "../support/seat.ts";
import { type FakeTime, fakeTime } from "../support/time.ts";

const STEP = 1000 / 30;
const join: JoinOptions = { build: "test", name: "Ana", hue: 3 };

describe("room lifecycle on fake time", () => {
  let app: Running;
  let time: FakeTime;
  let room: ArenaRoom;

  before(async () => {
    app = await bootApp();
    time = fakeTime();
  });
  after(async () => {
    time.restore();
    await app.close();
  });
  beforeEach(async () => {
    room = await openRoom({ fill: 0 });
  });
  afterEach(() => closeRoom(room));

  async function openRoom(options: object): Promise<ArenaRoom> {
    const { roomId } = await matchMaker.createRoom("arena", options);
    return matchMaker.getLocalRoomById(roomId) as unknown as ArenaRoom;
  }
  /** A rejected reconnection keeps Colyseus' room open for another second. */
  async function closeRoom(open: ArenaRoom): Promise<void> {
    const gone = open.disconnect();
    await time.advance(1100);
    await gone;
  }
  const guest = async () => (await app.deps.guests.issue()).token;
  const seated = async (token?: string) => takeSeat(room, join, token ?? (await guest()));
  const player = (client: FakeClient) => room.state.players.get(client.sessionId);
  /** A silent seat is stepped neutrally, so its protection changes in each tick. */
  async function seatedWithNews(): Promise<FakeClient> {
    const client = await seated();
    Object.assign(player(client) as object, { shield: 255 });
    await time.advance(12 * STEP);
    return client;
  }

  it("[RM1] runs exactly 30 ticks a second, and one patch after each", async () => {
    const client = await seatedWithNews();
    const [ticks, frames] = [room.ticks, client.frames.length];
    await time.advance(3000);
    assert.ok(Math.abs(room.ticks - ticks - 90) <= 1, `${room.ticks - ticks} ticks in 3 s`);
    assert.equal(client.frames.length - frames, room.ticks - ticks);
  });

  it("[RM1] each tick is taken in its millisecond, and none after the room has ended", async () => {
    await seated();
    const ended = await openRoom({ fill: 2 });
    const late: number[] = [];
    let ticks = ended.ticks;
    for (let ms = 0; ms < 600; ms++) {
      await time.advance(1);
      if (ended.ticks !== ticks) late.push(ms);
      ticks = ended.ticks;
    }
    const gaps = late.slice(1).map((ms, i) => ms - (late[i] as number));
    assert.ok(
      gaps.every((gap) => gap === 33 || gap === 34),
      `${gaps}`,
    );
    assert.ok(Math.abs(late.length - 18) <= 1, `${late.length} ticks in 600 ms`);
    await closeRoom(ended);
    ticks = ended.ticks;
    await time.advance(500);
    assert.equal(ended.ticks, ticks);
  });

  it("[RM1] after a stall of the event loop it drops the backlog instead of racing", async () => {
    await seated();
    await time.advance(200);
    const before = room.ticks;
    await time.stall(10_000);
    // Five at once, and the next one in its time.
    assert.ok(room.ticks - before <= 6, `${room.ticks - before} ticks`);
    const after = room.ticks;
    await time.advance(1000);
    assert.ok(
      Math.abs(room.ticks - after - 30) <= 1,
      `${room.ticks - after} ticks in the next second`,
    );
  });

  it("[RM1] patches carry simulated time: 33 or 34 ms apart, whatever the timers did", async () => {
    const client = await seatedWithNews();
    client.frames.length = 0;
    await time.advance(1000);
    const stamps = client.frames
      .filter((frame) => ((frame[0] as number) & 0x1f) === 15)
      .map((frame) => Buffer.from(frame).readUInt32LE(1));
    const gaps = stamps.slice(1).map((stamp, i) => stamp - (stamps[i] as number));
    assert.ok(
      gaps.length > 20 && gaps.every((gap) => gap === 33 || gap === 34),
      `[${gaps}] ${stamps}`,
    );
  });

  it("[RM2] a joined player is seated with the checked name and colour", async () => {
    const client = await seated();
    const { name, hue, bot, online } = player(client) ?? {};
    assert.deepEqual({ name, hue, bot, online }, { name: "Ana", hue: 3, bot: false, online: true });
  });

  for (const code of HELD_CLOSES) {
    it(`[RM3] close ${code} holds the seat for 60 s, and not a second longer`, async () => {
      const client = await seated();
      client.close(code);
      await time.advance(SEAT_HOLD_SECONDS * 1000 - 100);
      assert.equal(player(client)?.online, false);
      await time.advance(300);
      assert.equal(player(client), undefined);
    });
  }

  for (const code of [
    CLOSE.consented,
    CLOSE.badFrame,
    CLOSE.kicked,
    CLOSE.flooding,
    1000,
    1009,
    1011,
  ]) {
    it(`[RM3] close ${code} frees the seat at once`, async () => {
      const client = await seated();
      client.close(code);
      await time.advance(50);
      assert.equal(player(client), undefined);
    });
  }

  it("[RM4] a reconnection within the hold is the same seat, score and all", async () => {
    const client = await seated();
    await time.advance(100);
    Object.assign(player(client) as object, { score: 7 });
    client.close(1006);
    await time.advance(59_000);
    const back = await connect(room, client.sessionId, client.reconnectionToken);
    await time.advance(5000);
    assert.equal(player(back)?.score, 7);
    assert.equal(player(back)?.online, true);
    assert.equal(room.clients.length, 1);
  });

  for (const heard of [true, false]) {
    const token = heard ? "new" : "old";
    it(`[RM4] a line that breaks again before the return is acknowledged keeps the seat, by the ${token} token`, async () => {
      const client = await seated();
      const { sessionId, reconnectionToken: old } = client;
      Object.assign(player(client) as object, { score: 7 });
      client.close(1006);
      await time.advance(1000);
      const back = await connect(room, sessionId, old, false);
      back.close(1006);
      await time.advance(1000);
      const again = await connect(room, sessionId, heard ? back.reconnectionToken : old);
      await time.advance(100);
      assert.deepEqual([player(again)?.score, player(again)?.online], [7, true]);
      again.close(1006);
      await time.advance(10);
      await assert.rejects(connect(room, sessionId, old), "a token that was used and heard of");
      assert.equal(player(client)?.online, false, "and the seat is held");
    });
  }

  it("[RM4] a line that breaks over and over while coming back keeps the seat", async () => {
    const client = await seated();
    const { sessionId, reconnectionToken: first } = client;
    Object.assign(player(client) as object, { score: 7 });
    client.close(1006);
    let known = first;
    // The answer is lost thrice, then heard, then lost twice again.
    for (const heard of [false, false, false, true, false, false]) {
      await time.advance(200);
      const half = await connect(room, sessionId, known, false);
      if (heard) known = half.reconnectionToken;
      half.close(1006);
    }
    await time.advance(200);
    const back = await connect(room, sessionId, known);
    await time.advance(100);
    assert.deepEqual([player(back)?.score, player(back)?.online], [7, true]);
  });

  it("[FA1] coming back over and over makes nobody run or fire faster", async () => {
    let client = await seated();
    const other = await seated();
    await time.advance(3500);
    const at = () => player(client)?.x as number;
    const fired = () => player(client)?.bolts as number;
    const bolts = fired();
    let way = 0;
    let last = at();
    const ticks = room.ticks;
    for (let cycle = 0; cycle < 60; cycle++) {
      client.input(0x80, (7 << 5) | (cycle % 2 ? 16 : 0), 0x81, 1);
      for (let n = 0; n < 7; n++) client.input();
      for (let n = 0; n < 2; n++) {
        await time.advance(STEP);
        way += Math.abs(at() - last);
        last = at();
      }
      client.close(4010);
      await time.advance(5);
      client = await connect(room, client.sessionId, client.reconnectionToken);
    }
    const passed = room.ticks - ticks;
    const shots = (fired() - bolts) & 255;
    assert.ok(shots > 3 && shots <= (passed * 1.02 + 8) / 9 + 1, `${shots} in ${passed} ticks`);
    assert.ok(way > 0 && way <= 128 * (passed * 1.02 + 8), `${way / 16} px in ${passed} ticks`);
    other.close(CLOSE.consented);
  });

  it("[RM4] a stranger who knows the session id does not get the held seat", async () => {
    const client = await seated();
    client.close(1006);
    await time.advance(10);
    await assert.rejects(connect(room, client.sessionId, "guessed"));
    await assert.rejects(connect(room, client.sessionId));
    assert.equal(player(client)?.online, false, "and the seat is still held");
  });

  it("[RM5] the same person joining again takes over, and the older line is told", async () => {
    const token = await guest();
    const first = await seated(token);
    const second = await seated(token);
    await time.advance(50);
    assert.equal(first.closedWith, CLOSE.replaced);
    assert.equal(player(first), undefined);
    assert.ok(player(second));
  });

  it("[RM5] the same person joining again ends the seat that was held", async () => {
    const token = await guest();
    const first = await seated(token);
    first.close(1006);
    await time.advance(100);
    const second = await seated(token);
    await time.advance(50);
    assert.equal(player(first), undefined);
    assert.ok(player(second));
    assert.equal(room.state.players.size, 1);
  });

  it("[RM6] bots fill the room from the start and leave as people come", async () => {
    const filled = await openRoom({ fill: 3 });
    const bots = () => [...filled.state.players.values()].filter((p) => p.bot).length;
    assert.equal(bots(), 3);
    const clients: FakeClient[] = [];
    for (const left of [2, 1, 0, 0]) {
      clients.push(await takeSeat(filled, join, await guest()));
      assert.equal(bots(), left);
    }
    for (const client of clients) client.close(CLOSE.consented);
    await time.advance(20);
    assert.equal(bots(), 3);
    await closeRoom(filled);
  });

  it("[RM7] a silent seat and a flooding seat move nobody faster than the rules", async () => {
    const [flooder, silent] = [await seated(), await seated()];
    // Past the wait before a match.
    await time.advance(3500);
    const start = player(flooder)?.x ?? 0;
    const still = { x: player(silent)?.x, y: player(silent)?.y };
    flooder.input(0x80, (7 << 5) | 0);
    let fastest = 0;
    for (let tick = 0; tick < 60; tick++) {
      for (let n = 0; n < 10; n++) flooder.input();
      const before = player(flooder)?.x ?? 0;
      await time.advance(STEP);
      fastest += Math.abs((player(flooder)?.x ?? 0) - before);
    }
    assert.ok(fastest > 0, `the flooder moved from ${start}`);
    assert.ok(fastest <= 128 * (62 * 1.02 + 8), `${fastest / 16} px in 2 s`);
    assert.deepEqual({ x: player(silent)?.x, y: player(silent)?.y }, still);
  });

  it("[RM15] who does nothing is warned for the last 15 s, and then watches", async () => {
    const idle = await openRoom({ fill: 2, idleSeconds: 40, matchSeconds: 600, scoreLimit: 500 });
    const client = await takeSeat(idle, join, await guest());
    const { sessionId } = client;
    const seat = () => idle.state.players.get(sessionId);
    // The wait before a match is nobody's fault.
    const unhurt = () => Object.assign(seat() ?? {}, { hp: 100, shield: 255 });
    for (let s = 0; s < 27; s++) await time.advance(1000).then(unhurt);
    assert.deepEqual(client.said(IDLE), []);
    for (let s = 0; s < 5; s++) await time.advance(1000).then(unhurt);
    assert.deepEqual(client.said(IDLE).slice(0, 3), [15, 14, 13]);
    assert.ok(idle.state.players.has(sessionId), "still seated");
    for (let s = 0; s < 13; s++) await time.advance(1000).then(unhurt);
    assert.deepEqual([idle.state.players.has(sessionId), client.said(IDLE).at(-1)], [false, 0]);
    assert.equal(idle.state.watchers.get(sessionId)?.idle, true);
    assert.equal(idle.state.players.size, 2, "a bot took the seat");
    await closeRoom(idle);
  });

  it("[RM15] empty inputs do not count, a step takes the warning back", async () => {
    const idle = await openRoom({ fill: 2, idleSeconds: 20, matchSeconds: 600, scoreLimit: 500 });
    const client = await takeSeat(idle, join, await guest());
    const seat = () => idle.state.players.get(client.sessionId);
    await time.advance(3000);
    for (let tick = 0; tick < 30 * 11; tick++) {
      // Health, or a bot would end the count with a fall.
      Object.assign(seat() as object, { hp: 100, shield: 200 });
      client.input();
      await time.advance(STEP);
    }
    assert.ok((client.said(IDLE)[0] as number) <= 10, "half of what is allowed");
    client.input(0x80, 7 << 5);
    await time.advance(3 * STEP);
    assert.equal(client.said(IDLE).at(-1), 0);
    assert.ok(seat(), "still seated");
    await closeRoom(idle);
  });

  it("[RM15] nothing is expected of who waits for others to come", async () => {
    const lone = await openRoom({ fill: 0, hosted: true, idleSeconds: 10 });
    const host = await takeSeat(lone, join, await guest());
    for (let s = 0; s < 30; s++) await time.advance(1000);
    assert.deepEqual(host.said(IDLE), []);
    assert.ok(lone.state.players.has(host.sessionId));
    assert.equal(lone.state.host, host.sessionId);
    await closeRoom(lone);
  });

  it("[RM15] a request is a sign of life", async () => {
    const idle = await openRoom({ fill: 2, idleSeconds: 10, matchSeconds: 600, scoreLimit: 500 });
    const client = await takeSeat(idle, join, await guest());
    const seat = () => idle.state.players.get(client.sessionId);
    const unhurt = () => Object.assign(seat() ?? {}, { hp: 100, shield: 255 });
    for (let s = 0; s < 9; s++) await time.advance(1000).then(unhurt);
    assert.notEqual(client.said(IDLE).at(-1), 0, "warned");
    client.takeVoteBack();
    assert.equal(client.said(IDLE).at(-1), 0);
    for (let s = 0; s < 4; s++) await time.advance(1000).then(unhurt);
    assert.ok(seat(), "still seated");
    await closeRoom(idle);
  });
});
