import assert from "node:assert/strict";
import { parsePath, playPath } from "../../client/router.ts";

describe("client/router", () => {
  it("[WC7] knows its pages and nothing else", () => {
    assert.deepEqual(parsePath("/"), { page: "lobby" });
    assert.deepEqual(parsePath("/?from=chat"), { page: "lobby" });
    const play = { page: "play", watch: false } as const;
    assert.deepEqual(parsePath("/play/aB-_9"), { ...play, roomId: "aB-_9" });
    assert.deepEqual(parsePath("/play/aB9/"), { ...play, roomId: "aB9" });
    assert.deepEqual(parsePath("/play/aB9?from=chat"), { ...play, roomId: "aB9" });
    for (const path of ["/play", "/play/", "/play/a/b", "/play/%2e%2e", "/x", "/play/a b"]) {
      assert.deepEqual(parsePath(path), { page: "missing" }, path);
    }
  });

  it("[WC27] a room's address says whether one comes to play or to watch", () => {
    for (const watch of [false, true]) {
      const path = playPath("GATEWY", watch);
      assert.deepEqual(parsePath(path), { page: "play", roomId: "GATEWY", watch }, path);
    }
  });
});
