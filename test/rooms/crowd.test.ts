import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import type { Session } from "../../netplay/session.ts";
import type { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import { identityOf } from "../../rooms/entry.ts";
import { countsForRecords } from "../../rooms/loadTest.ts";
import { readOptions } from "../../rooms/options.ts";
import { arena } from "../../schema/arena/game.ts";
import { arenaOptions } from "../../schema/arena/options.ts";
import { ArenaInput, type ArenaState } from "../../schema/arena/state.ts";
import type { ArenaWorld } from "../../schema/arena/world.ts";
import { livePosition } from "../../schema/lib/game.ts";
import { CROWD_SEATS_MAX, HOST, PROBE, type RoomOptions } from "../../schema/messages.ts";
import type { Running } from "../support/app.ts";
import { cutLine, fillRoom, joinWithPass } from "../support/loadTester.ts";
import { bootMeasured, EMPTY_ROOM, scrape } from "../support/metrics.ts";
import { pause, until } from "../support/wait.ts";

const crowdOf = (seats: number, more: object = {}) =>
  ({ kind: "create", game: "arena", options: { fill: 0, seats, ...more } }) as const;
const roomOf = ({ room }: Session) =>
  matchMaker.getLocalRoomById(room.roomId) as unknown as ArenaRoom;

describe("rooms: options of a room for a crowd", () => {
  for (const [seats, crowd, read] of [
    [100, false, 100],
    [101, false, undefined],
    [101, true, 101],
    [CROWD_SEATS_MAX, true, CROWD_SEATS_MAX],
    [CROWD_SEATS_MAX + 1, true, undefined],
    [150.5, true, undefined],
    ["1500", true, undefined],
    [Number.NaN, true, undefined],
    [1, true, undefined],
  ] as const) {
    it(`[RM18] ${typeof seats} ${seats}, ${crowd ? "with" : "without"} the token: ${read ?? "refused"}`, () => {
      assert.equal(readOptions(arenaOptions, { seats }, crowd)?.seats, read);
    });
  }

  it("[RM18] all else is checked as ever: a map that does not hold a hundred holds no crowd", () => {
    const read = (more: object) => readOptions(arenaOptions, { seats: 1500, ...more }, true);
    assert.equal(read({ map: "pit" }), undefined);
    assert.equal(read({ fill: 101 }), undefined);
    assert.equal(read({ map: "circus" })?.map, "circus");
    for (const raw of [undefined, null, 7, "x"]) {
      assert.deepEqual(readOptions(arenaOptions, raw, true), undefined);
    }
  });

  for (const mode of ["ffa", "teams"] as const) {
    it(`[RM18] ${mode}: 1,500 begin a match and fight, and the rules hold`, () => {
      const { world, options } = crowdWorld(1500, mode);
      assert.equal(world.state.map, "circus");
      for (let tick = 0; tick < 100; tick++) fightOn(world, tick);
      arena.check(world);
      assert.equal(world.state.phase, "playing");
      assert.equal(options.seats, 1500);
      assert.ok(world.state.limit > 500 && world.state.limit < 65_536, `${world.state.limit}`);
    });
  }

  it("[RM18] a few who are left in a room for a crowd are offered no smaller map", () => {
    const { world } = crowdWorld(20, "ffa");
    const { state, secret } = world;
    state.phase = "over";
    secret.endsAt = secret.tick;
    arena.tick(world);
    assert.deepEqual([state.phase, state.map], ["ready", "circus"]);
  });
});

/** A room of 1,500 seats with so many people in it. */
function crowdWorld(people: number, mode: "ffa" | "teams") {
  const options = readOptions(arenaOptions, { seats: 1500, fill: 0, mode }, true);
  assert.ok(options);
  const world = arena.create(5, options) as ArenaWorld;
  for (let n = 0; n < people; n++) {
    arena.join(world, { id: `p${n}`, name: `P${n}`, hue: n % 8, bot: false });
  }
  return { world, options };
}

/** One tick in which one in fifty shoots: each shot looks at everybody. */
function fightOn(world: ArenaWorld, tick: number): void {
  const input = new ArenaInput();
  for (let n = tick % 50; n < world.state.players.size; n += 50) {
    input.assign({ move: 224 | (n & 31), aim: (n * 977) & 0xffff, buttons: 1 });
    arena.act(world, `p${n}`, input, livePosition);
  }
  arena.tick(world);
}

describe("rooms: a load test's clients", function () {
  this.timeout(30_000);
  let app: Running;
  const target = () => ({ url: app.url, build: app.deps.build });
  const test = (entry: Parameters<typeof joinWithPass>[1], name?: string) =>
    joinWithPass(target(), entry, name);
  before(async () => {
    app = await bootMeasured();
  });
  after(() => app.close());

  it("[RM18] a room of 300 is opened with the token alone, and holds 300 who all see the same", async () => {
    await assert.rejects(app.join(crowdOf(300)), { id: "join/bad_options" });
    await assert.rejects(test(crowdOf(CROWD_SEATS_MAX + 1)), { id: "join/bad_options" });
    const first = await test(crowdOf(300, { hosted: true }));
    const others = await fillRoom(target(), first, 299);
    const room = roomOf(first);
    assert.equal(room.state.players.size, 300);
    await assert.rejects(app.join({ kind: "room", roomId: room.roomId }), { id: "join/full" });
    const guest = await app.join({ kind: "room", roomId: room.roomId, watch: true });
    const all = [first, ...others, guest as Session<ArenaState>];
    const names = () => [...room.state.players.values()].map(({ name }) => name);
    await until("everybody knows everybody", () =>
      all.every(({ room: { state } }) => state.players.size === 300),
    );
    for (const { room: seen } of all) {
      assert.deepEqual(
        [...seen.state.players.values()].map(({ name }) => name),
        names(),
      );
    }
    const checks = () => all.reduce((sum, { stateWatch }) => sum + stateWatch.counts.checks, 0);
    await until("states were compared", () => checks() >= 20, 10_000);
    assert.equal(room.desyncs, 0);
    const wish = { do: "configure", options: { breakSeconds: 5 } };
    const { seats, breakSeconds } = (await first.room.request(HOST, wish)) as RoomOptions & {
      breakSeconds: number;
    };
    assert.deepEqual([seats, breakSeconds], [300, 5], "the host changes what a host may");
    await Promise.all(all.map((session) => session.quit()));
  });

  it("[RM19] a load test's probe comes back once, by the same name; to anybody else it is unknown", async () => {
    const bot = await test(EMPTY_ROOM);
    const person = await app.join({ kind: "room", roomId: bot.room.roomId });
    const heard = { bot: [] as unknown[], person: [] as unknown[] };
    const errors: unknown[] = [];
    bot.room.onMessage(PROBE, (n) => heard.bot.push(n));
    person.room.onMessage(PROBE, (n) => heard.person.push(n));
    person.room.onError((code, id) => errors.push([code, id]));
    bot.room.onError((code, id) => errors.push([code, id]));
    for (const n of [7, 8]) bot.room.send(PROBE, n);
    await until("both are back", () => heard.bot.length === 2);
    person.room.send(PROBE, 9);
    person.room.send(PROBE, "x");
    await until("both are refused", () => errors.length === 2);
    bot.room.send(PROBE, 1.5);
    await until("so is what is no number of a probe", () => errors.length === 3);
    await pause(50);
    assert.deepEqual(heard, { bot: [7, 8], person: [] });
    const unknown = [400, "frames/unknown_message"];
    assert.deepEqual(errors, [unknown, unknown, [400, "frames/bad_message"]]);
    await Promise.all([bot.quit(), person.quit()]);
  });

  it("[RM20] who came with the token is told apart, also after a reconnection; nobody can claim it", async () => {
    const bot = await test(EMPTY_ROOM);
    const claims = { ...EMPTY_ROOM.options, loadTest: true };
    const person = await app.join({ kind: "create", game: "arena", options: claims });
    const guesser = await joinWithPass({ ...target(), pass: "x".repeat(40) }, EMPTY_ROOM);
    const counts = (session: Session) => {
      const client = roomOf(session).clients.get(session.room.sessionId);
      return client && countsForRecords(identityOf(client));
    };
    assert.deepEqual([bot, person, guesser].map(counts), [false, true, true]);
    const { roomId, sessionId, reconnectionToken: token } = bot.room;
    cutLine(bot);
    const held = () => roomOf(bot).state.players.get(sessionId)?.online === false;
    await until("the seat is held", held);
    assert.equal((await scrape(app)).of("hypogeum_waiting_seats", { why: "held" }), 1);
    // Without the header: the claim is the seat's, not the line's.
    const back = await app.join({ kind: "seat", token });
    assert.deepEqual([back.room.roomId, back.room.sessionId], [roomId, sessionId]);
    assert.equal(counts(back), false);
    await Promise.all([back, person, guesser].map((session) => session.quit()));
  });
});
