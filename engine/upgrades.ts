import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Tally } from "./tally.ts";
import { refuseUpgrade, type UpgradeRefusal } from "./transport/gate.ts";
import type { Turns } from "./turns.ts";

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** How often slow requests are looked for. */
const SLOW_CHECK_MS = 1000;
const CONNECT: UpgradeRefusal = { status: 405, error: "http/bad_method" };
/** Whoever is cut is told nothing: what they are counted as. */
const PIPELINED = "connect/pipelined";

interface UpgradeGuard {
  /** Why a request goes no further, or undefined. */
  readonly refuse: (request: IncomingMessage) => UpgradeRefusal | undefined;
  /** Counts the refusals of this guard by stable id. */
  readonly tally?: Tally | undefined;
}

/**
 * An HTTP server that upgrades to WebSocket alone: whoever offers something else besides, as `curl`
 * offers HTTP/2, is answered as if it had not.
 */
export const newHttpServer = (): Server =>
  createServer({
    connectionsCheckingInterval: SLOW_CHECK_MS,
    shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === "websocket",
  });

/**
 * Stands in front of whoever upgrades to WebSocket; and answers CONNECT, which Node drops.
 * Whoever asks for either before they have their other answers is cut: they would mix, and Node looks
 * after neither any more.
 */
export function guardUpgrades(server: Server, turns: Turns, { refuse, tally }: UpgradeGuard): void {
  const stop = (socket: Duplex, refusal: UpgradeRefusal) => {
    tally?.add(refusal.error);
    refuseUpgrade(socket, refusal);
  };
  const cut = (socket: Duplex) => {
    tally?.add(PIPELINED);
    socket.destroy();
  };
  const stock = server.listeners("upgrade") as Upgrade[];
  server.removeAllListeners("upgrade");
  server.on("upgrade", (request, socket, head) => {
    const refusal = refuse(request);
    if (turns.isBusy(socket)) cut(socket);
    else if (refusal) stop(socket, refusal);
    else for (const listener of stock) listener.call(server, request, socket, head);
  });
  server.on("connect", (_request, socket: Duplex) => {
    if (turns.isBusy(socket)) cut(socket);
    else stop(socket, CONNECT);
  });
}
