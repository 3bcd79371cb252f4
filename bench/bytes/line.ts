import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Decoder, type Schema } from "@colyseus/schema";
import { Protocol } from "colyseus.js";
import WebSocket from "ws";
import { Ledger } from "./ledger.ts";

const CODE_MASK = 0x1f;
const TIMED = 0x80;
const TIMED_BYTES = 8;
/** A line that closes has this long to say goodbye. */
const CLOSE_MS = 3000;
const POLL_MS = 50;

export interface Server {
  /** Base address. */
  readonly url: string;
  /** Id of the client build that joins must carry. */
  readonly build: string;
}

export interface Place extends Server {
  /** The room, or the options of one to create. */
  readonly room: string | object;
  readonly watch?: boolean;
}

/**
 * A client that is nothing but a socket, a ledger and a decoder: whatever the server sends is booked
 * before anything else is done with it, from the first byte after the upgrade.
 */
export class Line<State extends Schema> {
  readonly roomId: string;
  readonly sessionId: string;
  readonly state: State;
  readonly ledger: Ledger;
  readonly #socket: WebSocket;
  readonly #tcp: Socket;
  readonly #decoder: Decoder;
  /** Bytes of the answer to the upgrade. */
  #upgradeBytes = 0;
  #booked = 0;
  #onFrame = () => {};
  readonly #ready = Promise.withResolvers<void>();

  private constructor(seat: Seat, url: string, State: new () => State) {
    this.roomId = seat.roomId;
    this.sessionId = seat.sessionId;
    this.state = new State();
    this.ledger = new Ledger(State);
    this.#decoder = new Decoder(this.state);
    const { hostname, port } = new URL(url);
    const tcp = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#tcp = tcp;
    // Whoever waits for the first state hears of it; later nobody does.
    this.#ready.promise.catch(() => {});
    const address = `ws://${hostname}:${port}/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}`;
    this.#socket = new WebSocket(address, { createConnection: () => tcp });
    this.#listen();
  }

  /** Joins, and resolves with the first state. */
  static async open<State extends Schema>(
    State: new () => State,
    place: Place,
  ): Promise<Line<State>> {
    const line = new Line(await reserve(place), place.url, State);
    await line.#ready.promise;
    return line;
  }

  /** Calls `listener` after each frame of state; one at a time. */
  onFrame(listener: () => void): void {
    this.#onFrame = listener;
  }

  /** Resolves when the state is so. */
  async until(isSo: (state: State) => boolean): Promise<void> {
    while (!isSo(this.state)) await pause(POLL_MS);
  }

  /** Sends one input: `[operation | index][value]` of what changed. */
  input(...body: number[]): void {
    this.#socket.send(Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, ...body));
  }

  /** Forgets what was booked, not that it was received. */
  restart(): void {
    this.#booked += this.ledger.total;
    this.ledger.clear();
  }

  /**
   * Leaves.
   * @throws when the bytes received on the socket are not the bytes booked
   */
  async close(): Promise<void> {
    const closed = once(this.#socket, "close", { signal: AbortSignal.timeout(CLOSE_MS) });
    this.#socket.send(Uint8Array.of(Protocol.LEAVE_ROOM));
    const [, reason] = (await closed) as [number, Buffer];
    this.ledger.control("close", 2 + reason.length);
    const booked = this.#booked + this.ledger.total;
    const received = this.#tcp.bytesRead - this.#upgradeBytes;
    if (booked !== received) throw new Error(`${booked} bytes booked, ${received} received`);
  }

  #listen(): void {
    const socket = this.#socket;
    socket.once("upgrade", ({ statusMessage, rawHeaders }) => {
      let head = `HTTP/1.1 101 ${statusMessage}\r\n`;
      for (let i = 0; i < rawHeaders.length; i += 2) {
        head += `${rawHeaders[i]}: ${rawHeaders[i + 1]}\r\n`;
      }
      this.#upgradeBytes = Buffer.byteLength(head) + 2;
    });
    socket.once("close", (code) => this.#ready.reject(new Error(`closed with ${code}`)));
    socket.on("ping", (data) => this.ledger.control("ping", data.length));
    socket.on("message", (data) => this.#receive(data as Buffer));
  }

  #receive(frame: Buffer): void {
    this.ledger.frame(frame);
    const head = frame[0] as number;
    const code = head & CODE_MASK;
    if (code === Protocol.JOIN_ROOM) this.#socket.send(Uint8Array.of(Protocol.JOIN_ROOM));
    if (code !== Protocol.ROOM_STATE && code !== Protocol.ROOM_STATE_PATCH) return;
    this.#decoder.decode(frame, { offset: 1 + (head & TIMED ? TIMED_BYTES : 0) });
    if (code === Protocol.ROOM_STATE) this.#ready.resolve();
    this.#onFrame();
  }
}

interface Seat {
  readonly processId: string;
  readonly roomId: string;
  readonly sessionId: string;
}

/** A seat, by the same requests that a page makes. */
async function reserve({ url, build, room, watch = false }: Place): Promise<Seat> {
  const guest = await post(`${url}/api/guest`, {});
  const [method, target] = typeof room === "string" ? ["joinById", room] : ["create", "arena"];
  const join = { build, name: "Probe", hue: 0, watch };
  const options = typeof room === "string" ? join : { ...room, ...join };
  const address = `${url}/matchmake/${method}/${target}`;
  return (await post(address, options, `Bearer ${guest.token}`)) as unknown as Seat;
}

async function post(
  url: string,
  body: object,
  authorization = "",
): Promise<Record<string, string>> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, string>;
}
