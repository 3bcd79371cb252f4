import assert from "node:assert/strict";
import { settle, World } from "../support/stay.ts";

describe("client/play stay", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  it("[WC13] a restarting server is waited for, and the same room entered again", async () => {
    const { stay, session } = await world.open();
    world.ready = [false, false, true];
    world.asked.length = 0;
    session.become({ kind: "ended", ending: "server_stopping", reason: "" });
    await settle();
    assert.deepEqual(world.asked, [
      ...["wait 1000", "wait 1000", "wait 1000"],
      ...["game of r0", "load", "seat", "at r1"],
    ]);
    assert.equal(stay.screen.value.kind, "playing");
  });

  it("[WC13] when the restart lost the room, quick play of the same game goes on", async () => {
    const { stay, session } = await world.open();
    world.roomGone = true;
    world.asked.length = 0;
    session.become({ kind: "ended", ending: "server_stopping", reason: "" });
    await settle();
    assert.deepEqual(world.asked, ["wait 1000", "game of r0", "load", "quick", "at r1"]);
    assert.equal(stay.screen.value.kind, "playing");
  });

  it("[WC13] whoever only watched is not put into a match when the restart lost the room", async () => {
    const { stay, session } = await world.open({ kind: "room", roomId: "abc", watch: true });
    world.roomGone = true;
    session.become({ kind: "ended", ending: "server_stopping", reason: "" });
    await settle();
    assert.deepEqual(stay.screen.value, { kind: "refused", failure: "join/not_found" });
  });

  it("[WC13] leaving while the server restarts is the end of it", async () => {
    const { stay, session } = await world.open();
    session.become({ kind: "ended", ending: "server_stopping", reason: "" });
    assert.deepEqual(world.remembered, { roomId: "r0", game: "arena" });
    stay.close();
    await settle();
    assert.equal(world.sessions.length, 1);
    assert.equal(world.remembered, undefined);
  });

  it("[WC13] a restart into another build reloads the page and resumes the match", async () => {
    const { session } = await world.open();
    world.roomGone = true;
    world.refusals = ["join/version_mismatch"];
    session.become({ kind: "ended", ending: "server_stopping", reason: "" });
    await settle();
    assert.equal(world.reloads, 1);
    assert.deepEqual(world.remembered, { roomId: "r0", game: "arena" });
    // The reloaded page is given what the old one left behind.
    const { stay } = await world.open({ kind: "room", roomId: "r0", fallback: "arena" });
    assert.equal(world.asked.at(-2), "quick");
    assert.equal(stay.screen.value.kind, "playing");
    assert.equal(world.remembered, undefined);
  });
});
