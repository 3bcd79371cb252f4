import assert from "node:assert/strict";
import fc from "fast-check";
import { GAMES, type GameId } from "../../schema/games.ts";
import { type Game, livePosition, type World } from "../../schema/lib/game.ts";
import { stateHash } from "../../schema/lib/hash.ts";
import { wirePair } from "../support/wire.ts";

type Input = Record<string, unknown>;
type AnyGame = Game<World, Input, { private: boolean; fill: number }>;

const BOT_MATCH_TICKS_MAX = 60_000;
/** Enough for deaths and respawns in every game we have. */
const TICKS = 900;

const seat = (id: string, bot = true) => ({ id, name: id, hue: 1, bot });
const options = (game: AnyGame) => game.options.parse({});

function botWorld(game: AnyGame, seed: number, bots: number): World {
  const world = game.create(seed, options(game));
  for (let n = 0; n < bots; n++) game.join(world, seat(`bot-${n}`));
  return world;
}

function stepBots(game: AnyGame, world: World, input: Input): void {
  for (const id of [...world.state.players.keys()]) {
    game.bot(world.state, id, world.secret.tick, input);
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
      const world = botWorld(game, 3, bots);
      const input = new game.Input();
      while (!game.over(world) && world.secret.tick < BOT_MATCH_TICKS_MAX)
        stepBots(game, world, input);
      assert.ok(game.over(world), `still running after ${BOT_MATCH_TICKS_MAX} ticks`);
    });

    it("[GC5] any input, from any seat, at any tick, keeps the invariants and never throws", () => {
      fc.assert(
        fc.property(fc.array(operation(), { maxLength: 250 }), (ops) => fuzz(game, ops)),
        {
          numRuns: 60,
        },
      );
    });

    it("[GC6] joins and leaves at any tick keep the seats consistent", () => {
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(7)), { maxLength: 120 }), (moves) => {
          const world = game.create(9, options(game));
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

interface Operation {
  readonly who: number;
  /** Raw values for the input's fields, as a hostile client might send them. */
  readonly raw: readonly number[];
  readonly kind: "act" | "idle" | "tick" | "join" | "leave";
}

const operation = (): fc.Arbitrary<Operation> =>
  fc.record({
    who: fc.nat(5),
    raw: fc.array(fc.integer({ min: 0, max: 65535 }), { minLength: 6, maxLength: 6 }),
    kind: fc.constantFrom("act", "act", "act", "act", "tick", "tick", "idle", "join", "leave"),
  });

function fuzz(game: AnyGame, operations: readonly Operation[]): void {
  const world = game.create(21, options(game));
  const seated = new Set<string>();
  for (const { who, raw, kind } of operations) {
    const id = `p${who}`;
    if (kind === "join" || kind === "leave")
      churn({ game, world, seated, id, joins: kind === "join" });
    else if (kind === "idle") game.idle(world, id);
    else if (kind === "tick") game.tick(world);
    else game.act(world, id, hostile(game, raw), livePosition);
    game.check(world);
  }
}

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
