import assert from "node:assert/strict";
import { openSeats } from "../../client/seats.ts";
import { memoryStore } from "../../client/storage.ts";
import { ENDINGS } from "../../netplay/status.ts";

describe("client/seats", () => {
  it("[WC3] keeps the newest token per room", () => {
    const seats = openSeats(memoryStore());
    seats.keep("a", "a:1");
    seats.keep("b", "b:1");
    seats.keep("a", "a:2");
    assert.equal(seats.token("a"), "a:2");
    assert.equal(seats.token("b"), "b:1");
    assert.equal(seats.token("c"), undefined);
  });

  it("[WC3] a session that ended for good leaves no token; a lost line may return", () => {
    const kept = ENDINGS.filter((ending) => {
      const seats = openSeats(memoryStore());
      seats.keep("a", "a:1");
      seats.ended("a", ending);
      return seats.token("a") !== undefined;
    });
    assert.deepEqual(kept, ["lost", "server_stopping"]);
  });
});
