import { Encoder, type Schema } from "@colyseus/schema";
import { GAME_IDS, GAMES, type GameId } from "../schema/games.ts";
import { knowsAll, livePosition, type World } from "../schema/lib/game.ts";
import { readFlags } from "./flags.ts";
import { median } from "./median.ts";

/** Ticks per measured block; blocks of all sizes alternate, so that a noisy moment hits each alike. */
const TICKS = 300;
const BLOCKS = 15;

interface Row {
  readonly game: GameId;
  readonly seats: number;
  readonly step: () => { bytes: number };
  readonly micros: number[];
  readonly bytes: number[];
}

/** A room for two, the usual one, and the largest. */
const SIZES = [2, 16, 100];

/** One world of bots with its encoder: what a room does in a tick, without sockets. */
async function row(id: GameId, seats: number): Promise<Row> {
  const game = await GAMES[id].load();
  const world: World = game.create(1, game.options.parse({ seats, fill: seats }));
  for (let n = 0; n < seats; n++)
    game.join(world, { id: `bot-${n}`, name: "b", hue: 0, bot: true });
  const input = new game.Input();
  const encoder = new Encoder(world.state as unknown as Schema);
  encoder.encodeAll({ offset: 0 });
  encoder.discardChanges();
  const step = () => {
    for (const seat of world.state.players.keys()) {
      game.bot({ state: world.state, id: seat, tick: world.secret.tick, knows: knowsAll }, input);
      game.act(world, seat, input, livePosition);
    }
    game.tick(world);
    const bytes = encoder.encode({ offset: 0 }).byteLength;
    encoder.discardChanges();
    return { bytes };
  };
  return { game: id, seats, step, micros: [], bytes: [] };
}

function measure({ step, micros, bytes }: Row): void {
  let total = 0;
  const from = performance.now();
  for (let tick = 0; tick < TICKS; tick++) total += step().bytes;
  micros.push(((performance.now() - from) * 1000) / TICKS);
  bytes.push(total / TICKS);
}

readFlags(
  "npm run bench\nOne tick of each game with its patch, without sockets. There are no flags.",
  {},
);
const rows: Row[] = [];
for (const id of GAME_IDS) for (const seats of SIZES) rows.push(await row(id, seats));
for (const each of rows) measure(each);
for (const each of rows) each.micros.length = each.bytes.length = 0;
for (let block = 0; block < BLOCKS; block++) for (const each of rows) measure(each);
console.log("One tick: bots decide, rules step, the patch is encoded once. Medians; no sockets.");
console.table(
  rows.map(({ game, seats, micros, bytes }) => ({
    game,
    seats,
    "µs per tick": Number(median(micros).toFixed(1)),
    "bytes per patch": Math.round(median(bytes)),
  })),
);
