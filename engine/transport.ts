import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import {
  CloseCode,
  connectClientToRoom,
  createAuthContext,
  getMessageBytes,
  Protocol,
  type Room,
} from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { Counts, OK } from "./counts.ts";
import { farewellFor } from "./expel.ts";
import { FrameGuard, type Verdict } from "./frames.ts";
import type { Log } from "./log.ts";
import { isRoomPath, refusalOf, roomOf } from "./transport/door.ts";
import { Gate, type GateSettings, refuseUpgrade, type UpgradeRefusal } from "./transport/gate.ts";
import { handshakeAnswer, handshakeProblem } from "./transport/handshake.ts";
import { Line, type LineSettings } from "./transport/line.ts";
import { type Flow, Traffic, type Verdicts } from "./transport/traffic.ts";
import { Watch } from "./transport/watch.ts";
import { type Inspector, Wire } from "./transport/wire.ts";

type Guard = Pick<FrameGuard, "judge" | "control" | "counts">;

export interface TransportSettings {
  readonly log: Log;
  /** Subprotocols that somebody else on this server upgrades: the dev server's hot reload. */
  readonly foreignProtocols?: readonly string[] | undefined;
  /** WebSocket code for a frame that no client of ours sends, and for a flood. */
  readonly closeCodes: { readonly foreign: number; readonly flood: number };
  /** Who may connect; see {@link GATE_DEFAULTS}. */
  readonly gate?: Partial<GateSettings> | undefined;
  /** What may wait for a slow reader; see {@link QUEUE_DEFAULTS}. */
  readonly queue?: Partial<Omit<LineSettings, "log">> | undefined;
  /** Judges the frames of one connection from `now`, monotonic ms, on. */
  readonly newGuard?: ((now: number) => Guard) | undefined;
  /** Whoever has not acknowledged JOIN by then is closed. 10,000 by default. */
  readonly joinTimeoutMs?: number | undefined;
  /** Counts upgrades that were refused, and connections. */
  readonly counts?: Pick<Counts, "upgrades" | "connections"> | undefined;
}

/** A school behind one address fits, and a load test on the server's own machine. */
export const GATE_DEFAULTS: GateSettings = {
  origins: [],
  originlessAllowed: true,
  connectionsMax: 10_000,
  connectionsPerAddressMax: 2000,
  addressOf: ({ socket }) => socket.remoteAddress ?? "",
  isExempt: () => false,
};

/** 64 kB are two seconds of a busy match: a reader further behind wants the state, not its history. */
export const QUEUE_DEFAULTS = {
  queueMaxBytes: 1024 * 1024,
  patchQueueMaxBytes: 64 * 1024,
} as const;

const JOIN_TIMEOUT_MS = 10_000;
const MAX_PAYLOAD_BYTES = 4096;
/** HTTP-like code of the error frame that a client over its message budget gets. */
const TOO_MANY = 429;
const NOWHERE = { status: 404, error: "connect/not_found" } as const;

/**
 * `WebSocketTransport` with a gate in front of every upgrade, a guard in front of every frame, and
 * clients of our own: see {@link Line}.
 */
export class GuardedTransport extends WebSocketTransport {
  readonly #settings: TransportSettings;
  readonly #gate: Gate;
  readonly #watch: Watch;
  readonly #line: LineSettings;
  readonly #counts: Pick<Counts, "upgrades" | "connections">;
  readonly #traffic = new Traffic();
  #closing = false;

  constructor(server: HttpServer, settings: TransportSettings) {
    super({ noServer: true });
    const { log, closeCodes, joinTimeoutMs = JOIN_TIMEOUT_MS } = settings;
    this.#settings = settings;
    this.#counts = settings.counts ?? new Counts();
    this.#gate = new Gate({ ...GATE_DEFAULTS, ...settings.gate });
    this.#line = { log, ...QUEUE_DEFAULTS, ...settings.queue };
    this.#watch = new Watch({ log, joinTimeoutMs, closeCode: closeCodes.foreign });
    this.attachToServer(server);
  }

  /** Open connections. */
  get connections(): number {
    return this.#gate.open;
  }

  /** What went over all lines so far. */
  flow(): Flow {
    return this.#traffic.flow();
  }

  override shutdown(): void {
    this.#closing = true;
    this.#watch.stop();
    super.shutdown();
  }

  /** The base class calls this when it is attached. */
  protected override listenForUpgrade(server: HttpServer): void {
    server.on("upgrade", (request, socket: Duplex, head: Buffer) => {
      const isRoom = isRoomPath(request.url ?? "");
      if (!isRoom && this.#isForeign(request)) return;
      const refusal = isRoom ? this.#refusal(request) : NOWHERE;
      if (!refusal) return this.#upgrade(request, socket as Socket, head);
      this.#counts.upgrades.add(refusal.error);
      refuseUpgrade(socket, refusal);
    });
  }

  /** The base class' timer leaves out who never acknowledges JOIN: {@link Watch} has its own. */
  protected override autoTerminateUnresponsiveClients(): void {}

  #refusal(request: IncomingMessage): UpgradeRefusal | undefined {
    if (this.#closing) return { status: 503, error: "connect/closing" };
    return handshakeProblem(request) ?? this.#gate.refusal(request);
  }

  #isForeign({ headers }: IncomingMessage): boolean {
    const offered = headers["sec-websocket-protocol"] ?? "";
    return (this.#settings.foreignProtocols ?? []).includes(offered);
  }

  #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    this.#gate.enter(request);
    socket.write(handshakeAnswer(request));
    const { newGuard = (now: number) => new FrameGuard(now) } = this.#settings;
    const guard = newGuard(performance.now());
    const ref: Wire = new Wire(
      { socket, head, maxPayload: MAX_PAYLOAD_BYTES },
      this.#inspect(guard, this.#gate.addressOf(request), () => ref),
    );
    void this.#connect(ref, request, guard.counts);
  }

  /** As the base class does it. */
  async #connect(ref: Wire, request: IncomingMessage, verdicts: Verdicts): Promise<void> {
    const url = new URL(`ws://server${request.url}`);
    const sessionId = url.searchParams.get("sessionId") ?? "";
    const reconnectionToken = url.searchParams.get("reconnectionToken") ?? undefined;
    const returns = url.searchParams.has("skipHandshake");
    const opened = { ref, now: performance.now(), returns };
    const line = new Line(sessionId, opened, this.#line);
    this.#watch.add(line);
    this.#traffic.add(line, verdicts);
    try {
      const room = roomOf(request.url ?? "");
      const context = createAuthContext({
        headers: unforwarded(request),
        token: url.searchParams.get("_authToken"),
        remoteAddress: this.#gate.addressOf(request),
      });
      await connectClientToRoom(room as Room, line, context, {
        ...(reconnectionToken === undefined ? {} : { reconnectionToken }),
        skipHandshake: returns,
      });
      this.#counts.connections.add(OK);
    } catch (error) {
      this.#refuse(line, error, reconnectionToken);
    }
  }

  #refuse(line: Line, error: unknown, token: string | undefined): void {
    this.#settings.log.debug({ err: error }, "connection refused");
    const stock = token === undefined ? CloseCode.WITH_ERROR : CloseCode.FAILED_TO_RECONNECT;
    const { code, reason } = (token && farewellFor(token)) || { code: stock, reason: undefined };
    const told = refusalOf(error);
    this.#counts.connections.add(told.id);
    line.error(told.code, told.id, () => line.leave(code, reason));
  }

  /** With the address alone: the request's headers would be kept for as long as the line lives. */
  #inspect(guard: Guard, address: string, wire: () => Wire): Inspector {
    return {
      judge: (frame, isBinary, now) => guard.judge(frame as Buffer, isBinary, now),
      control: (now) => guard.control(now),
      act: (verdict, frame) => this.#act(verdict, wire(), { frame, address }),
    };
  }

  #act(
    verdict: Exclude<Verdict, "pass">,
    socket: Wire,
    { frame, address }: { frame: Buffer; address: string },
  ): void {
    if (verdict === "drop") return;
    if (verdict === "refuse") {
      socket.send(getMessageBytes[Protocol.ERROR](TOO_MANY, "frames/too_many_messages"));
      return;
    }
    const head = frame.subarray(0, 16).toString("hex");
    this.#settings.log.warn({ verdict, head, address }, "frame refused");
    socket.removeAllListeners("message");
    socket.close(this.#settings.closeCodes[verdict], `frames/${verdict}`);
  }
}

/** Colyseus believes whatever a client writes there; the gate knows whose word counts. */
function unforwarded({ headers }: IncomingMessage): Record<string, string> {
  const { "x-real-ip": _, "x-forwarded-for": __, "x-client-ip": ___, ...rest } = headers;
  return rest as Record<string, string>;
}
