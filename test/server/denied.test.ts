import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import { Client } from "colyseus.js";
import { LobbyWatch } from "../../netplay/lobby.ts";
import { enter, type Session } from "../../netplay/session.ts";
import { MemoryBans, MemoryRevocations } from "../../server/denied.ts";
import { guests } from "../../server/guests.ts";
import { bootApp, type Running } from "../support/app.ts";
import { until } from "../support/wait.ts";

const CREATE = { kind: "create", game: "arena", options: { fill: 0 } } as const;
const JOIN = { build: "test", name: "A", hue: 0 };

const ended = async (session: Session, ms: number) => {
  await until("ended", () => session.status.kind === "ended", ms);
  return session.status.kind === "ended" ? session.status.ending : "";
};

/** The line breaks without a word: the server holds the seat, the SDK comes back. */
const breakLine = ({ room: { roomId, sessionId } }: Session) => {
  const line = matchMaker.getLocalRoomById(roomId)?.clients.get(sessionId) as any;
  line.ref.terminate();
};

describe("server/denied", () => {
  let app: Running;
  before(async () => {
    app = await bootApp();
  });
  after(() => app.close());

  const renew = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${app.url}/api/guest`, { method: "POST", headers });
    return (await response.json()) as { id: string; token: string };
  };

  it("[SV20] a ban closes all lines of the guest within a second, in words, and keeps others", async () => {
    const { id, token } = await app.guest();
    const bystander = await app.join(CREATE);
    const player = await app.join({ kind: "room", roomId: bystander.room.roomId }, { token });
    const other = await app.join(CREATE, { token });
    app.deps.bans.ban(id);
    assert.equal(await ended(player, 1000), "barred");
    assert.equal(await ended(other, 1000), "barred");
    await until("seat free", () => !bystander.room.state.players.has(player.room.sessionId), 1000);
    assert.equal(bystander.status.kind, "playing");
    await assert.rejects(app.join(CREATE, { token }), { id: "join/barred" });
    app.deps.bans.lift(id);
    assert.equal((await app.join(CREATE, { token })).status.kind, "playing");
  });

  it("[SV20] a banned browser is banned with every guest of it, the lobby included", async () => {
    const first = await fetch(`${app.url}/api/guest`, { method: "POST" });
    const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";
    const again = await fetch(`${app.url}/api/guest`, { method: "POST", headers: { cookie } });
    const { token } = (await again.json()) as { token: string };
    const failures: string[] = [];
    const watch = new LobbyWatch({
      client: new Client(app.url) as never,
      pass: async () => ({ join: JOIN, token }),
      onRooms: () => {},
      onOnline: () => {},
      onStatus: (status) => failures.push(status.kind === "offline" ? status.failure : status.kind),
    });
    await until("live", () => failures.includes("live"));
    app.deps.bans.ban((await app.deps.verifyGuest(token))?.device ?? "");
    await until("refused", () => failures.includes("join/barred"));
    watch.stop();
  });

  it("[SV20] a ban that comes while a seat waits, or while one is away, is met at the door", async () => {
    const { id, token } = await app.guest();
    const client = new Client(app.url);
    client.http.authToken = token;
    const waiting = await client.http.post("/matchmake/create/arena", { body: JOIN } as never);
    app.deps.bans.ban(id);
    await assert.rejects(client.consumeSeatReservation((waiting as any).data), /barred/);
  });

  for (const [what, ending, deny] of [
    ["a ban", "barred", (id: string) => app.deps.bans.ban(id)],
    ["a revocation", "revoked", (id: string) => app.deps.revocations.revoke(id)],
  ] as const) {
    it(`[SV28] ${what} while the line is down gives the held seat up at once, whoever comes back or not`, async () => {
      const { id, token } = await app.guest();
      const host = await app.join(CREATE);
      const player = await app.join({ kind: "room", roomId: host.room.roomId }, { token });
      const { sessionId } = player.room;
      player.room.reconnection.enabled = false;
      breakLine(player);
      await until("held", () => host.room.state.players.get(sessionId)?.online === false);
      deny(id);
      await until("free", () => !host.room.state.players.has(sessionId), 1000);
      const room = matchMaker.getLocalRoomById(host.room.roomId) as any;
      assert.deepEqual([room._reconnections, room._reservedSeats], [{}, {}]);
      assert.equal(host.status.kind, "playing");
    });

    it(`[SV28] who comes back for a seat lost to ${what} reads "${ending}" within 3 s, and is not tried again`, async () => {
      const { id, token } = await app.guest();
      const host = await app.join(CREATE);
      const player = await app.join({ kind: "room", roomId: host.room.roomId }, { token });
      const { sessionId } = player.room;
      breakLine(player);
      await until("held", () => host.room.state.players.get(sessionId)?.online === false);
      deny(id);
      assert.equal(await ended(player, 3000), ending);
    });

    it(`[SV28] so does who was alone, and whose room has gone with the seat: ${what}`, async () => {
      const { id, token } = await app.guest();
      const player = await app.join(CREATE, { token });
      const { roomId } = player.room;
      player.room.reconnection.delay = 3000;
      player.room.reconnection.minDelay = 3000;
      breakLine(player);
      await until(
        "held",
        () =>
          (matchMaker.getLocalRoomById(roomId) as any).state.players.values().next().value
            .online === false,
      );
      deny(id);
      await until("the room is gone", () => !matchMaker.getLocalRoomById(roomId), 2500);
      assert.equal(await ended(player, 9000), ending);
    });
  }

  it("[SV28] a line that is down without the server's notice: its owner reads the same", async () => {
    const { id, token } = await app.guest();
    const host = await app.join(CREATE);
    const player = await app.join({ kind: "room", roomId: host.room.roomId }, { token });
    const line = matchMaker.getLocalRoomById(host.room.roomId).clients.get(player.room.sessionId);
    // The goodbye goes nowhere.
    (line as any).ref.socket.write = () => true;
    app.deps.bans.ban(id);
    player.room.connection.close(4010);
    assert.equal(await ended(player, 8000), "barred");
  });

  it("[EN38] a refused reconnection ends within 3 s, worded, and is not tried again", async () => {
    const host = await app.join(CREATE);
    const player = await app.join({ kind: "room", roomId: host.room.roomId });
    let attempts = 0;
    player.onStatus((status) => {
      if (status.kind === "reconnecting") attempts = status.attempt;
    });
    player.room.reconnectionToken = `${host.room.roomId}:guess`;
    breakLine(player);
    assert.equal(await ended(player, 3000), "lost");
    assert.equal(attempts, 1);
  });

  it("[EN38] the room that is gone refuses as fast, at the socket and at the matchmaker", async () => {
    const player = await app.join(CREATE);
    const { reconnectionToken } = player.room;
    player.room.reconnection.delay = 1500;
    player.room.reconnection.minDelay = 1500;
    breakLine(player);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await matchMaker.getLocalRoomById(player.room.roomId)?.disconnect();
    assert.equal(await ended(player, 4500), "lost");
    const { token } = await app.guest();
    const from = performance.now();
    const seat = { kind: "seat", token: reconnectionToken } as const;
    await assert.rejects(enter(new Client(app.url), seat, JOIN, token), { id: "join/not_found" });
    assert.ok(performance.now() - from < 3000);
  });

  it("[SV21] revoking a guest closes its lines within a second, in words; its token opens no room", async () => {
    const { id, token } = await app.guest();
    const player = await app.join(CREATE, { token });
    app.deps.revocations.revoke(id);
    assert.equal(await ended(player, 1000), "revoked");
    await assert.rejects(app.join(CREATE, { token }), { id: "join/revoked" });
    const fresh = await renew(token);
    assert.notEqual(fresh.id, id, "not renewed");
    assert.equal((await app.join(CREATE, { token: fresh.token })).status.kind, "playing");
  });

  it("[SV20] who is banned and revoked reads of the ban, which the next token would meet as well", async () => {
    const { id, token } = await app.guest();
    app.deps.revocations.revoke(id);
    app.deps.bans.ban(id);
    await assert.rejects(app.join(CREATE, { token }), { id: "join/barred" });
  });

  it("[SV21] revocations are kept as long as a token lives, and no longer", () => {
    let now = 0;
    const revocations = new MemoryRevocations(() => now);
    const guest = { id: "me", device: "mine" };
    revocations.revoke("me");
    now = 7 * 24 * 3600 * 1000 - 1;
    assert.ok(revocations.has(guest));
    now++;
    assert.ok(!revocations.has(guest));
  });

  it("[SV21] who no longer listens hears of no denial", () => {
    const bans = new MemoryBans();
    let heard = 0;
    const unwatch = bans.watch((isDenied) => {
      if (isDenied({ id: "a", device: "b" })) heard++;
    });
    bans.ban("b");
    bans.ban("c");
    unwatch();
    bans.ban("a");
    assert.equal(heard, 1);
  });

  it("[SV22] a token without an expiry or without a subject is refused, though it is signed", async () => {
    const { SignJWT } = await import("jose");
    const secret = "a secret of thirty-two characters";
    const key = new TextEncoder().encode(secret);
    const signed = (jwt: InstanceType<typeof SignJWT>) =>
      jwt.setProtectedHeader({ alg: "HS256" }).setAudience("guest").sign(key);
    const { verify } = guests(secret);
    assert.equal(await verify(await signed(new SignJWT().setSubject("me"))), undefined);
    assert.equal(await verify(await signed(new SignJWT().setExpirationTime("1h"))), undefined);
    const whole = new SignJWT().setSubject("me").setExpirationTime("1h");
    assert.equal((await verify(await signed(whole)))?.id, "me");
  });
});

describe("server/denied: a ban that nobody pushes", () => {
  let app: Running;
  let banned = "";
  before(async () => {
    const has = ({ id }: { readonly id: string }) => id === banned;
    app = await bootApp({ bans: Object.assign(new MemoryBans(), { has, watch: () => () => {} }) });
  });
  after(() => app.close());

  it("[SV20] a reconnection is checked again: it ends within 3 s, worded, and frees the seat", async () => {
    const { id, token } = await app.guest();
    const host = await app.join(CREATE);
    const player = await app.join({ kind: "room", roomId: host.room.roomId }, { token });
    const { sessionId } = player.room;
    breakLine(player);
    await until("held", () => host.room.state.players.get(sessionId)?.online === false);
    banned = id;
    assert.equal(await ended(player, 3000), "barred");
    await until("free", () => !host.room.state.players.has(sessionId));
  });
});
