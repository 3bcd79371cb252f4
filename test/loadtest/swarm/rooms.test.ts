import assert from "node:assert/strict";
import { RoomBook, type Way } from "../../../loadtest/swarm/rooms.ts";

describe("loadtest/rooms", () => {
  const told: [number, string][] = [];
  const book = (rooms: number | undefined, worker = 0, workers = 1) =>
    new RoomBook({ rooms, worker, workers }, (room, roomId) => told.push([room, roomId]), clock);
  /** Alarms that have been set and not cancelled. */
  const alarms = new Set<() => void>();
  const clock = {
    now: () => 0,
    after(_ms: number, wake: () => void) {
      alarms.add(wake);
      return () => alarms.delete(wake);
    },
  };
  beforeEach(() => {
    alarms.clear();
    told.length = 0;
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it("[LT12] without rooms of their own everyone goes where quick play sends them", async () => {
    assert.deepEqual(await book(undefined).way(3), { kind: "quick" });
  });

  it("[LT12] the first bot opens, the others wait for it and join", async () => {
    const rooms = book(2);
    const opener = await rooms.way(0);
    assert.deepEqual(opener, { kind: "create", room: 0 });
    assert.deepEqual(await rooms.way(1), { kind: "create", room: 1 });
    const others = [rooms.way(2), rooms.way(4)];
    rooms.tell(opener, "abc");
    const way = { kind: "room", room: 0, roomId: "abc" };
    assert.deepEqual(await Promise.all(others), [way, way]);
    assert.deepEqual(told, [[0, "abc"]]);
  });

  it("[LT12] when the opener fails the next one opens, one at a time", async () => {
    const rooms = book(1);
    const first = await rooms.way(0);
    const ways: Way[] = [];
    const waiting = [1, 2].map((bot) => rooms.way(bot).then((way) => ways.push(way)));
    rooms.tell(first, undefined);
    await settled();
    assert.deepEqual(ways, [{ kind: "create", room: 0 }]);
    rooms.tell(ways[0] as Way, "xyz");
    await Promise.all(waiting);
    assert.deepEqual(ways[1], { kind: "room", room: 0, roomId: "xyz" });
  });

  it("[LT12] bots of other workers wait until they are told, and open it when nobody does", async () => {
    const rooms = book(4, 1, 2);
    const elsewhere = rooms.way(2);
    rooms.know(2, "far");
    assert.deepEqual(await elsewhere, { kind: "room", room: 2, roomId: "far" });
    assert.deepEqual(await rooms.way(1), { kind: "create", room: 1 }, "this one is ours");
    assert.equal(alarms.size, 0);
    const unopened = rooms.way(0);
    await settled();
    for (const wake of alarms) wake();
    assert.deepEqual(await unopened, { kind: "create", room: 0 }, "nobody did");
  });

  it("[LT12] a room that is gone is opened again, once", async () => {
    const rooms = book(1);
    rooms.know(0, "old");
    const way = await rooms.way(5);
    assert.equal(way.kind, "room");
    if (way.kind === "room") rooms.gone(way);
    const again = await rooms.way(5);
    assert.equal(again.kind, "create");
    rooms.tell(again, "new");
    if (way.kind === "room") rooms.gone(way);
    assert.deepEqual(
      await rooms.way(6),
      { kind: "room", room: 0, roomId: "new" },
      "whoever learns late of the old one's end says nothing of the new one",
    );
  });
});
