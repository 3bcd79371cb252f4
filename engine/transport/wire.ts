import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import type { Verdict } from "../frames.ts";
import { FrameParser, isCloseCode, type Listener } from "./parser.ts";
import { framed } from "./template.ts";

const [OPEN, CLOSING, CLOSED] = [1, 2, 3] as const;
const FIN = 0x80;
const [CLOSE, PING, PONG] = [8, 9, 10] as const;
const [NO_STATUS, ABNORMAL] = [1005, 1006] as const;
const CONTROL_MAX_BYTES = 125;
/** Time for the other side to answer a goodbye before the line is cut. */
const GOODBYE_MS = 5000;

/** Judges what a client sends before anybody sees it. */
export interface Inspector {
  judge(frame: Uint8Array, isBinary: boolean, now: number): Verdict;
  control(now: number): Verdict;
  /** Does what a verdict asks for. */
  act(verdict: Exclude<Verdict, "pass">, frame: Buffer): void;
}

/**
 * The server's end of one WebSocket, as far as Colyseus uses it: the events `message`, `pong` and
 * `close`, and what is called on a socket of `ws`. It reads through {@link FrameParser} and writes
 * whole frames.
 */
export class Wire extends EventEmitter implements Listener {
  readonly OPEN = OPEN;
  readyState: number = OPEN;
  /** Colyseus keeps its listener for the end here. */
  onleave: unknown = undefined;
  readonly socket: Socket;
  readonly #inspector: Inspector;
  readonly #parser: FrameParser;
  #code: number = ABNORMAL;
  #reason = "";
  #heardClose = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param head what came with the upgrade's request */
  constructor(
    { socket, head, maxPayload }: { socket: Socket; head: Buffer; maxPayload: number },
    inspector: Inspector,
  ) {
    super();
    this.socket = socket;
    this.#inspector = inspector;
    this.#parser = new FrameParser(this, maxPayload);
    socket.setTimeout(0);
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#parser.read(chunk));
    socket.on("end", () => this.#end());
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#closed());
    if (head.length > 0) setImmediate(() => this.#parser.read(Buffer.from(head)));
  }

  /** From the next frame on, longer messages than this close the line with 1009. */
  set frameMaxBytes(bytes: number) {
    this.#parser.maxPayload = bytes;
  }

  send(data: Uint8Array): void {
    if (this.readyState === OPEN) this.socket.write(framed(data));
  }

  ping(): void {
    this.#control(PING, Buffer.alloc(0));
  }

  close(code?: number, reason = ""): void {
    if (this.readyState !== OPEN) return;
    const text = Buffer.from(reason).subarray(0, CONTROL_MAX_BYTES - 2);
    const status = Buffer.alloc(2);
    if (isCloseCode(code)) status.writeUInt16BE(code);
    this.#control(CLOSE, isCloseCode(code) ? Buffer.concat([status, text]) : Buffer.alloc(0));
    this.readyState = CLOSING;
    if (this.#heardClose) this.socket.end();
    this.#timer = setTimeout(() => this.socket.destroy(), GOODBYE_MS);
    this.#timer.unref();
  }

  terminate(): void {
    if (this.readyState === OPEN) this.readyState = CLOSING;
    this.socket.destroy();
  }

  /** @internal From the parser, as all that follow. */
  message(data: Buffer, isBinary: boolean): void {
    const verdict = this.#inspector.judge(data, isBinary, performance.now());
    if (verdict === "pass") this.emit("message", data, isBinary);
    else this.#inspector.act(verdict, data);
  }

  fragment(): void {
    this.#controlled(Buffer.alloc(0));
  }

  ponged(data: Buffer): void {
    if (this.#controlled(data)) this.emit("pong");
  }

  /** A ping of the client's. */
  pinged(data: Buffer): void {
    if (this.#controlled(data)) this.#control(PONG, data);
  }

  /** The client's goodbye, which is answered with the same code. */
  left(code: number, reason: Buffer): void {
    this.#code = code;
    this.#reason = reason.toString();
    this.#heardClose = true;
    if (this.readyState === OPEN) this.close(code === NO_STATUS ? undefined : code, this.#reason);
    else this.socket.end();
  }

  failed(code: number): void {
    this.#heardClose = true;
    if (this.readyState === OPEN) this.close(code);
    else this.socket.end();
  }

  #controlled(data: Buffer): boolean {
    const verdict = this.#inspector.control(performance.now());
    if (verdict !== "pass") this.#inspector.act(verdict, data);
    return verdict === "pass";
  }

  #control(opcode: number, data: Buffer): void {
    if (this.readyState !== OPEN) return;
    this.socket.write(Buffer.concat([Buffer.from([FIN | opcode, data.length]), data]));
  }

  /** The other side sends no more, and has not said goodbye. */
  #end(): void {
    if (this.readyState === OPEN) this.readyState = CLOSING;
    this.socket.end();
  }

  #closed(): void {
    clearTimeout(this.#timer);
    this.readyState = CLOSED;
    this.emit("close", this.#code, this.#reason);
  }
}
