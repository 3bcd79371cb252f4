import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import type { Session } from "../../netplay/session.ts";
import type { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import { CLOSE, HOST, SEAT } from "../../schema/messages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { until } from "../support/wait.ts";

describe("people of a room", () => {
  let app: Running;
  before(async () => {
    app = await bootApp();
  });
  after(() => app.close());

  const create = (options: object, as?: { token?: string }) =>
    app.join({ kind: "create", game: "arena", options: { fill: 0, ...options } }, as);
  const enter = (host: Session, extra: { token?: string; watch?: boolean } = {}) => {
    const { watch = false, ...as } = extra;
    return app.join({ kind: "room", roomId: host.room.roomId, watch }, as);
  };
  const roomOf = (session: Session) =>
    matchMaker.getLocalRoomById(session.room.roomId) as unknown as ArenaRoom;
  const stateOf = (session: Session) => roomOf(session).state;
  const ask = (session: Session, type: string, payload: unknown): Promise<unknown> =>
    session.room.request(type, payload);
  const rejected = (reason: string) => (error: { name: string; reason?: unknown }) => {
    assert.equal(error.name, "rejected");
    assert.equal(error.reason, reason);
    return true;
  };
  const quitAll = (...sessions: Session[]) => Promise.all(sessions.map((s) => s.quit()));

  it("[RM11] a watcher takes no seat, sits down where one is free, and gives it up again", async () => {
    const host = await create({ seats: 2 });
    const watcher = await enter(host, { watch: true });
    const { sessionId } = watcher.room;
    assert.deepEqual([stateOf(host).players.size, stateOf(host).watchers.size], [1, 1]);
    assert.equal(await ask(watcher, SEAT, { play: true }), true);
    assert.deepEqual([stateOf(host).players.size, stateOf(host).watchers.size], [2, 0]);
    assert.equal(await ask(watcher, SEAT, { play: false }), false);
    assert.ok(stateOf(host).watchers.has(sessionId) && !stateOf(host).players.has(sessionId));
    await quitAll(host, watcher);
  });

  it("[RM21] a seat that is reserved is nobody else's: they are put elsewhere, or told at once", async () => {
    const guest = await app.guest();
    const host = await create({ seats: 2 }, guest);
    const { roomId } = host.room;
    const reserve = async (how: string, options: object = {}) => {
      const { token } = await app.guest();
      const response = await fetch(`${app.url}/matchmake/${how}`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify({ build: app.deps.build, name: "Gast", hue: 1, ...options }),
      });
      return (await response.json()) as { roomId?: string; code?: number };
    };
    assert.equal((await reserve(`joinById/${roomId}`)).roomId, roomId);
    assert.equal(stateOf(host).players.size, 1, "who reserved has not come");
    assert.equal((await reserve(`joinById/${roomId}`)).code, 523);
    await assert.rejects(enter(host), { id: "join/full" });
    const elsewhere = await reserve("joinOrCreate/arena", { open: true });
    assert.ok(elsewhere.roomId && elsewhere.roomId !== roomId);
    const watcher = await enter(host, { watch: true });
    const again = await enter(host, guest);
    assert.equal(stateOf(host).players.size, 1, "whoever is here may come back");
    await quitAll(watcher, again);
  });

  it("[RM11] where people hold all seats, players are refused and watchers are not", async () => {
    const host = await create({ seats: 2, fill: 2 });
    assert.equal(stateOf(host).players.size, 2, "a bot holds the other seat");
    const second = await enter(host);
    assert.equal(stateOf(host).players.size, 2, "and left for a person");
    await assert.rejects(enter(host), { id: "join/full" });
    const watcher = await enter(host, { watch: true });
    await assert.rejects(ask(watcher, SEAT, { play: true }), rejected("room/no_seat"));
    const elsewhere = await app.join({ kind: "quick", game: "arena" });
    assert.notEqual(elsewhere.room.roomId, host.room.roomId);
    await second.quit();
    assert.equal(await ask(watcher, SEAT, { play: true }), true);
    await quitAll(host, watcher, elsewhere);
  });

  it("[RM11] a person who joins anew gets in though all seats are taken: one of them is theirs", async () => {
    const { token } = await app.guest();
    const host = await create({ seats: 2 });
    await enter(host, { token });
    const again = await enter(host, { token });
    assert.equal(stateOf(host).players.size, 2);
    await quitAll(host, again);
  });

  it("[RM12] the creator leads, then the player who has been there longest, then a watcher", async () => {
    const host = await create({ hosted: true });
    const watcher = await enter(host, { watch: true });
    const second = await enter(host);
    const third = await enter(host);
    const state = stateOf(host);
    assert.equal(state.host, host.room.sessionId);
    await ask(host, SEAT, { play: false });
    assert.equal(state.host, host.room.sessionId, "a host may watch");
    await host.quit();
    await until("handed on", () => state.host === second.room.sessionId);
    await quitAll(second, third);
    await until("handed to a watcher", () => state.host === watcher.room.sessionId);
    await watcher.quit();
  });

  it("[RM12] nobody leads a room of quick play, and no guest leads a hosted one", async () => {
    const quick = await app.join({ kind: "quick", game: "arena" });
    assert.equal(stateOf(quick).host, "");
    await assert.rejects(ask(quick, HOST, { do: "look" }), rejected("room/not_host"));
    const host = await create({ hosted: true });
    const guest = await enter(host);
    const options = { fill: 9 };
    for (const request of [{ do: "look" }, { do: "restart" }, { do: "configure", options }]) {
      await assert.rejects(ask(guest, HOST, request), rejected("room/not_host"));
    }
    await quitAll(quick, host, guest);
  });

  it("[RM13] the host changes bots, length, map and mode; the size and the privacy stay", async () => {
    const host = await create({ hosted: true, private: true, seats: 8 });
    const wanted = { fill: 4, matchSeconds: 60, map: "pit", mode: "teams", skill: "hard" };
    const forbidden = { private: false, seats: 100, hosted: false };
    const options = { ...wanted, ...forbidden };
    const answer = await ask(host, HOST, { do: "configure", options });
    assert.deepEqual({ ...(answer as object), ...wanted }, answer);
    assert.deepEqual({ ...(answer as object), private: true, seats: 8, hosted: true }, answer);
    const state = stateOf(host);
    assert.equal(state.players.size, 4);
    assert.equal(state.teams, false, "the mode waits for the next match");
    await ask(host, HOST, { do: "restart" });
    assert.deepEqual([state.map, state.teams, state.phase], ["pit", true, "ready"]);
    await host.quit();
  });

  it("[RM13] bad options are rejected and change nothing", async () => {
    const host = await create({ hosted: true });
    const before = await ask(host, HOST, { do: "look" });
    for (const options of [{ matchSeconds: 1 }, { map: "nowhere" }, { fill: 1.5 }, { mode: 7 }]) {
      const request = { do: "configure", options };
      await assert.rejects(ask(host, HOST, request), rejected("room/bad_options"));
    }
    assert.deepEqual(await ask(host, HOST, { do: "look" }), before);
    await host.quit();
  });

  it("[RM14] the removed read why, and cannot come back: not as that guest, nor in another tab", async () => {
    const host = await create({ hosted: true });
    const browser = await browserOf(app);
    const guest = await enter(host, { token: await browser.token() });
    const ended = new Promise<unknown>((resolve) => guest.onStatus(resolve));
    const reason = "  Too\u202e loud\n for us ";
    await ask(host, HOST, { do: "remove", id: guest.room.sessionId, reason });
    assert.deepEqual(await ended, { kind: "ended", ending: "removed", reason: "Too loud for us" });
    assert.equal(stateOf(host).players.size, 1);
    const anotherTab = await browser.token();
    await assert.rejects(enter(host, { token: anotherTab }), { id: "join/banned" });
    await assert.rejects(enter(host, { token: anotherTab, watch: true }), { id: "join/banned" });
    const stranger = await enter(host);
    await quitAll(host, stranger);
  });

  it("[RM14] the other tabs of the removed go with them, and nobody else", async () => {
    const host = await create({ hosted: true });
    const browser = await browserOf(app);
    const [guest, tab] = [
      await enter(host, { token: await browser.token() }),
      await enter(host, { token: await browser.token() }),
    ];
    const stranger = await enter(host);
    await ask(host, HOST, { do: "remove", id: guest.room.sessionId, reason: "out" });
    await until("both gone", () => tab.status.kind === "ended" && guest.status.kind === "ended");
    assert.deepEqual(tab.status, { kind: "ended", ending: "removed", reason: "out" });
    assert.deepEqual(
      [...stateOf(host).players.keys()],
      [host.room.sessionId, stranger.room.sessionId],
    );
    await quitAll(host, stranger);
  });

  it("[RM17] whoever joins in teams takes the place of a bot of the larger side", async () => {
    for (const [fill, seats] of [
      [4, 8],
      [20, 24],
      [8, 8],
    ] as const) {
      const options = { fill, seats, mode: "teams", map: "catacombs" };
      const host = await create(options);
      await until("begun", () => stateOf(host).phase !== "warmup");
      const guests = [await enter(host), await enter(host), await enter(host)];
      const teams = [1, 2].map(
        (team) => [...stateOf(host).players.values()].filter((p) => p.team === team).length,
      );
      assert.deepEqual(teams, [fill / 2, fill / 2], `${fill} of ${seats}`);
      await quitAll(host, ...guests);
    }
  });

  it("[RM13] a map that is too small for the room is refused, of a creator and of a host", async () => {
    await assert.rejects(create({ seats: 17, map: "pit" }), { id: "join/bad_options" });
    const host = await create({ hosted: true, seats: 24 });
    const ask24 = (map: string) => ask(host, HOST, { do: "configure", options: { map } });
    await assert.rejects(ask24("pit"), rejected("room/bad_options"));
    await ask24("atrium");
    await host.quit();
  });

  it("[RM14] whoever shares the host's browser is removed alone", async () => {
    const browser = await browserOf(app);
    const token = await browser.token();
    const host = await create({ hosted: true }, { token });
    const guest = await enter(host, { token: await browser.token() });
    await ask(host, HOST, { do: "remove", id: guest.room.sessionId, reason: "" });
    const again = await enter(host, { token });
    assert.equal(again.status.kind, "playing");
    await quitAll(host, again);
  });

  it("[RM14] a dropped player's seat is removed, and the line does not come back", async () => {
    const host = await create({ hosted: true });
    const guest = await enter(host);
    const { sessionId } = guest.room;
    guest.room.reconnection.enabled = false;
    roomOf(host).clients.get(sessionId)?.leave(CLOSE.mayReconnect);
    await until("held", () => stateOf(host).players.get(sessionId)?.online === false);
    await ask(host, HOST, { do: "remove", id: sessionId, reason: "gone" });
    await until("removed", () => !stateOf(host).players.has(sessionId));
    await host.quit();
  });

  it("[RM14] who comes back for a seat that the host gave up meanwhile reads the host's words", async () => {
    const host = await create({ hosted: true });
    const guest = await enter(host);
    const { sessionId } = guest.room;
    guest.room.reconnection.delay = 1000;
    guest.room.reconnection.minDelay = 1000;
    roomOf(host).clients.get(sessionId)?.leave(CLOSE.mayReconnect);
    await until("held", () => stateOf(host).players.get(sessionId)?.online === false);
    await ask(host, HOST, { do: "remove", id: sessionId, reason: "gone" });
    await until("removed", () => !stateOf(host).players.has(sessionId), 1000);
    await until("told", () => guest.status.kind === "ended", 4000);
    assert.deepEqual(guest.status, { kind: "ended", ending: "removed", reason: "gone" });
    await host.quit();
  });

  it("[RM14] a host cannot remove a bot, nobody, or themselves", async () => {
    const host = await create({ hosted: true, fill: 3 });
    for (const id of ["bot-0", "nobody", host.room.sessionId]) {
      const request = { do: "remove", id, reason: "" };
      await assert.rejects(ask(host, HOST, request), rejected("room/no_such_player"));
    }
    assert.equal(stateOf(host).players.size, 3);
    await host.quit();
  });

  it("[RM16] malformed requests are rejected by id, and the match goes on", async () => {
    const host = await create({ hosted: true, fill: 2 });
    // Fewer than get their sender closed.
    const nonsense = [undefined, 7, [], {}, { play: "yes" }, { do: "dispose" }];
    for (const type of [SEAT, HOST, "game"]) {
      for (const payload of nonsense) {
        await assert.rejects(ask(host, type, payload), rejected("room/bad_request"));
      }
    }
    const remove = { do: "remove", id: "x", reason: "y".repeat(300) };
    await assert.rejects(ask(host, HOST, remove), rejected("room/bad_request"));
    const { ticks } = roomOf(host);
    await until("ticks", () => roomOf(host).ticks > ticks + 5);
    assert.equal(host.status.kind, "playing");
    await host.quit();
  });
});

/** A browser: its tabs are guests of their own, its cookie is one. */
async function browserOf(app: Running): Promise<{ token(): Promise<string> }> {
  let cookie = "";
  return {
    async token() {
      const response = await fetch(`${app.url}/api/guest`, { method: "POST", headers: { cookie } });
      cookie ||= (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      return ((await response.json()) as { token: string }).token;
    },
  };
}
