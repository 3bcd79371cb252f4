import assert from "node:assert/strict";
import { CLOSE, HELD_CLOSES } from "../../schema/messages.ts";
import { defaultLimits } from "../../server/limits.ts";
import { JOIN, STEP_MS, useRoom } from "../support/room.ts";
import { connect, type FakeClient, takeSeat } from "../support/seat.ts";

const HOLD_MS = defaultLimits().SEAT_HOLD_SECONDS * 1000;

describe("room lifecycle on fake time", () => {
  const stand = useRoom();

  it("[RM2] a joined player is seated with the checked name and colour", async () => {
    const client = await stand.seated();
    const { name, hue, bot, online } = stand.player(client) ?? {};
    assert.deepEqual({ name, hue, bot, online }, { name: "Ana", hue: 3, bot: false, online: true });
  });

  for (const code of HELD_CLOSES) {
    it(`[RM3] close ${code} holds the seat for 60 s, and not a second longer`, async () => {
      const client = await stand.seated();
      client.close(code);
      await stand.time.advance(HOLD_MS - 100);
      assert.equal(stand.player(client)?.online, false);
      await stand.time.advance(300);
      assert.equal(stand.player(client), undefined);
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
      const client = await stand.seated();
      client.close(code);
      await stand.time.advance(50);
      assert.equal(stand.player(client), undefined);
    });
  }

  it("[RM4] a reconnection within the hold is the same seat, score and all", async () => {
    const client = await stand.seated();
    await stand.time.advance(100);
    Object.assign(stand.player(client) as object, { score: 7 });
    client.close(1006);
    await stand.time.advance(59_000);
    const back = await connect(stand.room, client.sessionId, client.reconnectionToken);
    await stand.time.advance(5000);
    assert.equal(stand.player(back)?.score, 7);
    assert.equal(stand.player(back)?.online, true);
    assert.equal(stand.room.clients.length, 1);
  });

  for (const heard of [true, false]) {
    const token = heard ? "new" : "old";
    it(`[RM4] a line that breaks again before the return is acknowledged keeps the seat, by the ${token} token`, async () => {
      const client = await stand.seated();
      const { sessionId, reconnectionToken: old } = client;
      Object.assign(stand.player(client) as object, { score: 7 });
      client.close(1006);
      await stand.time.advance(1000);
      const back = await connect(stand.room, sessionId, old, false);
      back.close(1006);
      await stand.time.advance(1000);
      const again = await connect(stand.room, sessionId, heard ? back.reconnectionToken : old);
      await stand.time.advance(100);
      assert.deepEqual([stand.player(again)?.score, stand.player(again)?.online], [7, true]);
      again.close(1006);
      await stand.time.advance(10);
      await assert.rejects(
        connect(stand.room, sessionId, old),
        "a token that was used and heard of",
      );
      assert.equal(stand.player(client)?.online, false, "and the seat is held");
    });
  }

  it("[RM4] a line that breaks over and over while coming back keeps the seat", async () => {
    const client = await stand.seated();
    const { sessionId, reconnectionToken: first } = client;
    Object.assign(stand.player(client) as object, { score: 7 });
    client.close(1006);
    let known = first;
    // The answer is lost thrice, then heard, then lost twice again.
    for (const heard of [false, false, false, true, false, false]) {
      await stand.time.advance(200);
      const half = await connect(stand.room, sessionId, known, false);
      if (heard) known = half.reconnectionToken;
      half.close(1006);
    }
    await stand.time.advance(200);
    const back = await connect(stand.room, sessionId, known);
    await stand.time.advance(100);
    assert.deepEqual([stand.player(back)?.score, stand.player(back)?.online], [7, true]);
  });

  it("[FA1] coming back over and over makes nobody run or fire faster", async () => {
    let client = await stand.seated();
    const other = await stand.seated();
    await stand.time.advance(3500);
    const at = () => stand.player(client)?.x as number;
    const fired = () => stand.player(client)?.bolts as number;
    const bolts = fired();
    let way = 0;
    let last = at();
    const ticks = stand.room.ticks;
    for (let cycle = 0; cycle < 60; cycle++) {
      client.input(0x80, (7 << 5) | (cycle % 2 ? 16 : 0), 0x81, 1);
      for (let n = 0; n < 7; n++) client.input();
      for (let n = 0; n < 2; n++) {
        await stand.time.advance(STEP_MS);
        way += Math.abs(at() - last);
        last = at();
      }
      client.close(4010);
      await stand.time.advance(5);
      client = await connect(stand.room, client.sessionId, client.reconnectionToken);
    }
    const passed = stand.room.ticks - ticks;
    const shots = (fired() - bolts) & 255;
    assert.ok(shots > 3 && shots <= (passed * 1.02 + 8) / 9 + 1, `${shots} in ${passed} ticks`);
    assert.ok(way > 0 && way <= 128 * (passed * 1.02 + 8), `${way / 16} px in ${passed} ticks`);
    other.close(CLOSE.consented);
  });

  it("[RM4] a stranger who knows the session id does not get the held seat", async () => {
    const client = await stand.seated();
    client.close(1006);
    await stand.time.advance(10);
    await assert.rejects(connect(stand.room, client.sessionId, "guessed"));
    await assert.rejects(connect(stand.room, client.sessionId));
    assert.equal(stand.player(client)?.online, false, "and the seat is still held");
  });

  it("[RM5] the same person joining again takes over, and the older line is told", async () => {
    const token = await stand.guest();
    const first = await stand.seated(token);
    const second = await stand.seated(token);
    await stand.time.advance(50);
    assert.equal(first.closedWith, CLOSE.replaced);
    assert.equal(stand.player(first), undefined);
    assert.ok(stand.player(second));
  });

  it("[RM5] the same person joining again ends the seat that was held", async () => {
    const token = await stand.guest();
    const first = await stand.seated(token);
    first.close(1006);
    await stand.time.advance(100);
    const second = await stand.seated(token);
    await stand.time.advance(50);
    assert.equal(stand.player(first), undefined);
    assert.ok(stand.player(second));
    assert.equal(stand.room.state.players.size, 1);
  });

  it("[RM6] bots fill the room from the start and leave as people come", async () => {
    const filled = await stand.openRoom({ fill: 3 });
    const bots = () => [...filled.state.players.values()].filter((p) => p.bot).length;
    assert.equal(bots(), 3);
    const clients: FakeClient[] = [];
    for (const left of [2, 1, 0, 0]) {
      clients.push(await takeSeat(filled, JOIN, await stand.guest()));
      assert.equal(bots(), left);
    }
    for (const client of clients) client.close(CLOSE.consented);
    await stand.time.advance(20);
    assert.equal(bots(), 3);
    await stand.closeRoom(filled);
  });

  it("[RM7] a silent seat and a flooding seat move nobody faster than the rules", async () => {
    const [flooder, silent] = [await stand.seated(), await stand.seated()];
    // Past the wait before a match.
    await stand.time.advance(3500);
    const start = stand.player(flooder)?.x ?? 0;
    const still = { x: stand.player(silent)?.x, y: stand.player(silent)?.y };
    flooder.input(0x80, (7 << 5) | 0);
    let fastest = 0;
    for (let tick = 0; tick < 60; tick++) {
      for (let n = 0; n < 10; n++) flooder.input();
      const before = stand.player(flooder)?.x ?? 0;
      await stand.time.advance(STEP_MS);
      fastest += Math.abs((stand.player(flooder)?.x ?? 0) - before);
    }
    assert.ok(fastest > 0, `the flooder moved from ${start}`);
    assert.ok(fastest <= 128 * (62 * 1.02 + 8), `${fastest / 16} px in 2 s`);
    assert.deepEqual({ x: stand.player(silent)?.x, y: stand.player(silent)?.y }, still);
  });
});
