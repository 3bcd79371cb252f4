import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import type { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import { TILE, UNIT } from "../../schema/arena/map.ts";
import {
  COOLDOWN_TICKS,
  DASH_TICKS,
  DASH_WAIT_TICKS,
  packMove,
  SHIELD_TICKS,
  STRIDE,
} from "../../schema/arena/rules.ts";
import { DASH, FIRE, type Player } from "../../schema/arena/state.ts";
import { angle16 } from "../../schema/lib/angle.ts";
import { bootApp, type Running } from "../support/app.ts";
import { Puppet } from "../support/puppet.ts";
import { until } from "../support/wait.ts";

const STEP_MS = 1000 / 30;
/** Rows 8 and 9 of atrium are open for four tiles to each side of here. */
const LANES = { x: 12.5 * TILE, upper: 8.5 * TILE, lower: 9.5 * TILE } as const;
/** Row 9 has a wall of two tiles; this far to its left and right stands nothing. */
const WALL = { left: 4.5 * TILE, right: 9.5 * TILE, y: 9.5 * TILE } as const;
const [UP, DOWN] = [0xc000, 0x4000];
/** Credit that may be saved, in steps, and the gain per tick of a clock that runs fast. */
const SAVED = 8;
const FAST = 1.02;

describe("fairness over real sockets", function () {
  this.timeout(60_000);
  let app: Running;
  let room: ArenaRoom;
  const stops: (() => void)[] = [];

  before(async () => {
    app = await bootApp();
  });
  beforeEach(async () => {
    const options = { fill: 0, map: "atrium", private: true, scoreLimit: 500, matchSeconds: 3600 };
    const { roomId } = await matchMaker.createRoom("arena", options);
    room = matchMaker.getLocalRoomById(roomId) as unknown as ArenaRoom;
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) stop();
    await room.disconnect();
  });
  after(async () => {
    await app.close();
  });

  const join = async () => {
    const puppet = await Puppet.join(app, room.roomId);
    stops.push(() => puppet.leave());
    return puppet;
  };
  const every = (ms: number, work: () => void) => {
    const timer = setInterval(work, ms);
    stops.push(() => clearInterval(timer));
  };
  /** The truth about somebody, on the server. */
  const body = ({ sessionId }: { sessionId: string }) =>
    room.state.players.get(sessionId) as Player;
  /** Calls `work` after each tick's step, before its patch. */
  const afterStep = (work: () => void) => {
    const stepped = room as unknown as { step(context: unknown): void };
    const step = stepped.step.bind(room);
    stepped.step = (context) => {
      step(context);
      work();
    };
  };
  const ticks = async (count: number) => {
    const end = room.ticks + count;
    await until(`${count} ticks`, () => room.ticks >= end, count * 200);
  };
  /** Both stand still, may be hit and may fire. */
  const stage = async (shooter: Puppet, target: Puppet) => {
    body(shooter).assign({ x: LANES.x - TILE, y: LANES.lower, shield: 0, cooldown: 0 });
    body(target).assign({ x: LANES.x + TILE, y: LANES.lower, shield: 0, hp: 100 });
    // Until the past holds it, too.
    await ticks(2);
  };
  /** Two in a running match. */
  const duel = async (): Promise<[Puppet, Puppet]> => {
    const pair: [Puppet, Puppet] = [await join(), await join()];
    await until("the fight", () => room.state.phase === "playing");
    return pair;
  };
  /** One bolt, and whether it hit. */
  const shot = async (shooter: Puppet, keys: { aim: number; seenAt?: number }) => {
    body(shooter).cooldown = 0;
    const { bolts, hits } = body(shooter);
    shooter.send({ ...keys, buttons: FIRE });
    await until("the bolt", () => body(shooter).bolts !== bolts);
    shooter.send({ buttons: 0 });
    return body(shooter).hits !== hits;
  };

  /** What players who send so often with fire and dash held get out of it in so many ticks. */
  async function gains(rates: readonly number[], count: number) {
    const puppets = await Promise.all(rates.map(join));
    const sums = puppets.map(() => ({ way: 0, bolts: 0, dashes: 0 }));
    const snapshot = () =>
      puppets.map((puppet) => ({ ...body(puppet).toJSON() }) as unknown as Player);
    // Held before the match, nobody gains anything.
    await until("the fight", () => room.state.phase === "playing");
    puppets.forEach((puppet, i) => {
      body(puppet).assign({ x: LANES.x, y: i ? LANES.lower : LANES.upper, boost: 0 });
      puppet.send({ buttons: FIRE | DASH, aim: i ? DOWN : UP });
    });
    let last = snapshot();
    afterStep(() => {
      const now = snapshot();
      now.forEach((player, i) => {
        const [sum, before] = [sums[i], last[i]];
        if (!sum || !before) return;
        sum.way += Math.hypot(player.x - before.x, player.y - before.y);
        if (player.bolts !== before.bolts) sum.bolts += (player.bolts - before.bolts) & 255;
        if (player.dash > before.dash) sum.dashes++;
        // Whoever is felled or lucky would tell nothing.
        body(puppets[i] as Puppet).assign({ hp: 100, boost: 0 });
      });
      last = now;
    });
    const from = room.ticks;
    puppets.forEach((puppet, i) => {
      let n = 0;
      every(STEP_MS, () => {
        for (let k = 0; k < (rates[i] as number); k++, n++) {
          puppet.send({ move: packMove(Math.floor(n / 12) % 2 ? 16 : 0, 7) });
        }
      });
    });
    await ticks(count);
    return { sums, took: room.ticks - from, puppets };
  }

  it("[FA1] ten times as many inputs move nobody faster, and fire and dash no more often", async () => {
    const { sums, took, puppets } = await gains([1, 10], 120);
    const [honest, flooder] = sums as [(typeof sums)[0], (typeof sums)[0]];
    const steps = took * FAST + SAVED;
    const dashed = Math.ceil(steps / DASH_WAIT_TICKS) * DASH_TICKS * 2;
    for (const { way, bolts, dashes } of sums) {
      assert.ok(way <= STRIDE * (steps + dashed) + UNIT, `${way / UNIT} px in ${took} ticks`);
      assert.ok(bolts <= Math.ceil(steps / COOLDOWN_TICKS), `${bolts} bolts in ${took} ticks`);
      assert.ok(dashes <= Math.ceil(steps / DASH_WAIT_TICKS), `${dashes} dashes in ${took} ticks`);
    }
    assert.ok(honest.way > STRIDE * took * 0.5, `the honest one moves: ${honest.way / UNIT} px`);
    assert.ok(flooder.bolts > 0 && honest.bolts > 0, "both fire");
    assert.deepEqual(
      puppets.map(({ closedWith }) => closedWith),
      [undefined, undefined],
      "a flood is dropped, not kicked",
    );
  });

  it("[FA2] who sends nothing is stepped all the same: stays, loses protection, can be hit", async () => {
    const [shooter, silent] = await duel();
    const { x, y } = body(silent);
    const at = room.ticks;
    assert.ok(body(silent).shield > 0);
    await until("the protection is over", () => body(silent).shield === 0);
    assert.ok(room.ticks - at <= SHIELD_TICKS + SAVED + 5, `${room.ticks - at} ticks`);
    assert.deepEqual([body(silent).x, body(silent).y], [x, y]);
    await stage(shooter, silent);
    assert.ok(await shot(shooter, { aim: 0 }));
  });

  /**
   * The target runs across the line of fire at full speed; the shooter sees it as its states show
   * it. Returns whether a shot hits that claims to be from `behind` ms ago and goes where the target
   * was `aimed` ms ago.
   */
  async function lateShots(pairs: readonly (readonly [behind: number, aimed: number])[]) {
    const [shooter, target] = await duel();
    let n = 0;
    afterStep(() => {
      // There and back, 1.5 s each way.
      const phase = n++ % 90;
      const x = LANES.x - 22.5 * STRIDE + STRIDE * (phase < 45 ? phase : 90 - phase);
      body(target).assign({ x, y: LANES.lower, hp: 100, shield: 0 });
      body(shooter).assign({ x: LANES.x, y: LANES.upper, shield: 0 });
    });
    const seen: { time: number; x: number; y: number }[] = [];
    shooter.onState(() => {
      const there = shooter.state.players.get(target.sessionId);
      if (there) seen.push({ time: shooter.time, x: there.x, y: there.y });
    });
    await ticks(60);
    const hits: boolean[] = [];
    for (const [behind, aimed] of pairs) {
      // Half a second ago it passed right below, and it has not turned round since.
      await until("half a second past the middle", () => n % 45 === 38);
      const { time } = shooter;
      const spot = seen.findLast((sample) => sample.time <= time - aimed);
      if (!spot) throw new Error("nothing was seen so long ago");
      const aim = angle16(spot.x - LANES.x, spot.y - LANES.upper);
      hits.push(await shot(shooter, { aim, seenAt: time - behind }));
    }
    return hits;
  }

  it("[FA3] a shot from 600 ms ago is judged as one from 500 ms ago, never older", async () => {
    const shots = [
      [0, 0],
      [400, 400],
      [600, 600],
      [600, 470],
      [5000, 700],
      // From the future: judged now.
      [-5000, 0],
      [-5000, 600],
    ] as const;
    assert.deepEqual(await lateShots(shots), [true, true, false, true, false, true, false]);
  });

  it("[FA4] no shot passes a wall, whatever time it claims to be from", async () => {
    const [shooter, target] = await duel();
    afterStep(() => {
      body(shooter).assign({ x: WALL.left, y: WALL.y, shield: 0 });
      body(target).assign({ x: WALL.right, y: WALL.y, shield: 0, hp: 100 });
    });
    await ticks(30);
    for (const behind of [0, 100, 300, 500, 600, 5000, -5000]) {
      const seenAt = Math.max(1, shooter.time - behind);
      assert.equal(await shot(shooter, { aim: 0, seenAt }), false, `${behind} ms behind`);
    }
    assert.equal(body(target).hp, 100);
  });

  it("[FA5] who is protected cannot be hit, also not in the past, until the protection or a shot ends it", async () => {
    const [shooter, target] = await duel();
    await stage(shooter, target);
    body(target).shield = SHIELD_TICKS;
    assert.equal(await shot(shooter, { aim: 0 }), false);
    assert.equal(await shot(shooter, { aim: 0, seenAt: shooter.time - 300 }), false);
    assert.equal(body(target).hp, 100);
    await shot(target, { aim: DOWN });
    assert.equal(body(target).shield, 0, "its own shot ends it");
    assert.equal(await shot(shooter, { aim: 0 }), true);
  });
});
