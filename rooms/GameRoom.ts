import type { Client, Deferred, MessageContext, Room, StepContext } from "@colyseus/core";
import type { z } from "zod/mini";
import { BaseRoom } from "../engine/BaseRoom.ts";
import { expel } from "../engine/expel.ts";
import { Pacer } from "../engine/pacer.ts";
import { GAMES, type GameId } from "../schema/games.ts";
import type { Game, GameState, Sight, World } from "../schema/lib/game.ts";
import {
  CLOSE,
  GAME,
  GAZE,
  type Gaze,
  gaze,
  HELD_CLOSES,
  HOST,
  hostRequest,
  IDLE,
  type Listing,
  type RoomOptions,
  SEAT,
  type SeatRequest,
  seatRequest,
} from "../schema/messages.ts";
import { Bans } from "./bans.ts";
import { freeCode } from "./code.ts";
import type { Deps, GameDeps } from "./deps.ts";
import { stateChecks } from "./desync.ts";
import { type Identity, identityOf } from "./entry.ts";
import { type IdleLimit, Idlers, type IdleVerdict } from "./idlers.ts";
import { RoomListing } from "./listing.ts";
import { askedByLoadTest } from "./loadTest.ts";
import { readOptions } from "./options.ts";
import { answerProbes } from "./probe.ts";
import { refusal } from "./refusal.ts";
import { askGame, askHost, askSeat, Rejection, type RequestWorld } from "./requests.ts";
import { Seats } from "./seats.ts";
import { Views } from "./views.ts";

type Types<State extends GameState, Input extends object> = {
  state: State;
  metadata: Listing;
  input: Input;
  client: Seated;
};
type Seated = Client<{ auth: Identity }>;
type Handler<W extends World, M> = (room: RequestWorld<W>, id: string, message: M) => unknown;

/** Inputs kept per seat while the room is behind; older ones are acknowledged and dropped. */
export const INPUT_BUFFER = 32;
/** The listing is refreshed at most this often. */
const LISTING_TICKS = 30;

/**
 * Seats, paced inputs, bots, drops, requests and the listing of any game. A game's room says which
 * game value it runs and what its players saw; the rules are in the value.
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
  #seats!: Seats<W>;
  #views!: Views<W>;
  #listing!: RoomListing<W>;
  #bans!: Bans;
  #botInput!: Input;
  readonly #pacers = new Map<string, Pacer>();
  readonly #idlers = new Idlers();
  /** Seats of dropped people by session id, waiting for the reconnection. */
  readonly #held = new Map<
    string,
    { readonly person: Identity; readonly line: Deferred<Client> }
  >();

  override async onCreate(raw: RoomOptions & { deps: GameDeps }): Promise<void> {
    this.#deps = raw.deps;
    const { log, loops, seed, bots: budget } = raw.deps;
    const { watchersPerRoom: watchersMax } = raw.deps.limits;
    const options = this.#parse(raw);
    this.roomId = await freeCode(seed());
    this.maxClients = options.seats + watchersMax;
    this.#botInput = new this.game.Input();
    this.world = this.game.create(seed(), options);
    this.state = this.world.state;
    this.#bans = new Bans(this.world.secret.banned);
    this.#views = new Views(this.world, this.game.interest);
    const around = { watch: this.#views, watchersMax, budget };
    this.#seats = new Seats(this.game as never, this.world, around);
    if (options.private) await this.setPrivate(true);
    this.#seats.balance();
    const listed = { gameId: this.gameId, game: this.game as never, world: this.world };
    this.#listing = new RoomListing(this as unknown as Room, {
      ...listed,
      seats: this.#seats,
      log,
    });
    this.metadata = this.#listing.line;
    this.#answer(SEAT, seatRequest, (room, id, request) => this.#seat(room, id, request));
    this.#answer(GAME, this.game.commands, askGame);
    this.#answer(HOST, hostRequest, askHost);
    this.onMessage(GAZE, gaze, ({ sessionId }: Seated, wanted: Gaze) =>
      this.#views.gaze(sessionId, wanted),
    );
    answerProbes(this as unknown as Room);
    const closeCodes = { fault: CLOSE.roomFailed, replaced: CLOSE.replaced };
    const desync = stateChecks(raw.deps);
    this.startLoop({ log, loops, tickHz: GAMES[this.gameId].tickHz, closeCodes, desync });
    this.#listing.update();
  }

  override onDispose(): void | Promise<void> {
    this.#seats?.close();
    return super.onDispose();
  }

  /** A watcher takes no seat, and whoever is here comes back to their own. */
  admits({ watch, id }: Identity): boolean {
    const held = [...this.#held.values()].map(({ person }) => person);
    return (
      watch ||
      this.#listing.isOpen ||
      [...this.clients.map(identityOf), ...held].some((p) => p.id === id)
    );
  }

  expects(): void {
    this.#listing.update();
  }

  override onJoin(client: Seated): void {
    const person = identityOf(client);
    this.#bans.check(person);
    this.#replaceOlder(client, person.id);
    const { watch } = person;
    const id = client.sessionId;
    if (!(watch ? this.#seats.watch(id, person) : this.#seats.sit(id, person))) {
      throw refusal("join/full");
    }
    client.view = this.#views.admit(id);
    this.#pacers.set(id, new Pacer());
    this.#listing.update();
  }

  override onDrop(client: Seated, code?: number): void {
    if (!HELD_CLOSES.includes(code ?? 0) && !this.isReturning(client)) return;
    const { sessionId } = client;
    this.#seats.setOnline(sessionId, false);
    const line = this.allowReconnection(client, this.#deps.limits.seatHoldSeconds);
    this.#held.set(sessionId, { person: identityOf(client), line });
    const release = () => this.#held.get(sessionId)?.line === line && this.#held.delete(sessionId);
    // Rejects when the time is up or the room is closing: `onLeave` follows either way.
    line.then(release, release);
  }

  override onReconnect(client: Seated): void {
    this.#seats.setOnline(client.sessionId, true);
    // Not a new one: its saved credit would make coming back a way to run and fire faster.
    this.#pacers.get(client.sessionId)?.resume();
    this.#idlers.forget(client.sessionId);
  }

  override onLeave(client: Seated): void {
    this.#seats.leave(client.sessionId);
    this.#views.dismiss(client.sessionId);
    this.#pacers.delete(client.sessionId);
    this.#idlers.forget(client.sessionId);
    this.#listing.update();
  }

  protected override step(_context: StepContext): void {
    for (const [id, pacer] of this.#pacers) this.#stepSeat(id, pacer);
    this.#stepBots();
    this.game.tick(this.world);
    this.#views.update(this.world.secret.tick);
    if (this.world.secret.tick % LISTING_TICKS === 0) this.#listing.update();
  }

  #stepSeat(id: string, pacer: Pacer): void {
    const inputs = this.inputs?.get(id);
    if (!inputs) return;
    const { apply, discard, neutral } = pacer.pace(inputs.size);
    let stirred = false;
    for (let i = 0; i < apply; i++) {
      const input = inputs.next() as Input | undefined;
      if (!input) continue;
      this.game.act(this.world, id, input, this.sight);
      stirred ||= this.game.stirs(input);
    }
    for (let i = 0; i < discard; i++) inputs.next();
    if (neutral) this.game.idle(this.world, id);
    this.#watchIdler(id, stirred);
  }

  #watchIdler(id: string, stirred: boolean): void {
    const limit = this.#idleLimit;
    if (stirred) this.#tell(id, this.#idlers.stir(id, limit));
    else if (this.world.state.players.get(id)?.online && this.game.expects(this.world, id)) {
      this.#tell(id, this.#idlers.wait(id, limit));
    }
  }

  get #idleLimit(): IdleLimit {
    const { idleSeconds: seconds } = this.world.secret.options;
    return { seconds, tickHz: GAMES[this.gameId].tickHz };
  }

  #tell(id: string, verdict: IdleVerdict | undefined): void {
    const client = this.clients.get(id);
    if (!verdict || !client) return;
    // Where too many watch, the seat is kept: nobody is thrown out for having gone to the door.
    if (verdict.kind === "out" && this.#seats.watch(id, identityOf(client), true))
      this.#listing.update();
    if (verdict.kind === "out") this.#idlers.forget(id);
    client.send(IDLE as never, verdict.seconds as never);
  }

  #stepBots(): void {
    const { state, secret } = this.world;
    for (const id of state.players.keys()) {
      if (!state.players.get(id)?.bot) continue;
      const knows = (other: string) => this.#views.knows(id, other);
      this.game.bot({ state, id, tick: secret.tick, knows }, this.#botInput);
      this.game.act(this.world, id, this.#botInput, this.sight);
    }
  }

  #answer<M>(type: string, format: z.ZodMiniType<M>, handler: Handler<W, M>): void {
    const answer = (client: Seated, message: M, context: MessageContext) => {
      const room = {
        game: this.game as never,
        world: this.world,
        seats: this.#seats,
        remove: (id: string, reason: string) => this.#remove(client, id, reason),
      };
      try {
        const answer = handler(room, client.sessionId, message);
        // Whoever sets the room up or votes is there, even if their figure stands still.
        this.#tell(client.sessionId, this.#idlers.stir(client.sessionId, this.#idleLimit));
        this.#listing.update();
        return answer;
      } catch (error) {
        if (error instanceof Rejection) return context.reject(error.id);
        throw error;
      }
    };
    this.onMessage(type, format as never, answer);
  }

  /**
   * Who sits down begins anew, as somebody who has just come: the silence of having watched must not
   * step the seat before the first input is here. Only then, or asking would be a way to run faster.
   */
  #seat(room: RequestWorld<W>, id: string, request: SeatRequest): boolean {
    const sat = this.world.state.players.has(id);
    const plays = askSeat(room, id, request);
    if (plays && !sat) {
      this.#pacers.set(id, new Pacer());
      this.#idlers.forget(id);
    }
    return plays;
  }

  #remove(host: Seated, id: string, reason: string): void {
    const line = this.clients.get(id);
    const person = this.#held.get(id)?.person ?? (line && identityOf(line));
    if (!person) return;
    const goes = this.#bans.add(person, identityOf(host));
    expel(this, (auth) => goes(auth as Identity), { code: CLOSE.removed, reason });
  }

  #parse(raw: unknown): RoomOptions {
    const options = readOptions(this.game.options, raw, askedByLoadTest(this.#deps));
    if (!options) throw refusal("join/bad_options");
    return options;
  }

  /** One person, one seat: whoever joins again takes over, the older line is told why. */
  #replaceOlder(client: Seated, personId: string): void {
    for (const [sessionId, { person, line }] of this.#held) {
      if (person.id !== personId) continue;
      line.reject();
      this.#seats.leave(sessionId);
    }
    const older = this.clients.filter((c) => c !== client && identityOf(c).id === personId);
    for (const { sessionId } of older) {
      this.kickClient(sessionId, CLOSE.replaced);
      this.#seats.leave(sessionId);
    }
  }
}
