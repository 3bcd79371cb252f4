import assert from "node:assert/strict";
import { parsePath, pastedRoomId, playPath } from "../../client/router.ts";

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

  it("[WC7] reads an invite link of any host, or a bare room id", () => {
    const pasted = [
      "aBc123",
      " aBc123\n",
      "http://localhost:2567/play/aBc123",
      "https://play.example/play/aBc123?from=chat#x",
      "192.168.1.5:2567/play/aBc123",
    ];
    for (const text of pasted) assert.equal(pastedRoomId(text), "aBc123", text);
  });

  it("[WC27] a code is read in any case, with spaces or dashes, alone or in a link", () => {
    for (const text of ["GATEWY", "gatewy", " gat ewy ", "GAT-EWY", "G A T E W Y"]) {
      assert.equal(pastedRoomId(text), "GATEWY", text);
    }
    assert.equal(pastedRoomId("http://localhost:2567/play/gatewy"), "GATEWY");
  });

  it("[WC27] a room's address says whether one comes to play or to watch", () => {
    for (const watch of [false, true]) {
      const path = playPath("GATEWY", watch);
      assert.deepEqual(parsePath(path), { page: "play", roomId: "GATEWY", watch }, path);
    }
  });

  it("[WC7] anything else is no invitation", () => {
    for (const text of [
      "",
      "  ",
      "two words",
      "http://localhost/",
      "http://a/play/",
      "javascript:1",
    ]) {
      assert.equal(pastedRoomId(text), undefined, text);
    }
  });
});
