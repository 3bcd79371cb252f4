import assert from "node:assert/strict";
import { IDLE } from "../../schema/messages.ts";
import { JOIN, STEP_MS, useRoom } from "../support/room.ts";
import { takeSeat } from "../support/seat.ts";

describe("room lifecycle on fake time", () => {
  const stand = useRoom();

  it("[RM15] who does nothing is warned for the last 15 s, and then watches", async () => {
    const idle = await stand.openRoom({
      fill: 2,
      idleSeconds: 40,
      matchSeconds: 600,
      scoreLimit: 500,
    });
    const client = await takeSeat(idle, JOIN, await stand.guest());
    const { sessionId } = client;
    const seat = () => idle.state.players.get(sessionId);
    // The wait before a match is nobody's fault.
    const unhurt = () => Object.assign(seat() ?? {}, { hp: 100, shield: 255 });
    for (let s = 0; s < 27; s++) await stand.time.advance(1000).then(unhurt);
    assert.deepEqual(client.said(IDLE), []);
    for (let s = 0; s < 5; s++) await stand.time.advance(1000).then(unhurt);
    assert.deepEqual(client.said(IDLE).slice(0, 3), [15, 14, 13]);
    assert.ok(idle.state.players.has(sessionId), "still seated");
    for (let s = 0; s < 13; s++) await stand.time.advance(1000).then(unhurt);
    assert.deepEqual([idle.state.players.has(sessionId), client.said(IDLE).at(-1)], [false, 0]);
    assert.equal(idle.state.watchers.get(sessionId)?.idle, true);
    assert.equal(idle.state.players.size, 2, "a bot took the seat");
    await stand.closeRoom(idle);
  });

  it("[RM15] empty inputs do not count, a step takes the warning back", async () => {
    const idle = await stand.openRoom({
      fill: 2,
      idleSeconds: 20,
      matchSeconds: 600,
      scoreLimit: 500,
    });
    const client = await takeSeat(idle, JOIN, await stand.guest());
    const seat = () => idle.state.players.get(client.sessionId);
    await stand.time.advance(3000);
    for (let tick = 0; tick < 30 * 11; tick++) {
      // Health, or a bot would end the count with a fall.
      Object.assign(seat() as object, { hp: 100, shield: 200 });
      client.input();
      await stand.time.advance(STEP_MS);
    }
    assert.ok((client.said(IDLE)[0] as number) <= 10, "half of what is allowed");
    client.input(0x80, 7 << 5);
    await stand.time.advance(3 * STEP_MS);
    assert.equal(client.said(IDLE).at(-1), 0);
    assert.ok(seat(), "still seated");
    await stand.closeRoom(idle);
  });

  it("[RM15] nothing is expected of who waits for others to come", async () => {
    const lone = await stand.openRoom({ fill: 0, hosted: true, idleSeconds: 10 });
    const host = await takeSeat(lone, JOIN, await stand.guest());
    for (let s = 0; s < 30; s++) await stand.time.advance(1000);
    assert.deepEqual(host.said(IDLE), []);
    assert.ok(lone.state.players.has(host.sessionId));
    assert.equal(lone.state.host, host.sessionId);
    await stand.closeRoom(lone);
  });

  it("[RM15] a request is a sign of life", async () => {
    const idle = await stand.openRoom({
      fill: 2,
      idleSeconds: 10,
      matchSeconds: 600,
      scoreLimit: 500,
    });
    const client = await takeSeat(idle, JOIN, await stand.guest());
    const seat = () => idle.state.players.get(client.sessionId);
    const unhurt = () => Object.assign(seat() ?? {}, { hp: 100, shield: 255 });
    for (let s = 0; s < 9; s++) await stand.time.advance(1000).then(unhurt);
    assert.notEqual(client.said(IDLE).at(-1), 0, "warned");
    client.takeVoteBack();
    assert.equal(client.said(IDLE).at(-1), 0);
    for (let s = 0; s < 4; s++) await stand.time.advance(1000).then(unhurt);
    assert.ok(seat(), "still seated");
    await stand.closeRoom(idle);
  });
});
