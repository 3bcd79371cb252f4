import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { GOOD_LINE, type LineState, Wire } from "./wire.ts";

/** A TCP proxy on loopback whose network can be made bad, for tests, benchmarks and load bots. */
export interface NetProxy {
  readonly port: number;
  /** The line from now on, for what is sent from now on. What is not given is as on a good line. */
  line(line: Partial<LineState>): void;
  /** A line that is only slow: every byte arrives so much later, half a round trip, in ms. */
  delay(ms: number): void;
  /** Nothing passes in either direction until `resume`; connections stay open. */
  stall(): void;
  resume(): void;
  /** Breaks every connection as a dead line does and refuses new ones until `restore`. */
  cut(): void;
  restore(): void;
  /** A cut, or a stall, that ends by itself. Resolves then. */
  outage(ms: number, kind: "cut" | "stall"): Promise<void>;
  /** Ends everything, outages too. */
  close(): Promise<void>;
}

/** A sender is paused above this: a router's buffer is not endless. */
const QUEUE_MAX_BYTES = 256 * 1024;

/**
 * Opens a proxy on a free loopback port to `targetPort`. Bytes keep their order.
 * @param random 0 ≤ x < 1, for jitter and stalls
 */
export async function openProxy(targetPort: number, random = Math.random): Promise<NetProxy> {
  const state = { line: GOOD_LINE, stalled: false, cut: false };
  const links = new Set<Link>();
  const endings = new Set<() => void>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (state.cut) {
      client.destroy();
      return;
    }
    const upstream = connect({ port: targetPort, host: "127.0.0.1", allowHalfOpen: true });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      const link = new Link({ from, to, random, state, ended: () => links.delete(link) });
      links.add(link);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: NetProxy = {
    port: (server.address() as AddressInfo).port,
    line: (line) => {
      state.line = { ...GOOD_LINE, ...line };
    },
    delay: (delayMs) => proxy.line({ delayMs }),
    stall() {
      state.stalled = true;
    },
    resume() {
      state.stalled = false;
      for (const link of links) link.pump();
    },
    cut() {
      state.cut = true;
      for (const link of [...links]) link.destroy();
    },
    restore() {
      state.cut = false;
    },
    outage(ms, kind) {
      const [begin, end] =
        kind === "cut" ? [proxy.cut, proxy.restore] : [proxy.stall, proxy.resume];
      begin();
      return new Promise((resolve) => {
        const over = () => {
          clearTimeout(timer);
          endings.delete(over);
          end();
          resolve();
        };
        const timer = setTimeout(over, ms);
        endings.add(over);
      });
    },
    close() {
      for (const over of [...endings]) over();
      for (const link of [...links]) link.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}

interface LinkSetup {
  readonly from: Socket;
  readonly to: Socket;
  readonly random: () => number;
  readonly state: { readonly line: LineState; readonly stalled: boolean };
  readonly ended: () => void;
}

/** One direction of one connection. */
class Link {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #state: LinkSetup["state"];
  readonly #wire: Wire;
  readonly #ended: () => void;
  #timer: NodeJS.Timeout | undefined;
  #closing: (() => void) | undefined;

  constructor({ from, to, random, state, ended }: LinkSetup) {
    this.#from = from;
    this.#to = to;
    this.#state = state;
    this.#ended = ended;
    this.#wire = new Wire(() => state.line, random);
    from.setNoDelay(true);
    from.on("data", (chunk: Buffer) => {
      this.#wire.send(chunk, performance.now());
      if (this.#wire.queued > QUEUE_MAX_BYTES) from.pause();
      this.pump();
    });
    to.on("drain", () => this.pump());
    from.on("end", () => this.#close(() => to.end()));
    from.on("error", () => {});
    from.on("close", () => this.#close(() => to.destroySoon()));
  }

  /** Delivers what has arrived and comes back for the rest. */
  pump(): void {
    clearTimeout(this.#timer);
    if (this.#state.stalled || this.#to.destroyed) return;
    const now = performance.now();
    let flowing = !this.#to.writableNeedDrain;
    // What waited for the same moment leaves in one piece, as it does behind a lost packet.
    this.#to.cork();
    while (flowing) {
      const chunk = this.#wire.take(now);
      if (!chunk) break;
      flowing = chunk.length === 0 || this.#to.write(chunk);
    }
    this.#to.uncork();
    if (this.#wire.queued <= QUEUE_MAX_BYTES) this.#from.resume();
    const { nextDue } = this.#wire;
    if (nextDue === undefined) this.#finish();
    else if (flowing) this.#timer = setTimeout(() => this.pump(), nextDue - now);
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#ended();
    this.#from.destroy();
    this.#to.destroy();
  }

  #finish(): void {
    this.#closing?.();
    if (this.#from.destroyed) this.#ended();
  }

  /** The goodbye travels behind what was said before. */
  #close(close: () => void): void {
    this.#closing = close;
    this.#wire.send(Buffer.alloc(0), performance.now());
    this.pump();
  }
}
