import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { matchMaker } from "@colyseus/core";
import { faultsOf } from "../../engine/faults.ts";
import type { Line } from "../../engine/transport/line.ts";
import type { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import { STATE_CHECK, STATE_REPORT } from "../../schema/messages.ts";
import { defaultLimits } from "../../server/limits.ts";
import type { Running } from "../support/app.ts";
import { sendRaw } from "../support/http.ts";
import {
  askMetrics,
  BEARER,
  bootMeasured,
  EMPTY_ROOM,
  Scraped,
  scrape,
} from "../support/metrics.ts";
import { busyFor, pause, until } from "../support/wait.ts";

const roomOf = (roomId: string) => matchMaker.getLocalRoomById(roomId) as unknown as ArenaRoom;

/** Whatever waits for this client, it is so many bytes; returns the way back. */
function pretendWaiting({ room }: Awaited<ReturnType<Running["join"]>>, bytes: number) {
  const line = roomOf(room.roomId).clients.get(room.sessionId) as unknown as Line;
  const { socket } = line.ref;
  Object.defineProperty(socket, "writableLength", { value: bytes, configurable: true });
  return () => delete (socket as { writableLength?: number }).writableLength;
}

describe("server: what the metrics tell of rooms and lines", function () {
  this.timeout(20_000);
  let app: Running;
  beforeEach(async () => {
    app = await bootMeasured();
  });
  afterEach(() => app.close());

  it("[MT4] of rooms: their number by game and state, who is in them, and their ticks", async () => {
    const none = await scrape(app);
    assert.equal(none.of("hypogeum_rooms", { game: "arena" }), 0);
    assert.equal(none.of("hypogeum_clients", { game: "arena" }), 0);
    const session = await app.join({ kind: "create", game: "arena", options: { fill: 5 } });
    const room = session.room.roomId;
    const first = await scrape(app);
    await pause(1500);
    const then = await scrape(app);
    assert.equal(then.of("hypogeum_rooms", { game: "arena" }), 1);
    assert.equal(then.of("hypogeum_rooms", { state: "asleep" }), 0);
    const people = (kind: string) => [
      then.of("hypogeum_clients", { kind }),
      then.of("hypogeum_room_clients", { room, kind }),
    ];
    assert.deepEqual(people("player"), [1, 1]);
    assert.deepEqual(people("bot"), [4, 4]);
    assert.deepEqual(people("watcher"), [0, 0]);
    const count = "hypogeum_room_tick_seconds_count";
    const ticks = then.of(count, { room }) - first.of(count, { room });
    assert.ok(ticks >= 25, `${ticks} ticks in 1.5 s`);
    assert.ok(then.of("hypogeum_room_tick_seconds_sum", { room }) > 0);
    const buckets = then.all("hypogeum_room_tick_seconds_bucket", { room });
    assert.equal(buckets.at(-1)?.labels.le, "+Inf");
    assert.equal(buckets.at(-1)?.value, then.of(count, { room }));
    for (const [n, { value }] of buckets.slice(1).entries()) {
      assert.ok(value >= (buckets[n]?.value ?? 0), "buckets add up");
    }
    assert.ok(buckets.some(({ labels }) => labels.le === "0.033"));
  });

  it("[MT4] of what goes wrong in rooms: overruns, desyncs, resyncs and faults", async () => {
    const session = await app.join(EMPTY_ROOM);
    const { room } = session;
    const live = roomOf(room.roomId) as unknown as { step(): void };
    const { step } = live;
    live.step = () => {
      live.step = step;
      busyFor(60);
    };
    faultsOf(live as never).report(new Error("test"), "onMessage");
    room.onMessage(STATE_CHECK, ([tick]: [number]) => room.send(STATE_REPORT, [tick]));
    const labels = { room: room.roomId, game: "arena" };
    await until("all are counted", async () => {
      const seen = await scrape(app);
      return ["tick_overruns", "desyncs", "resyncs", "faults"].every(
        (what) => (seen.get(`hypogeum_room_${what}_total`, labels) ?? 0) >= 1,
      );
    });
    const seen = await scrape(app);
    assert.equal(seen.of("hypogeum_faults_total", { where: "onMessage" }), 1);
    assert.ok(seen.of("hypogeum_desyncs_total", { game: "arena" }) >= 1);
    assert.ok(seen.of("hypogeum_resyncs_total", { game: "arena" }) >= 1);
    assert.ok(seen.of("hypogeum_tick_overruns_total", { game: "arena" }) >= 1);
  });

  it("[MT5] a room that is gone has no series; what it counted stays in the sums", async () => {
    const session = await app.join(EMPTY_ROOM);
    const room = session.room.roomId;
    await until("ticks", async () => (await scrape(app)).of("hypogeum_tick_seconds_count") > 10);
    const before = await scrape(app);
    assert.ok(before.samples.some(({ labels }) => labels.room === room));
    const gone = roomOf(room).disconnect();
    await gone;
    await until("it is gone", async () => (await scrape(app)).of("hypogeum_rooms") === 0);
    const after = await scrape(app);
    assert.ok(!after.samples.some(({ labels }) => labels.room !== undefined));
    assert.equal(after.of("hypogeum_clients"), 0);
    const ticks = "hypogeum_tick_seconds_count";
    assert.ok(after.of(ticks) >= before.of(ticks));
  });

  it("[MT10] a private room's code is nowhere in them: its series have one digest of it", async () => {
    const { room: open } = await app.join(EMPTY_ROOM);
    const { kind, game } = EMPTY_ROOM;
    const options = { fill: 0, private: true };
    const { room: hidden } = await app.join({ kind, game, options }, { name: "another" });
    const texts = [];
    for (let n = 0; n < 2; n++) {
      texts.push((await askMetrics(app, BEARER)).text);
      await pause(100);
    }
    const names = texts.map((text) => {
      assert.ok(!text.toLowerCase().includes(hidden.roomId.toLowerCase()));
      const { samples } = new Scraped(text);
      return new Set(samples.flatMap(({ labels }) => labels.room ?? []));
    });
    assert.equal(names[0]?.size, 2);
    assert.deepEqual(names[0], names[1]);
    const [digest = ""] = [...(names[0] ?? [])].filter((name) => name !== open.roomId);
    assert.match(digest, /^[\da-f]{12}$/);
    const plain = createHash("sha256").update(hidden.roomId).digest("hex");
    assert.ok(!plain.startsWith(digest), "anybody could try all codes");
  });

  it("[MT6] of the lines: connections, bytes and frames, also of those that are closed", async () => {
    const session = await app.join(EMPTY_ROOM);
    await pause(500);
    const open = await scrape(app);
    assert.equal(open.of("hypogeum_connections"), 1);
    const sums = ["received_bytes", "sent_bytes", "sent_frames", "received_frames"].map(
      (what) => `hypogeum_${what}_total`,
    );
    for (const name of sums) assert.ok(open.of(name) > 0, name);
    assert.ok(open.of("hypogeum_sent_bytes_total") > open.of("hypogeum_sent_frames_total"));
    await session.quit();
    await until("closed", async () => (await scrape(app)).of("hypogeum_connections") === 0);
    const closed = await scrape(app);
    for (const name of sums) assert.ok(closed.of(name) >= open.of(name), name);
    for (const verdict of ["drop", "refuse", "foreign", "flood"]) {
      assert.equal(closed.of("hypogeum_received_frames_total", { verdict }), 0);
    }
  });

  it("[MT6] of frames by verdict: a foreign one is counted, and its line is closed", async () => {
    const { room } = await app.join(EMPTY_ROOM);
    room.reconnection.enabled = false;
    room.connection.transport.send(new Uint8Array([0x14, 0x01, 0xd0, 0xfe]));
    await until(
      "counted",
      async () =>
        (await scrape(app)).of("hypogeum_received_frames_total", { verdict: "foreign" }) === 1,
    );
  });

  it("[MT6] of slow readers: what waits, who got no patches and who was closed", async () => {
    const session = await app.join(EMPTY_ROOM);
    session.room.reconnection.enabled = false;
    const { roomId } = session.room;
    const catchUp = pretendWaiting(session, 70_000);
    const slow = await until("behind", async () => {
      const seen = await scrape(app);
      return seen.of("hypogeum_readers_behind_total") > 0 && seen;
    });
    assert.equal(slow.of("hypogeum_send_queue_bytes"), 70_000);
    assert.equal(slow.of("hypogeum_send_queue_max_bytes"), 70_000);
    assert.equal(slow.of("hypogeum_readers_evicted_total"), 0);
    catchUp();
    const resyncs = "hypogeum_room_resyncs_total";
    await until("resync", async () => (await scrape(app)).of(resyncs, { room: roomId }) === 1);
    assert.equal((await scrape(app)).of("hypogeum_readers_behind_total"), 1);
    pretendWaiting(session, 2 ** 21);
    roomOf(roomId).broadcast("notice" as never, "still there?" as never);
    await until("evicted", async () => {
      const seen = await scrape(app);
      return (
        seen.of("hypogeum_readers_evicted_total") === 1 && seen.of("hypogeum_connections") === 0
      );
    });
  });

  it("[MT6] of upgrades that were refused, by reason", async () => {
    const upgrade = (path: string, more = "") =>
      sendRaw(
        app.port,
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${more}\r\n`,
      );
    await upgrade("/p/room?sessionId=x", "Origin: https://evil.example\r\n");
    await upgrade("/elsewhere");
    await upgrade("/elsewhere");
    await sendRaw(app.port, "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n");
    const seen = await scrape(app);
    const refused = "hypogeum_upgrades_refused_total";
    assert.equal(seen.of(refused, { reason: "connect/bad_origin" }), 1);
    assert.equal(seen.of(refused, { reason: "connect/not_found" }), 2);
    assert.equal(seen.of(refused, { reason: "http/bad_method" }), 1);
    assert.equal(seen.of(refused), 4, "each once");
  });

  it("[MT6] of upgrades that were guesses, and of those asked for too early", async () => {
    const meek = await bootMeasured({ limits: { ...defaultLimits(), GUESSES_PER_MINUTE: 1 } });
    const offer = "Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    const guess = `GET /p/room?sessionId=x&reconnectionToken=y HTTP/1.1\r\n${offer}`;
    for (let n = 0; n < 4; n++) await sendRaw(meek.port, guess);
    const early = `GET /api/build HTTP/1.1\r\nHost: x\r\n\r\nGET /p HTTP/1.1\r\n${offer}`;
    await sendRaw(meek.port, early);
    const seen = await scrape(meek);
    await meek.close();
    const refused = (reason: string) => seen.get("hypogeum_upgrades_refused_total", { reason });
    // Two and a half times as many at once as in a minute.
    assert.equal(refused("join/too_many_guesses"), 2);
    assert.equal(refused("connect/pipelined"), 1);
  });

  it("[MT7] of joins, ok and failed by stable id, and of HTTP answers by class", async () => {
    await app.join(EMPTY_ROOM);
    await assert.rejects(app.join(EMPTY_ROOM, { build: "another" }));
    const missing = { kind: "room", roomId: "NOSUCH", game: "arena" };
    await assert.rejects(app.join(missing as never));
    await fetch(`${app.url}/api/nowhere`);
    const seen = await scrape(app);
    const joins = (stage: string, result: string) =>
      seen.get("hypogeum_joins_total", { stage, result });
    assert.equal(joins("matchmaking", "ok"), 1);
    assert.equal(joins("connection", "ok"), 1);
    assert.equal(joins("matchmaking", "join/version_mismatch"), 1);
    assert.equal(joins("matchmaking", "join/not_found"), 1);
    assert.equal(seen.of("hypogeum_http_answers_total", { status: "52x" }), 1);
    assert.ok(seen.of("hypogeum_http_answers_total", { status: "2xx" }) >= 2);
    assert.ok(seen.of("hypogeum_http_answers_total", { status: "4xx" }) >= 2);
    assert.equal(seen.get("hypogeum_http_answers_total", { status: "5xx" }), undefined);
  });

  it("[MT7] pipelined answers are counted once each, and those that never came not at all", async () => {
    const get = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
    const answers = async () => {
      const seen = await scrape(app);
      const of = (status: string) => seen.get("hypogeum_http_answers_total", { status }) ?? 0;
      return [of("2xx"), of("4xx"), seen.get("hypogeum_http_answers_total") ?? 0];
    };
    assert.deepEqual(await answers(), [0, 0, 0]);
    const asked = get("/api/build").repeat(7) + get("/api/nowhere").repeat(2);
    await sendRaw(app.port, asked + get("/readyz", "Connection: close\r\n"));
    assert.deepEqual(await answers(), [8 + 1, 2, 11], "with the scrape before");
    const text = await sendRaw(app.port, get("/api/build").repeat(18));
    const came = text.match(/HTTP\/1\.1 200/g)?.length ?? 0;
    assert.ok(came < 18, "closed on whoever asks for too many");
    assert.deepEqual((await answers()).slice(0, 2), [9 + came + 1, 2]);
  });

  it("[MT7] a connection to a seat that nobody holds is a join that failed", async () => {
    const { room } = await app.join(EMPTY_ROOM);
    const { processId } = matchMaker;
    const address = `ws://127.0.0.1:${app.port}/${processId}/${room.roomId}?sessionId=nobody`;
    const socket = new WebSocket(address);
    await new Promise((resolve) => {
      socket.onclose = resolve;
    });
    const failed = (await scrape(app))
      .all("hypogeum_joins_total", { stage: "connection" })
      .filter(({ labels }) => labels.result !== "ok");
    assert.deepEqual(
      failed.map(({ labels, value }) => [labels.result, value]),
      [["connect/no_seat", 1]],
    );
  });
});
