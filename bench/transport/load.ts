import { connect, type Socket } from "node:net";
import { parseArgs } from "node:util";
import { type Applied, type Talk, talkOf } from "./dialects.ts";
import { clientFrame, FrameReader, pong } from "./frames.ts";
import type { Dialect } from "./kinds.ts";

const INPUT_HZ = 30;
/** So many clients look into what they get. */
const PROBES = 6;
/** Joins at a time: as many as a tick's wait for the state needs to keep the server at work. */
const JOINING = 64;
/** An engine.io ping and its answer. */
const [IO_PING, IO_PONG] = [0x32, "3"] as const;

/** What the clients saw since the last question. */
export interface Seen {
  readonly clients: number;
  readonly frames: number;
  readonly bytes: number;
  /** Of the probes, in ms. */
  readonly latency: readonly number[];
  readonly gaps: readonly number[];
}

const { values } = parseArgs({
  options: { port: { type: "string" }, clients: { type: "string" }, dialect: { type: "string" } },
});
const port = Number(values.port);
const count = Number(values.clients);
const dialect = values.dialect as Dialect;
const peers: Peer[] = [];
let frames = 0;
let bytes = 0;
let latency: number[] = [];
let gaps: number[] = [];

/** One raw client on a TCP socket of its own. */
class Peer {
  readonly #talk: Talk;
  readonly #socket: Socket;
  readonly #probes: boolean;
  readonly #sent = new Map<number, number>();
  #upgraded = "";
  #open = false;
  #inputs = 0;
  #at = 0;
  readonly joined: Promise<void>;
  #resolve = () => {};

  constructor(talk: Talk, probes: boolean) {
    this.#talk = talk;
    this.#probes = probes;
    this.joined = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    const reader = new FrameReader({
      wants: () => this.#probes || !talk.joined || dialect === "socketio",
      ping: () => this.#socket.write(pong()),
      message: (payload, size) => this.#message(payload, size),
    });
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => this.#hello());
    this.#socket.on("error", (error) => console.error(error.message));
    this.#socket.on("data", (chunk: Buffer) => {
      if (this.#open) reader.read(chunk);
      else this.#handshake(chunk, (rest) => reader.read(rest));
    });
  }

  input(): void {
    const frame = this.#talk.input(++this.#inputs);
    if (this.#probes) this.#sent.set(this.#inputs, performance.now());
    this.#socket.write(frame);
  }

  #hello(): void {
    this.#socket.write(
      [
        `GET ${this.#talk.path} HTTP/1.1`,
        `Host: 127.0.0.1:${port}`,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "",
        "",
      ].join("\r\n"),
    );
  }

  #handshake(chunk: Buffer, rest: (bytes: Buffer) => void): void {
    this.#upgraded += chunk.toString("latin1");
    const end = this.#upgraded.indexOf("\r\n\r\n");
    if (end < 0) return;
    if (!this.#upgraded.startsWith("HTTP/1.1 101")) throw new Error(this.#upgraded.slice(0, 200));
    this.#open = true;
    rest(Buffer.from(this.#upgraded.slice(end + 4), "latin1"));
  }

  #message(payload: Buffer | undefined, size: number): void {
    frames++;
    bytes += size;
    if (!payload) return;
    if (dialect === "socketio" && payload[0] === IO_PING) this.#socket.write(clientFrame(IO_PONG));
    if (!this.#talk.joined) {
      const answer = this.#talk.answer(payload);
      if (answer) this.#socket.write(answer);
      if (this.#talk.joined) this.#resolve();
    } else if (this.#probes) this.#look(payload);
  }

  #look(payload: Buffer): void {
    const now = performance.now();
    const applied = this.#talk.applied(payload);
    if (!applied) return;
    if (this.#at > 0) gaps.push(now - this.#at);
    this.#at = now;
    for (const [n, at] of this.#sent) {
      if (!isApplied(n, applied)) continue;
      latency.push(now - at);
      this.#sent.delete(n);
    }
    // An angle that was overwritten before a patch showed it is never seen.
    for (const n of this.#sent.keys()) if (n < this.#inputs - INPUT_HZ) this.#sent.delete(n);
  }
}

const isApplied = (n: number, applied: Applied): boolean =>
  "upTo" in applied ? n <= applied.upTo : (n & 255) === applied.angle;

async function joinAll(): Promise<void> {
  let next = 0;
  const joinSome = async () => {
    while (next < count) {
      const probes = next++ < PROBES;
      const peer = new Peer(await talkOf(dialect, port), probes);
      peers.push(peer);
      await peer.joined;
    }
  };
  await Promise.all(Array.from({ length: JOINING }, joinSome));
}

/** Everybody sends 30 a second, spread over time. */
function play(): void {
  const from = performance.now();
  let sent = 0;
  setInterval(() => {
    const due = Math.floor(((performance.now() - from) / 1000) * INPUT_HZ * peers.length);
    // A generator that was held up does not make up for it all at once.
    for (let n = Math.max(sent, due - peers.length); n < due; n++) peers[n % peers.length]?.input();
    sent = due;
  }, 4);
}

process.on("message", (ask: "play" | "reset" | "seen") => {
  if (ask === "play") play();
  if (ask === "reset") {
    [frames, bytes, latency, gaps] = [0, 0, [], []];
  }
  process.send?.({ clients: peers.length, frames, bytes, latency, gaps } satisfies Seen);
});
await joinAll();
process.send?.({ joined: peers.length });
