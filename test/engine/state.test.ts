import assert from "node:assert/strict";
import { type Client, ClientState, matchMaker, Room, SchemaSerializer } from "@colyseus/core";
import { Decoder, type SchemaType, StateView, schema, t } from "@colyseus/schema";
import { Client as SdkClient } from "colyseus.js";
import { live } from "../../bench/fuzz/life.ts";
import { BaseRoom } from "../../engine/BaseRoom.ts";
import { Loops } from "../../engine/loops.ts";
import { QuietSerializer } from "../../engine/quiet.ts";
import { bootApp, type Running } from "../support/app.ts";
import { withBuffer } from "../support/buffer.ts";
import { memoryLog } from "../support/log.ts";
import { pause, until } from "../support/wait.ts";

const SEEDS = 40;
const PREFIX = 9;
const SHARE = 1;

const Thing = schema(
  {
    name: t.string().default(""),
    x: t.float64().default(0),
    own: t.uint16().default(0).view(SHARE),
  },
  "StateThing",
);
const Things = schema(
  { things: t.map(Thing), list: t.array("number"), words: t.map("string").view() },
  "StateThings",
);
type Things = SchemaType<typeof Things>;

/** A state of so many entities, and its serializer. */
function crowd(Serializer: typeof SchemaSerializer, entities: number) {
  const state = new Things();
  const serializer = new Serializer<Things>();
  serializer.reset(state);
  for (let n = 0; n < entities; n++) {
    state.things.set(`t${n}`, new Thing({ name: `thing ${n}`, x: n / 3, own: n }));
  }
  serializer.applyPatches([], state);
  return { state, serializer };
}

const receiver = (view: StateView | undefined) => {
  const decoded = new Things();
  const decoder = new Decoder(decoded);
  return {
    decoded,
    view,
    state: ClientState.JOINED as ClientState,
    raw: (frame: Uint8Array) =>
      frame.length > PREFIX && decoder.decode(Buffer.from(frame), { offset: PREFIX }),
  };
};

/** How many entities arrive right at a client that comes, with a view or without one. */
function arrivals(Serializer: typeof SchemaSerializer, entities: number, withView: boolean) {
  const { state, serializer } = crowd(Serializer, entities);
  const view = withView ? new StateView() : undefined;
  for (const thing of state.things.values()) view?.add(thing, SHARE);
  const client = receiver(view);
  try {
    client.raw(serializer.getFullState(client as unknown as Client, { sNow: 1 }));
  } catch {
    return 0;
  }
  let right = 0;
  for (const [id, { name, x, own }] of state.things) {
    const got = client.decoded.things.get(id);
    if (got?.name === name && got.x === x && got.own === (withView ? own : undefined)) right++;
  }
  return right;
}

const WORDS = 5000;

/** How many words arrive when all of them are shown to a view in one tick. */
function shownAtOnce(Serializer: typeof SchemaSerializer): number {
  const { state, serializer } = crowd(Serializer, 0);
  for (let n = 0; n < WORDS; n++) state.words.set(`key ${n}`, `the word number ${n}`);
  serializer.applyPatches([], state);
  const client = receiver(new StateView());
  client.raw(serializer.getFullState(client as unknown as Client, { sNow: 1 }));
  client.view?.add(state.words as never);
  try {
    serializer.applyPatches([client] as unknown as Client[], state, { sNow: 2 });
  } catch {
    return 0;
  }
  return client.decoded.words?.size ?? 0;
}

/** With buffers as Colyseus makes them, whoever ran in this process before. */
const small = <T>(work: () => T): T => withBuffer(16 * 1024, work);

/** Without what schema writes to the console when a buffer overflows or bytes make no sense. */
function quietly<T>(work: () => T): { result: T; lines: number } {
  const { warn, error } = console;
  let lines = 0;
  console.warn = console.error = () => {
    lines++;
  };
  try {
    return { result: work(), lines };
  } finally {
    Object.assign(console, { warn, error });
  }
}

describe("engine state", () => {
  for (const entities of [600, 1500]) {
    for (const withView of [false, true]) {
      const whom = withView ? "with" : "without";
      it(`[EN50] a state of ${entities} entities beyond its buffer reaches who comes ${whom} a view whole`, () => {
        const { result, lines } = quietly(() =>
          small(() => arrivals(QuietSerializer, entities, withView)),
        );
        assert.equal(result, entities);
        assert.equal(lines, 0, "and the console stays empty");
      });
    }
  }

  it("[EN50] canary: from stock it still arrives corrupt with a view, and the console complains", () => {
    const { result, lines } = quietly(() => small(() => arrivals(SchemaSerializer, 600, true)));
    assert.ok(result < 600, `${result} of 600 are right`);
    assert.ok(lines > 0);
  });

  it("[EN50] whatever is shown to a view at once arrives, however much it is", () => {
    assert.equal(
      small(() => shownAtOnce(QuietSerializer)),
      WORDS,
    );
  });

  it("[EN50] canary: stock still writes past the end of its buffer", () => {
    const { result } = quietly(() => small(() => shownAtOnce(SchemaSerializer)));
    assert.notEqual(result, WORDS);
  });

  it(`[EN51] ${SEEDS} random lives: whoever joins, lags or leaves at whatever moment holds the server's state`, function () {
    this.timeout(60_000);
    for (let seed = 1; seed <= SEEDS; seed++) {
      assert.equal(live(seed, "ours"), undefined, `npm run fuzz:state -- --seed ${seed} --lives 1`);
    }
  });

  it("[EN51] canary: stock still goes wrong in most of such lives", () => {
    const { result } = quietly(() => [1, 2, 3, 4, 5, 6].map((seed) => live(seed, "stock")));
    assert.ok(result.filter((difference) => difference !== undefined).length >= 3);
  });
});

const closeCodes = { fault: 4500, replaced: 4409 };

/** A room that pushes and shifts between two patches, whenever it is told, and ticks slowly. */
class Shifting extends BaseRoom {
  override state = new Things();
  #pushed = 100;
  override onCreate() {
    for (let n = 0; n < 6; n++) this.state.list.push(n);
    this.onMessage("shift", () => {
      this.#pushed++;
      this.state.list.push(this.#pushed);
      this.state.list.shift();
    });
    this.startLoop({ log: memoryLog(), loops: new Loops(), tickHz: 10, closeCodes });
  }
  protected override step() {}
}

describe("engine state over real sockets", function () {
  this.timeout(20_000);
  let app: Running;
  before(async () => {
    app = await bootApp();
    app.app.server.define("shifting", Shifting as never);
  });
  after(() => app.close());

  async function shifting(): Promise<Shifting> {
    const { roomId } = await matchMaker.createRoom("shifting", {});
    return matchMaker.getLocalRoomById(roomId) as unknown as Shifting;
  }
  const join = ({ roomId }: Shifting) => new SdkClient(app.url).joinById<Things>(roomId);

  it("[EN51] who joins while a push and a shift are pending holds the array as it is", async () => {
    const room = await shifting();
    const host = await join(room);
    const rooms = [host];
    const timer = setInterval(() => host.send("shift"), 7);
    for (let n = 0; n < 6; n++) {
      rooms.push(await join(room));
      await pause(23);
    }
    clearInterval(timer);
    await until("all got a state", () => rooms.every(({ state }) => state.list?.length));
    await pause(400);
    const right = [...room.state.list];
    for (const { state } of rooms) assert.deepEqual([...state.list], right);
    await Promise.all(rooms.map((joined) => joined.leave()));
  });

  it("[EN51] the full state follows a patch of the same moment, and comes within a tick", async () => {
    const room = (await shifting()) as any;
    const host = await join(room);
    const order: string[] = [];
    const note = (name: string) => {
      const stock = room[name];
      room[name] = (...given: unknown[]) => {
        order.push(`${name} ${room.ticks}`);
        return stock.apply(room, given);
      };
    };
    note("broadcastPatch");
    note("sendFullState");
    const joined = await join(room);
    await until("the state", () => joined.state.list?.length);
    const at = order.findIndex((entry) => entry.startsWith("sendFullState"));
    assert.equal(order[at - 1], order[at]?.replace("sendFullState", "broadcastPatch"));
    await Promise.all([host.leave(), joined.leave()]);
  });

  it("[EN51] canary: Colyseus hands JOIN to the member that is guarded, and answers from there", () => {
    const { _onMessage } = Room.prototype as unknown as Record<string, unknown>;
    assert.match(String(_onMessage), /JOIN_ROOM[\s\S]*sendFullState/);
  });
});
