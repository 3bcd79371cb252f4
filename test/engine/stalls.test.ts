import assert from "node:assert/strict";
import { Client, type Room } from "colyseus.js";
import { type NetProxy, openProxy } from "../../bench/proxy.ts";
import type { ChurnOptions } from "../support/churn.ts";
import { bootChurn, type ChurnRoom, lineOf } from "../support/churn.ts";
import { pause, until } from "../support/wait.ts";

interface Outage {
  readonly kind: "stall" | "cut";
  readonly seconds: number;
}

/** Above 6 s the pings may close the line, as a cut does; the client then comes back by itself. */
const OUTAGES: readonly Outage[] = [
  ...[1, 3, 5, 7].map((seconds) => ({ kind: "stall", seconds }) as const),
  { kind: "cut", seconds: 2 },
];
const SURVIVES_SECONDS = 5;
const HEAL_MS = 2000;
/** Time for a line that was closed to be opened anew. */
const RETURN_MS = 4000;

const ROOMS: readonly ChurnOptions[] = [200, 1500].flatMap((entities) =>
  [false, true].flatMap((typed) => [false, true].map((views) => ({ entities, typed, views }))),
);
const nameOf = ({ entities, typed, views }: ChurnOptions) =>
  `${entities} entities${typed ? ", inputs" : ""}${views ? ", views" : ""}`;

interface Player {
  readonly room: ChurnRoom;
  readonly client: Room;
  readonly outage: Outage;
  closed: boolean;
  resyncs: number;
  healedMs: number;
}

const plain = (state: unknown) => JSON.parse(JSON.stringify(state));

/** The state of a client as JSON; a hidden map that is empty counts as none. */
function held({ client }: Player): Record<string, unknown> {
  const { hidden = {}, ...open } = plain(client.state);
  return Object.keys(hidden).length > 0 ? { ...open, hidden } : open;
}

function isEqual(player: Player): boolean {
  const expected = plain(player.room.expected(player.client.sessionId));
  return JSON.stringify(sorted(held(player))) === JSON.stringify(sorted(expected));
}

/** Keys in order, so that two equal states are one text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function assertHealed(player: Player): void {
  const { room, client, outage, closed, resyncs, healedMs } = player;
  if (!isEqual(player)) {
    assert.deepEqual(sorted(held(player)), sorted(plain(room.expected(client.sessionId))));
  }
  assert.ok(healedMs <= HEAL_MS, `${Math.round(healedMs)} ms`);
  const mayClose = outage.kind === "cut" || outage.seconds > SURVIVES_SECONDS;
  assert.ok(!closed || mayClose, "it was closed");
  assert.equal(resyncs, closed ? 0 : 1, "one full state");
}

describe("engine: a stalled line ends with the server's state", function () {
  this.timeout(60_000);
  let server: Awaited<ReturnType<typeof bootChurn>>;
  const players: Player[] = [];
  const proxies: NetProxy[] = [];

  before(async () => {
    server = await bootChurn({ queue: { patchQueueMaxBytes: 2048 } });
    const rooms = await Promise.all(ROOMS.map((options) => server.room(options)));
    for (const outage of OUTAGES) {
      const proxy = await openProxy(server.port);
      proxies.push(proxy);
      for (const room of rooms) players.push(await enter(room, proxy, outage));
    }
    await pause(500);
    await Promise.all(OUTAGES.map((outage, n) => interrupt(proxies[n] as NetProxy, outage)));
    await Promise.all(
      players.map((player) => until("it is back", () => isHere(player), RETURN_MS).catch(() => {})),
    );
    for (const room of rooms) room.frozen = true;
    const quiet = performance.now();
    await pause(200);
    await Promise.all(players.map((player) => heal(player, quiet)));
  });
  after(async () => {
    for (const { client } of players) client.connection.close();
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await server.close();
  });

  async function enter(room: ChurnRoom, proxy: NetProxy, outage: Outage): Promise<Player> {
    const client: Room = await new Client(`ws://127.0.0.1:${proxy.port}`).joinById(room.roomId);
    client.reconnection.minUptime = 0;
    client.reconnection.maxDelay = 500;
    const player: Player = { room, client, outage, closed: false, resyncs: 0, healedMs: Infinity };
    client.onDrop(() => {
      player.closed = true;
    });
    await new Promise<void>((resolve) => client.onStateChange.once(() => resolve()));
    return player;
  }

  /** Nothing passes, and what the server sends waits in its own queue: a window that is closed. */
  async function interrupt(proxy: NetProxy, outage: Outage): Promise<void> {
    const { kind, seconds } = outage;
    const mine = players.filter((player) => player.outage === outage);
    const sockets = mine.map(({ room, client }) => socketOf(room, client));
    if (kind === "stall") for (const socket of sockets) socket?.cork();
    const over = proxy.outage(seconds * 1000, kind);
    await pause(seconds * 1000 - 50);
    if (kind === "stall") for (const socket of sockets) socket?.uncork();
    await over;
  }

  const socketOf = (room: ChurnRoom, { sessionId }: Room) => lineOf(room, sessionId)?.ref.socket;
  const isHere = ({ room, client }: Player) =>
    client.connection.isOpen && lineOf(room, client.sessionId)?.missed === false;

  async function heal(player: Player, quiet: number): Promise<void> {
    await until("equal", () => isEqual(player), HEAL_MS + 1000).catch(() => {});
    if (isEqual(player)) player.healedMs = performance.now() - quiet;
    player.resyncs = lineOf(player.room, player.client.sessionId)?.resyncs ?? -1;
  }

  for (const outage of OUTAGES) {
    ROOMS.forEach((options, n) => {
      const { kind, seconds } = outage;
      it(`[EN16] ${kind} of ${seconds} s, ${nameOf(options)}`, () => {
        const player = players[OUTAGES.indexOf(outage) * ROOMS.length + n] as Player;
        assertHealed(player);
      });
    });
  }
});
