import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import { hostileFrame } from "../../bench/fuzz/frames.ts";
import { fuzz } from "../../bench/fuzz/run.ts";
import type { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import { bootApp, type Running } from "../support/app.ts";
import { lateShare, openTicks, type Ticking } from "../support/ticks.ts";
import { pause } from "../support/wait.ts";

const SEED = Number(process.env.SEED ?? Date.now() % 1e9);
const FRAMES = 10_000;
const SOCKET_FRAMES = 2000;
/** Of one connection: the first that is foreign ends it. */
const BURST = 20;
const HONEST = Array.from({ length: BURST }, () => Uint8Array.of(19, 0x80, 0xe0));

describe("hostile frames", function () {
  this.timeout(120_000);
  let app: Running;
  let ticking: Ticking;

  before(async () => {
    app = await bootApp();
    ticking = await openTicks(app);
  });
  after(() => app.close());

  const faults = () => app.log.lines.filter(({ message }) => message === "room fault");

  it(`[EN48] ${FRAMES} of them: no room throws, and nobody else notices (SEED=${SEED})`, async () => {
    const neighbour = await app.join({
      kind: "create",
      game: "arena",
      options: { fill: 4, seats: 64 },
    });
    const room = matchMaker.getLocalRoomById(neighbour.room.roomId) as unknown as ArenaRoom;
    const { verdicts, kicked, errors, answers } = await fuzz(room, FRAMES, { rng: SEED });
    assert.deepEqual(faults(), []);
    assert.ok(
      verdicts.foreign > FRAMES / 4 && verdicts.pass > FRAMES / 4,
      JSON.stringify(verdicts),
    );
    assert.ok(kicked > 0 && errors > 0 && answers > 0, "they got as far as the room");
    assert.equal(neighbour.status.kind, "playing");
    assert.deepEqual(ticking.missed(), []);
  });

  it(`[EN48] ${SOCKET_FRAMES} over sockets: the neighbours miss no tick (SEED=${SEED})`, async () => {
    const rng = { rng: SEED };
    for (let sent = 0; sent < SOCKET_FRAMES; ) {
      const bursts = Array.from({ length: 10 }, () =>
        Array.from({ length: BURST }, () => hostileFrame(rng)),
      );
      await Promise.all(bursts.map((burst) => ticking.attack(burst)));
      sent += bursts.length * BURST;
    }
    await pause(200);
    assert.deepEqual(faults(), []);
    assert.deepEqual(ticking.room.strange, []);
    assert.deepEqual(ticking.missed(), []);
    assert.equal(ticking.room.clients.length, 1);
    assert.ok(ticking.neighbour.connection.isOpen);
  });

  it(`[EN48] ticks run late no more than 1 % more often than among honest clients (SEED=${SEED})`, async () => {
    const rng = { rng: SEED };
    const hostile = () => Array.from({ length: BURST }, () => hostileFrame(rng));
    const shares: string[] = [];
    // A busy test machine delays both kinds; what the frames themselves cost, it costs every time.
    for (let round = 0; round < 4; round++) {
      const control = await lateShare(ticking, () => HONEST, 60);
      const attacked = await lateShare(ticking, hostile, 60);
      shares.push(`${control.toFixed(3)} → ${attacked.toFixed(3)}`);
      if (attacked <= control + 0.01) return;
    }
    assert.fail(`late ticks: ${shares.join(", ")}`);
  });
});
