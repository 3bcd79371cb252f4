import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import { Client } from "colyseus.js";
import { ensureGuest } from "../../netplay/identity.ts";
import { enter, type Session } from "../../netplay/session.ts";
import type { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import { TILE, UNIT } from "../../schema/arena/map.ts";
import { packMove } from "../../schema/arena/rules.ts";
import type { ArenaInput, ArenaState } from "../../schema/arena/state.ts";
import { memoryStore } from "../support/app.ts";
import { ready, startServer } from "../support/process.ts";
import { useProxiedApp } from "../support/proxied.ts";
import { pause, until } from "../support/wait.ts";

const STEP_MS = 1000 / 30;
/** The figure turns so far from where it began, or a little later. */
const TURN_TILES = 0.6;
/** As many as two seconds have. */
const INPUTS = 60;
/** Row 9 of atrium is open for four tiles to each side of here. */
const SPOT = { x: 12.5 * TILE, y: 9.5 * TILE } as const;

describe("stalls on either side", function () {
  this.timeout(60_000);
  const stand = useProxiedApp();
  let room: ArenaRoom;
  const stops: (() => void)[] = [];

  beforeEach(async () => {
    const options = { fill: 0, map: "atrium", private: true };
    const { roomId } = await matchMaker.createRoom("arena", options);
    room = matchMaker.getLocalRoomById(roomId) as unknown as ArenaRoom;
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) stop();
    await room.disconnect();
  });

  /** The truth about somebody, on the server. */
  const body = ({ sessionId }: { sessionId: string }) => room.state.players.get(sessionId);

  /**
   * A client of ours that walks there and back, and how many px its figure covers for each input of
   * its own: a busy machine sends fewer of them in a second, a server that holds somebody back takes
   * fewer than were sent.
   */
  function walker(session: Session<ArenaState>) {
    const input = session.room.input<ArenaInput>({ mode: "reliable" });
    const own = () => session.room.state.players.get(session.room.sessionId);
    const from = own()?.x ?? 0;
    let [sent, way, last, heading] = [0, 0, own()?.x, 0];
    const note = () => {
      const x = own()?.x;
      if (x !== undefined && last !== undefined) way += Math.abs(x - last);
      last = x;
    };
    const send = () => {
      const off = ((last ?? from) - from) / TILE;
      // By where it stands: inputs that a stall swallowed would let a count run into a wall.
      if (Math.abs(off) > TURN_TILES) heading = off > 0 ? 16 : 0;
      input.data.move = packMove(heading, 7);
      input.send();
      sent++;
    };
    session.room.onStateChange(note);
    const timer = setInterval(send, STEP_MS);
    stops.push(() => {
      clearInterval(timer);
      session.room.onStateChange.remove(note);
    });
    return async (inputs: number) => {
      const [sentBefore, wayBefore] = [sent, way];
      await until(`${inputs} inputs`, () => sent - sentBefore >= inputs);
      return (way - wayBefore) / UNIT / (sent - sentBefore);
    };
  }

  async function throughProxy(): Promise<Session<ArenaState>> {
    const session = await stand.join<ArenaState>({ kind: "room", roomId: room.roomId });
    body(session.room)?.assign(SPOT);
    const shown = () => session.room.state.players.get(session.room.sessionId)?.x === SPOT.x;
    await until("put there", shown);
    return session;
  }

  for (const [seconds, closes] of [
    [4, false],
    [10, true],
  ] as const) {
    it(`[FA6] [NP7] a line that stands still for ${seconds} s kicks nobody, who then is as fast as before`, async () => {
      const session = await throughProxy();
      const speed = walker(session);
      await pause(500);
      const before = await speed(INPUTS);
      const ends: string[] = [];
      session.onStatus(({ kind }) => ends.push(kind));
      stand.proxy.stall();
      await pause(seconds * 1000);
      stand.proxy.resume();
      await until("playing", () => session.status.kind === "playing" && body(session.room)?.online);
      await pause(1000);
      const after = await speed(INPUTS);
      assert.ok(
        after > before * 0.8 && after < before * 1.2,
        `${before} px per input, then ${after}`,
      );
      assert.equal(ends.includes("ended"), false);
      if (!closes) assert.deepEqual(ends, [], "the line was never dropped");
      assert.deepEqual(
        stand.app.log.lines.filter(({ message }) => message === "frame refused"),
        [],
      );
      await session.quit();
    });
  }

  it("[FA6] [SV6] a server that stands still for 10 s kicks nobody, who then is as fast as before", async () => {
    const server = await startServer();
    stops.push(() => void server.discard());
    await ready(server);
    const { build } = (await (await fetch(`${server.url}/api/build`)).json()) as { build: string };
    const guest = await ensureGuest(server.url, memoryStore(), undefined, Date.now());
    const entry = { kind: "create", game: "arena", options: { fill: 0 } } as const;
    const session = await enter<ArenaState>(
      new Client(server.url),
      entry,
      { build, name: "P", hue: 1 },
      guest.token,
    );
    const speed = walker(session);
    await pause(500);
    const before = await speed(INPUTS);
    const seen: string[] = [];
    session.onStatus(({ kind }) => seen.push(kind));
    server.child.kill("SIGSTOP");
    await pause(10_000);
    server.child.kill("SIGCONT");
    await pause(2000);
    const after = await speed(INPUTS);
    assert.ok(
      after > before * 0.8 && after < before * 1.2,
      `${before} px per input, then ${after}`,
    );
    assert.deepEqual(seen, [], "the line was never dropped");
    await session.quit();
  });
});
