import assert from "node:assert/strict";
import { Habit } from "../../../loadtest/swarm/habit.ts";
import { answerMs, Lines } from "../../../loadtest/swarm/line.ts";
import { PRESETS } from "../../../netplay/conditions.ts";

describe("loadtest/line", () => {
  it("[LT51] what is subtracted is the smallest ping: load raises the others", () => {
    const lines = new Lines({ net: "good" });
    assert.equal(lines.roundTripMs, 0, "nothing is known, so nothing is excused");
    for (const ms of [12, 3, 250, 400]) lines.ponged(ms, PRESETS.good);
    assert.equal(lines.roundTripMs, 3);
  });

  it("[LT51] what simulated conditions add is no part of it, and makes it never less than nothing", () => {
    const lines = new Lines({ net: "far" });
    lines.ponged(304, PRESETS.far);
    assert.equal(lines.roundTripMs, 12);
    lines.ponged(280, PRESETS.far);
    assert.equal(lines.roundTripMs, 0);
  });

  it("[LT14] travellers have a hotel's line, all others the usual one", () => {
    const lines = new Lines({ net: "far" });
    assert.equal(lines.of("traveller"), PRESETS.hotel);
    assert.equal(lines.of("player"), PRESETS.far);
  });

  it("[LT52] an input may be as late as its line can make it before it counts as unanswered", () => {
    assert.equal(answerMs(PRESETS.good), 1000);
    assert.equal(answerMs(PRESETS.outage), 3000);
  });
});

describe("loadtest/habit", () => {
  it("[LT52] a server of ours owes every answer, another one if its first answers came soon", () => {
    assert.equal(new Habit(true).answersAll, true);
    const soon = new Habit(false);
    soon.note(39, 0);
    assert.equal(soon.answersAll, false, "nobody knows yet");
    soon.note(1, 1);
    assert.equal(soon.answersAll, true);
    soon.note(1000, 1000);
    assert.equal(soon.answersAll, true, "it has become slow");
  });

  it("[LT52] a room that patches now and then owes nobody an answer within a second", () => {
    const turns = new Habit(false);
    for (let turn = 0; turn < 10; turn++) turns.note(80, 60);
    assert.equal(turns.answersAll, false);
  });
});
