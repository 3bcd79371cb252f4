import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import type { Session } from "../../netplay/session.ts";
import { CLOSE } from "../../schema/messages.ts";
import { defaultLimits } from "../../server/limits.ts";
import type { Running } from "../support/app.ts";
import { cutLine, joinWithPass } from "../support/loadTester.ts";
import { bootMeasured, scrape } from "../support/metrics.ts";
import { until } from "../support/wait.ts";

const HOLD_SECONDS = 1;
const RESERVED_SECONDS = 2;
const CLIENTS = 24;
const COUNTED = [
  "hypogeum_rooms",
  "hypogeum_clients",
  "hypogeum_waiting_seats",
  "hypogeum_connections",
] as const;

const roomsOf = (sessions: readonly Session[]) =>
  [...new Set(sessions.map(({ room }) => room.roomId))].map((id) =>
    matchMaker.getLocalRoomById(id),
  );

/** How the clients of a load test may go, and after how long nothing of them is left, in ms. */
const WAYS: Readonly<Record<string, [bound: number, go: (all: Session[]) => unknown]>> = {
  "that leave in order: within a second": [1000, (all) => all.map((session) => session.quit())],
  "whose lines are cut: a second after their seats were held": [
    (HOLD_SECONDS + 1) * 1000,
    (all) => all.map(cutLine),
  ],
  "that are kicked: within a second": [
    1000,
    (all) =>
      all.map(({ room }) =>
        matchMaker.getLocalRoomById(room.roomId)?.kickClient(room.sessionId, CLOSE.kicked),
      ),
  ],
  "whose rooms are closed: within a second": [
    1000,
    (all) => roomsOf(all).map((room) => room?.disconnect(CLOSE.roomClosed)),
  ],
};

describe("server: nothing is left of a load test", function () {
  this.timeout(20_000);
  let app: Running;
  before(async () => {
    const limits = {
      ...defaultLimits(),
      SEAT_HOLD_SECONDS: HOLD_SECONDS,
      SEAT_SECONDS: RESERVED_SECONDS,
    };
    app = await bootMeasured({ limits });
  });
  after(() => app.close());

  const counts = async () => {
    const seen = await scrape(app);
    return COUNTED.map((name) => seen.of(name));
  };

  for (const [title, [bound, go]] of Object.entries(WAYS)) {
    it(`[LT50] of clients ${title}`, async () => {
      const before = await counts();
      const target = { url: app.url, build: app.deps.build };
      const options = { fill: 4, seats: 8 };
      const all: Session[] = [];
      // One after another: at once, many would run for one last seat.
      for (let n = 0; n < CLIENTS; n++) {
        all.push(await joinWithPass(target, { kind: "quick", game: "arena", options }, `B${n}`));
      }
      const [rooms = 0, clients = 0, , connections] = await counts();
      assert.ok(rooms >= CLIENTS / 8 && clients >= CLIENTS, `${rooms} rooms, ${clients} clients`);
      assert.equal(connections, CLIENTS);
      const began = performance.now();
      await go(all);
      await until("as before", async () => `${await counts()}` === `${before}`);
      const took = performance.now() - began;
      assert.ok(took <= bound + 500, `${took.toFixed(0)} ms`);
    });
  }

  it("[LT50] of one that asked for a seat and never came: when its reservation has ended", async () => {
    const before = await counts();
    const { token } = await app.guest();
    const answer = await fetch(`${app.url}/matchmake/create/arena`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ build: app.deps.build, name: "A", hue: 0, fill: 0 }),
    });
    assert.equal(answer.status, 200);
    assert.equal((await scrape(app)).of("hypogeum_waiting_seats", { why: "reserved" }), 1);
    const began = performance.now();
    await until("as before", async () => `${await counts()}` === `${before}`);
    const took = performance.now() - began;
    assert.ok(took <= RESERVED_SECONDS * 1000 + 1500, `${took.toFixed(0)} ms`);
  });
});
