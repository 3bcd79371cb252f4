import assert from "node:assert/strict";
import { QUICK, settle, World } from "../support/stay.ts";

describe("client/play stay", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  it("[WC11] the game's code is loaded before a seat is taken; then it plays", async () => {
    const { stay } = await world.open({ kind: "room", roomId: "abc" });
    assert.deepEqual(world.asked, ["game of abc", "load", "room", "at abc"]);
    assert.deepEqual(stay.screen.value, { kind: "playing" });
    stay.frame(1);
    assert.deepEqual(world.views, ["mounted", "frame"]);
    assert.deepEqual(stay.debug(), {
      status: "playing",
      roomId: "abc",
      sessionId: "me in abc",
      ping: 12,
      serverTime: 340,
      x: 1,
    });
  });

  it("[WC11] a seat of this tab comes first, then the room", async () => {
    world.seats.keep("abc", "abc:old");
    world.refusals = ["join/not_found"];
    const { stay } = await world.open({ kind: "room", roomId: "abc" });
    assert.deepEqual(world.asked.slice(2), ["seat", "room", "at abc"]);
    assert.equal(stay.screen.value.kind, "playing");
    assert.equal(world.seats.token("abc"), "abc:token");
  });

  it("[WC11] a seat is not given up because the server is away", async () => {
    world.seats.keep("abc", "abc:old");
    world.refusals = ["join/unreachable"];
    const { stay } = await world.open({ kind: "room", roomId: "abc" });
    assert.deepEqual(stay.screen.value, { kind: "refused", failure: "join/unreachable" });
    assert.equal(world.seats.token("abc"), "abc:old");
  });

  it("[WC12] a drop is shown with its attempt, and the view learns of the return", async () => {
    const { stay, session } = await world.open();
    session.become({ kind: "reconnecting", attempt: 3, attempts: 29 });
    assert.deepEqual(stay.screen.value, { kind: "reconnecting", attempt: 3, attempts: 29 });
    session.become({ kind: "playing" });
    assert.deepEqual(stay.screen.value, { kind: "playing" });
    assert.deepEqual(world.views, ["mounted", "reconnected"]);
  });

  it("[WC12] closing leaves for good, also while joining", async () => {
    const { stay, session } = await world.open();
    stay.close();
    assert.equal(session.quits, 1);
    assert.equal(world.seats.token("r0"), undefined);
    assert.deepEqual(world.views, ["mounted", "unmounted"]);
    const joining = world.stay(QUICK);
    await Promise.resolve();
    joining.close();
    await settle();
    assert.equal(
      world.sessions.every((each) => each.status.kind === "ended"),
      true,
    );
    assert.equal(world.views.filter((view) => view === "mounted").length, 1);
  });

  it("[WC12] after the end nothing is drawn; rejoining starts a new view", async () => {
    const { stay, session } = await world.open();
    session.become({ kind: "ended", ending: "lost", reason: "" });
    stay.frame(1);
    assert.deepEqual(stay.screen.value, { kind: "ended", ending: "lost", reason: "" });
    assert.equal(world.seats.token("r0"), "r0:token");
    stay.retry();
    await settle();
    assert.deepEqual(world.views, ["mounted", "unmounted", "mounted"]);
    assert.equal(stay.screen.value.kind, "playing");
  });

  it("[WC12] rejoining after a crash that took the room along plays on in another match", async () => {
    const { stay, session } = await world.open();
    session.become({ kind: "ended", ending: "lost", reason: "" });
    world.roomGone = true;
    stay.retry();
    await settle();
    assert.equal(stay.screen.value.kind, "playing");
    assert.equal(world.asked.includes("quick"), true);
  });

  it("[WC14] game code that does not load from a server that is away may be tried again", async () => {
    world.mountFails = true;
    world.ready = [false];
    const log = console.error;
    console.error = () => {};
    const { stay } = await world.open();
    console.error = log;
    assert.deepEqual(stay.screen.value, { kind: "refused", failure: "join/unreachable" });
    world.mountFails = false;
    stay.retry();
    await settle();
    assert.equal(stay.screen.value.kind, "playing");
  });

  it("[WC14] a version mismatch that a reload did not cure is said in words", async () => {
    world.mayReload = false;
    world.refusals = ["join/version_mismatch"];
    const { stay } = await world.open();
    assert.deepEqual(stay.screen.value, { kind: "refused", failure: "join/version_mismatch" });
  });

  it("[WC14] a link to a room that is gone says so; quick play is one press away", async () => {
    world.roomGone = true;
    const { stay } = await world.open({ kind: "room", roomId: "abc" });
    assert.deepEqual(stay.screen.value, { kind: "refused", failure: "join/not_found" });
    stay.quickPlay("arena");
    await settle();
    assert.equal(stay.screen.value.kind, "playing");
    assert.equal(stay.roomId.value, "r0");
  });

  it("[WC14] a game that cannot draw gives its seat back", async () => {
    world.mountFails = true;
    const log = console.error;
    console.error = () => {};
    const { stay, session } = await world.open();
    console.error = log;
    assert.deepEqual(stay.screen.value, { kind: "game_failed" });
    assert.equal(session.quits, 1);
  });

  it("[WC15] an operator's words are shown, anything else is not", async () => {
    const { stay, session } = await world.open();
    session.notify?.({ evil: true });
    assert.equal(stay.notice.value, "");
    session.notify?.("Maintenance at noon");
    assert.equal(stay.notice.value, "Maintenance at noon");
  });
});
