import assert from "node:assert/strict";
import fc from "fast-check";
import {
  choicesOf,
  draftOf,
  LENGTHS,
  lengthsWith,
  MAPS,
  mapsFor,
  readDraft,
} from "../../client/games/arena/options/draft.ts";
import type { OptionsForm } from "../../client/games/options.ts";
import { DICTIONARIES } from "../../client/i18n/index.ts";
import { kept } from "../../client/lobby/kept.ts";
import { botsMax, newRoomFormat, readNewRoom, USUAL_ROOM } from "../../client/lobby/newRoom.ts";
import { memoryStore } from "../../client/storage.ts";
import { readCount } from "../../client/ui/count.ts";
import { mostSeats } from "../../schema/arena/maps.ts";
import { arenaOptions, MODES, SKILLS } from "../../schema/arena/options.ts";

const form: OptionsForm = { draft: draftOf, read: readDraft, Fields: () => null };
const read = (room: object) => readNewRoom("arena", { ...USUAL_ROOM, ...room }, form);
const options = (room: object) => {
  const found = read(room);
  assert.ok("options" in found, JSON.stringify(found));
  return found.options as Record<string, unknown>;
};

describe("client/lobby new room", () => {
  it("[WC24] a number is read as typed by thumbs and by Chinese keyboards, and nothing else is", () => {
    for (const text of ["16", " 16 ", "１６", "016"])
      assert.equal(readCount(text, 2, 100), 16, text);
    for (const text of ["", " ", "1", "101", "-3", "1.5", "1e1", "many", "16 bots", "99999"]) {
      assert.equal(readCount(text, 2, 100), undefined, text);
    }
  });

  it("[WC24] the room is hosted, and the bots' seats are theirs and the creator's", () => {
    const { hosted, seats, fill } = options({ seats: "16", bots: "6" });
    assert.deepEqual({ hosted, seats, fill }, { hosted: true, seats: 16, fill: 7 });
    assert.equal(options({ bots: "0" }).fill, 0);
    assert.equal(options({ seats: "8", bots: "7" }).fill, 8);
    assert.equal(options({ private: false }).private, false);
    assert.equal(options({ private: true }).private, true);
  });

  it("[WC24] every field that is no good is named, in the order of the form", () => {
    assert.deepEqual(read({ seats: "1", bots: "x", own: { scoreLimit: "0" } }), {
      wrong: ["seats", "bots", "scoreLimit"],
    });
    assert.deepEqual(read({ seats: "4", bots: "4" }), { wrong: ["bots"] });
    assert.equal(botsMax("arena", { ...USUAL_ROOM, seats: "4" }), 3);
    assert.equal(botsMax("arena", { ...USUAL_ROOM, seats: "" }), 99);
  });

  it("[WC40] a map that does not hold the seats is named, and goes with fewer", () => {
    const typed = { seats: "17", bots: "99", own: { map: "pit", scoreLimit: "0" } };
    assert.deepEqual(read(typed), { wrong: ["bots", "map", "scoreLimit"] });
    assert.deepEqual(read({ seats: "17", own: { map: "pit" } }), { wrong: ["map"] });
    assert.equal(options({ seats: "16", own: { map: "pit" } }).map, "pit");
    assert.equal(options({ seats: "100", own: { map: "rotate" } }).map, "rotate");
    assert.deepEqual(read({ seats: "lots", own: { map: "pit" } }), { wrong: ["seats"] });
  });

  it("[WC25] what was typed is kept in the tab, right or wrong", () => {
    const store = memoryStore();
    const typed = { private: false, seats: "lots", bots: "", own: { map: "pit", scoreLimit: "-" } };
    kept(store, "new-room", newRoomFormat).change(typed);
    assert.deepEqual(kept(store, "new-room", newRoomFormat).value.value, typed);
  });
});

describe("client/games/arena options", () => {
  const room = fc.record({
    map: fc.constantFrom(...MAPS),
    mode: fc.constantFrom(...MODES),
    skill: fc.constantFrom(...SKILLS),
    matchSeconds: fc.integer({ min: 10, max: 3600 }),
    scoreLimit: fc.integer({ min: 0, max: 500 }),
  });

  it("[WC26] the fields hold any room's options and give the same back", () => {
    fc.assert(
      fc.property(room, (own) => {
        assert.deepEqual(readDraft(draftOf(own)), { options: { ...own } });
      }),
    );
  });

  it("[WC26] whatever the fields hold, the server takes what is read from them", () => {
    const text = fc.oneof(fc.string(), fc.integer().map(String), fc.constantFrom("pit", "teams"));
    const draft = fc.dictionary(
      fc.constantFrom("map", "mode", "skill", "matchSeconds", "scoreLimit"),
      text,
    );
    fc.assert(
      fc.property(draft, (fields) => {
        const found = readDraft(fields);
        if ("wrong" in found) assert.deepEqual(found.wrong, ["scoreLimit"]);
        else assert.ok(arenaOptions.safeParse(found.options).success);
      }),
    );
  });

  it("[WC26] a blank score limit is the game's, a bad one is said", () => {
    const limit = (scoreLimit: string) => readDraft({ ...draftOf({}), scoreLimit });
    assert.deepEqual(limit(" "), { options: arenaOwn() });
    for (const bad of ["0", "501", "auto", "-1"])
      assert.deepEqual(limit(bad), { wrong: ["scoreLimit"] });
  });

  it("[WC40] whatever seats a room has, the server takes the maps offered for them, and no other", () => {
    for (let seats = 2; seats <= 100; seats++) {
      const taken = MAPS.filter((map) => arenaOptions.safeParse({ seats, map }).success);
      assert.deepEqual(mapsFor(seats), taken, String(seats));
      for (const map of MAPS) {
        const refused = "wrong" in readDraft({ ...draftOf({}), map }, seats);
        assert.equal(refused, !taken.includes(map), `${map} ${seats}`);
      }
    }
  });

  it("[WC40] the refusal names map, its most players and the seats, in both languages", () => {
    for (const { arenaOptions: texts } of Object.values(DICTIONARIES)) {
      const words = texts.mapError(texts.maps.pit, mostSeats("pit"), 20);
      for (const part of [texts.maps.pit, "16", "20"]) assert.ok(words.includes(part), words);
    }
  });

  it("[WC26] the lengths on offer have this room's own", () => {
    assert.deepEqual(lengthsWith(300), LENGTHS);
    assert.deepEqual(lengthsWith(10), [10, ...LENGTHS]);
    assert.equal(choicesOf({}).matchSeconds, 300);
  });
});

/** The usual options, as the game's schema has them. */
function arenaOwn() {
  const { map, mode, skill, matchSeconds, scoreLimit } = arenaOptions.parse({});
  return { map, mode, skill, matchSeconds, scoreLimit };
}
