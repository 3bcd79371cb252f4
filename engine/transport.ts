import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { getMessageBytes, Protocol } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import type { RawData, WebSocket } from "ws";
import { FrameGuard, type Verdict } from "./frames.ts";
import type { Log } from "./log.ts";

export interface TransportSettings {
  readonly log: Log;
  /** Subprotocols that somebody else on this server upgrades: the dev server's hot reload. */
  readonly foreignProtocols?: readonly string[];
  /** WebSocket code for a frame that no client of ours sends, and for a flood. */
  readonly closeCodes: { readonly foreign: number; readonly flood: number };
}

const MAX_PAYLOAD_BYTES = 4096;
const PING_INTERVAL_MS = 3000;
const PING_MISSES = 2;
/** HTTP-like code of the error frame that a client over its message budget gets. */
const TOO_MANY = 429;
/** `/<process>/<room>?sessionId=…`: the only upgrade that is ours. */
const ROOM_PATH = /^\/[\w-]+\/[\w-]+\?(?:.*&)?sessionId=/;

type Guarded = (socket: WebSocket, request: IncomingMessage, upgrade?: unknown) => Promise<void>;

/** `WebSocketTransport` with a guard in front of every frame and every upgrade. */
export class GuardedTransport extends WebSocketTransport {
  readonly #settings: TransportSettings;

  constructor(server: HttpServer, settings: TransportSettings) {
    super({
      noServer: true,
      maxPayload: MAX_PAYLOAD_BYTES,
      pingInterval: PING_INTERVAL_MS,
      pingMaxRetries: PING_MISSES,
    });
    this.#settings = settings;
    this.#guardConnections();
    this.attachToServer(server, { filter: isRoomUpgrade });
    server.on("upgrade", (request, socket: Duplex) => {
      if (!isRoomUpgrade(request) && !this.#isForeign(request)) socket.destroy();
    });
  }

  #isForeign({ headers }: IncomingMessage): boolean {
    const offered = headers["sec-websocket-protocol"] ?? "";
    return (this.#settings.foreignProtocols ?? []).includes(offered);
  }

  /** The base class hooked its own handler up before this constructor ran: put the guard first. */
  #guardConnections(): void {
    const stock = this.onConnection as unknown as Guarded;
    this.wss.off("connection", this.onConnection);
    this.wss.on("connection", (socket: WebSocket, request: IncomingMessage, upgrade?: unknown) => {
      this.#guard(socket, request);
      void stock.call(this, socket, request, upgrade);
    });
  }

  #guard(socket: WebSocket, request: IncomingMessage): void {
    const guard = new FrameGuard(performance.now());
    const emit = socket.emit.bind(socket);
    socket.emit = (event: string | symbol, ...args: unknown[]): boolean => {
      if (event !== "message") return emit(event, ...args);
      const [data, isBinary] = args as [RawData, boolean];
      const verdict = guard.judge(data as Buffer, isBinary, performance.now());
      if (verdict === "pass") return emit(event, ...args);
      this.#act(verdict, socket, { frame: data as Buffer, request });
      return true;
    };
  }

  #act(
    verdict: Exclude<Verdict, "pass">,
    socket: WebSocket,
    { frame, request }: { frame: Buffer; request: IncomingMessage },
  ): void {
    if (verdict === "drop") return;
    if (verdict === "refuse") {
      socket.send(getMessageBytes[Protocol.ERROR](TOO_MANY, "frames/too_many_messages"));
      return;
    }
    const head = frame.subarray(0, 16).toString("hex");
    this.#settings.log.warn(
      { verdict, head, address: request.socket.remoteAddress },
      "frame refused",
    );
    socket.removeAllListeners("message");
    socket.close(this.#settings.closeCodes[verdict], `frames/${verdict}`);
  }
}

const isRoomUpgrade = (request: IncomingMessage): boolean => ROOM_PATH.test(request.url ?? "");
