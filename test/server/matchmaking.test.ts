import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import { Client } from "colyseus.js";
import { WebSocket } from "ws";
import { ensureGuest } from "../../netplay/identity.ts";
import { enter, type Session } from "../../netplay/session.ts";
import type { ArenaState } from "../../schema/arena/state.ts";
import { LOADTEST_HEADER } from "../../schema/messages.ts";
import { isGuess } from "../../server/guesses.ts";
import { defaultLimits } from "../../server/limits.ts";
import { tokenPass } from "../../server/pass.ts";
import { bootApp, memoryStore, type Running } from "../support/app.ts";
import { until } from "../support/wait.ts";

const PASS = "the load test's own token, of 32 or more";
const CREATE = { kind: "create", game: "arena", options: { fill: 0 } } as const;
const JOIN = { build: "test", name: "A", hue: 0 };

describe("server/guesses", () => {
  for (const [url, guess] of [
    ["/api/rooms/ABCDEF", true],
    ["/API/Rooms/ABCDEF", true],
    ["/api/r%6foms/ABCDEF", true],
    ["/matchmake/joinById/ABCDEF", true],
    ["//matchmake//joinById/ABCDEF", true],
    ["/matchmake/reconnect/ABCDEF?a=1", true],
    ["/p/ABCDEF?sessionId=1&reconnectionToken=x", true],
    ["/p/ABCDEF?sessionId=1&%72econnectionToken=x", true],
    ["/p/ABCDEF?a=?&reconnectionToken", true],
    ["/p/ABCDEF?sessionId=1", false],
    ["/matchmake/joinOrCreate/arena", false],
    ["/api/rooms/%", true],
    ["/%?reconnection=x", false],
    ["/", false],
  ] as const) {
    it(`[EN37] ${url} is ${guess ? "a guess" : "none"}`, () => assert.equal(isGuess(url), guess));
  }
});

describe("server/matchmaking", () => {
  const running: Running[] = [];
  afterEach(() => Promise.all(running.splice(0).map((app) => app.close())));

  async function boot(limits: Partial<ReturnType<typeof defaultLimits>> = {}): Promise<Running> {
    const all = { ...defaultLimits(), ...limits };
    const app = await bootApp({ limits: all, liftsLimits: tokenPass(PASS) });
    running.push(app);
    return app;
  }

  /** One request to the matchmaker, without a connection afterwards. */
  async function ask(app: Running, path: string, token: string, body: object = JOIN) {
    const response = await fetch(`${app.url}/matchmake/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { error?: string; roomId: string; sessionId: string };
    return { status: response.status, retry: response.headers.get("retry-after"), ...answer };
  }

  it("[EN39] a client opens rooms of games that allow it, never a lobby", async () => {
    const app = await boot();
    const { token } = await app.guest();
    const lobby = await ask(app, "create/lobby", token);
    assert.deepEqual([lobby.status, lobby.error], [403, "join/create_not_allowed"]);
    assert.equal((await ask(app, "create/arena", token)).status, 200);
    for (const method of ["createRoom", "query", "constructor", "setup"]) {
      assert.equal((await ask(app, `${method}/arena`, token)).error, "join/failed", method);
    }
  });

  it("[SV17] one person has so many rooms, and another when one has closed", async () => {
    const app = await boot({ ROOMS_PER_USER: 2 });
    const { token } = await app.guest();
    const first = await app.join(CREATE, { token });
    const second = await app.join(CREATE, { token });
    const refused = await ask(app, "create/arena", token);
    assert.deepEqual(
      [refused.status, refused.error, Number(refused.retry) > 0],
      [503, "join/too_many_rooms", true],
    );
    await assert.rejects(app.join(CREATE, { token }), { id: "join/too_many_rooms" });
    await app.join(CREATE);
    await second.quit();
    await until("closed", async () => !(await matchMaker.query({ roomId: second.room.roomId }))[0]);
    const third = await app.join(CREATE, { token });
    assert.equal(third.status.kind, "playing");
    await first.quit();
  });

  it("[SV17] quick play counts as well where it opens a room, and not where it finds one", async () => {
    const app = await boot({ ROOMS_MAX: 1 });
    const first = await app.join({ kind: "quick", game: "arena" });
    const second = await app.join({ kind: "quick", game: "arena" });
    assert.equal(first.room.roomId, second.room.roomId);
    const refused = await ask(app, "create/arena", (await app.guest()).token);
    assert.deepEqual([refused.status, refused.error], [503, "join/server_full"]);
    assert.ok(Number(refused.retry) > 0);
  });

  it("[SV17] a room that failed to open takes no place", async () => {
    let fails = true;
    const seed = () => {
      if (fails) throw new Error("no seed");
      return 1;
    };
    const app = await bootApp({ seed, limits: { ...defaultLimits(), ROOMS_MAX: 1 } });
    running.push(app);
    const { token } = await app.guest();
    assert.equal((await ask(app, "create/arena", token)).status, 500);
    fails = false;
    assert.equal((await ask(app, "create/arena", token)).status, 200);
  });

  it("[SV37] rooms share the bots of the process: who comes late gets fewer, until a room has gone", async () => {
    const app = await boot({ BOTS_MAX: 10 });
    const open = (fill: number) => {
      const options = { seats: 16, fill };
      return app.join({ kind: "create", game: "arena", options });
    };
    const bots = ({ room }: Session<ArenaState>) =>
      [...room.state.players.values()].filter(({ bot }) => bot).length;
    const [first, second] = [await open(9), await open(9)];
    assert.deepEqual([bots(first), bots(second)], [8, 2]);
    await second.host({ do: "configure", options: { fill: 16 } });
    assert.equal(bots(second), 2, "nor does the host get more");
    const { roomId } = first.room;
    await first.quit();
    await until("the first has gone", () => !matchMaker.getLocalRoomById(roomId));
    const third = await open(16);
    assert.equal(bots(third), 8);
    await Promise.all([second.quit(), third.quit()]);
  });

  it("[SV18] rooms are opened at a measured pace, by one person and from one address", async () => {
    const app = await boot({
      ROOM_CREATES_PER_USER: 2,
      ROOM_CREATES_PER_ADDRESS: 5,
      ROOMS_PER_USER: 99,
    });
    const opened = async (token: string) => {
      const answers: unknown[] = [];
      for (let n = 0; n < 3; n++) answers.push((await ask(app, "create/arena", token)).error);
      return answers;
    };
    assert.deepEqual(await opened((await app.guest()).token), [
      undefined,
      undefined,
      "join/too_fast",
    ]);
    assert.deepEqual(await opened((await app.guest()).token), [
      undefined,
      undefined,
      "join/too_fast",
    ]);
    const refused = await ask(app, "create/arena", (await app.guest()).token);
    assert.equal(refused.status, 200, "the fifth of the address");
    const sixth = await ask(app, "create/arena", (await app.guest()).token);
    assert.deepEqual([sixth.status, sixth.error, sixth.retry], [429, "join/too_fast", "10"]);
  });

  it("[SV19] the load test's token lifts what counts per person and address; a guess does not", async () => {
    const app = await boot({
      ROOM_CREATES_PER_USER: 1,
      ROOM_CREATES_PER_ADDRESS: 1,
      ROOMS_PER_USER: 1,
      GUESTS_PER_MINUTE: 1,
      GUESSES_PER_MINUTE: 1,
    });
    const headers = { [LOADTEST_HEADER]: PASS };
    const store = memoryStore();
    const guest = await ensureGuest(app.url, store, undefined, Date.now(), headers);
    await ensureGuest(app.url, memoryStore(), undefined, Date.now(), headers);
    const client = new Client(app.url, { headers });
    const sessions = [];
    for (let n = 0; n < 4; n++) sessions.push(await enter(client, CREATE, JOIN, guest.token));
    for (let n = 0; n < 6; n++) {
      assert.equal((await fetch(`${app.url}/api/rooms/AAAAAA`, { headers })).status, 404);
    }
    await Promise.all(sessions.map((session) => session.quit()));
    const wrong = { headers: { [LOADTEST_HEADER]: `${PASS}!` } };
    const other = new Client(app.url, wrong);
    await enter(other, CREATE, JOIN, guest.token).then((session) => session.quit());
    await assert.rejects(enter(other, CREATE, JOIN, guest.token), /too_/);
  });

  it("[EN36] one seat waits for each person: a newer reservation lets the older go", async () => {
    const app = await boot();
    const host = await app.join({ ...CREATE, options: { fill: 0, seats: 3 } });
    const { token } = await app.guest();
    const { roomId } = host.room;
    const seats = [];
    for (let n = 0; n < 60; n++) seats.push(await ask(app, `joinById/${roomId}`, token));
    assert.deepEqual([...new Set(seats.map((seat) => seat.status))], [200]);
    // The room holds three players and 32 watchers: sixty reservations would have filled it.
    const friend = await app.join({ kind: "room", roomId });
    assert.equal(friend.room.roomId, roomId);
    const url = (sessionId: string) =>
      `${app.url.replace("http", "ws")}/p/${roomId}?sessionId=${sessionId}`;
    const closeOf = (sessionId: string) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(url(sessionId));
        socket.on("close", resolve);
        socket.on("message", () => socket.close(4000));
      });
    assert.equal(await closeOf(seats[0]?.sessionId ?? ""), 4002, "the first is void");
  });

  it("[EN36] canary: Colyseus keeps reserved seats where the guard looks for them", async () => {
    const app = await boot();
    const { roomId, sessionId } = await ask(app, "create/arena", (await app.guest()).token);
    const room = matchMaker.getLocalRoomById(roomId) as any;
    const [, claims, taken, held] = room._reservedSeats[sessionId];
    assert.deepEqual([claims.name, taken, held], ["A", false, false]);
  });

  it("[EN36] a seat that was taken is not let go by the next reservation", async () => {
    const app = await boot();
    const host = await app.join(CREATE);
    const { token } = await app.guest();
    const player = await app.join({ kind: "room", roomId: host.room.roomId }, { token });
    await ask(app, "create/arena", token);
    assert.equal(player.status.kind, "playing");
    assert.ok(host.room.state.players.has(player.room.sessionId));
  });

  it("[EN36] a reserved seat is given up after the seconds of the setting", async () => {
    const app = await boot({ SEAT_SECONDS: 2 });
    const { token } = await app.guest();
    const { roomId } = await ask(app, "create/arena", token);
    assert.equal((await matchMaker.query({ roomId })).length, 1);
    await until("gone", async () => (await matchMaker.query({ roomId })).length === 0, 4000);
  });

  it("[EN37] reconnection tokens are metered: at the matchmaker, and straight at the socket", async () => {
    const app = await boot({ GUESSES_PER_MINUTE: 2 });
    const session = await app.join(CREATE);
    const { roomId, sessionId } = session.room;
    const { token } = await app.guest();
    const path = `/p/${roomId}?sessionId=${sessionId}&reconnectionToken=`;
    const knock = (guess: string) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(`${app.url.replace("http", "ws")}${path}${guess}`);
        socket.on("error", () => {});
        socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
        socket.on("close", resolve);
      });
    const codes: number[] = [];
    for (let n = 0; n < 5; n++) codes.push(await knock(`guess${n}`));
    assert.deepEqual([...new Set(codes)], [4003]);
    assert.equal(await knock("guess"), 429);
    const body = { reconnectionToken: "guess" };
    const asked = await ask(app, `reconnect/${roomId}`, token, body);
    assert.deepEqual(
      [asked.status, asked.error, asked.retry],
      [429, "join/too_many_guesses", "10"],
    );
    assert.equal(session.status.kind, "playing");
    // A seat of one's own, which names no token, is not metered.
    assert.equal((await app.join({ kind: "quick", game: "arena" })).status.kind, "playing");
  });

  it("[EN35] whatever fails inside is a stable id, and its text is in the log alone", async () => {
    const app = await boot();
    const { token } = await app.guest();
    const { findOne } = matchMaker.driver;
    matchMaker.driver.findOne = () => {
      throw Object.assign(new Error("/srv/secret/path"), { code: "ENOENT" });
    };
    const answer = await ask(app, "joinOrCreate/arena", token).finally(() => {
      matchMaker.driver.findOne = findOne;
    });
    assert.deepEqual([answer.status, answer.error], [500, "join/failed"]);
    assert.ok(app.log.find("matchmaking failed"));
  });
});
