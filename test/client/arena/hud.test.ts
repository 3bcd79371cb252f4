import assert from "node:assert/strict";
import { Announcer } from "../../../client/games/arena/hud/announcer.ts";
import { shortened, standings } from "../../../client/games/arena/hud/standings.ts";
import { Player } from "../../../schema/arena/state.ts";

const seat = (id: string, score: number, deaths = 0) =>
  [id, new Player().assign({ name: id, score, deaths })] as const;

describe("arena standings", () => {
  it("[AV9] rank by score, then by fewer falls; equals share a rank and keep their order", () => {
    const lines = standings([seat("d", 2, 1), seat("c", 2, 1), seat("a", 9), seat("b", 2)], "c");
    assert.deepEqual(
      lines.map(({ id, rank, own }) => [id, rank, own]),
      [
        ["a", 1, false],
        ["b", 2, false],
        ["c", 3, true],
        ["d", 3, false],
      ],
    );
  });

  it("[AV9] a short list always shows oneself", () => {
    const all = ["a", "b", "c", "d", "e"].map((id, i) => seat(id, 10 - i));
    const ids = (own: string, count: number) =>
      shortened(standings(all, own), count).map((line) => line.id);
    assert.deepEqual(ids("b", 3), ["a", "b", "c"]);
    assert.deepEqual(ids("e", 3), ["a", "b", "e"]);
    assert.deepEqual(ids("gone", 2), ["a", "b"]);
    assert.deepEqual(ids("a", 9), ["a", "b", "c", "d", "e"]);
  });
});

describe("arena announcer", () => {
  it("[AV10] reads at most one batch per 2.5 s, the newest three lines of it, none twice", () => {
    const announcer = new Announcer();
    assert.equal(announcer.due(0), undefined);
    announcer.say("one");
    assert.equal(announcer.due(0), "one");
    for (const line of ["two", "three", "three", "four", "five"]) announcer.say(line);
    assert.equal(announcer.due(2499), undefined);
    assert.equal(announcer.due(2500), "three. four. five");
    assert.equal(announcer.due(9000), undefined);
  });
});
