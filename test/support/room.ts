import { matchMaker } from "@colyseus/core";
import type { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import type { Player } from "../../schema/arena/state.ts";
import type { JoinOptions } from "../../schema/messages.ts";
import { bootApp, type Running } from "./app.ts";
import { type FakeClient, takeSeat } from "./seat.ts";
import { type FakeTime, fakeTime } from "./time.ts";

/** One tick of Arena. */
export const STEP_MS = 1000 / 30;
export const JOIN: JoinOptions = { build: "test", name: "Ana", hue: 3 };

/** An Arena on fake time, for one suite: a new room without bots before each test. */
export interface RoomStand {
  readonly time: FakeTime;
  readonly room: ArenaRoom;
  openRoom(options: object): Promise<ArenaRoom>;
  closeRoom(open: ArenaRoom): Promise<void>;
  /** The token of a new person. */
  guest(): Promise<string>;
  /** A client in the room: a new person's, or the one's whose token is given. */
  seated(token?: string): Promise<FakeClient>;
  player(client: FakeClient): Player | undefined;
}

/** Registers the hooks of a suite. */
export function useRoom(): RoomStand {
  let app: Running;
  let time: FakeTime;
  let room: ArenaRoom;
  before(async () => {
    app = await bootApp();
    time = fakeTime();
  });
  after(async () => {
    time.restore();
    await app.close();
  });
  beforeEach(async () => {
    room = await openRoom({ fill: 0 });
  });
  afterEach(() => closeRoom(room));

  async function openRoom(options: object): Promise<ArenaRoom> {
    const { roomId } = await matchMaker.createRoom("arena", options);
    return matchMaker.getLocalRoomById(roomId) as unknown as ArenaRoom;
  }
  /** A rejected reconnection keeps Colyseus' room open for another second. */
  async function closeRoom(open: ArenaRoom): Promise<void> {
    const gone = open.disconnect();
    await time.advance(1100);
    await gone;
  }
  const guest = async () => (await app.deps.guests.issue()).token;
  return {
    get time() {
      return time;
    },
    get room() {
      return room;
    },
    openRoom,
    closeRoom,
    guest,
    seated: async (token) => takeSeat(room, JOIN, token ?? (await guest())),
    player: ({ sessionId }) => room.state.players.get(sessionId),
  };
}
