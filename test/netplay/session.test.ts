import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import { Client } from "colyseus.js";
import { enter, type Session } from "../../netplay/session.ts";
import { ENDINGS, endingOf, JoinError, type Status } from "../../netplay/status.ts";
import { CLOSE } from "../../schema/messages.ts";
import { useProxiedApp } from "../support/proxied.ts";
import { until } from "../support/wait.ts";

describe("netplay/session over real sockets", () => {
  const stand = useProxiedApp();

  const throughProxy = () => stand.join({ kind: "create", game: "arena", options: { fill: 0 } });
  const serverSeat = (session: Session) =>
    (matchMaker.getLocalRoomById(session.room.roomId) as any)?.state.players.get(
      session.room.sessionId,
    );

  it("[NP1] resolves after the first state, with the own player in it", async () => {
    const session = await throughProxy();
    assert.ok(session.room.state.players.get(session.room.sessionId));
    await session.quit();
  });

  it("[NP2] a broken line comes back to the same seat, and the attempts are counted", async () => {
    const session = await throughProxy();
    const seen: Status[] = [];
    session.onStatus((status) => seen.push(status));
    const player = session.room.state.players.get(session.room.sessionId);
    stand.proxy.cut();
    await until(
      "second attempt",
      () => session.status.kind === "reconnecting" && session.status.attempt >= 2,
    );
    assert.equal(serverSeat(session).online, false);
    stand.proxy.restore();
    await until("playing again", () => session.status.kind === "playing");
    await until("state again", () => serverSeat(session).online === true);
    assert.equal(
      session.room.state.players.get(session.room.sessionId),
      player,
      "the same instance",
    );
    assert.equal(seen[0]?.kind, "reconnecting");
    await session.quit();
  });

  it("[NP2] the stored token is the new one after each reconnection", async () => {
    const session = await throughProxy();
    const tokens: string[] = [];
    session.onToken((token) => tokens.push(token));
    stand.proxy.cut();
    await until("dropped", () => session.status.kind === "reconnecting");
    stand.proxy.restore();
    await until("a second token", () => tokens.length === 2);
    assert.notEqual(tokens[0], tokens[1]);
    stand.proxy.cut();
    stand.proxy.restore();
    await until("a third token", () => tokens.length === 3);
    await session.quit();
  });

  it("[NP2] a line that breaks on the way back, before a word of the client's, costs no seat", async () => {
    const session = await throughProxy();
    const { roomId, sessionId, reconnectionToken } = session.room;
    const token = reconnectionToken.split(":")[1];
    stand.proxy.cut();
    await until("dropped", () => serverSeat(session)?.online === false);
    for (let n = 0; n < 3; n++) {
      const { processId } = matchMaker;
      const query = `sessionId=${sessionId}&reconnectionToken=${token}&skipHandshake=1`;
      const half = new WebSocket(
        `ws://127.0.0.1:${stand.app.port}/${processId}/${roomId}?${query}`,
      );
      half.addEventListener("open", () => half.close());
      await until("back, and gone again", () => half.readyState === WebSocket.CLOSED);
      await until("dropped", () => serverSeat(session)?.online === false);
    }
    assert.equal(stand.app.log.find("room fault"), undefined);
    stand.proxy.restore();
    await until("back for good", () => session.status.kind === "playing");
    assert.equal(session.room.sessionId, sessionId);
    await session.quit();
  });

  it("[NP3] quitting while reconnecting ends at once and never comes back", async () => {
    const session = await throughProxy();
    stand.proxy.cut();
    await until("dropped", () => session.status.kind === "reconnecting");
    await session.quit();
    assert.deepEqual(session.status, { kind: "ended", ending: "left", reason: "" });
    stand.proxy.restore();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.notEqual(serverSeat(session)?.online, true);
    assert.deepEqual(session.status, { kind: "ended", ending: "left", reason: "" });
  });

  it("[NP7] a line that stands still for 10 s kicks nobody: the player is back in the same seat", async function () {
    this.timeout(40_000);
    const session = await throughProxy();
    const { sessionId } = session.room;
    serverSeat(session).score = 3;
    stand.proxy.stall();
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    stand.proxy.resume();
    await until("playing", () => session.status.kind === "playing" && serverSeat(session)?.online);
    await until("state flows", () => session.room.state.players.get(sessionId)?.score === 3);
    assert.equal(session.room.sessionId, sessionId);
    await session.quit();
  });

  it("[NP4] a reload takes the seat back by its token", async () => {
    const session = await throughProxy();
    const token = session.room.reconnectionToken;
    const client = new Client(stand.app.url);
    const guest = await stand.app.guest();
    const again = await enter(
      client,
      { kind: "seat", token },
      { build: "test", name: "P", hue: 1 },
      guest.token,
    );
    assert.equal(again.room.sessionId, session.room.sessionId);
    await again.quit();
  });

  it("[NP5] refusals have stable ids", async () => {
    const id = (promise: Promise<unknown>) =>
      promise.then(
        () => "joined",
        (error) => (error instanceof JoinError ? error.id : String(error)),
      );
    const quick = { kind: "quick", game: "arena" } as const;
    assert.equal(
      await id(stand.app.join({ kind: "room", roomId: "nosuchroom" })),
      "join/not_found",
    );
    assert.equal(await id(stand.app.join(quick, { build: "older" })), "join/version_mismatch");
    assert.equal(await id(stand.app.join(quick, { token: "forged" })), "join/no_identity");
    assert.equal(
      await id(stand.app.join({ ...quick, options: { fill: 101 } })),
      "join/bad_options",
    );
    assert.equal(await id(stand.app.join({ kind: "seat", token: "gone:gone" })), "join/not_found");
    const nobody = new Client("http://127.0.0.1:9");
    const join = { build: "test", name: "P", hue: 1 };
    assert.equal(await id(enter(nobody, quick, join, "t")), "join/unreachable");
  });

  it("[NP5] a full room is full", async () => {
    const host = await stand.app.join({ kind: "create", game: "arena", options: { fill: 16 } });
    const { roomId } = host.room;
    const room = matchMaker.getLocalRoomById(roomId) as any;
    await room.setMatchmaking({ maxClients: 1 });
    const refused = await stand.app.join({ kind: "room", roomId }).catch((error) => error);
    assert.equal(refused.id, "join/full");
    await host.quit();
  });

  it("[NP5] quick play takes another room where the last seat went to somebody else", async () => {
    const quick = { kind: "quick", game: "arena", options: { fill: 0, seats: 2 } } as const;
    const sessions = await Promise.all(Array.from({ length: 12 }, () => stand.app.join(quick)));
    const rooms = new Map<string, number>();
    for (const { room } of sessions) rooms.set(room.roomId, (rooms.get(room.roomId) ?? 0) + 1);
    for (const people of rooms.values()) assert.equal(people, 2);
    await Promise.all(sessions.map((session) => session.quit()));
  });

  it("[NP6] each end of a session is told by its own id", async () => {
    for (const [code, ending] of [
      [CLOSE.kicked, "kicked"],
      [CLOSE.barred, "barred"],
      [CLOSE.revoked, "revoked"],
      [CLOSE.roomClosed, "room_closed"],
      [CLOSE.serverStopping, "server_stopping"],
    ] as const) {
      const session = await stand.app.join({ kind: "create", game: "arena", options: { fill: 0 } });
      const room = matchMaker.getLocalRoomById(session.room.roomId);
      room?.kickClient(session.room.sessionId, code);
      await until(ending, () => session.status.kind === "ended");
      assert.deepEqual(session.status, { kind: "ended", ending, reason: "" });
    }
    for (const code of Object.values(CLOSE)) assert.ok(ENDINGS.includes(endingOf(code)));
    assert.equal(endingOf(1006), "lost");
  });
});
