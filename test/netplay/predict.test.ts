import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import { type Prediction, predictSelf } from "../../netplay/predict.ts";
import type { Session } from "../../netplay/session.ts";
import { mapOf, TILE, UNIT } from "../../schema/arena/map.ts";
import { packMove, stepBody } from "../../schema/arena/rules.ts";
import {
  type ArenaInput,
  type ArenaState,
  type Body,
  DASH,
  FIRE,
  type Player,
  PREDICTED,
} from "../../schema/arena/state.ts";
import { angle16 } from "../../schema/lib/angle.ts";
import { mix } from "../../schema/lib/random.ts";
import { useProxiedApp } from "../support/proxied.ts";
import { until } from "../support/wait.ts";

const FRAME_MS = 16;
const TRIES = 3;

describe("netplay/predict over real sockets", function () {
  this.timeout(90_000);
  const stand = useProxiedApp();
  const stops: (() => void)[] = [];

  afterEach(halt);

  function halt(): void {
    for (const stop of stops.splice(0)) stop();
  }

  const seated = (roomId?: string) =>
    stand.join<ArenaState>(
      roomId ? { kind: "room", roomId } : { kind: "create", game: "arena", options: { fill: 0 } },
    );

  const self = (session: Session<ArenaState>) =>
    session.room.state.players.get(session.room.sessionId) as Player;

  function predicted(session: Session<ArenaState>): Prediction<Body, ArenaInput> {
    return predictSelf<Body, ArenaInput>(session.room, self(session), {
      players: "players",
      remote: ["x", "y"],
      predicted: PREDICTED,
      snap: 128 * UNIT,
      aimed: (input) => (input.buttons & FIRE) !== 0,
      step: (body, input) => stepBody(mapOf("atrium"), body, input),
    });
  }

  /** Frames at 60 Hz with this sampler, until the test ends. */
  function run(prediction: Prediction<Body, ArenaInput>, sample: (into: ArenaInput) => void): void {
    const timer = setInterval(() => prediction.frame(performance.now(), sample), FRAME_MS);
    stops.push(() => {
      clearInterval(timer);
      prediction.dispose();
    });
  }

  const place = (session: Session<ArenaState>, at: object) => {
    const room = matchMaker.getLocalRoomById(session.room.roomId) as any;
    room.state.players.get(session.room.sessionId).assign(at);
  };

  /** 200 inputs of somebody alone. */
  async function playAlone(oneWayMs: number) {
    const session = await seated();
    stand.proxy.delay(oneWayMs);
    const prediction = predicted(session);
    let inputs = 0;
    run(prediction, (into) => {
      const turn = mix(Math.floor(inputs++ / 12), 5);
      into.move = packMove(turn & 31, 1 + (turn % 7));
      into.aim = turn & 0xffff;
      into.buttons = (turn & 64 ? FIRE : 0) | (turn & 128 ? DASH : 0);
    });
    await until("200 inputs acknowledged", () => prediction.input.lastProcessed > 200, 30_000);
    const played = {
      corrections: prediction.corrections,
      bolts: self(session).bolts,
    };
    halt();
    await session.quit();
    return played;
  }

  for (const [name, oneWay] of [
    ["loopback", 0],
    ["150 ms round trip", 75],
  ] as const) {
    it(`[NP8] ${name}: prediction equals the wire exactly, along walls and while firing`, async () => {
      for (let tries = 1; ; tries++) {
        const { corrections, bolts } = await playAlone(oneWay);
        // The server steps on without inputs that a full test machine holds back for too long, which
        // comes now and then; what is wrong with the prediction itself comes each time.
        if (corrections.count > 0 && tries < TRIES) continue;
        assert.deepEqual(corrections, { count: 0, largest: 0 });
        assert.ok(bolts > 3, "bolts were fired");
        return;
      }
    });
  }

  it("[NP9] at 150 ms, shots at what the shooter sees of a moving target hit", async () => {
    const shooter = await seated();
    const target = await seated(shooter.room.roomId);
    // Both are placed and held before a match.
    await until("the fight", () => shooter.room.state.phase === "playing");
    place(shooter, { x: 14 * TILE, y: 13.5 * TILE, shield: 0 });
    place(target, { x: 14 * TILE, y: 10.5 * TILE, shield: 0 });
    stand.proxy.delay(75);
    await new Promise((resolve) => setTimeout(resolve, 400));
    const aim = predicted(shooter);
    const runner = predicted(target);
    let steps = 0;
    run(runner, (into) => {
      into.move = packMove(steps++ % 40 < 20 ? 0 : 16, 7);
    });
    const foe = () => shooter.room.state.players.get(target.room.sessionId) as Player;
    run(aim, (into) => {
      const dx = aim.value(foe(), "x") - aim.body.x;
      const dy = aim.value(foe(), "y") - aim.body.y;
      into.aim = angle16(Math.round(dx), Math.round(dy));
      into.buttons = foe().alive && foe().shield === 0 ? FIRE : 0;
      place(target, { hp: 100 });
    });
    const room = matchMaker.getLocalRoomById(shooter.room.roomId) as any;
    const server = () => room.state.players.get(shooter.room.sessionId);
    await until("warm clock", () => server().bolts >= 5, 20_000);
    const [bolts, hits] = [server().bolts, server().hits];
    await until("20 more bolts", () => server().bolts >= bolts + 20, 20_000);
    const [fired, hit] = [server().bolts - bolts, server().hits - hits];
    halt();
    // One in twenty may be lost to a stalled test machine; the netcode benchmark counts exactly.
    assert.ok(hit >= fired - 1, `${hit} of ${fired} hit`);
    await Promise.all([shooter.quit(), target.quit()]);
  });
});
