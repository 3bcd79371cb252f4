import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** Who may open a WebSocket here. */
export interface GateSettings {
  /** Origins, such as `https://play.example`, besides the host's own. */
  readonly origins: readonly string[];
  /** Native clients, bots and load tests have no Origin; every browser sends one. */
  readonly originlessAllowed: boolean;
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  /** The client's address, where a trusted proxy stands in front. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Connections that need no Origin, and that the caps per address do not count: a load test's. */
  readonly isExempt: (request: IncomingMessage) => boolean;
}

export interface UpgradeRefusal {
  readonly status: 400 | 403 | 404 | 405 | 429 | 503;
  /** Stable id. */
  readonly error: string;
}

const RETRY_SECONDS = 10;
/** Time for whoever is refused to read why and hang up. */
const GOODBYE_MS = 5000;

/** Counts open connections and refuses upgrades before any room is asked. */
export class Gate {
  readonly #settings: GateSettings;
  readonly #perAddress = new Map<string, number>();
  #open = 0;

  constructor(settings: GateSettings) {
    this.#settings = settings;
  }

  /** Open connections. */
  get open(): number {
    return this.#open;
  }

  addressOf(request: IncomingMessage): string {
    return this.#settings.addressOf(request);
  }

  refusal(request: IncomingMessage): UpgradeRefusal | undefined {
    const { connectionsMax, connectionsPerAddressMax, isExempt, addressOf } = this.#settings;
    if (!this.#isOurs(request)) return { status: 403, error: "connect/bad_origin" };
    if (this.#open >= connectionsMax) return { status: 503, error: "connect/server_full" };
    if (isExempt(request)) return undefined;
    const own = this.#perAddress.get(addressOf(request)) ?? 0;
    if (own < connectionsPerAddressMax) return undefined;
    return { status: 429, error: "connect/too_many_connections" };
  }

  /** Counts a connection from the upgrade on, until its socket closes. */
  enter(request: IncomingMessage): void {
    const address = this.#settings.isExempt(request) ? "" : this.#settings.addressOf(request);
    this.#count(address, 1);
    request.socket.once("close", () => this.#count(address, -1));
  }

  #count(address: string, change: 1 | -1): void {
    this.#open += change;
    const count = (this.#perAddress.get(address) ?? 0) + change;
    if (count > 0) this.#perAddress.set(address, count);
    else this.#perAddress.delete(address);
  }

  /** A page of another site could otherwise play in a visitor's name. */
  #isOurs(request: IncomingMessage): boolean {
    const { originlessAllowed, isExempt, origins } = this.#settings;
    const { origin, host } = request.headers;
    if (origin === undefined) return originlessAllowed || isExempt(request);
    return (
      origins.includes(origin) || (host !== undefined && hostOf(origin) === host.toLowerCase())
    );
  }
}

/**
 * Host and port as they stand there. Undefined for `null`, the origin of sandboxed frames, for what
 * no page has, such as `file:`, and for whatever a browser would have written differently, or its
 * reader understand differently: `http://127.1`.
 */
function hostOf(origin: string): string | undefined {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) return undefined;
  // Not the scheme: behind TLS, pages of https ask by http.
  return /^https?:\/\/(.+)$/.exec(origin)?.[1];
}

/** Answers an upgrade with an HTTP error and closes the line. */
export function refuseUpgrade(socket: Duplex, { status, error }: UpgradeRefusal): void {
  const body = JSON.stringify({ code: status, error });
  socket.on("error", () => socket.destroy());
  socket.resume();
  // Nothing counts these connections, and the HTTP server looks after them no more.
  setTimeout(() => socket.destroy(), GOODBYE_MS).unref();
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      "Connection: close",
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(status === 405 ? ["Allow: GET"] : []),
      ...(status === 429 || status === 503 ? [`Retry-After: ${RETRY_SECONDS}`] : []),
      "",
      body,
    ].join("\r\n"),
  );
}
