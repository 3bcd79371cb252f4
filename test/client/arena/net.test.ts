import assert from "node:assert/strict";
import { ArenaNet } from "../../../client/games/arena/net.ts";
import { askSeat } from "../../../netplay/requests.ts";
import type { Session } from "../../../netplay/session.ts";
import { UNIT } from "../../../schema/arena/map.ts";
import { packMove } from "../../../schema/arena/rules.ts";
import { type ArenaState, DASH, FIRE, type Player } from "../../../schema/arena/state.ts";
import { mix } from "../../../schema/lib/random.ts";
import { useProxiedApp } from "../../support/proxied.ts";
import { until } from "../../support/wait.ts";

const FRAME_MS = 16;
const ONE_WAY_MS = 75;

describe("arena net over real sockets", function () {
  this.timeout(60_000);
  const stand = useProxiedApp();
  const stops: (() => void)[] = [];

  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });

  /** In a room of one's own, at 150 ms round trip. */
  async function alone(): Promise<Session<ArenaState>> {
    const entry = { kind: "create", game: "arena", options: { fill: 0 } } as const;
    const session = await stand.join<ArenaState>(entry);
    stand.proxy.delay(ONE_WAY_MS);
    return session;
  }

  /** Frames at 60 Hz, moving about, until the test ends. */
  function run(session: Session<ArenaState>) {
    let sampled = 0;
    const net = new ArenaNet(session, {
      sample(into) {
        const turn = mix(Math.floor(sampled++ / 12), 5);
        into.move = packMove(turn & 31, 7);
        into.aim = turn & 0xffff;
        into.buttons = (turn & 64 ? FIRE : 0) | (turn & 128 ? DASH : 0);
      },
      fired() {},
    });
    const timer = setInterval(() => net.frame(performance.now()), FRAME_MS);
    stops.push(() => {
      clearInterval(timer);
      net.dispose();
    });
    return { net, sampled: () => sampled };
  }

  it("[AV31] who leaves the seat to watch and plays again, over and over, is predicted each time", async () => {
    const session = await alone();
    const { net, sampled } = run(session);
    for (let round = 0; round < 4; round++) {
      const [from, before] = [sampled(), { ...net.body }];
      await until("40 inputs", () => sampled() >= from + 40 && net.pendingInputs < 15);
      assert.notDeepEqual({ x: net.body?.x, y: net.body?.y }, { x: before.x, y: before.y });
      assert.equal(net.corrections, 0, `round ${round}`);
      assert.deepEqual(await askSeat(session.room, false), { ok: true, value: false });
      await until("no seat", () => net.self === undefined);
      const watchedFrom = sampled();
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(net.body, undefined);
      assert.ok(sampled() <= watchedFrom + 1, "who watches sends no inputs");
      assert.deepEqual(await askSeat(session.room, true), { ok: true, value: true });
      await until("a seat", () => net.body !== undefined);
    }
    await session.quit();
  });

  it("[AV31] who watches sees the others glide between the patches", async () => {
    const playing = await alone();
    run(playing);
    const watching = await stand.app.join({
      kind: "room",
      roomId: playing.room.roomId,
      watch: true,
    });
    const { net } = run(watching);
    const other = () => net.state.players.get(playing.room.sessionId) as Player;
    await until("somebody to see", () => other() !== undefined);
    let between = 0;
    const timer = setInterval(() => {
      if (Math.abs(net.x(other()) - other().x / UNIT) > 0.1) between++;
    }, FRAME_MS);
    await until("drawn behind the newest patch", () => between > 20);
    clearInterval(timer);
    await Promise.all([playing.quit(), watching.quit()]);
  });
});
