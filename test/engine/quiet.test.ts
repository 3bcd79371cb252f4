import assert from "node:assert/strict";
import { type Client, ClientState, matchMaker, SchemaSerializer } from "@colyseus/core";
import { Decoder, type SchemaType, StateView, schema, t } from "@colyseus/schema";
import { QuietSerializer } from "../../engine/quiet.ts";
import { type Interpolation, interpolate } from "../../netplay/predict.ts";
import type { Session } from "../../netplay/session.ts";
import { tapTraffic } from "../../netplay/traffic.ts";
import { TILE, UNIT } from "../../schema/arena/map.ts";
import { packMove, SHIELD_TICKS, TICK_HZ } from "../../schema/arena/rules.ts";
import type { ArenaInput, ArenaState, Player } from "../../schema/arena/state.ts";
import { nextInt, type Rng } from "../../schema/lib/random.ts";
import { bootApp, type Running } from "../support/app.ts";
import { OPEN } from "../support/arena.ts";
import { pause, until } from "../support/wait.ts";

const Unit = schema(
  { x: t.uint16().default(0), secret: t.uint16().default(0).view(), name: t.string().default("") },
  "QuietUnit",
);
const State = schema({ units: t.map(Unit), clock: t.uint16().default(0) }, "QuietState");
type State = SchemaType<typeof State>;

const STEP = 1000 / 30;
const PREFIX = 9;

/** What a serializer reads and calls of a client, with the client's decoder behind it. */
class Receiver {
  readonly state = ClientState.JOINED;
  view: StateView | undefined;
  readonly frames: Buffer[] = [];
  readonly decoded = new State();
  readonly _inputBuffer = { ackSeq: 0 };
  readonly #decoder = new Decoder(this.decoded);

  raw(bytes: Uint8Array): void {
    this.frames.push(Buffer.from(bytes));
    if (bytes.length > PREFIX) this.#decoder.decode(Buffer.from(bytes), { offset: PREFIX });
  }
  get ack(): number | undefined {
    return this.frames.at(-1)?.readUInt32LE(5);
  }
}

/** A state, its serializer, and clients who have just got the full state. */
function stage(Serializer: typeof SchemaSerializer, views: readonly (StateView | undefined)[]) {
  const state = new State();
  for (const id of ["a", "b", "c"]) state.units.set(id, new Unit());
  const serializer = new Serializer<State>();
  serializer.reset(state);
  // Without clients the changes are forgotten: the full state will hold them.
  serializer.applyPatches([], state);
  const clients = views.map((view) => Object.assign(new Receiver(), { view }));
  let now = 0;
  const timing = () => ({ sNow: Math.round(now) });
  for (const client of clients) {
    client.raw(serializer.getFullState(client as unknown as Client, timing()));
  }
  return {
    state,
    clients,
    tick() {
      now += STEP;
      serializer.applyPatches(clients as unknown as Client[], state, timing());
    },
  };
}

const unit = ({ units }: State, id: string) => units.get(id) as SchemaType<typeof Unit>;
const bodies = ({ frames }: Receiver) =>
  frames.filter(({ length }) => length > PREFIX).map((frame) => frame.toString("hex"));

/** The same random life of a state and its views, for any serializer. */
function live(Serializer: typeof SchemaSerializer, seed: number): readonly Receiver[] {
  const rng = { rng: seed };
  const views = [new StateView(), new StateView()] as const;
  const { state, clients, tick } = stage(Serializer, [...views, undefined]);
  for (let n = 0; n < 300; n++) {
    const id = ["a", "b", "c", "d"][nextInt(rng, 4)] as string;
    change(state, views[nextInt(rng, 2)] as StateView, { id, rng });
    const client = clients[nextInt(rng, 6)];
    if (client) client._inputBuffer.ackSeq++;
    tick();
  }
  return clients;
}

function change(state: State, view: StateView, { id, rng }: { id: string; rng: Rng }): void {
  const found = state.units.get(id) ?? new Unit();
  const isThere = state.units.has(id);
  const acts: (() => void)[] = [
    () => state.units.set(id, new Unit()),
    () => isThere && view.add(found),
    () => isThere && view.has(found) && view.remove(found),
    () => (found.x = nextInt(rng, 65_536)),
    () => (found.secret = nextInt(rng, 65_536)),
    () => state.clock++,
  ];
  acts[nextInt(rng, 8)]?.();
}

describe("engine/quiet", () => {
  it("[BY1] says nothing to whom it has nothing to say, but the time once a second", () => {
    const { clients, tick } = stage(QuietSerializer, [undefined]);
    for (let n = 0; n < 30 * 10 + 1; n++) tick();
    assert.deepEqual(
      clients[0]?.frames.slice(1).map((frame) => [frame.length, frame.readUInt32LE(1)]),
      Array.from({ length: 10 }, (_, s) => [PREFIX, (s + 1) * 1000]),
    );
  });

  it("[BY1] an applied input is acknowledged in its tick, to its sender alone", () => {
    const { clients, tick } = stage(QuietSerializer, [undefined, undefined]);
    const [sender, other] = clients as [Receiver, Receiver];
    for (let n = 1; n <= 20; n++) {
      sender._inputBuffer.ackSeq = n;
      tick();
      assert.equal(sender.ack, n);
    }
    assert.deepEqual([sender.frames.length, other.frames.length], [21, 1]);
  });

  it("[BY1] a change that a view does not show makes no frame for its client", () => {
    const [open, closed] = [new StateView(), new StateView()];
    const { state, clients, tick } = stage(QuietSerializer, [open, closed]);
    open.add(unit(state, "a"));
    tick();
    const before = clients.map(({ frames }) => frames.length);
    for (let n = 1; n <= 10; n++) {
      unit(state, "a").secret = n;
      tick();
    }
    assert.deepEqual(
      clients.map(({ frames }, i) => frames.length - (before[i] as number)),
      [10, 0],
    );
  });

  it("[BY2] whatever happens, the frames that carry state are the stock ones, byte for byte", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const [quiet, stock] = [live(QuietSerializer, seed), live(SchemaSerializer, seed)];
      quiet.forEach((client, i) => {
        const twin = stock[i] as Receiver;
        assert.deepEqual(client.decoded.toJSON(), twin.decoded.toJSON(), `seed ${seed}`);
        const withoutTimes = (frame: string) => frame.slice(0, 2) + frame.slice(10);
        assert.deepEqual(
          bodies(client).map(withoutTimes),
          bodies(twin).map(withoutTimes),
          `seed ${seed}`,
        );
      });
    }
  });

  it("[BY2] a view that two clients share shows both what was added to it alone", () => {
    const view = new StateView();
    const { state, clients, tick } = stage(QuietSerializer, [view, view]);
    unit(state, "a").secret = 7;
    tick();
    view.add(unit(state, "a"));
    tick();
    assert.deepEqual(
      clients.map(({ decoded }) => unit(decoded, "a").secret),
      [7, 7],
    );
  });

  it("[BY2] canary: stock still gives it to the first alone, and nine bytes a tick to everybody", () => {
    const view = new StateView();
    const { state, clients, tick } = stage(SchemaSerializer, [view, view]);
    unit(state, "a").secret = 7;
    tick();
    view.add(unit(state, "a"));
    tick();
    const [first, second] = clients.map(({ decoded }) => unit(decoded, "a").secret);
    assert.deepEqual([first, second], [7, undefined]);
    const before = clients[0]?.frames.length ?? 0;
    for (let n = 0; n < 5; n++) tick();
    assert.equal((clients[0]?.frames.length ?? 0) - before, 5);
  });
});

describe("engine/quiet over real sockets", function () {
  this.timeout(30_000);
  let app: Running;
  const stops: (() => void)[] = [];
  before(async () => {
    // The question whether a client holds the right state is a frame too, every five seconds.
    app = await bootApp({ stateCheckMs: 3_600_000 });
  });
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });
  after(() => app.close());

  const create = () =>
    app.join({ kind: "create", game: "arena", options: { fill: 0, map: "atrium" } });
  const enter = (roomId: string, watch: boolean) => app.join({ kind: "room", roomId, watch });
  const every = (ms: number, work: () => void) => {
    const timer = setInterval(work, ms);
    stops.push(() => clearInterval(timer));
  };

  /** Sizes of the WebSocket frames that come in from now on. */
  function tapped({ room }: Session<ArenaState>): number[] {
    const sizes: number[] = [];
    tapTraffic(room, {
      received: (bytes) => sizes.push(bytes),
      sent: () => {},
      failed: (error) => assert.fail(String(error)),
    });
    return sizes;
  }

  it("[BY3] who watches a room where nothing happens gets one frame a second, of 11 bytes", async () => {
    const host = (await create()) as Session<ArenaState>;
    const watcher = (await enter(host.room.roomId, true)) as Session<ArenaState>;
    await pause((SHIELD_TICKS / TICK_HZ) * 1000 + 500);
    const sizes = tapped(watcher);
    const input = host.room.input<ArenaInput>({ mode: "reliable" });
    // The host plays on the spot: the sizes of what the watcher gets show that it changes nothing.
    every(STEP, () => input.send());
    await pause(5000);
    const frames = sizes.filter((size) => size > 3);
    assert.ok(frames.length >= 4 && frames.length <= 6, `${frames.length} frames in 5 s`);
    assert.deepEqual(new Set(frames), new Set([11]));
    await Promise.all([host.quit(), watcher.quit()]);
  });

  it("[BY3] who stands still and sends inputs has every one acknowledged", async () => {
    const host = (await create()) as Session<ArenaState>;
    const input = host.room.input<ArenaInput>({ mode: "reliable" });
    every(STEP, () => input.send());
    await until("the first", () => input.lastProcessed > 10);
    const sizes = tapped(host);
    const from = input.lastProcessed;
    await until("60 more", () => input.lastProcessed >= from + 60);
    const frames = sizes.filter((size) => size > 3).length;
    assert.ok(frames >= 45, `${frames} frames for 60 inputs`);
    assert.ok(host.room.clock.rtt() > 0, "the clock gets its round trips");
    await host.quit();
  });

  it("[BY3] motion after a pause is drawn as it was, a moment later", async () => {
    const host = (await create()) as Session<ArenaState>;
    const watcher = (await enter(host.room.roomId, true)) as Session<ArenaState>;
    const room = matchMaker.getLocalRoomById(host.room.roomId) as any;
    const runner = () => room.state.players.get(host.room.sessionId) as Player | undefined;
    runner()?.assign({ x: OPEN.x - 2 * TILE, y: OPEN.y });
    const drawn: Interpolation = interpolate(watcher.room, {
      players: "players",
      remote: ["x", "y"],
      snap: 128 * UNIT,
    });
    stops.push(() => drawn.dispose());
    const input = host.room.input<ArenaInput>({ mode: "reliable" });
    every(STEP, () => input.send());
    const seen: { at: number; drawn: number; truth: number }[] = [];
    every(16, () => {
      drawn.frame(performance.now());
      const ghost = watcher.room.state.players.get(host.room.sessionId);
      const body = runner();
      // Both leave before the timer stops.
      if (!ghost || !body) return;
      seen.push({ at: performance.now(), drawn: drawn.value(ghost, "x"), truth: body.x });
    });
    // A first step, then a rest long enough for the frames to have stopped.
    input.data.move = packMove(0, 7);
    await pause(200);
    input.data.move = 0;
    await pause(2500);
    seen.length = 0;
    input.data.move = packMove(0, 7);
    await pause(500);
    // What is drawn is the truth of one moment ago, the same all the time: no crawl, no leap.
    const truthAt = (at: number) => seen.findLast((sample) => sample.at <= at)?.truth;
    const errorOf = (delay: number) =>
      Math.max(...seen.map(({ at, drawn }) => Math.abs(drawn - (truthAt(at - delay) ?? drawn))));
    const delays = Array.from({ length: 30 }, (_, n) => n * 10);
    const best = Math.min(...delays.map(errorOf)) / UNIT;
    assert.ok((seen.at(-1)?.drawn ?? 0) > (seen[0]?.drawn ?? 0) + 32 * UNIT, "it moves");
    assert.ok(best < 14, `${best} px off`);
    await Promise.all([host.quit(), watcher.quit()]);
  });
});
