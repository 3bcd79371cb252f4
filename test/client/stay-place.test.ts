import assert from "node:assert/strict";
import { en } from "../../client/i18n/messages.ts";
import { noticeOf } from "../../client/play/screen.ts";
import { settle, World } from "../support/stay.ts";

describe("client/play stay", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  it("[WC35] whoever watched here before and comes to play, plays", async () => {
    world.watchedBefore = true;
    world.seats.keep("abc", "abc:old");
    const { stay, session } = await world.open({ kind: "room", roomId: "abc" });
    assert.deepEqual(session.wishes, [true]);
    assert.equal(stay.place.watching.value, false);
  });

  it("[WC35] whoever watched here before and comes to watch, watches", async () => {
    world.watchedBefore = true;
    world.seats.keep("abc", "abc:old");
    const { stay, session } = await world.open({ kind: "room", roomId: "abc", watch: true });
    assert.deepEqual(session.wishes, []);
    assert.equal(stay.place.watching.value, true);
  });

  it("[WC35] whoever comes to watch stays a watcher through a reload, a full house and a rejoin", async () => {
    const { stay, session } = await world.open({ kind: "room", roomId: "abc", watch: true });
    assert.deepEqual(world.asked.slice(2), ["room, to watch", "watching abc"]);
    assert.equal(stay.place.watching.value, true);
    session.become({ kind: "ended", ending: "lost", reason: "" });
    world.refusals = ["join/not_found"];
    world.asked.length = 0;
    stay.retry();
    await settle();
    assert.deepEqual(world.asked.slice(2), ["seat", "room, to watch", "watching abc"]);
  });

  it("[WC35] the address follows from playing to watching and back", async () => {
    const { stay, session } = await world.open({ kind: "room", roomId: "abc" });
    world.asked.length = 0;
    session.patched();
    session.move(true);
    session.patched();
    session.move(false);
    assert.deepEqual(world.asked, ["watching abc", "at abc"]);
    assert.equal(stay.place.watching.value, false);
    session.move(true);
    stay.quickPlay("arena");
    await settle();
    assert.equal(stay.place.watching.value, false);
  });

  it("[WC36] a full room can be watched", async () => {
    world.refusals = ["join/full"];
    const { stay } = await world.open({ kind: "room", roomId: "abc" });
    const notice = noticeOf(stay.screen.value, en);
    assert.deepEqual(notice?.actions, ["retry", "watch", "quickPlay", "lobby"]);
    stay.watch();
    await settle();
    assert.deepEqual(stay.screen.value, { kind: "playing" });
    assert.equal(stay.place.watching.value, true);
  });

  it("[WC33] a removal is told with the host's words, and nothing leads back into that room", async () => {
    const { stay, session } = await world.open({ kind: "room", roomId: "abc" });
    session.become({ kind: "ended", ending: "removed", reason: "too good" });
    const notice = noticeOf(stay.screen.value, en);
    assert.equal(notice?.quote, "too good");
    assert.deepEqual(notice?.actions, ["quickPlay", "lobby"]);
    assert.equal(world.seats.token("abc"), undefined);
    const banned = noticeOf({ kind: "refused", failure: "join/banned" }, en);
    assert.deepEqual(banned?.actions, ["quickPlay", "lobby"]);
    const silent = noticeOf({ kind: "ended", ending: "removed", reason: "" }, en);
    assert.equal(silent?.quote, undefined);
  });

  it("[WC32] whoever becomes host is told; whoever opened the room knows", async () => {
    const { stay, session } = await world.open();
    assert.deepEqual([stay.place.hosting.value, stay.place.crowned.value], [false, false]);
    session.room.state.host = session.room.sessionId;
    session.patched();
    assert.deepEqual([stay.place.hosting.value, stay.place.crowned.value], [true, true]);
    stay.place.crowned.value = false;
    session.patched();
    assert.equal(stay.place.crowned.value, false);
    session.room.state.host = "another";
    session.patched();
    assert.equal(stay.place.hosting.value, false);
    world.hosted = true;
    const own = await world.open({ kind: "create", game: "arena" });
    assert.deepEqual([own.stay.place.hosting.value, own.stay.place.crowned.value], [true, false]);
    const found = await world.open({ kind: "room", roomId: "abc" });
    assert.deepEqual(
      [found.stay.place.hosting.value, found.stay.place.crowned.value],
      [true, true],
    );
  });

  it("[WC34] the warning counts down, and is gone with the danger or the line", async () => {
    const { stay, session } = await world.open();
    session.warn(12);
    assert.equal(stay.place.idle.value, 12);
    session.warn(0);
    assert.equal(stay.place.idle.value, 0);
    session.warn(12);
    session.become({ kind: "reconnecting", attempt: 1, attempts: 29 });
    assert.equal(stay.place.idle.value, 0);
  });
});
