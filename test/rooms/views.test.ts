import assert from "node:assert/strict";
import { $refId } from "@colyseus/schema";
import { arena } from "../../schema/arena/game.ts";
import { SIGHT_HYSTERESIS, SIGHT_RADIUS } from "../../schema/arena/interest.ts";
import { ArenaInput, type ArenaState, type Player } from "../../schema/arena/state.ts";
import { allied } from "../../schema/arena/teams.ts";
import { knowsAll } from "../../schema/lib/game.ts";
import { mix } from "../../schema/lib/random.ts";
import { isInSight } from "../../schema/lib/views.ts";
import { bootApp, type Running } from "../support/app.ts";
import { type Receiver, ViewedArena } from "../support/views.ts";

const IN_SIGHT = [
  ...["x", "y", "aim", "alive", "hp", "looks"],
  ...["bolts", "boltX", "boltY"],
] as const;
const OWN = [
  ...["cooldown", "dash", "dashTo", "boost", "power"],
  ...["shield", "frozen", "hits", "hurtFrom", "respawnIn"],
] as const;
const PUBLIC = ["name", "hue", "team", "score", "deaths", "assists", "streak", "bot"] as const;
const CROWD = { seats: 100, fill: 0, map: "circus", idleSeconds: 600 } as const;
const LOOK_TICKS = 6;

const field = (player: Player, name: string) =>
  (player as unknown as Record<string, unknown>)[name];
const distance = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.hypot(a.x - b.x, a.y - b.y);

function same(seen: Player, truth: Player, names: readonly string[], where: string): void {
  for (const name of names) assert.equal(field(seen, name), field(truth, name), `${name} ${where}`);
}

function none(seen: Player, names: readonly string[], where: string): void {
  for (const name of names) assert.equal(field(seen, name), undefined, `${name} leaks ${where}`);
}

/** Since which tick a client has missed what it should be shown. */
const missed = new WeakMap<Receiver, Map<string, number>>();

/** Whatever a client should be shown and is not, it is within six ticks. */
function soon(receiver: Receiver, what: string, tick: number, isMissing: boolean): void {
  const since = missed.get(receiver) ?? new Map<string, number>();
  missed.set(receiver, since);
  if (!isMissing) since.delete(what);
  else if (!since.has(what)) since.set(what, tick);
  const ticks = tick - (since.get(what) ?? tick);
  assert.ok(ticks < LOOK_TICKS, `${what} is missing for ${receiver.id} since ${ticks} ticks`);
}

/** What this client holds is the truth, and no more of it than its view shows. */
function check({ world }: ViewedArena, receiver: Receiver, eye: { x: number; y: number }) {
  const { id, state } = receiver;
  const { state: truth, secret } = world;
  const self = truth.players.get(id);
  assert.deepEqual([...state.players.keys()], [...truth.players.keys()]);
  for (const [other, seen] of state.players) {
    const real = truth.players.get(other) as Player;
    const where = `of ${other} for ${id} at tick ${secret.tick}`;
    same(seen, real, PUBLIC, where);
    if (other === id) same(seen, real, OWN, where);
    else none(seen, OWN, where);
    const ally = self !== undefined && allied(self, real);
    const isTold = ally && seen.tileX !== undefined;
    if (isTold) same(seen, real, ["tileX", "tileY"], where);
    else none(seen, ["tileX", "tileY"], where);
    soon(receiver, `ally ${other}`, secret.tick, ally && !isTold);
    const sees = isInSight(seen);
    soon(receiver, other, secret.tick, !sees && distance(real, eye) <= SIGHT_RADIUS);
    if (!sees) {
      none(seen, IN_SIGHT, where);
      continue;
    }
    same(seen, real, IN_SIGHT, where);
    assert.ok(distance(real, eye) <= SIGHT_RADIUS + SIGHT_HYSTERESIS, `too far: ${where}`);
  }
}

function crowd(seed: number, options: object, people: number, bots: number) {
  const viewed = new ViewedArena(seed, { ...CROWD, ...options });
  for (let n = 0; n < bots; n++) viewed.seat(true);
  const receivers = Array.from({ length: people }, () => viewed.connect(viewed.seat(false)));
  return { viewed, receivers };
}

const eyeOf = ({ world }: ViewedArena, id: string) => world.state.players.get(id) as Player;

/** Instances are used again for others: nobody may be taken for whoever had it before. */
function comeAndGo(viewed: ViewedArena, bots: string[], tick: number, seed: number): void {
  if (tick % 41 === 40) viewed.unseat(bots.splice(mix(tick, seed) % bots.length, 1)[0] ?? "");
  if (tick % 41 === 20 && tick > 41) bots.push(viewed.seat(true));
}

const hiddenFrom = ({ state }: Receiver): number =>
  [...state.players.values()].filter((player) => !isInSight(player)).length;

describe("views", () => {
  for (const mode of ["ffa", "teams"]) {
    it(`[FE20] ${mode}: 100 in one room, and nobody is told of who is out of sight`, function () {
      this.timeout(60_000);
      const seed = 11;
      const { viewed, receivers } = crowd(seed, { mode }, 5, 95);
      const bots = [...viewed.world.state.players.keys()].filter((id) => id.startsWith("bot"));
      let hidden = 0;
      for (let tick = 0; tick < 600; tick++) {
        comeAndGo(viewed, bots, tick, seed);
        viewed.tick();
        for (const receiver of receivers) {
          check(viewed, receiver, eyeOf(viewed, receiver.id));
          hidden += hiddenFrom(receiver);
        }
      }
      assert.ok(hidden > 20_000, `${hidden} were hidden: the map is too small to prove anything`);
    });
  }

  it("[FE20] who comes in the middle is shown the same as who was there", () => {
    const { viewed } = crowd(3, {}, 1, 60);
    for (let tick = 0; tick < 200; tick++) viewed.tick();
    const late = viewed.connect(viewed.seat(false));
    for (let tick = 0; tick < 30; tick++) {
      viewed.tick();
      check(viewed, late, eyeOf(viewed, late.id));
    }
  });

  it("[FE20] who is no ally any more is none in that very tick", () => {
    const { viewed, receivers } = crowd(21, { mode: "teams" }, 5, 55);
    const { secret } = viewed.world;
    for (let tick = 0; tick < 400; tick++) {
      if (tick % 37 === 36) {
        secret.options.mode = secret.options.mode === "teams" ? "ffa" : "teams";
        arena.restart(viewed.world);
      }
      viewed.tick();
      for (const receiver of receivers) check(viewed, receiver, eyeOf(viewed, receiver.id));
    }
  });

  it("[FE20] who changes sides is no ally any more, also when somebody comes just then", () => {
    const { viewed, receivers } = crowd(23, { mode: "teams" }, 2, 40);
    const [{ id, state }] = receivers as [Receiver, Receiver];
    const { players } = viewed.world.state;
    while (viewed.world.secret.tick % LOOK_TICKS !== 1) viewed.tick();
    const { team } = players.get(id) as Player;
    const [ally] = [...players].find(([other, p]) => other !== id && p.team === team) ?? [""];
    assert.notEqual(state.players.get(ally)?.tileX, undefined);
    (players.get(ally) as Player).team = 3 - team;
    viewed.views.admit("late");
    viewed.tick();
    assert.equal(state.players.get(ally)?.tileX, undefined);
  });

  it("[FE21] a bot decides by what a client in its seat would have", () => {
    const { viewed, receivers } = crowd(5, {}, 8, 80);
    const [here, there] = [new ArenaInput(), new ArenaInput()];
    let fought = 0;
    for (let i = 0; i < 400; i++) {
      viewed.tick();
      for (const { id, state } of receivers) {
        const { tick } = viewed.world.secret;
        const knows = (other: string) => viewed.views.knows(id, other);
        arena.bot({ state: viewed.world.state, id, tick, knows }, here);
        arena.bot({ state, id, tick, knows: knowsAll }, there);
        assert.deepEqual(
          [here.move, here.buttons, here.aim],
          [there.move, there.buttons, there.aim],
        );
        if (here.buttons) fought++;
      }
    }
    assert.ok(fought > 100, `${fought}`);
  });

  it("[FE22] a watcher is shown what is near to whom it follows, or to where it looks", () => {
    const { viewed } = crowd(7, {}, 0, 90);
    const watcher = viewed.connect("watcher");
    const [first, , third] = [...viewed.world.state.players.keys()] as [string, string, string];
    const follows = (tick: number, eye: () => { x: number; y: number }) => {
      for (let n = 0; n < tick; n++) {
        viewed.tick();
        if (n > LOOK_TICKS) check(viewed, watcher, eye());
      }
    };
    follows(60, () => eyeOf(viewed, first));
    viewed.views.gaze("watcher", { follow: third });
    follows(60, () => eyeOf(viewed, third));
    viewed.views.gaze("watcher", { x: 4000, y: 3000 });
    follows(60, () => ({ x: 4000, y: 3000 }));
    viewed.views.gaze("watcher", { follow: "nobody" });
    follows(60, () => eyeOf(viewed, first));
  });

  it("[FE23] in a room of 16 everybody is shown everything, by one view", () => {
    const viewed = new ViewedArena(9, { ...CROWD, seats: 16 });
    for (let n = 0; n < 14; n++) viewed.seat(true);
    const [a, b] = [viewed.connect(viewed.seat(false)), viewed.connect(viewed.seat(false))];
    assert.equal(a.view, b.view);
    for (let tick = 0; tick < 100; tick++) viewed.tick();
    for (const { state } of [a, b]) {
      for (const [id, seen] of state.players) {
        same(seen, eyeOf(viewed, id), [...PUBLIC, ...IN_SIGHT, ...OWN], `of ${id}`);
      }
    }
  });

  it("[FE24] the full state of the largest room with the longest names fits into 64 kB", () => {
    const { viewed } = crowd(15, { mode: "teams" }, 0, 99);
    for (const player of viewed.world.state.players.values()) {
      player.assign({ name: "漢".repeat(16), felledBy: "a".repeat(9), x: 9000, y: 9000 });
    }
    const last = viewed.connect(viewed.seat(false));
    assert.ok(last.bytes > 8000 && last.bytes < 32_000, `${last.bytes} bytes`);
    assert.equal(last.state.players.size, 100);
  });

  it("[BY10] reference ids stay short over 20 matches of people who come and go", function () {
    this.timeout(60_000);
    const { viewed } = crowd(
      13,
      { matchSeconds: 10, breakSeconds: 3, map: "atrium", seats: 24 },
      2,
      20,
    );
    const { state } = viewed.world;
    let highest = 0;
    let turns = 0;
    while (state.match < 20) {
      viewed.tick();
      if (turns++ % 5 === 0) {
        const [first] = [...state.players.keys()].filter((id) => id.startsWith("bot"));
        viewed.unseat(first as string);
        viewed.seat(true);
      }
      for (const ref of refs(state)) highest = Math.max(highest, ref);
    }
    assert.ok(turns > 1000);
    assert.ok(highest < 128, `${highest}: they grow`);
  });
});

describe("views over a real socket", () => {
  let app: Running;

  before(async () => {
    app = await bootApp();
  });
  after(() => app.close());

  it("[FE20] a player among 99 bots never has anybody beyond sight, through falls and respawns", async () => {
    const options = { ...CROWD, fill: 100, skill: "hard" };
    const session = await app.join({ kind: "create", game: "arena", options });
    const { room } = session;
    const input = room.input<ArenaInput>({ mode: "reliable" });
    const [entered, left] = [new Set<string>(), new Set<string>()];
    let tick = 0;
    const patches = new Promise<void>((resolve, reject) => {
      room.onStateChange((state: ArenaState) => {
        try {
          if (tick++ < 240) watchSight(state, room.sessionId, { entered, left });
          else resolve();
        } catch (error) {
          reject(error);
        }
        arena.bot({ state, id: room.sessionId, tick, knows: knowsAll }, input.data as ArenaInput);
        input.send();
      });
    });
    await patches;
    await session.quit();
    assert.ok(entered.size > 8 && left.size > 3, `${entered.size} came, ${left.size} went`);
  });
});

/** What the client has decoded is of one tick: its own place and everybody else's. */
function watchSight(
  state: ArenaState,
  id: string,
  { entered, left }: { entered: Set<string>; left: Set<string> },
): void {
  const self = state.players.get(id) as Player;
  assert.equal(state.players.size, 100);
  for (const [other, seen] of state.players) {
    if (!isInSight(seen)) {
      none(seen, [...IN_SIGHT, ...OWN], `of ${other}`);
      if (entered.has(other)) left.add(other);
      continue;
    }
    entered.add(other);
    assert.ok(distance(self, seen) <= SIGHT_RADIUS + SIGHT_HYSTERESIS, `${other} is too far`);
  }
}

const refs = (state: ArenaState): number[] =>
  [...state.players.values(), ...state.awards, ...state.watchers.values()].map(
    (instance) => (instance as unknown as Record<symbol, number>)[$refId] ?? 0,
  );
