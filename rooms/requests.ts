import type { Game, World } from "../schema/lib/game.ts";
import { cleanReason } from "../schema/lib/name.ts";
import {
  type HostRequest,
  isCrowd,
  type RejectionId,
  type RoomOptions,
  type SeatRequest,
} from "../schema/messages.ts";
import { readOptions } from "./options.ts";
import type { Seats } from "./seats.ts";

/** A request that was understood and is not granted; the id reaches the client as the reason. */
export class Rejection extends Error {
  readonly id: RejectionId;
  constructor(id: RejectionId) {
    super(id);
    this.id = id;
  }
}

/** What requests act on. */
export interface RequestWorld<W extends World> {
  readonly game: Game<W, object, RoomOptions>;
  readonly world: W;
  readonly seats: Seats<W>;
  /** Sends somebody away for good, with the host's words. */
  remove(id: string, reason: string): void;
}

/** Takes a seat, or leaves it to watch. Answers whether one plays now. */
export function askSeat<W extends World>(
  room: RequestWorld<W>,
  id: string,
  { play }: SeatRequest,
): boolean {
  const person = room.seats.find(id);
  if (!person) throw new Rejection("room/no_such_player");
  const granted = play ? room.seats.sit(id, person) : room.seats.watch(id, person);
  if (!granted) throw new Rejection("room/no_seat");
  return play;
}

/** A wish of a seat to its game. */
export function askGame<W extends World>(
  room: RequestWorld<W>,
  id: string,
  command: unknown,
): void {
  if (room.world.state.players.has(id)) room.game.command(room.world, id, command);
}

/** A host's request. Answers the room's options as they are then. */
export function askHost<W extends World>(
  room: RequestWorld<W>,
  id: string,
  request: HostRequest,
): RoomOptions {
  if (room.world.state.host !== id) throw new Rejection("room/not_host");
  carryOut(room, id, request);
  return room.world.secret.options;
}

function carryOut<W extends World>(room: RequestWorld<W>, id: string, request: HostRequest): void {
  switch (request.do) {
    case "look":
      return;
    case "restart":
      room.game.restart(room.world);
      return;
    case "configure":
      configure(room, request.options);
      return;
    case "remove":
      if (request.id === id || !room.seats.find(request.id) || isBot(room, request.id)) {
        throw new Rejection("room/no_such_player");
      }
      room.remove(request.id, cleanReason(request.reason));
  }
}

/** The room stays as private and as large as it was made; all else may change. */
function configure<W extends World>(room: RequestWorld<W>, wanted: object): void {
  const { options } = room.world.secret;
  const { private: hidden, hosted, seats } = options;
  const next = { ...options, ...wanted, private: hidden, hosted, seats };
  const read = readOptions(room.game.options, next, isCrowd(options));
  if (!read) throw new Rejection("room/bad_options");
  room.game.configure(room.world, read);
  room.seats.balance();
}

const isBot = <W extends World>({ world }: RequestWorld<W>, id: string): boolean =>
  world.state.players.get(id)?.bot === true;
