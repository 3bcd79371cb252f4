import assert from "node:assert/strict";
import { mock } from "node:test";
import type { Room } from "colyseus.js";
import { type LobbyStatus, LobbyWatch, listRooms, type OpenRoom } from "../../netplay/lobby.ts";
import { type Listing, ONLINE } from "../../schema/messages.ts";

const facts = { map: "pit", mode: "teams" };
const metadata: Listing = {
  game: "arena",
  players: 2,
  bots: 4,
  seats: 16,
  watchers: 1,
  phase: "playing",
  facts,
};
const cache = (roomId: string, more: object = {}) => ({
  roomId,
  name: "arena",
  locked: false,
  maxClients: 20,
  metadata,
  ...more,
});
const ids = (rooms: readonly OpenRoom[]) => rooms.map((room) => room.roomId);

describe("netplay/lobby list", () => {
  const two = listRooms([], "rooms", [cache("a"), cache("b")]);

  it("[WC8] takes the whole list", () => {
    assert.deepEqual(two[0], {
      roomId: "a",
      game: "arena",
      players: 2,
      bots: 4,
      seats: 16,
      watchers: 1,
      phase: "playing",
      facts,
      full: false,
      watchable: true,
    });
    assert.deepEqual(ids(two), ["a", "b"]);
  });

  it("[WC8] a change keeps the room's place, a new room comes last, a gone one goes", () => {
    const changed = cache("a", { metadata: { ...metadata, players: 5 } });
    const after = listRooms(two, "+", ["a", changed]);
    assert.equal(after[0]?.players, 5);
    assert.deepEqual(ids(listRooms(after, "+", ["c", cache("c")])), ["a", "b", "c"]);
    assert.deepEqual(ids(listRooms(after, "-", "a")), ["b"]);
    assert.deepEqual(ids(listRooms(after, "-", "unknown")), ["a", "b"]);
  });

  it("[WC8] a room whose seats people hold is full, and can still be watched", () => {
    const [room] = listRooms([], "rooms", [cache("a", { metadata: { ...metadata, players: 16 } })]);
    assert.deepEqual([room?.full, room?.watchable], [true, true]);
  });

  it("[WC22] a room with all its watchers takes players alone, a locked one nobody", () => {
    const crowd = { ...metadata, watchers: 4 };
    const [crowded] = listRooms([], "rooms", [cache("a", { metadata: crowd })]);
    assert.deepEqual([crowded?.full, crowded?.watchable], [false, false]);
    const [locked] = listRooms([], "rooms", [cache("a", { locked: true })]);
    assert.deepEqual([locked?.full, locked?.watchable], [true, false]);
  });

  it("[WC8] leaves out what is no game of ours, and survives nonsense", () => {
    const strange = [cache("x", { name: "chess" }), cache("y", { metadata: undefined }), 7, null];
    assert.deepEqual(listRooms([], "rooms", strange), []);
    assert.equal(listRooms(two, "rooms", "nonsense"), two);
    assert.deepEqual(ids(listRooms(two, "+", ["a", null])), ["b"]);
    assert.deepEqual(ids(listRooms(two, "+", undefined)), ["a", "b"]);
  });
});

/** A lobby room as far as the watch knows one. */
class FakeRoom {
  readonly reconnection = { enabled: true };
  readonly #handlers = new Map<string, (payload: unknown) => void>();
  #left: (() => void) | undefined;
  leaves = 0;
  onMessage(type: string, handler: (payload: unknown) => void): void {
    this.#handlers.set(type, handler);
  }
  onLeave(handler: () => void): void {
    this.#left = handler;
  }
  leave(): void {
    this.leaves++;
    this.#left?.();
  }
  push(type: string, payload: unknown): void {
    this.#handlers.get(type)?.(payload);
  }
  drop(): void {
    this.#left?.();
  }
}

describe("netplay/lobby watch", () => {
  let joins: (() => FakeRoom)[];
  let seen: { rooms: readonly OpenRoom[]; online: number; status: LobbyStatus[] };
  let passes: boolean[];
  let watch: LobbyWatch | undefined;

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    joins = [];
    passes = [];
    seen = { rooms: [], online: -1, status: [] };
  });
  afterEach(() => {
    watch?.stop();
    mock.timers.reset();
  });

  const settle = () => new Promise((resolve) => setImmediate(resolve));

  async function open(): Promise<void> {
    const client = {
      http: { authToken: undefined as string | undefined },
      async joinOrCreate() {
        const next = joins.shift();
        if (!next) throw new Error("no server");
        return next() as unknown as Room;
      },
    };
    watch = new LobbyWatch({
      client,
      async pass(refused) {
        passes.push(refused);
        return { join: { build: "test", name: "n", hue: 0 }, token: "t" };
      },
      onRooms: (rooms) => {
        seen.rooms = rooms;
      },
      onOnline: (count) => {
        seen.online = count;
      },
      onStatus: (status) => seen.status.push(status),
    });
    await settle();
  }

  /** Lets the next attempt be due and run. */
  async function later(ms: number): Promise<void> {
    mock.timers.tick(ms);
    await settle();
  }

  it("[WC9] is live with the first list, and follows it", async () => {
    const room = new FakeRoom();
    joins = [() => room];
    await open();
    assert.equal(room.reconnection.enabled, false);
    room.push("rooms", [cache("a")]);
    room.push(ONLINE, 3);
    room.push("+", ["b", cache("b")]);
    assert.deepEqual(ids(seen.rooms), ["a", "b"]);
    assert.equal(seen.online, 3);
    assert.deepEqual(
      seen.status.map((status) => status.kind),
      ["connecting", "live"],
    );
  });

  it("[WC9] comes back by itself after a drop, with the new server's list alone", async () => {
    const rooms = [new FakeRoom(), new FakeRoom()];
    joins = rooms.map((room) => () => room);
    await open();
    rooms[0]?.push("rooms", [cache("old")]);
    rooms[0]?.drop();
    assert.equal(seen.status.at(-1)?.kind, "offline");
    await later(1000);
    rooms[1]?.push("rooms", [cache("new")]);
    assert.deepEqual(ids(seen.rooms), ["new"]);
    assert.equal(seen.status.at(-1)?.kind, "live");
  });

  it("[WC9] keeps trying while the server is away, at most 6.25 s apart", async () => {
    await open();
    for (let i = 0; i < 8; i++) await later(6250);
    assert.equal(passes.length, 9);
  });

  for (const id of ["join/no_identity", "join/revoked"]) {
    it(`[WC9] asks for a new identity after the server refused the old one, once: ${id}`, async () => {
      const refusal = Object.assign(new Error(id), { code: 401 });
      const room = new FakeRoom();
      joins = [
        () => {
          throw refusal;
        },
        () => room,
      ];
      await open();
      await later(1000);
      room.push("rooms", []);
      room.drop();
      await later(1000);
      assert.deepEqual(passes, [false, true, false]);
    });
  }

  it("[WC9] another build's server is final: the page must be loaded anew", async () => {
    joins = [
      () => {
        throw Object.assign(new Error("join/version_mismatch"), { code: 409 });
      },
    ];
    await open();
    await later(60_000);
    assert.deepEqual(seen.status.at(-1), { kind: "offline", failure: "join/version_mismatch" });
    assert.equal(passes.length, 1);
  });

  it("[WC9] can be told to try now, and to stop for good", async () => {
    await open();
    watch?.retryNow();
    await settle();
    assert.equal(passes.length, 2);
    watch?.stop();
    await later(60_000);
    assert.equal(passes.length, 2);
  });

  it("[WC9] stopped while joining, it leaves at once", async () => {
    const room = new FakeRoom();
    joins = [() => room];
    const opening = open();
    watch?.stop();
    await opening;
    assert.equal(room.leaves, 1);
  });
});
