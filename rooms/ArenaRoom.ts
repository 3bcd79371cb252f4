import { arena } from "../schema/arena/game.ts";
import { ArenaInput, type ArenaState, type Player } from "../schema/arena/state.ts";
import type { ArenaWorld } from "../schema/arena/world.ts";
import type { Game, Sight } from "../schema/lib/game.ts";
import type { RoomOptions } from "../schema/messages.ts";
import { GameRoom, INPUT_BUFFER } from "./GameRoom.ts";

/** Farthest back that a shot is judged: a round trip of 400 ms and the render delay. */
const MAX_REWIND_MS = 500;

export class ArenaRoom extends GameRoom<ArenaState, ArenaInput, ArenaWorld> {
  readonly gameId = "arena";
  readonly game = arena as unknown as Game<ArenaWorld, ArenaInput, RoomOptions>;
  override inputs = this.defineInput(ArenaInput, {
    bufferMaxSize: INPUT_BUFFER,
    sanitize: arena.sanitize,
  });
  protected readonly rewind = this.allowRewindState({ maxRewindMs: MAX_REWIND_MS });

  override async onCreate(options: Parameters<GameRoom<ArenaState, ArenaInput>["onCreate"]>[0]) {
    await super.onCreate(options);
    this.rewind.attachAll(this.state.players, { fields: ["x", "y"], mode: "snapshot" });
  }

  protected override readonly sight: Sight = (shooter, target) => {
    // Bots send no inputs: they act on the present.
    if (!this.clients.get(shooter)) return target;
    const seen = this.rewind.lastSeenBy(shooter);
    return { x: seen.value(target as Player, "x"), y: seen.value(target as Player, "y") };
  };
}
