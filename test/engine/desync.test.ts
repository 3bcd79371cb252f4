import assert from "node:assert/strict";
import { mock } from "node:test";
import { type Client, ClientState, matchMaker } from "@colyseus/core";
import { $changes, Encoder, type SchemaType, StateView, schema, t } from "@colyseus/schema";
import { DesyncWatch } from "../../engine/desync.ts";
import { Shown } from "../../engine/shown.ts";
import type { Session } from "../../netplay/session.ts";
import type { ArenaState, Player } from "../../schema/arena/state.ts";
import { Digest } from "../../schema/lib/digest.ts";
import { stateReport } from "../../schema/messages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { memoryLog } from "../support/log.ts";
import { until } from "../support/wait.ts";

const EVERY_MS = 1000;

describe("engine/desync over real sockets", function () {
  this.timeout(30_000);
  let app: Running;
  before(async () => {
    app = await bootApp({ stateCheckMs: EVERY_MS });
  });
  after(() => app.close());

  const create = (seats: number) =>
    app.join({ kind: "create", game: "arena", options: { seats, fill: seats } });
  const roomOf = ({ room }: Session) => matchMaker.getLocalRoomById(room.roomId) as any;
  const linesOf = ({ room }: Session, message: string) =>
    app.log.lines
      .filter((line) => line.message === message && line.fields.sessionId === room.sessionId)
      .map(({ fields }) => fields);

  /** Corrupts one client's state; gives the path that the server was told, once it is right again. */
  async function healed(
    session: Session<ArenaState>,
    corrupt: (state: ArenaState) => void,
    isRight: (state: ArenaState) => boolean,
  ): Promise<unknown> {
    const { desyncs } = roomOf(session);
    corrupt(session.room.state);
    assert.equal(isRight(session.room.state), false, "corrupted");
    await until("healed", () => isRight(session.room.state), EVERY_MS + 1000);
    assert.equal(roomOf(session).desyncs, desyncs + 1, "counted once");
    const told = () => linesOf(session, "state desync found").at(-1)?.path;
    return until("told where", told);
  }

  it("[EN53] a value that a client got wrong is found, named and healed", async () => {
    const host = (await create(4)) as Session<ArenaState>;
    const id = host.room.sessionId;
    const path = await healed(
      host,
      ({ players }) => Object.assign(players.get(id) as Player, { streak: 77 }),
      ({ players }) => players.get(id)?.streak === roomOf(host).state.players.get(id).streak,
    );
    assert.equal(path, `players.${id}.streak`);
    const [line] = linesOf(host, "state desync");
    assert.deepEqual(
      [line?.roomId, typeof line?.tick, line?.path],
      [host.room.roomId, "number", undefined],
    );
    await host.quit();
  });

  it("[EN53] so is a player whom a client has lost, and one whom it made up", async () => {
    const host = (await create(4)) as Session<ArenaState>;
    const { players } = host.room.state;
    const bot = await until("a bot", () => [...players.keys()].find((id) => id.startsWith("bot")));
    const path = await healed(
      host,
      () => (players as any).$items.delete(bot),
      () => players.has(bot),
    );
    assert.match(String(path), /^(\?|players)/);
    assert.equal(
      await healed(
        host,
        () => (players as any).$items.set("ghost", players.get(bot)),
        () => !players.has("ghost"),
      ),
      "players.ghost",
    );
    await host.quit();
  });

  it("[EN53] so is what a client holds of somebody whom its view does not show", async () => {
    const host = (await create(40)) as Session<ArenaState>;
    const hidden = (state: ArenaState) =>
      [...state.players.values()].find(({ x }) => (x as number | undefined) === undefined);
    const far = await until("somebody out of sight", () => hidden(host.room.state));
    const path = await healed(
      host,
      () => Object.assign(far, { ammo: 1, respawnIn: 9 }),
      () => (far.respawnIn as number | undefined) === undefined,
    );
    assert.match(String(path), /^players\..+\.respawnIn$/);
    await host.quit();
  });

  it("[EN58] who comes back holds nothing of those who went out of sight meanwhile", async () => {
    const host = (await create(40)) as Session<ArenaState>;
    const seen = () => [...host.room.state.players.values()].filter(({ x }) => x !== undefined);
    await until("others in sight", () => seen().length > 1);
    const bodies = [...roomOf(host).state.players] as [string, Player][];
    const isSeen = (id: string) => host.room.state.players.get(id)?.x !== undefined;
    const far = await until("one out of sight", () => bodies.find(([id]) => !isSeen(id))?.[1]);
    const { x, y } = far;
    const away = bodies.filter(([id]) => isSeen(id) && id !== host.room.sessionId);
    const before = host.stateWatch.counts.checks;
    roomOf(host).clients.get(host.room.sessionId).ref.terminate();
    await until("dropped", () => host.status.kind === "reconnecting");
    for (const [, body] of away) body.assign({ x, y });
    await until("back", () => host.status.kind === "playing");
    await until("asked", () => host.stateWatch.counts.checks >= before + 2);
    assert.equal(host.stateWatch.counts.differences, 0);
    await host.quit();
  });

  it("[EN53] whoever comes, goes and watches, with one view or many, holds what it should", async () => {
    // As many questions as in a minute of the usual pace.
    const [rounds, everyMs] = [12, 250];
    const busy = await bootApp({ stateCheckMs: everyMs });
    const options = (seats: number) => ({ seats, fill: seats });
    const enter = (seats: number) =>
      busy.join({ kind: "create", game: "arena", options: options(seats) });
    const hosts = await Promise.all([enter(8), enter(40)]);
    const guests: Session[] = [];
    for (let n = 0; n < rounds; n++) {
      const roomId = hosts[n % 2]?.room.roomId as string;
      guests.push(await busy.join({ kind: "room", roomId, watch: n % 3 === 0 }));
      if (n % 4 === 3) await guests[n - 2]?.quit();
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    const asked = ({ stateWatch }: Session) => stateWatch.counts.checks >= rounds;
    await until("the hosts were asked", () => hosts.every(asked), 15_000);
    for (const host of hosts) assert.equal(roomOf(host).desyncs, 0);
    const counts = guests.map(({ stateWatch }) => stateWatch.counts);
    assert.ok(counts.reduce((sum, { checks }) => sum + checks, 0) > rounds);
    for (const { differences } of counts) assert.equal(differences, 0);
    for (const { stateWatch } of hosts) assert.equal(stateWatch.counts.differences, 0);
    await busy.close();
  });
});

const Piece = schema({ x: t.uint8().default(0), own: t.uint8().default(0).view() }, "DesyncPiece");
const State = schema({ pieces: t.map(Piece) }, "DesyncState");
type State = SchemaType<typeof State>;
type Report = readonly [tick: number, path?: string | undefined];
const messages = { check: "check", leaves: "leaves", report: "report" };

/** A room as far as the watch looks at one, with clients that keep what they are sent. */
function fakeRoom(views: readonly (StateView | undefined)[]) {
  const state: State = new State();
  let answer = (_client: Client, _report: Report) => {};
  const clients = views.map((view, n) => ({
    sessionId: `c${n}`,
    state: ClientState.JOINED as ClientState,
    view,
    missed: false,
    sent: [] as unknown[],
    send(_type: string, message: unknown) {
      this.sent.push(message);
    },
    sendBytes(type: string) {
      this.sent.push(type);
    },
  }));
  const room = {
    roomId: "ROOM",
    roomName: "fake",
    state,
    clients: clients as unknown as Client[],
    onMessage: (_type: string, _format: unknown, listener: typeof answer) => {
      answer = listener;
    },
  };
  const report = (client: object, message: Report) => answer(client as Client, message);
  return { room, clients, report };
}

describe("engine/desync", () => {
  const watchOf = (fake: ReturnType<typeof fakeRoom>, of: () => number) =>
    new DesyncWatch(fake.room, memoryLog(), {
      digest: { of },
      everyMs: 5000,
      messages,
      reportFormat: stateReport,
    });

  it("[EN54] every client is asked once a round, and who shares a view at the same time", () => {
    const shared = new StateView();
    const fake = fakeRoom([shared, shared, new StateView(), undefined]);
    let looks = 0;
    const watch = watchOf(fake, () => ++looks);
    for (let tick = 0; tick < 150; tick++) watch.look(tick, tick * 33);
    assert.equal(looks, 3);
    assert.deepEqual(
      fake.clients.map(({ sent }) => sent.length),
      [1, 1, 1, 1],
    );
    assert.deepEqual(fake.clients[0]?.sent, fake.clients[1]?.sent);
  });

  it("[EN54] looking takes at most a hundredth of the time, whatever one look takes", () => {
    const fake = fakeRoom(Array.from({ length: 100 }, () => new StateView()));
    let [now, spent] = [1000, 0];
    const clock = mock.method(performance, "now", () => now);
    const watch = watchOf(fake, () => {
      now += 4;
      spent += 4;
      return 0;
    });
    for (let tick = 0; now < 61_000; tick++, now += 33) watch.look(tick, now);
    clock.mock.restore();
    assert.ok(spent > 400 && spent <= 600 + 4, `${spent} ms of 60 s`);
  });

  it("[EN54] only what was asked for is heard, once, and who waits for a full state is not asked", () => {
    const fake = fakeRoom([undefined, undefined]);
    const [client, lagging] = fake.clients as [(typeof fake.clients)[0], (typeof fake.clients)[0]];
    lagging.missed = true;
    const watch = watchOf(fake, () => 7);
    fake.report(client, [1]);
    for (let tick = 1; tick < 10; tick++) watch.look(tick, tick * 33);
    assert.deepEqual([client.sent, lagging.sent], [[[1, 7]], []]);
    for (const unasked of [[2], [0, "x"], [1.5]] as const) fake.report(client, unasked);
    assert.equal(watch.count, 0);
    for (let n = 0; n < 5; n++) fake.report(client, [1]);
    assert.equal(watch.count, 1);
    watch.look(11, 400);
    assert.deepEqual([client.missed, client.sent.at(-1)], [true, "leaves"]);
  });

  it("[EN55] the hash sees every value that is shown, none that is hidden, and no order", () => {
    const [digest, shown] = [new Digest(), new Shown()];
    const of = (state: State) => digest.of(state, shown);
    const built = (order: readonly string[]) => {
      const { state } = fakeRoom([]).room;
      for (const id of order) state.pieces.set(id, new Piece({ x: id.charCodeAt(0) }));
      // Which gives reference ids.
      new Encoder(state).discardChanges();
      return state;
    };
    const one = built(["a", "b"]);
    assert.equal(of(one), of(built(["a", "b"])));
    const piece = one.pieces.get("b") as SchemaType<typeof Piece>;
    const before = of(one);
    piece.own = 9;
    assert.equal(of(one), before, "no view shows it");
    piece.x++;
    assert.notEqual(of(one), before);
    piece.x--;
    assert.equal(of(one), before);
    const first = one.pieces.get("a") as SchemaType<typeof Piece>;
    one.pieces.delete("a");
    assert.notEqual(of(one), before);
    one.pieces.set("a", first);
    assert.deepEqual([...one.pieces.keys()], ["b", "a"]);
    assert.equal(of(one), before);
  });

  it("[EN55] canary: schema decides by the members that the server's half of the hash reads", () => {
    const tree = new Piece()[$changes] as any;
    assert.equal(typeof tree.isFiltered, "boolean");
    assert.deepEqual(tree.encDescriptor.tags, [undefined, -1]);
    assert.equal(typeof tree.encDescriptor.filter, "function");
    assert.equal(typeof new StateView().isChangeTreeVisible, "function");
  });
});
