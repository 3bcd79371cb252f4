import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import { Client, type Room } from "colyseus.js";
import { type NetProxy, openProxy } from "../../bench/proxy.ts";
import type { ChurnOptions } from "../support/churn.ts";
import { bootChurn, type ChurnRoom, lineOf } from "../support/churn.ts";
import { pause, until } from "../support/wait.ts";

interface Outage {
  /** Where nothing passes any more: what the server sends waits in its own queue, or on the way. */
  readonly kind: "stall" | "stall on the way" | "cut";
  readonly seconds: number;
}

/** Above 6 s the pings may close the line, as a cut does; the client then comes back by itself. */
const OUTAGES: readonly Outage[] = [
  ...[1, 3, 5, 7, 8, 9].map((seconds) => ({ kind: "stall", seconds }) as const),
  { kind: "cut", seconds: 2 },
];
/** On a line as it is: the proxy and the kernel hold much of what the server sends. */
const AFAR: readonly Outage[] = [2, 5, 6, 9].map((seconds) => ({
  kind: "stall on the way",
  seconds,
}));
const SURVIVES_SECONDS = 5;
const HEAL_MS = 2000;
/** Time for a line that was closed to be opened anew. */
const RETURN_MS = 4000;

const ROOMS: readonly ChurnOptions[] = [200, 1500].flatMap((entities) =>
  [false, true].flatMap((typed) => [false, true].map((views) => ({ entities, typed, views }))),
);
/** 4 MB a second are more than the proxy and the kernel hold: the server's own queue fills as well. */
const LOUD: ChurnOptions = { entities: 200, typed: false, views: false, loud: true };
const FAR_ROOMS = [...ROOMS.filter(({ typed, views }) => typed === views), LOUD];
const nameOf = ({ entities, typed, views, loud }: ChurnOptions) =>
  `${entities} entities${typed ? ", inputs" : ""}${views ? ", views" : ""}${loud ? ", 4 MB/s" : ""}`;

interface Player {
  readonly room: ChurnRoom;
  readonly client: Room;
  readonly outage: Outage;
  closed: boolean;
  resyncs: number;
  healed: boolean;
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
  const { room, client, outage, closed, resyncs, healed } = player;
  if (!healed) {
    assert.deepEqual(sorted(held(player)), sorted(plain(room.expected(client.sessionId))));
    assert.fail(`equal only later than ${HEAL_MS} ms`);
  }
  const mayClose = outage.kind === "cut" || outage.seconds > SURVIVES_SECONDS;
  assert.ok(!closed || mayClose, "it was closed");
  // On the way there is room for what a short stall keeps back: then nothing is missed.
  const least = closed || outage.kind === "stall on the way" ? 0 : 1;
  assert.ok(resyncs >= least && resyncs <= (closed ? 0 : 1), `${resyncs} full states`);
}

describe("engine: a stalled line ends with the server's state", function () {
  this.timeout(60_000);
  let server: Awaited<ReturnType<typeof bootChurn>>;
  const players: Player[] = [];
  const proxies: NetProxy[] = [];

  before(async () => {
    server = await bootChurn({ queue: { patchQueueMaxBytes: 2048 } });
    const defaults = await server.door();
    const opened = await Promise.all(
      [...ROOMS, LOUD].map(async (options) => [options, await server.room(options)] as const),
    );
    const rooms = new Map(opened);
    const lines: { readonly proxy: NetProxy; readonly outage: Outage }[] = [];
    for (const outage of [...OUTAGES, ...AFAR]) {
      const isFar = AFAR.includes(outage);
      const proxy = await openProxy(isFar ? defaults : server.port);
      proxies.push(proxy);
      lines.push({ proxy, outage });
      for (const options of isFar ? FAR_ROOMS : ROOMS) {
        players.push(await enter(rooms.get(options) as ChurnRoom, proxy, outage));
      }
    }
    await pause(500);
    await Promise.all(lines.map(({ proxy, outage }) => interrupt(proxy, outage)));
    await Promise.all(
      players.map((player) => until("it is back", () => isHere(player), RETURN_MS).catch(() => {})),
    );
    for (const room of rooms.values()) room.frozen = true;
    await pause(HEAL_MS);
    look();
  });
  after(async () => {
    for (const { client } of players) client.connection.close();
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await server.close();
  });

  async function enter(room: ChurnRoom, proxy: NetProxy, outage: Outage): Promise<Player> {
    const seat = await matchMaker.joinById(room.roomId, {});
    const sdk = new Client(`ws://127.0.0.1:${proxy.port}`);
    const client: Room = await sdk.consumeSeatReservation(seat as never);
    client.reconnection.minUptime = 0;
    client.reconnection.maxDelay = 500;
    const player: Player = { room, client, outage, closed: false, resyncs: 0, healed: false };
    client.onDrop(() => {
      player.closed = true;
    });
    await new Promise<void>((resolve) => client.onStateChange.once(() => resolve()));
    return player;
  }

  /** Nothing passes. With a corked socket, what the server sends waits in its own queue. */
  async function interrupt(proxy: NetProxy, outage: Outage): Promise<void> {
    const { kind, seconds } = outage;
    const mine = players.filter((player) => player.outage === outage);
    const sockets = mine.map(({ room, client }) => socketOf(room, client));
    if (kind === "stall") for (const socket of sockets) socket?.cork();
    const over = proxy.outage(seconds * 1000, kind === "cut" ? "cut" : "stall");
    await pause(seconds * 1000 - 50);
    if (kind === "stall") for (const socket of sockets) socket?.uncork();
    await over;
  }

  const socketOf = (room: ChurnRoom, { sessionId }: Room) => lineOf(room, sessionId)?.ref.socket;
  const isHere = ({ room, client }: Player) =>
    client.connection.isOpen && lineOf(room, client.sessionId)?.missed === false;

  /** All at one moment: comparing so many players takes a second, in which others would heal. */
  function look(): void {
    for (const player of players) {
      player.healed = isEqual(player);
      player.resyncs = lineOf(player.room, player.client.sessionId)?.resyncs ?? -1;
    }
  }

  it("[EN16] the longer of the stalls on the way fill the server's queue", () => {
    const missed = players.filter(({ outage, resyncs }) => AFAR.includes(outage) && resyncs > 0);
    assert.notEqual(missed.length, 0);
  });

  for (const outage of [...OUTAGES, ...AFAR]) {
    const { kind, seconds } = outage;
    for (const [n, options] of (AFAR.includes(outage) ? FAR_ROOMS : ROOMS).entries()) {
      it(`[EN16] ${kind} of ${seconds} s, ${nameOf(options)}`, () => {
        const mine = players.filter((player) => player.outage === outage);
        assertHealed(mine[n] as Player);
      });
    }
  }
});
