import assert from "node:assert/strict";
import type { OptionsForm } from "../../client/games/options.ts";
import { en } from "../../client/i18n/messages.ts";
import { Desk, FILL } from "../../client/play/room/desk.ts";
import { countPeople, hostOf, isRemovable, readPeople } from "../../client/play/room/people.ts";
import { saidWords } from "../../client/play/room/said.ts";
import type { Answer, AnyOptions } from "../../netplay/requests.ts";
import { ArenaState, Player } from "../../schema/arena/state.ts";
import { Watcher } from "../../schema/lib/room.ts";
import type { HostRequest } from "../../schema/messages.ts";

function room(): ArenaState {
  const state = new ArenaState();
  state.host = "b";
  state.players.set("a", new Player().assign({ name: "Attia", hue: 2, team: 1 }));
  state.players.set("bot-0", new Player().assign({ name: "Cassia", bot: true }));
  state.players.set("b", new Player().assign({ name: "Brutus", online: false }));
  state.watchers.set("c", new Watcher().assign({ name: "Cato", idle: true }));
  return state;
}

describe("client/play/room people", () => {
  it("[WC30] players, watchers and bots are told apart, each with what others should know", () => {
    const { players, bots, watchers } = readPeople(room(), "a");
    const [attia, brutus] = players;
    assert.deepEqual(attia, {
      ...{ id: "a", name: "Attia", hue: 2, team: 1, bot: false },
      ...{ idle: false, away: false, self: true, host: false },
    });
    assert.deepEqual([brutus?.host, brutus?.away, brutus?.self], [true, true, false]);
    assert.deepEqual(
      bots.map(({ name }) => name),
      ["Cassia"],
    );
    assert.deepEqual([watchers[0]?.idle, watchers[0]?.team], [true, 0]);
    assert.equal(countPeople(room()), 3);
  });

  it("[WC32] the host is found among players and watchers; a room may have none", () => {
    const state = room();
    assert.equal(hostOf(readPeople(state, "a"))?.name, "Brutus");
    state.host = "c";
    assert.equal(hostOf(readPeople(state, "a"))?.name, "Cato");
    state.host = "";
    assert.equal(hostOf(readPeople(state, "a")), undefined);
  });

  it("[WC33] bots and oneself cannot be removed, everyone else can", () => {
    const { players, bots, watchers } = readPeople(room(), "a");
    const removable = [...players, ...bots, ...watchers].filter(isRemovable);
    assert.deepEqual(
      removable.map(({ id }) => id),
      ["b", "c"],
    );
  });
});

const form: OptionsForm = {
  draft: (options) => ({ map: String((options as { map?: string }).map) }),
  read: ({ map = "" }, seats = 0) =>
    map === "nowhere" || (map === "pit" && seats > 16) ? { wrong: ["map"] } : { options: { map } },
  Fields: () => null,
};

/** A room that grants what a host asks, unless `refusal` is set. */
class FakeRoom {
  readonly asked: HostRequest[] = [];
  options: Record<string, unknown> = { fill: 6, seats: 16, map: "pit" };
  refusal: Extract<Answer<never>, { ok: false }>["reason"] | undefined;
  formFails = false;

  open(): Desk {
    return new Desk({
      loadForm: async () => (this.formFails ? assert.fail("offline") : form),
      host: async (request) => this.#answer(request),
    });
  }

  async #answer(request: HostRequest): Promise<Answer<AnyOptions>> {
    this.asked.push(request);
    await Promise.resolve();
    if (this.refusal) return { ok: false, reason: this.refusal };
    if (request.do === "configure") this.options = { ...this.options, ...request.options };
    return { ok: true, value: this.options as AnyOptions };
  }
}

describe("client/play/room desk", () => {
  let room: FakeRoom;
  let desk: Desk;
  beforeEach(async () => {
    room = new FakeRoom();
    desk = room.open();
    await desk.open();
    room.asked.length = 0;
  });

  it("[WC31] shows the room's options, and what was applied as the room took it", async () => {
    assert.deepEqual(desk.draft.value, { fill: "6", own: { map: "pit" } });
    assert.equal(desk.seats.value, 16);
    desk.change({ fill: " 12 ", own: { map: "atrium" } });
    await desk.apply();
    assert.deepEqual(room.asked, [{ do: "configure", options: { fill: 12, map: "atrium" } }]);
    assert.deepEqual(desk.draft.value, { fill: "12", own: { map: "atrium" } });
    assert.deepEqual(desk.said.value, { kind: "applied" });
  });

  it("[WC31] what is no good is named and kept, and not sent", async () => {
    desk.change({ fill: "17" });
    await desk.apply();
    assert.deepEqual(desk.wrong.value, [FILL]);
    desk.change({ fill: "3", own: { map: "nowhere" } });
    assert.deepEqual(desk.wrong.value, []);
    await desk.apply();
    assert.deepEqual(desk.wrong.value, ["map"]);
    assert.deepEqual(desk.draft.value, { fill: "3", own: { map: "nowhere" } });
    assert.deepEqual(room.asked, []);
  });

  it("[WC31] every field that is no good is named, in the order of the form", async () => {
    desk.change({ fill: "99", own: { map: "nowhere" } });
    await desk.apply();
    assert.deepEqual(desk.wrong.value, ["map", FILL]);
    assert.deepEqual(desk.draft.value, { fill: "99", own: { map: "nowhere" } });
  });

  it("[WC40] a map is read with the room's seats", async () => {
    room.options = { fill: 6, seats: 20, map: "atrium" };
    const other = room.open();
    await other.open();
    other.change({ own: { map: "pit" } });
    await other.apply();
    assert.deepEqual(other.wrong.value, ["map"]);
  });

  it("[WC31] a refusal is said in words, and what was typed stays", async () => {
    room.refusal = "room/not_host";
    desk.change({ fill: "2" });
    await desk.apply();
    assert.deepEqual(desk.said.value, { kind: "failed", reason: "room/not_host" });
    assert.equal(desk.draft.value?.fill, "2");
    assert.match(saidWords({ kind: "failed", reason: "room/not_host" }, en), /not the host/);
  });

  it("[WC31] a second press in a slow moment is the first one", async () => {
    await Promise.all([desk.apply(), desk.apply()]);
    assert.equal(room.asked.length, 1);
  });

  it("[WC31] a form that does not load says so", async () => {
    room.formFails = true;
    const other = room.open();
    await other.open();
    assert.equal(other.form.value, "failed");
    assert.deepEqual(room.asked, []);
  });

  it("[WC31] the next match begins, and somebody is removed, with what came of it", async () => {
    await desk.restart();
    assert.deepEqual(desk.said.value, { kind: "restarted" });
    await desk.remove({ id: "b", name: "Brutus" }, "away too long");
    assert.deepEqual(room.asked, [
      { do: "restart" },
      { do: "remove", id: "b", reason: "away too long" },
    ]);
    assert.equal(
      desk.said.value && saidWords(desk.said.value, en),
      "\u2068Brutus\u2069 has been removed.",
    );
    room.refusal = "room/no_such_player";
    await desk.remove({ id: "b", name: "Brutus" }, "");
    assert.deepEqual(desk.said.value, { kind: "failed", reason: "room/no_such_player" });
  });
});
