import assert from "node:assert/strict";
import { mock } from "node:test";
import { signal } from "@preact/signals";
import { calmed } from "../../client/lobby/calm.ts";
import { demand, filterFormat, filterRooms, NO_FILTER } from "../../client/lobby/filter.ts";
import { kept } from "../../client/lobby/kept.ts";
import { stonesOf } from "../../client/lobby/stones.ts";
import { memoryStore, PREFIX } from "../../client/storage.ts";
import type { OpenRoom } from "../../netplay/lobby.ts";

const room = (roomId: string, mode: string, map: string, full = false): OpenRoom => ({
  roomId,
  game: "arena",
  players: full ? 4 : 1,
  bots: 0,
  seats: 4,
  watchers: 0,
  phase: "playing",
  facts: { mode, map },
  full,
  watchable: true,
});

const ROOMS = [
  room("a", "ffa", "pit"),
  room("b", "teams", "pit", true),
  room("c", "teams", "atrium"),
  room("d", "ffa", "atrium", true),
];
const passing = (filter: Parameters<typeof filterRooms>[1]) =>
  filterRooms(ROOMS, filter)
    .map(({ roomId }) => roomId)
    .join("");

describe("client/lobby filter", () => {
  it("[WC23] shows all, those with a free seat, of a mode, on a map, and what is all of it", () => {
    assert.equal(passing(NO_FILTER), "abcd");
    assert.equal(passing({ free: true, facts: {} }), "ac");
    const teams = demand(NO_FILTER, "mode", "teams");
    assert.equal(passing(teams), "bc");
    assert.equal(passing(demand(teams, "map", "atrium")), "c");
    assert.equal(passing({ ...demand(teams, "map", "pit"), free: true }), "");
  });

  it("[WC23] a fact is let through again by choosing all of them", () => {
    const both = demand(demand(NO_FILTER, "mode", "ffa"), "map", "pit");
    assert.equal(passing(both), "a");
    assert.deepEqual(demand(demand(both, "mode", ""), "map", ""), NO_FILTER);
  });

  it("[WC23] is kept in the tab, and nonsense there is as if nothing were", () => {
    const store = memoryStore();
    const filter = demand(NO_FILTER, "map", "pit");
    kept(store, "filter", filterFormat).change(filter);
    assert.deepEqual(kept(store, "filter", filterFormat).value.value, filter);
    for (const nonsense of ["", "{", "7", '{"free":"yes"}']) {
      store.setItem(`${PREFIX}filter`, nonsense);
      assert.equal(kept(store, "filter", filterFormat).value.value, undefined, nonsense);
    }
  });
});

describe("client/lobby list", () => {
  it("[WC22] the seats are a row of stones: no kind that is there is lost in a large room", () => {
    const row = (players: number, bots: number, seats: number) =>
      stonesOf({ players, bots, seats })
        .map((stone) => stone[0])
        .join("");
    assert.equal(row(1, 2, 4), "pbbf");
    assert.equal(row(0, 0, 2), "ff");
    assert.equal(row(16, 0, 16), "p".repeat(16));
    assert.equal(row(1, 39, 100), `p${"b".repeat(6)}${"f".repeat(9)}`);
    assert.equal(row(100, 0, 100), "p".repeat(16));
  });

  it("[WC22] a list that changes every second is read out once in a while, as it is then", () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    const source = signal("");
    const said: string[] = [];
    const calm = calmed(source, 4000);
    const unsubscribe = calm.value.subscribe((words) => said.push(words));
    for (let second = 1; second <= 9; second++) {
      source.value = `${second} rooms`;
      mock.timers.tick(1000);
    }
    assert.deepEqual(said, ["", "4 rooms", "8 rooms"]);
    unsubscribe();
    calm.stop();
    mock.timers.tick(10_000);
    assert.equal(said.length, 3);
    mock.timers.reset();
  });
});
