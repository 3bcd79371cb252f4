import assert from "node:assert/strict";
import { STEP_MS, useRoom } from "../support/room.ts";
import type { FakeClient } from "../support/seat.ts";

describe("room lifecycle on fake time", () => {
  const stand = useRoom();

  /** A silent seat is stepped neutrally, so its protection changes in each tick. */
  async function seatedWithNews(): Promise<FakeClient> {
    const client = await stand.seated();
    Object.assign(stand.player(client) as object, { shield: 255 });
    await stand.time.advance(12 * STEP_MS);
    return client;
  }

  it("[RM1] runs exactly 30 ticks a second, and one patch after each", async () => {
    const client = await seatedWithNews();
    const [ticks, frames] = [stand.room.ticks, client.frames.length];
    await stand.time.advance(3000);
    assert.ok(
      Math.abs(stand.room.ticks - ticks - 90) <= 1,
      `${stand.room.ticks - ticks} ticks in 3 s`,
    );
    assert.equal(client.frames.length - frames, stand.room.ticks - ticks);
  });

  it("[RM1] each tick is taken in its millisecond, and none after the room has ended", async () => {
    await stand.seated();
    const ended = await stand.openRoom({ fill: 2 });
    const late: number[] = [];
    let ticks = ended.ticks;
    for (let ms = 0; ms < 600; ms++) {
      await stand.time.advance(1);
      if (ended.ticks !== ticks) late.push(ms);
      ticks = ended.ticks;
    }
    const gaps = late.slice(1).map((ms, i) => ms - (late[i] as number));
    assert.ok(
      gaps.every((gap) => gap === 33 || gap === 34),
      `${gaps}`,
    );
    assert.ok(Math.abs(late.length - 18) <= 1, `${late.length} ticks in 600 ms`);
    await stand.closeRoom(ended);
    ticks = ended.ticks;
    await stand.time.advance(500);
    assert.equal(ended.ticks, ticks);
  });

  it("[RM1] [MT4] after a stall of the event loop it drops the backlog instead of racing", async () => {
    await stand.seated();
    await stand.time.advance(200);
    const before = stand.room.ticks;
    assert.equal(stand.room.counts.overruns, 0);
    await stand.time.stall(10_000);
    // Five at once, and the next one in its stand.time.
    assert.ok(stand.room.ticks - before <= 6, `${stand.room.ticks - before} ticks`);
    const { overruns } = stand.room.counts;
    assert.ok(overruns >= 293 && overruns <= 295, `${overruns} ticks are missing`);
    const after = stand.room.ticks;
    await stand.time.advance(1000);
    assert.equal(stand.room.counts.overruns, overruns);
    assert.ok(
      Math.abs(stand.room.ticks - after - 30) <= 1,
      `${stand.room.ticks - after} ticks in the next second`,
    );
  });

  it("[RM1] patches carry simulated time: 33 or 34 ms apart, whatever the timers did", async () => {
    const client = await seatedWithNews();
    client.frames.length = 0;
    await stand.time.advance(1000);
    const stamps = client.frames
      .filter((frame) => ((frame[0] as number) & 0x1f) === 15)
      .map((frame) => Buffer.from(frame).readUInt32LE(1));
    const gaps = stamps.slice(1).map((stamp, i) => stamp - (stamps[i] as number));
    assert.ok(
      gaps.length > 20 && gaps.every((gap) => gap === 33 || gap === 34),
      `[${gaps}] ${stamps}`,
    );
  });
});
