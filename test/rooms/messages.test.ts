import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import { Client } from "colyseus.js";
import type { Session } from "../../netplay/session.ts";
import type { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import { CLOSE, GAME, GAZE, HOST, SEAT, STATE_REPORT } from "../../schema/messages.ts";
import { defaultLimits } from "../../server/limits.ts";
import { bootApp, type Running } from "../support/app.ts";
import { pause, until } from "../support/wait.ts";

/** As many as one may send at once, whatever they say. */
const MANY = 90;
const VIOLATIONS_MAX = 20;
const NONSENSE = [undefined, null, 7, "x", [], {}, { x: 1 }, { follow: 7 }, { do: "fly" }] as const;

/** Messages without an answer, and what their formats refuse. */
const TOLD = {
  [GAZE]: [...NONSENSE, { follow: "x".repeat(65) }, { x: "1", y: 2 }],
  [STATE_REPORT]: [...NONSENSE, ["1"], [1, 2], [1, "a", 3]],
} as const;
const ASKED = {
  [SEAT]: [...NONSENSE, { play: "yes" }],
  [GAME]: [...NONSENSE, { vote: "pit" }],
  [HOST]: [...NONSENSE, { do: "remove", id: 7 }],
} as const;

describe("rooms: messages that an arena does not understand", () => {
  let app: Running;
  let session: Session;
  const errors: [number, string | undefined][] = [];
  before(async () => {
    app = await bootApp();
  });
  beforeEach(async () => {
    const options = { fill: 0, hosted: true, private: true };
    session = await app.join({ kind: "create", game: "arena", options });
    errors.length = 0;
    session.room.onError((code, message) => errors.push([code, message]));
  });
  afterEach(() => session.quit());
  after(() => app.close());

  const closing = ({ room } = session) => new Promise<number>((resolve) => room.onLeave(resolve));
  const reasonOf = (type: string, payload: unknown) =>
    session.room.request(type, payload).then(
      () => "granted",
      (error) => error.reason,
    );
  const arena = () => matchMaker.getLocalRoomById(session.room.roomId) as unknown as ArenaRoom;

  for (const [type, payloads] of Object.entries(TOLD)) {
    it(`[EN67] each bad \`${type}\` is answered with an error, past the budget its sender goes`, async () => {
      const room = arena();
      const closed = closing();
      for (let n = 0; n < MANY; n++) session.room.send(type, payloads[n % payloads.length]);
      assert.equal(await closed, CLOSE.badFrame);
      assert.deepEqual(errors, Array(VIOLATIONS_MAX).fill([400, "frames/bad_message"]));
      await until("the seat is free", () => !room.state.players.has(session.room.sessionId));
    });
  }

  for (const [type, payloads] of Object.entries(ASKED)) {
    it(`[EN67] each bad \`${type}\` is rejected in words, past the budget its sender goes`, async () => {
      for (const payload of payloads) {
        assert.equal(await reasonOf(type, payload), "room/bad_request", JSON.stringify(payload));
      }
      const closed = closing();
      for (let n = 0; n < MANY - payloads.length; n++) reasonOf(type, undefined).catch(() => {});
      assert.equal(await closed, CLOSE.badFrame);
      assert.deepEqual(errors, []);
    });
  }

  it("[EN67] what is understood and not granted, or asked for nothing, is no violation", async () => {
    const entry = { kind: "room", roomId: session.room.roomId } as const;
    const guest = await app.join(entry);
    const ends: string[] = [];
    for (const each of [session, guest]) each.onStatus(({ kind }) => ends.push(kind));
    for (let n = 0; n < VIOLATIONS_MAX + 5; n++) {
      assert.equal(await guest.host({ do: "look" }).then(reasonIn), "room/not_host");
      const remove = { do: "remove", id: "nobody", reason: "" } as const;
      assert.equal(await session.host(remove).then(reasonIn), "room/no_such_player");
      const configure = { do: "configure", options: { map: "nowhere" } } as const;
      assert.equal(await session.host(configure).then(reasonIn), "room/bad_options");
      session.room.send(STATE_REPORT, [n]);
      session.room.send(GAZE, { x: 1, y: n });
      // The honest rate of messages is a limit of its own.
      await pause(50);
    }
    assert.deepEqual([errors, ends], [[], []]);
    await guest.quit();
  });

  it("[EN68] the budget is `VIOLATIONS_MAX`, in a room of any kind", async () => {
    const strict = await bootApp({ limits: { ...defaultLimits(), VIOLATIONS_MAX: 2 } });
    try {
      for (const game of ["arena", "lobby"] as const) {
        const join = { build: "test", name: "A", hue: 1 };
        const client = new Client(strict.url);
        client.http.authToken = (await strict.guest()).token;
        const room = await client.joinOrCreate(game, join);
        const heard: (string | undefined)[] = [];
        room.onError((_code, message) => heard.push(message));
        const closed = new Promise<number>((resolve) => room.onLeave(resolve));
        for (let n = 0; n < 10; n++) room.send("nobody");
        assert.equal(await closed, CLOSE.badFrame, game);
        assert.deepEqual(heard, Array(2).fill("frames/unknown_message"), game);
      }
    } finally {
      await strict.close();
    }
  });
});

const reasonIn = (answer: { readonly ok: boolean }) => ("reason" in answer ? answer.reason : "ok");
