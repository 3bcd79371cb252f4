import { EventEmitter } from "node:events";
import { type Client, connectClientToRoom, matchMaker, type Room } from "@colyseus/core";
import type { JoinOptions } from "../../schema/messages.ts";

const OPEN = 1;
const JOIN_ACK = 10;
const INPUT = 19;
const REQUEST = 21;

/** A client without a socket: what Colyseus calls on a transport's client, driven by hand. */
export class FakeClient {
  readonly ref = Object.assign(new EventEmitter(), { onleave: undefined });
  readonly sessionId: string;
  readonly id: string;
  readonly frames: Uint8Array[] = [];
  readonly _enqueuedMessages: Uint8Array[] = [];
  state = 0;
  reconnectionToken = "";
  readyState = OPEN;
  closedWith: number | undefined;
  readonly #said: [type: string, payload: unknown][] = [];

  constructor(sessionId: string) {
    this.sessionId = this.id = sessionId;
  }

  raw(bytes: Uint8Array): void {
    this.frames.push(Uint8Array.from(bytes));
  }
  enqueueRaw(bytes: Uint8Array): void {
    this.raw(bytes);
  }
  /** What the room sent as messages of this type, in order. */
  said(type: string): unknown[] {
    return this.#said.filter(([sent]) => sent === type).map(([, payload]) => payload);
  }
  send(type: string, payload: unknown): void {
    this.#said.push([type, payload]);
  }
  error(): void {}
  leave(code = 1005): void {
    this.closedWith = code;
    this.close(code);
  }
  /** The line breaks or closes with this code. */
  close(code: number): void {
    this.readyState = 3;
    this.ref.emit("close", code);
  }
  /** The request to take a vote back, in msgpack by hand: the smallest there is. */
  takeVoteBack(): void {
    const text = (word: string) => [0xa0 | word.length, ...Buffer.from(word)];
    this.ref.emit(
      "message",
      Buffer.from([REQUEST, 1, ...text("game"), 0x81, ...text("vote"), 0xff]),
    );
  }
  /** `bytes` as one whole input body: [field index | op, value]… */
  input(...bytes: number[]): void {
    this.ref.emit("message", Buffer.from([INPUT, ...bytes]));
  }
}

/** Reserves a seat through the matchmaker and joins it with a fake client, JOIN acknowledged. */
export async function takeSeat(
  room: Room,
  options: JoinOptions,
  token: string,
): Promise<FakeClient> {
  const seat = await matchMaker.joinById(room.roomId, options, { token } as never);
  return connect(room, seat.sessionId);
}

/** Connects to a reserved seat, or with a token to a held one. */
export async function connect(
  room: Room,
  sessionId: string,
  reconnectionToken?: string,
  acknowledges = true,
): Promise<FakeClient> {
  const client = new FakeClient(sessionId);
  const connection = reconnectionToken ? { reconnectionToken } : {};
  await connectClientToRoom(room, client as unknown as Client & never, {} as never, connection);
  if (acknowledges) client.ref.emit("message", Buffer.from([JOIN_ACK]));
  return client;
}
