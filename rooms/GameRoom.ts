import { type Client, type Deferred, matchMaker, type StepContext } from "@colyseus/core";
import { BaseRoom } from "../engine/BaseRoom.ts";
import { Pacer } from "../engine/pacer.ts";
import { GAMES, type GameId } from "../schema/games.ts";
import { roomCode } from "../schema/lib/code.ts";
import type { Game, GameState, Sight, World } from "../schema/lib/game.ts";
import {
  CLOSE,
  HELD_CLOSES,
  HUES,
  type Listing,
  type RoomOptions,
  SEAT_HOLD_SECONDS,
} from "../schema/messages.ts";
import type { Deps } from "./deps.ts";
import { type Identity, refusal } from "./entry.ts";
import { botName, botsWanted, countSeats, lastBot } from "./seats.ts";

type Types<State extends GameState, Input extends object> = {
  state: State;
  metadata: Listing;
  input: Input;
  client: Seated;
};
type Seated = Client<{ auth: Identity }>;

/** Inputs kept per seat while the room is behind; older ones are acknowledged and dropped. */
export const INPUT_BUFFER = 32;
/** The listing is refreshed at most this often. */
const LISTING_TICKS = 30;

/**
 * Seats, paced inputs, bots, drops and the listing of any game. A game's room says which game value
 * it runs and what its players saw; the rules are in the value.
 */
export abstract class GameRoom<
  State extends GameState,
  Input extends object,
  W extends World<State> = World<State>,
> extends BaseRoom<Types<State, Input>> {
  abstract readonly gameId: GameId;
  abstract readonly game: Game<W, Input, RoomOptions>;
  /** Where a shooter saw a target: the rewound past for people. */
  protected abstract readonly sight: Sight;

  protected world!: W;
  #deps!: Deps;
  #fill = 0;
  #bots = 0;
  #botInput!: Input;
  readonly #pacers = new Map<string, Pacer>();
  /** Seats of dropped players by the person's id, waiting for the reconnection. */
  readonly #held = new Map<string, Deferred<Client>>();
  #listed = "";

  override async onCreate(raw: RoomOptions & { deps: Deps }): Promise<void> {
    this.#deps = raw.deps;
    const options = this.#parse(raw);
    this.roomId = await freeCode(raw.deps.seed());
    const { seats, tickHz } = GAMES[this.gameId];
    this.maxClients = seats.max;
    this.#fill = Math.min(options.fill, seats.max);
    this.#botInput = new this.game.Input();
    this.world = this.game.create(raw.deps.seed(), options);
    this.state = this.world.state;
    if (options.private) await this.setPrivate(true);
    this.#balanceBots();
    this.metadata = this.#listing();
    const { log, loops } = raw.deps;
    const closeCodes = { fault: CLOSE.roomFailed, replaced: CLOSE.replaced };
    this.startLoop({ log, loops, tickHz, closeCodes });
  }

  override onJoin(client: Seated): void {
    const { id, name, hue } = identityOf(client);
    this.#replaceOlder(client, id);
    this.game.join(this.world, { id: client.sessionId, name, hue, bot: false });
    this.#pacers.set(client.sessionId, new Pacer());
    this.#balanceBots();
  }

  override onDrop(client: Seated, code?: number): void {
    if (!HELD_CLOSES.includes(code ?? 0) && !this.isReturning(client)) return;
    this.#setOnline(client.sessionId, false);
    const { id } = identityOf(client);
    const held = this.allowReconnection(client, SEAT_HOLD_SECONDS);
    this.#held.set(id, held);
    const release = () => this.#held.get(id) === held && this.#held.delete(id);
    // Rejects when the time is up or the room is closing: `onLeave` follows either way.
    held.then(release, release);
  }

  override onReconnect(client: Seated): void {
    this.#setOnline(client.sessionId, true);
    this.#pacers.set(client.sessionId, new Pacer());
  }

  override onLeave(client: Seated): void {
    this.game.leave(this.world, client.sessionId);
    this.#pacers.delete(client.sessionId);
    this.#balanceBots();
  }

  protected override step(_context: StepContext): void {
    for (const [id, pacer] of this.#pacers) this.#stepSeat(id, pacer);
    this.#stepBots();
    this.game.tick(this.world);
    if (this.world.secret.tick % LISTING_TICKS === 0) this.#refreshListing();
  }

  #stepSeat(id: string, pacer: Pacer): void {
    const inputs = this.inputs?.get(id);
    if (!inputs) return;
    const { apply, discard, neutral } = pacer.pace(inputs.size);
    for (let i = 0; i < apply; i++) {
      const input = inputs.next() as Input | undefined;
      if (input) this.game.act(this.world, id, input, this.sight);
    }
    for (let i = 0; i < discard; i++) inputs.next();
    if (neutral) this.game.idle(this.world, id);
  }

  #stepBots(): void {
    const { state, secret } = this.world;
    for (const id of state.players.keys()) {
      if (!state.players.get(id)?.bot) continue;
      this.game.bot(state, id, secret.tick, this.#botInput);
      this.game.act(this.world, id, this.#botInput, this.sight);
    }
  }

  #parse(raw: unknown): RoomOptions {
    const parsed = this.game.options.safeParse(raw);
    if (!parsed.success) throw refusal("join/bad_options");
    return parsed.data;
  }

  /** One person, one seat: whoever joins again takes over, the older line is told why. */
  #replaceOlder(client: Seated, userId: string): void {
    this.#held.get(userId)?.reject();
    const older = this.clients.filter((c) => c !== client && identityOf(c).id === userId);
    for (const { sessionId } of older) this.kickClient(sessionId, CLOSE.replaced);
  }

  #setOnline(id: string, online: boolean): void {
    const player = this.world.state.players.get(id);
    if (player) player.online = online;
  }

  #balanceBots(): void {
    for (let n = botsWanted(this.world.state, this.#fill); n > 0; n--) this.#addBot();
    for (let n = botsWanted(this.world.state, this.#fill); n < 0; n++) {
      const id = lastBot(this.world.state);
      if (id !== undefined) this.game.leave(this.world, id);
    }
  }

  #addBot(): void {
    const n = this.#bots++;
    const id = `bot-${n}`;
    this.game.join(this.world, { id, name: botName(n), hue: n % HUES, bot: true });
  }

  #listing(): Listing {
    const { people, bots } = countSeats(this.world.state);
    return {
      game: this.gameId,
      players: people,
      bots,
      seats: GAMES[this.gameId].seats.max,
      phase: this.phase(),
    };
  }

  /** Id of the match's phase for the lobby. */
  protected abstract phase(): string;

  #refreshListing(): void {
    const listing = this.#listing();
    const key = JSON.stringify(listing);
    if (key === this.#listed) return;
    this.#listed = key;
    this.setMatchmaking({ metadata: listing }).catch((error) =>
      this.#deps.log.error({ err: error, roomId: this.roomId }, "listing not written"),
    );
  }
}

/** A code that no room has; one in millions is taken at the first try. */
async function freeCode(seed: number): Promise<string> {
  const rng = { rng: seed };
  for (;;) {
    const roomId = roomCode(rng);
    if ((await matchMaker.query({ roomId })).length === 0) return roomId;
  }
}

/** Every client of a game has passed `onAuth`, which builds this. */
const identityOf = (client: Seated): Identity => client.auth as Identity;
