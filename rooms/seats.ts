import type { Game, Seat, SeatState, World } from "../schema/lib/game.ts";
import { Pool } from "../schema/lib/pool.ts";
import { Watcher } from "../schema/lib/room.ts";
import { HUES, type RoomOptions } from "../schema/messages.ts";
import type { BotBudget } from "./bots.ts";

/** Who is told when a seat is taken, and before it is given up. */
export interface SeatWatch {
  seated(id: string): void;
  unseated(id: string): void;
}

/** What the bots of a room are taken from: see `rooms/bots.ts`. */
type Budget = Pick<BotBudget, "take" | "give">;

interface Around {
  readonly watch: SeatWatch;
  readonly watchersMax: number;
  readonly budget: Budget;
}

/** Somebody who wants into a room. */
type Person = Pick<Seat, "hue" | "name">;

/**
 * Who sits, who watches, who is host, and the bots between them. All of it lives in the world; this
 * holds nothing of its own but the number of the next bot.
 */
export class Seats<W extends World> {
  readonly #game: Game<W, object, RoomOptions>;
  readonly #world: W;
  readonly #watch: SeatWatch;
  readonly #budget: Budget;
  readonly #watchersMax: number;
  readonly #watchers = new Pool(() => new Watcher());
  #bots = 0;

  constructor(
    game: Game<W, object, RoomOptions>,
    world: W,
    { watch, watchersMax, budget }: Around,
  ) {
    this.#game = game;
    this.#world = world;
    this.#watch = watch;
    this.#budget = budget;
    this.#watchersMax = watchersMax;
  }

  /** People seated, held seats included, and bots. */
  count(): { people: number; bots: number } {
    const { players } = this.#world.state;
    let bots = 0;
    for (const id of players.keys()) if (players.get(id)?.bot) bots++;
    return { people: players.size - bots, bots };
  }

  /** Is there a seat that no person holds, once so many who are on their way have come? */
  isFree(coming = 0): boolean {
    return this.count().people + coming < this.#options.seats;
  }

  /** Player or watcher, whichever this id is. */
  find(id: string): SeatState | Watcher | undefined {
    const { players, watchers } = this.#world.state;
    return players.get(id) ?? watchers.get(id);
  }

  /** Seats a person, in a bot's place where all are taken. False when people hold every seat. */
  sit(id: string, { name, hue }: Person): boolean {
    const { state } = this.#world;
    if (state.players.has(id)) return true;
    if (!this.isFree()) return false;
    if (state.players.size >= this.#options.seats) this.#removeBot();
    this.#unwatch(id);
    this.#join({ id, name, hue, bot: false });
    this.balance();
    return true;
  }

  /** Lets a person watch, who may have had a seat. False when too many do. */
  watch(id: string, { name, hue }: Person, idle = false): boolean {
    const { players, watchers } = this.#world.state;
    if (watchers.size >= this.#watchersMax) return false;
    const online = this.find(id)?.online ?? true;
    if (players.has(id)) this.#leave(id);
    this.#unwatch(id);
    watchers.set(id, this.#watchers.take().assign({ name, hue, online, idle }));
    this.balance();
    return true;
  }

  leave(id: string): void {
    this.#unwatch(id);
    this.#leave(id);
    this.balance();
  }

  setOnline(id: string, online: boolean): void {
    const seat = this.find(id);
    if (seat) seat.online = online;
  }

  /**
   * Adds or removes bots so that `fill` seats are taken, fewer where the process has no more to give,
   * and finds a host if there is none.
   */
  balance(): void {
    const { seats, fill } = this.#options;
    const { people, bots } = this.count();
    let missing = Math.max(0, Math.min(fill, seats) - people) - bots;
    for (; missing > 0 && this.#budget.take(); missing--) this.#addBot();
    for (; missing < 0; missing++) this.#removeBot();
    this.#chooseHost();
  }

  /** The room ends: its bots are free for others. */
  close(): void {
    for (let { bots } = this.count(); bots > 0; bots--) this.#budget.give();
  }

  get #options(): RoomOptions {
    return this.#world.secret.options;
  }

  #addBot(): void {
    const n = this.#bots++;
    const hue = n % HUES;
    this.#join({ id: `bot-${n}`, name: botName(n), hue, bot: true });
  }

  #removeBot(): void {
    const spare = this.#game.spare(this.#world);
    if (spare === undefined) return;
    this.#leave(spare);
    this.#budget.give();
  }

  #join(seat: Seat): void {
    this.#game.join(this.#world, seat);
    this.#watch.seated(seat.id);
  }

  #leave(id: string): void {
    this.#watch.unseated(id);
    this.#game.leave(this.#world, id);
  }

  #unwatch(id: string): void {
    const { watchers } = this.#world.state;
    const watcher = watchers.get(id);
    if (watcher && watchers.delete(id)) this.#watchers.give(watcher);
  }

  /** The host stays host until gone or idle; then it is the player who came first, or a watcher. */
  #chooseHost(): void {
    const { state, secret } = this.#world;
    if (!secret.options.hosted) return;
    const watching = state.watchers.get(state.host);
    if (state.players.has(state.host) || (watching && !watching.idle)) return;
    const ids = [...state.players.keys()].filter((id) => !state.players.get(id)?.bot);
    state.host = ids[0] ?? state.watchers.keys().next().value ?? "";
  }
}

const BOT_NAMES = ["Cassia", "Drusus", "Flavia", "Gaius", "Livia", "Marcus", "Octavia", "Quintus"];

/** Bots are named in turn, and numbered from the second round on. */
export function botName(n: number): string {
  const name = BOT_NAMES[n % BOT_NAMES.length] as string;
  const round = Math.floor(n / BOT_NAMES.length);
  return round === 0 ? name : `${name} ${round + 1}`;
}
