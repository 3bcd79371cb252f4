import { matchMaker } from "@colyseus/core";
import { Decoder, encode } from "@colyseus/schema";
import WebSocket from "ws";
import { ArenaState, type Player } from "../../schema/arena/state.ts";
import type { Running } from "./app.ts";

const [JOIN_ACK, STATE, PATCH, INPUT, TIMED] = [10, 14, 15, 19, 0x80];
const CODE_MASK = 0x1f;
const PREFIX = 9;

/** What one input changes; fields that are left out stay as they were. */
export interface Keys {
  readonly move?: number;
  readonly buttons?: number;
  readonly aim?: number;
  /** Room time at which the sender says it saw the others, ms. */
  readonly seenAt?: number;
}

/** A client by hand on a real socket: it sends what it is told, as often as it is told. */
export class Puppet {
  readonly sessionId: string;
  readonly state = new ArenaState();
  /** Room time of the newest state, ms. */
  time = 0;
  /** Inputs that the newest state holds. */
  acknowledged = 0;
  closedWith: number | undefined;
  readonly #socket: WebSocket;
  readonly #decoder = new Decoder(this.state);
  #stamp = 0;
  #onState = () => {};

  private constructor(sessionId: string, socket: WebSocket) {
    this.sessionId = sessionId;
    this.#socket = socket;
    socket.on("close", (code) => {
      this.closedWith = code;
    });
    socket.on("message", (frame: Buffer) => this.#receive(frame));
  }

  /** Joins and waits for the first state. */
  static async join(app: Running, roomId: string): Promise<Puppet> {
    const { token } = await app.guest();
    const join = { build: app.deps.build, name: "Puppet", hue: 0 };
    const seat = await matchMaker.joinById(roomId, join, { token } as never);
    const address = `ws://127.0.0.1:${app.port}/${seat.processId}/${roomId}?sessionId=${seat.sessionId}`;
    const puppet = new Puppet(seat.sessionId, new WebSocket(address));
    await new Promise<void>((resolve) => puppet.onState(resolve));
    puppet.onState(() => {});
    return puppet;
  }

  /** Itself, as the newest state shows it. */
  get self(): Player {
    return this.state.players.get(this.sessionId) as Player;
  }

  /** Calls `listener` after each state; one at a time. */
  onState(listener: () => void): void {
    this.#onState = listener;
  }

  send({ move, buttons, aim, seenAt }: Keys = {}): void {
    const frame = Buffer.alloc(32);
    const it = { offset: 1 };
    frame[0] = seenAt === undefined ? INPUT : INPUT | TIMED;
    if (seenAt !== undefined) {
      encode.number(frame, seenAt - this.#stamp, it);
      this.#stamp = seenAt;
    }
    for (const [index, value] of [move, buttons].entries()) {
      if (value === undefined) continue;
      frame[it.offset++] = index;
      frame[it.offset++] = value;
    }
    if (aim !== undefined) {
      frame[it.offset++] = 2;
      encode.uint16(frame, aim, it);
    }
    this.#socket.send(frame.subarray(0, it.offset));
  }

  leave(): void {
    this.#socket.close();
  }

  #receive(frame: Buffer): void {
    const code = (frame[0] as number) & CODE_MASK;
    if (code === JOIN_ACK) this.#socket.send(Buffer.of(JOIN_ACK));
    if (code !== STATE && code !== PATCH) return;
    this.time = frame.readUInt32LE(1);
    this.acknowledged = frame.readUInt32LE(5);
    this.#decoder.decode(frame, { offset: PREFIX });
    this.#onState();
  }
}
