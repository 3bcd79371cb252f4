import assert from "node:assert/strict";
import { Line, Lines, spreadOf } from "../../../loadtest/swarm/line.ts";
import { PRESETS } from "../../../netplay/conditions.ts";

const TICK_MS = 1000 / 30;

describe("loadtest/line", () => {
  it("[LT51] what is subtracted is the smallest ping: load raises the others", () => {
    const line = new Line(PRESETS.good, TICK_MS);
    assert.equal(line.roundTripMs, 0, "nothing is known, so nothing is excused");
    for (const ms of [12, 3, 250, 400]) line.ponged(ms);
    assert.equal(line.roundTripMs, 3);
  });

  it("[LT51] what a simulated line adds at p95 is its own, and no part of it a server's", () => {
    assert.equal(spreadOf(PRESETS.good, TICK_MS), 0);
    const { jitterMs } = PRESETS.far;
    const far = spreadOf(PRESETS.far, TICK_MS);
    assert.ok(far > jitterMs && far < 2 * jitterMs, `${far} ms: jitter spreads by twice as much`);
    const hotel = spreadOf(PRESETS.hotel, TICK_MS);
    const { jitterMs: noise, stallMs } = PRESETS.hotel;
    assert.ok(hotel > 1.5 * noise && hotel < 2 * noise + stallMs, `${hotel} ms`);
    assert.equal(spreadOf(PRESETS.outage, TICK_MS), 0, "it comes once");
  });

  it("[LT51] a traveller's line excuses nobody else's latency", () => {
    const lines = new Lines({ net: "good", tickMs: TICK_MS });
    lines.of("player").ponged(1);
    lines.of("traveller").ponged(40);
    assert.equal(lines.of("chatterer").roundTripMs, 1);
    assert.ok(lines.of("traveller").roundTripMs > 100);
  });

  it("[LT51] an input may be as late as its line can make it before it counts as unanswered", () => {
    assert.equal(new Line(PRESETS.good, TICK_MS).answerMs, 1000);
    assert.equal(new Line(PRESETS.outage, TICK_MS).answerMs, 3000);
  });
});
