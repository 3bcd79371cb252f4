import assert from "node:assert/strict";
import fc from "fast-check";
import { GAMES, type GameId } from "../../schema/games.ts";
import { type Game, knowsAll, livePosition, type World } from "../../schema/lib/game.ts";
import { stateHash } from "../../schema/lib/hash.ts";
import { wirePair } from "../support/wire.ts";
import { nonsenseOf, valuesOf } from "./wishes.ts";

type Input = Record<string, unknown>;
type AnyGame = Game<World, Input>;

const BOT_MATCH_TICKS_MAX = 60_000;
/** Enough for deaths and respawns in every game we have, and for a short match to its end. */
const TICKS = 900;
/** Short where a game knows these; others ignore them. */
const SHORT = { matchSeconds: 10, breakSeconds: 3 };
/** Longest wait in the fuzz: matches end and follow each other within a run. */
const WAIT_TICKS_MAX = 400;

/** Long runs: left to itself the generator makes most of them a few operations short. */
const RUN = { minLength: 100, maxLength: 250, size: "max" } as const;

const seat = (id: string, bot = true) => ({ id, name: id, hue: 1, bot });

function botWorld(game: AnyGame, seed: number, bots: number): World {
  const world = game.create(seed, game.options.parse(SHORT));
  for (let n = 0; n < bots; n++) game.join(world, seat(`bot-${n}`));
  return world;
}

function stepBots(game: AnyGame, world: World, input: Input): void {
  for (const id of [...world.state.players.keys()]) {
    game.bot({ state: world.state, id, tick: world.secret.tick, knows: knowsAll }, input);
    game.act(world, id, input, livePosition);
  }
  game.tick(world);
}

/** What every game must hold, whatever its rules. Registered once per {@link GameId}. */
export function gameContract(id: GameId): void {
  describe(`[GC] contract: ${id}`, () => {
    let game: AnyGame;
    let bots: number;
    before(async () => {
      game = (await GAMES[id].load()) as unknown as AnyGame;
      bots = Math.min(6, GAMES[id].seats.max);
    });

    it("[GC1] the same seed and inputs give the same hash on every tick", () => {
      const [a, b] = [botWorld(game, 11, bots), botWorld(game, 11, bots)];
      const input = new game.Input();
      for (let tick = 0; tick < TICKS; tick++) {
        stepBots(game, a, input);
        stepBots(game, b, input);
        assert.equal(stateHash(a), stateHash(b), `tick ${tick}`);
      }
      assert.notEqual(stateHash(a), stateHash(botWorld(game, 11, bots)), "nothing happened");
    });

    it("[GC2] another seed gives another match", () => {
      const [a, b] = [botWorld(game, 1, bots), botWorld(game, 2, bots)];
      assert.notEqual(stateHash(a), stateHash(b));
    });

    it("[GC3] what a client decodes from the patches equals the server's state", () => {
      const world = botWorld(game, 5, bots);
      const wire = wirePair(world.state);
      const input = new game.Input();
      for (let tick = 0; tick < TICKS; tick++) {
        stepBots(game, world, input);
        wire.patch();
        if (tick % 60 === 0)
          assert.deepEqual(wire.decoded(), JSON.parse(JSON.stringify(world.state)));
      }
      assert.deepEqual(wire.decoded(), JSON.parse(JSON.stringify(world.state)));
    });

    it("[GC4] a bot-only match ends", () => {
      const world = game.create(3, game.options.parse({}));
      for (let n = 0; n < bots; n++) game.join(world, seat(`bot-${n}`));
      const input = new game.Input();
      while (!game.over(world) && world.secret.tick < BOT_MATCH_TICKS_MAX)
        stepBots(game, world, input);
      assert.ok(game.over(world), `still running after ${BOT_MATCH_TICKS_MAX} ticks`);
    });

    it("[GC5] any input, wish or change, of anybody, at any tick, keeps the invariants and never throws", () => {
      fc.assert(
        fc.property(fc.array(operation(game), RUN), (ops) => fuzz(game, ops)),
        { numRuns: 60 },
      );
    });

    it("[GC6] joins and leaves at any tick keep the seats consistent", () => {
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(7)), RUN), (moves) => {
          const world = game.create(9, game.options.parse(SHORT));
          const seated = new Set<string>();
          for (const [joins, n] of moves) {
            churn({ game, world, seated, id: `p${n}`, joins });
            assert.deepEqual([...world.state.players.keys()].sort(), [...seated].sort());
            game.tick(world);
            game.check(world);
          }
        }),
        { numRuns: 60 },
      );
    });

    it("[GC7] an idle step of an absent or seated player never throws", () => {
      const world = botWorld(game, 4, 2);
      game.idle(world, "nobody");
      game.idle(world, "bot-0");
      game.act(world, "nobody", new game.Input(), livePosition);
      game.check(world);
    });

    it("[GC8] a malformed wish is refused by the format; a good one of nobody changes nothing", () => {
      const world = botWorld(game, 6, 2);
      for (const raw of [undefined, null, 0, "vote", [], () => 0, Number.NaN]) {
        assert.equal(game.commands.safeParse(raw).success, false, String(raw));
      }
      const hash = stateHash(world);
      fc.assert(
        fc.property(valuesOf(game.commands), (raw) => {
          const { success, data } = game.commands.safeParse(raw);
          assert.ok(success, "the format describes what it takes");
          for (const stranger of ["nobody", "", "__proto__", "constructor"]) {
            game.command(world, stranger, data);
          }
          assert.equal(stateHash(world), hash);
        }),
      );
    });

    it("[GC9] an input that says nothing stirs nobody, and nothing is expected of the absent", () => {
      assert.equal(game.stirs(new game.Input()), false);
      const world = botWorld(game, 7, bots);
      const input = new game.Input();
      let [expected, stirred] = [false, false];
      for (let tick = 0; tick < TICKS; tick++) {
        stepBots(game, world, input);
        expected ||= game.expects(world, "bot-0");
        stirred ||= game.stirs(input);
        assert.equal(game.expects(world, "nobody"), false);
      }
      assert.ok(expected && stirred, "a match expects inputs, and bots send some");
    });
  });
}

interface Churn {
  game: AnyGame;
  world: World;
  seated: Set<string>;
  id: string;
  joins: boolean;
}

function churn({ game, world, seated, id, joins }: Churn): void {
  if (joins && !seated.has(id)) {
    seated.add(id);
    game.join(world, seat(id, false));
  } else if (!joins) {
    seated.delete(id);
    game.leave(world, id);
  }
}

const KINDS = ["act", "tick", "wait", "idle", "join", "leave", "command", "configure", "restart"];
type Kind = (typeof KINDS)[number];

interface Operation {
  readonly who: number;
  readonly kind: Kind;
  /** Raw values for the input's fields, as a hostile client might send them. */
  readonly raw: readonly number[];
  /** What a client might ask its game for, well-formed or not. */
  readonly wish: unknown;
  /** What a host might change. */
  readonly change: unknown;
}

const operation = (game: AnyGame): fc.Arbitrary<Operation> =>
  fc.record({
    who: fc.nat(5),
    kind: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom("act", "tick", "wait", "join") },
      { weight: 1, arbitrary: fc.constantFrom(...KINDS) },
      { weight: 2, arbitrary: fc.constantFrom("command", "idle", "act") },
    ),
    raw: fc.array(fc.integer({ min: 0, max: 65535 }), { minLength: 6, maxLength: 6 }),
    wish: fc.oneof(valuesOf(game.commands), nonsenseOf(game.commands)),
    change: fc.oneof(valuesOf(game.options, { partly: true }), nonsenseOf(game.options)),
  });

function fuzz(game: AnyGame, operations: readonly Operation[]): void {
  const world = game.create(21, game.options.parse(SHORT));
  const seated = new Set<string>();
  for (const each of operations) {
    const id = `p${each.who}`;
    const { kind } = each;
    if (kind === "join" || kind === "leave")
      churn({ game, world, seated, id, joins: kind === "join" });
    else OPERATIONS[kind]?.(game, world, id, each);
    game.check(world);
  }
}

type Operate = (game: AnyGame, world: World, id: string, operation: Operation) => void;

/** What a room does for each; formats are parsed as it does. */
const OPERATIONS: Readonly<Record<Kind, Operate>> = {
  act: (game, world, id, { raw }) => game.act(world, id, hostile(game, raw), livePosition),
  idle: (game, world, id) => game.idle(world, id),
  tick: (game, world) => game.tick(world),
  wait(game, world, _id, { raw: [ticks = 0] }) {
    for (let left = ticks % WAIT_TICKS_MAX; left > 0; left--) game.tick(world);
  },
  command(game, world, id, { wish }) {
    const { success, data } = game.commands.safeParse(wish);
    if (success) game.command(world, id, data);
  },
  configure(game, world, _id, { change }) {
    const changed = { ...world.secret.options, ...(change as object) };
    const { success, data } = game.options.safeParse(changed);
    if (success) game.configure(world, data);
  },
  restart: (game, world) => game.restart(world),
};

/** Fills an input with raw values through the wire's own types, then sanitizes it as rooms do. */
function hostile(game: AnyGame, raw: readonly number[]): Input {
  const input = new game.Input();
  const fields = Object.keys((input as unknown as { toJSON(): object }).toJSON());
  fields.forEach((field, n) => {
    const byte = typeof input[field] === "number" && /move|buttons/.test(field);
    const value = raw[n % raw.length] as number;
    input[field] = byte ? value & 255 : value;
  });
  game.sanitize(input);
  return input;
}
