import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type Client,
  defineRoom,
  defineServer,
  matchMaker,
  type StepContext,
} from "@colyseus/core";
import { type SchemaType, StateView, schema, t } from "@colyseus/schema";
import { BaseRoom } from "../../engine/BaseRoom.ts";
import { Loops } from "../../engine/loops.ts";
import type { Line } from "../../engine/transport/line.ts";
import { GuardedTransport, type TransportSettings } from "../../engine/transport.ts";
import { nextInt } from "../../schema/lib/random.ts";
import { memoryLog } from "./log.ts";
import { pause } from "./wait.ts";

const Unit = schema(
  {
    x: t.uint16().default(0),
    y: t.quantized({ min: 0, max: 1000 }),
    label: t.string().optional(),
    secret: t.uint16().default(0).view(),
  },
  "ChurnUnit",
);
type Unit = SchemaType<typeof Unit>;
const State = schema(
  {
    units: t.map(Unit),
    rows: t.array(Unit),
    hidden: t.map(Unit).view(),
    blob: t.string().default(""),
  },
  "ChurnState",
);
type State = SchemaType<typeof State>;
const Push = schema({ dx: t.int8().default(0) }, "ChurnPush");

export interface ChurnOptions {
  readonly entities: number;
  readonly typed: boolean;
  readonly views: boolean;
  /** Every patch has a text that is longer than the way's own buffers for long. */
  readonly loud?: boolean;
}

const LOUD_BYTES = 400_000;

const TICK_HZ = 10;
const loops = new Loops();
/** Rows of the array, which is shifted about; hidden units, which few are shown. */
const ROWS = 12;
const HIDDEN = 20;
const HOLD_SECONDS = 30;

/** A room whose state changes in every way that schema knows, until it is frozen. */
export class ChurnRoom extends BaseRoom<{ state: State; client: Client }> {
  override state = new State();
  override maxClients = 200;
  override autoDispose = false;
  frozen = false;
  /** Who is shown what. */
  readonly shown = new Map<string, Set<Unit>>();
  readonly #rng = { rng: 7 };
  #options: ChurnOptions = { entities: 0, typed: false, views: false };
  #born = 0;

  override onCreate(options: ChurnOptions & { log: ReturnType<typeof memoryLog> }): void {
    this.#options = options;
    if (options.typed) this.inputs = this.defineInput(Push) as never;
    for (let n = 0; n < options.entities; n++) this.#bear();
    for (let n = 0; n < ROWS; n++) this.state.rows.push(unit(n));
    for (let n = 0; n < HIDDEN; n++) this.state.hidden.set(`h${n}`, unit(n));
    const closeCodes = { fault: 4500, replaced: 4409 };
    this.startLoop({ log: options.log, loops, tickHz: TICK_HZ, closeCodes });
  }

  override onJoin(client: Client): void {
    if (!this.#options.views) return;
    client.view = new StateView();
    this.shown.set(client.sessionId, new Set());
  }

  override onDrop(client: Client): void {
    this.allowReconnection(client, HOLD_SECONDS).catch(() => {});
  }

  protected override step(_context: StepContext): void {
    for (const { sessionId } of this.clients) {
      const inputs = this.inputs?.get(sessionId);
      while (inputs?.next());
    }
    if (this.frozen) return;
    for (const found of this.state.units.values()) {
      if (nextInt(this.#rng, 3) === 0) this.#move(found);
    }
    this.#replace();
    this.#shiftRows();
    if (this.#options.loud) this.state.blob = String(this.#born).padStart(LOUD_BYTES, "x");
    for (const client of this.clients) this.#show(client);
  }

  /** What this client should hold, as JSON. */
  expected(sessionId: string): unknown {
    const shown = this.shown.get(sessionId);
    const tell = (found: Unit) => {
      const { secret, ...open } = found.toJSON() as { secret?: number };
      return shown?.has(found) ? { ...open, secret } : open;
    };
    const all = (map: ReadonlyMap<string, Unit>, keep: (found: Unit) => boolean) =>
      Object.fromEntries(
        [...map].filter(([, found]) => keep(found)).map(([id, u]) => [id, tell(u)]),
      );
    const { units, rows, hidden, blob } = this.state;
    const seen = all(hidden as never, (found) => shown?.has(found) ?? false);
    return {
      units: all(units as never, () => true),
      rows: [...rows].map(tell),
      ...(Object.keys(seen).length > 0 ? { hidden: seen } : {}),
      blob,
    };
  }

  #bear(): void {
    this.state.units.set(`u${this.#born++}`, unit(nextInt(this.#rng, 60_000)));
  }

  #move(found: Unit): void {
    found.x = nextInt(this.#rng, 65_536);
    found.y = nextInt(this.#rng, 1000);
    if (nextInt(this.#rng, 20) === 0) found.label = nextInt(this.#rng, 2) ? "named" : undefined;
    if (nextInt(this.#rng, 5) === 0) found.secret = nextInt(this.#rng, 65_536);
  }

  #replace(): void {
    const [oldest] = this.state.units.keys();
    const gone = oldest === undefined ? undefined : this.state.units.get(oldest);
    if (!gone || oldest === undefined) return;
    for (const client of this.clients) this.#hide(client, gone);
    this.state.units.delete(oldest);
    this.#bear();
  }

  #shiftRows(): void {
    const { rows } = this.state;
    if (nextInt(this.#rng, 2) === 0) rows.unshift(unit(nextInt(this.#rng, 100)));
    else rows.splice(nextInt(this.#rng, rows.length), 1, unit(3));
    if (rows.length > ROWS) rows.shift();
  }

  /** A few at a time come into sight and go out of it. */
  #show(client: Client): void {
    const shown = this.shown.get(client.sessionId);
    if (!shown) return;
    const all = [...this.state.units.values(), ...this.state.hidden.values()].slice(-60);
    for (let n = 0; n < 4; n++) {
      const found = all[nextInt(this.#rng, all.length)] as Unit;
      if (shown.has(found)) this.#hide(client, found);
      else {
        shown.add(found);
        client.view?.add(found);
      }
    }
  }

  #hide(client: Client, found: Unit): void {
    if (this.shown.get(client.sessionId)?.delete(found)) client.view?.remove(found);
  }
}

function unit(n: number): Unit {
  return new Unit({ x: n, y: n % 1000, secret: n % 500 });
}

/** A server with nothing but such rooms, on our transport. */
export async function bootChurn(settings: Partial<TransportSettings> = {}) {
  const http = createServer();
  const log = memoryLog();
  const closeCodes = { foreign: 4002, flood: 4429 };
  const transport = new GuardedTransport(http, { log, closeCodes, ...settings });
  const doors: { close(): Promise<unknown> }[] = [];
  const server = defineServer({
    rooms: { churn: defineRoom(ChurnRoom, { log } as never) },
    transport,
    gracefullyShutdown: false,
    greet: false,
  });
  await server.listen(0, "127.0.0.1");
  const { port } = http.address() as AddressInfo;
  return {
    port,
    log,
    transport,
    async room(options: ChurnOptions): Promise<ChurnRoom> {
      const { roomId } = await matchMaker.createRoom("churn", options);
      return matchMaker.getLocalRoomById(roomId) as unknown as ChurnRoom;
    },
    /** Another port to the same rooms, for seats that are reserved, with settings of its own. */
    async door(own: Partial<TransportSettings> = {}): Promise<number> {
      const other = createServer();
      const lines = new GuardedTransport(other, { log, closeCodes, ...own });
      await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
      doors.push({
        async close() {
          lines.shutdown();
          other.closeAllConnections();
          await Promise.race([new Promise((resolve) => other.close(resolve)), pause(100)]);
        },
      });
      return (other.address() as AddressInfo).port;
    },
    async close(): Promise<void> {
      await Promise.all(doors.map((door) => door.close()));
      // Held seats would keep the rooms, and lines that are still open the server, for long.
      await Promise.race([server.gracefullyShutdown(false), pause(500)]);
      http.closeAllConnections();
      await Promise.race([new Promise((resolve) => http.close(resolve)), pause(100)]);
    },
  };
}

export const lineOf = (room: ChurnRoom, sessionId: string): Line | undefined =>
  room.clients.get(sessionId) as unknown as Line | undefined;
