import assert from "node:assert/strict";
import { leaveResume, mayReload, takeResume } from "../../client/reload.ts";
import { memoryStore } from "../../client/storage.ts";

describe("client/reload", () => {
  it("[WC10] a refused page reloads itself once per build", () => {
    const store = memoryStore();
    assert.equal(mayReload(store, "one"), true);
    assert.equal(mayReload(store, "one"), false);
    assert.equal(mayReload(store, "two"), true);
  });

  it("[WC10] a match goes on after the reload, once, and in its own room only", () => {
    const store = memoryStore();
    leaveResume(store, { roomId: "a", game: "arena" });
    assert.deepEqual(takeResume(store, "a"), { roomId: "a", game: "arena" });
    assert.equal(takeResume(store, "a"), undefined);
    leaveResume(store, { roomId: "a", game: "arena" });
    assert.equal(takeResume(store, "b"), undefined);
  });

  it("[WC10] nonsense is nothing to resume", () => {
    for (const text of ["x", "null", '{"roomId":"a","game":"chess"}']) {
      assert.equal(takeResume(memoryStore([["hypogeum:resume", text]]), "a"), undefined);
    }
  });
});
