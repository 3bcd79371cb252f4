import assert from "node:assert/strict";
import { Client, type Room } from "colyseus.js";
import { admit } from "../../rooms/entry.ts";
import { botName } from "../../rooms/seats.ts";
import { listing, ONLINE } from "../../schema/messages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { until } from "../support/wait.ts";

describe("entry and lobby", () => {
  let app: Running;
  before(async () => {
    app = await bootApp();
  });
  after(() => app.close());

  const join = { build: "test", name: "Ana", hue: 2 };

  it("[RM8] claims are built by the server: whatever else a client sends is not in them", async () => {
    const { id, token } = await app.guest();
    const sent = {
      ...join,
      id: "victim",
      device: "any",
      sessionId: "victim",
      role: "admin",
      loadTest: true,
    };
    const { device, ...claims } = await admit(app.deps, token, sent);
    assert.deepEqual(claims, { id, name: "Ana", hue: 2, watch: false, loadTest: false });
    assert.notEqual(device, "any");
  });

  it("[RM8] a blank or invisible name becomes a guest's, never an empty one", async () => {
    const { id, token } = await app.guest();
    for (const name of ["", "   ", "\u202e\u200b", "\u3164"]) {
      assert.equal(
        (await admit(app.deps, token, { ...join, name })).name,
        `Guest ${id.slice(0, 4)}`,
      );
    }
  });

  for (const [what, options] of [
    ["no options", undefined],
    ["a name that is not text", { ...join, name: 7 }],
    ["a name of 1 MB", { ...join, name: "x".repeat(1e6) }],
    ["a colour out of range", { ...join, hue: 8 }],
    ["a build that is not text", { ...join, build: {} }],
  ] as const) {
    it(`[RM8] ${what}: refused with join/bad_options`, async () => {
      const { token } = await app.guest();
      await assert.rejects(admit(app.deps, token, options), {
        message: "join/bad_options",
        code: 400,
      });
    });
  }

  it("[RM8] deps sent by a client do not replace the server's", async () => {
    const options = { deps: { seed: () => 1, log: null }, fill: 2 };
    const session = await app.join({ kind: "create", game: "arena", options });
    assert.equal(session.room.state.players.size, 2);
    await session.quit();
  });

  it("[RM8] the join answer names nothing but the id of the refusal", async () => {
    const response = await fetch(`${app.url}/matchmake/joinOrCreate/arena`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(join),
    });
    assert.equal(response.status, 401);
    assert.deepEqual(await response.json(), { code: 401, error: "join/no_identity" });
    assert.equal(response.headers.get("access-control-allow-origin"), null);
  });

  async function lobby(): Promise<{ room: Room; rooms: Map<string, any>; online: number[] }> {
    const client = new Client(app.url);
    client.http.authToken = (await app.guest()).token;
    const room = (await client.joinOrCreate("lobby", join)) as Room;
    const rooms = new Map<string, any>();
    const online: number[] = [];
    room.onMessage("rooms", (all: any[]) => {
      for (const r of all) rooms.set(r.roomId, r);
    });
    room.onMessage("+", ([roomId, r]: [string, any]) => rooms.set(roomId, r));
    room.onMessage("-", (roomId: string) => rooms.delete(roomId));
    room.onMessage(ONLINE as never, ((n: number) => online.push(n)) as never);
    return { room, rooms, online };
  }

  it("[RM9] the lobby pushes a room when it opens, when it changes, and when it closes", async () => {
    const { room, rooms } = await lobby();
    const session = await app.join({ kind: "create", game: "arena", options: { fill: 4 } });
    const { roomId } = session.room;
    await until("listed", () => rooms.get(roomId));
    const line = await until(
      "counted",
      () => rooms.get(roomId)?.metadata.players === 1 && rooms.get(roomId),
    );
    assert.deepEqual(listing.parse(line.metadata), {
      game: "arena",
      players: 1,
      bots: 3,
      seats: 16,
      watchers: 0,
      phase: line.metadata.phase,
      facts: { map: "atrium", mode: "ffa" },
    });
    await until("the match's phase", () => rooms.get(roomId).metadata.phase === "playing");
    await session.quit();
    await until("gone", () => !rooms.has(roomId), 15_000);
    await room.leave();
  });

  it("[RM9] a private room is never listed, and is open to whoever has its id", async () => {
    const { room, rooms } = await lobby();
    const host = await app.join({
      kind: "create",
      game: "arena",
      options: { private: true, fill: 0 },
    });
    const guest = await app.join({ kind: "room", roomId: host.room.roomId });
    assert.equal(guest.room.roomId, host.room.roomId);
    const open = await app.join({ kind: "quick", game: "arena" });
    assert.notEqual(open.room.roomId, host.room.roomId, "quick play does not find it");
    await until("the open one is listed", () => rooms.has(open.room.roomId));
    assert.ok(!rooms.has(host.room.roomId));
    await Promise.all([host.quit(), guest.quit(), open.quit(), room.leave()]);
  });

  it("[RM9] a metadata filter, which stops a stock server, harms nobody", async () => {
    const { room, rooms, online } = await lobby();
    room.send("filter", { name: "arena", metadata: { mode: "x" } });
    room.send("filter", null);
    room.send("filter", { metadata: 7 });
    const session = await app.join({ kind: "create", game: "arena", options: {} });
    await until("listed", () => rooms.has(session.room.roomId));
    assert.ok(online[0] !== undefined && online[0] >= 1);
    await Promise.all([session.quit(), room.leave()]);
  });

  it("[RM10] a room's id is a code of six unmistakable letters, and no two rooms share one", async () => {
    const ids = new Set<string>();
    for (let n = 0; n < 5; n++) {
      const session = await app.join({ kind: "create", game: "arena", options: { fill: 0 } });
      assert.match(session.room.roomId, /^[ABCDEFGHJKMNPQRSTVWXYZ]{6}$/);
      ids.add(session.room.roomId);
      await session.quit();
    }
    assert.equal(ids.size, 5);
  });

  it("[RM6] two guests who play quickly meet in one room", async () => {
    const [a, b] = [
      await app.join({ kind: "quick", game: "arena" }),
      await app.join({ kind: "quick", game: "arena" }),
    ];
    assert.equal(a.room.roomId, b.room.roomId);
    await Promise.all([a.quit(), b.quit()]);
  });

  it("[RM6] bots have names, numbered from the second round on", () => {
    assert.equal(botName(0), "Cassia");
    assert.equal(botName(8), "Cassia 2");
    assert.equal(new Set(Array.from({ length: 64 }, (_, n) => botName(n))).size, 64);
  });
});
