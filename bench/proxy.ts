import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A TCP proxy on loopback whose network can be made bad, for tests, benchmarks and load bots. */
export interface NetProxy {
  readonly port: number;
  /** Every byte arrives so much later, in each direction: half a round trip, in ms. */
  delay(ms: number): void;
  /** Nothing passes in either direction until `resume`; connections stay open. */
  stall(): void;
  resume(): void;
  /** Breaks every connection as a dead line does and refuses new ones until `restore`. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

/** Opens a proxy on a free loopback port to `targetPort`. Bytes keep their order. */
export async function openProxy(targetPort: number): Promise<NetProxy> {
  const sockets = new Set<Socket>();
  let stalled = false;
  let delayMs = 0;
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const upstream = connect(targetPort, "127.0.0.1");
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      link({ from, to, sockets, delay: () => delayMs });
      if (stalled) from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const destroyAll = () => sockets.forEach((socket) => void socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    delay(ms) {
      delayMs = ms;
    },
    stall() {
      stalled = true;
      for (const socket of sockets) socket.pause();
    },
    resume() {
      stalled = false;
      for (const socket of sockets) socket.resume();
    },
    cut() {
      isCut = true;
      destroyAll();
    },
    restore() {
      isCut = false;
    },
    close() {
      destroyAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Link {
  readonly from: Socket;
  readonly to: Socket;
  readonly sockets: Set<Socket>;
  /** One-way delay in ms, read for every chunk. */
  readonly delay: () => number;
}

function link({ from, to, sockets, delay }: Link): void {
  sockets.add(from);
  from.setNoDelay(true);
  const forward = (chunk: Buffer) => {
    if (!to.destroyed && !to.write(chunk)) from.pause();
  };
  // Timers of equal length fire in order, so the stream keeps its own.
  from.on("data", (chunk: Buffer) => {
    if (delay() > 0) setTimeout(forward, delay(), chunk);
    else forward(chunk);
  });
  to.on("drain", () => from.resume());
  from.on("end", () => setTimeout(() => to.end(), delay()));
  from.on("error", () => to.destroy());
  from.on("close", () => {
    sockets.delete(from);
    setTimeout(() => to.destroy(), delay());
  });
}
