import assert from "node:assert/strict";
import { DEFAULT_BINDINGS } from "../../../client/bindings.ts";
import { Camera } from "../../../client/games/arena/camera.ts";
import type { Standing } from "../../../client/games/arena/hud/standings.ts";
import { standings } from "../../../client/games/arena/hud/standings.ts";
import { ballotOf, besides, choiceOfKey } from "../../../client/games/arena/match/ballot.ts";
import { rowsFor } from "../../../client/games/arena/match/ending.ts";
import { wishOfKey, wishOfPad } from "../../../client/games/arena/match/watchHands.ts";
import { Watching } from "../../../client/games/arena/match/watching.ts";
import {
  callOf,
  endTitle,
  mapName,
  phaseNews,
  placeOf,
} from "../../../client/games/arena/match/words.ts";
import { PAD } from "../../../client/games/arena/pads.ts";
import { DICTIONARIES, LANGUAGES } from "../../../client/i18n/index.ts";
import { AWARDS } from "../../../schema/arena/awards.ts";
import { MAP_IDS } from "../../../schema/arena/maps.ts";
import { ArenaState, PHASES, Player } from "../../../schema/arena/state.ts";
import { MOON, SUN } from "../../../schema/arena/teams.ts";

const { en } = DICTIONARIES;
const CALM = { flash: undefined, by: undefined } as const;

const stateOf = (facts: object) => new ArenaState().assign({ map: "pit", limit: 20, ...facts });
const playerOf = (facts: object = {}) => new Player().assign(facts);

function ranked(own: string, ...players: readonly [string, object][]): readonly Standing[] {
  return standings(
    players.map(([id, facts]) => [id, playerOf({ name: id, ...facts })] as const),
    own,
  );
}

describe("arena match words", () => {
  for (const language of LANGUAGES) {
    const t = DICTIONARIES[language];

    it(`[AV25] each phase says what it waits for, the fight itself says nothing (${language})`, () => {
      const self = playerOf({ team: SUN });
      const call = (phase: string, moment: object = {}) =>
        callOf(stateOf({ phase, teams: true, secondsLeft: 3 }), { self, ...CALM, ...moment }, t);
      assert.equal(call("warmup")?.kind, "waiting");
      const ready = call("ready");
      assert.deepEqual(
        [ready?.kind, ready?.title, ready?.team, ready?.count],
        ["ready", mapName("pit", t), SUN, 3],
      );
      assert.match(ready?.text ?? "", /20/);
      assert.equal(call("playing"), undefined);
      assert.equal(call("playing", { flash: "fight" })?.title, t.match.fight);
      assert.equal(call("overtime", { flash: "overtime" })?.title, t.match.overtime);
      for (const phase of ["over", "vote"]) assert.equal(call(phase), undefined);
      const fallen = playerOf({ alive: false, respawnIn: 2 });
      for (const phase of ["warmup", "playing", "overtime"]) {
        const fall = call(phase, { self: fallen, by: "Kato", flash: "fight" });
        assert.equal(fall?.kind, "fall");
        assert.match(`${fall?.title} ${fall?.text}`, /Kato.*2/);
      }
      assert.equal(call("ready", { self: undefined })?.team, 0, "a watcher fights for nobody");
    });

    it(`[AV28] whoever cannot see is told of each phase, also of the one met (${language})`, () => {
      for (const phase of PHASES) {
        const state = stateOf({ phase, winner: "Kato", ballot: ["pit", "atrium"] });
        const end = { title: "Kato wins", place: "2 of 8", team: MOON };
        const news = phaseNews("", state, end, t);
        assert.equal(news === "", phase === "playing", `${phase}: ${news}`);
        if (phase === "over") assert.match(news, /Kato wins.*2 of 8/);
        if (phase === "vote") assert.match(news, /1[:：].+2[:：]/);
        if (phase === "ready") assert.ok(news.includes(t.match.teams.moon), news);
      }
      const ready = stateOf({ phase: "ready" });
      const after = phaseNews("vote", ready, { title: "", place: "", team: 0 }, t);
      assert.ok(after.startsWith(t.match.chosen(mapName("pit", t))), after);
      const begun = phaseNews("ready", stateOf({ phase: "playing" }), { ...nothing }, t);
      assert.equal(begun, t.match.fight);
    });

    it(`[AV49] what is told of a phase is joined as the language writes it (${language})`, () => {
      for (const phase of PHASES) {
        const state = stateOf({ phase, ballot: ["pit", "atrium"], teams: true });
        const news = phaseNews("", state, { title: "x", place: "y", team: SUN }, t);
        if (language === "zh-CN") assert.doesNotMatch(news, /[.:] /);
        else assert.doesNotMatch(news, /[!?.]\./);
      }
    });

    it(`[AV26] every honour has a name and its figure, every map a name (${language})`, () => {
      for (const kind of AWARDS) {
        const { name, figure } = t.match.awards[kind];
        assert.ok(name.length > 1, kind);
        assert.match(figure(37), /37/);
      }
      for (const id of MAP_IDS) assert.notEqual(mapName(id, t), id);
    });
  }

  const nothing = { title: "", place: "", team: 0 };

  it("[AV26] the winner is oneself, another, a team or nobody; a borne name is not one's own", () => {
    const lines = ranked("b", ["a", { score: 5, name: "Kato" }], ["b", { score: 3, name: "Kato" }]);
    const title = (end: object, ownTeam = 0, of = lines) =>
      endTitle(stateOf(end), { lines: of, ownTeam }, en);
    assert.match(title({ winner: "Kato" }), /Kato.* wins/);
    const won = ranked("a", ["a", { score: 5, name: "Kato" }], ["b", { score: 3, name: "Kato" }]);
    assert.equal(title({ winner: "Kato" }, 0, won), en.match.youWin);
    assert.equal(title({}), en.match.draw);
    assert.equal(title({ winningTeam: MOON }, SUN), en.match.teamWins("Moon"));
    assert.equal(title({ winningTeam: MOON }, MOON), en.match.yourTeamWins("Moon"));
    assert.equal(placeOf(lines, en), en.match.place(2, 2));
    assert.equal(placeOf(ranked("gone", ["a", {}]), en), "", "a watcher has no place");
  });

  it("[AV26] the ranking has as many lines as the screen has room for", () => {
    const rows = (width: number, height: number) => rowsFor({ width, height });
    assert.deepEqual([rows(740, 316), rows(360, 696), rows(1280, 756)], [6, 9, 10]);
    assert.deepEqual([rows(320, 200), rows(3840, 2100)], [3, 10]);
  });
});

describe("arena vote", () => {
  const ballot = ["pit", "atrium", "catacombs"];

  it("[AV27] each map with its votes, the leading ones and one's own", () => {
    const state = stateOf({ phase: "vote" });
    state.ballot.push(...ballot);
    const show = (id: string) =>
      ballotOf(state, id).map(({ votes, own, leads }) => [votes, own, leads]);
    for (const [id, vote] of Object.entries({ a: 2, b: 2, c: 1, d: 0 })) {
      state.players.set(id, playerOf({ vote }));
    }
    assert.deepEqual(show("c"), [
      [1, true, false],
      [2, false, true],
      [0, false, false],
    ]);
    for (const id of ["d", "watcher"]) assert.ok(show(id).every(([, own]) => own === false));
  });

  it("[AV27] digits name a map of the ballot, the cross goes round the cards", () => {
    const keys = ["Digit1", "Numpad3", "Digit4", "Digit0", "KeyA", "F1"];
    assert.deepEqual(
      keys.map((code) => choiceOfKey(code, 3)),
      [0, 2, -1, -1, -1, -1],
    );
    assert.deepEqual([besides(-1, 1, 3), besides(-1, -1, 3)], [0, 2]);
    assert.deepEqual([besides(2, 1, 3), besides(0, -1, 3), besides(0, 1, 3)], [0, 2, 1]);
  });
});

describe("arena watching", () => {
  const lines = (...ids: string[]) =>
    ranked("me", ...ids.map((id, i) => [id, { score: 9 - i }] as [string, object]));

  it("[AV29] follows the leader at first, others in turn, and the leader again when one leaves", () => {
    const watching = new Watching();
    watching.attend(lines());
    assert.equal(watching.target, undefined, "nobody plays");
    watching.attend(lines("b", "a", "c"));
    assert.equal(watching.target, "b");
    watching.attend(lines("a", "b", "c"));
    assert.equal(watching.target, "b", "another leads, but one stays with whom one follows");
    const seats = ["a", "b", "c"];
    const turn = (by: 1 | -1) => {
      watching.step(seats, by);
      return watching.target;
    };
    assert.deepEqual([turn(1), turn(1), turn(-1)], ["c", "a", "c"]);
    watching.attend(lines("b", "a"));
    assert.equal(watching.target, "b");
  });

  it("[AV29] roaming follows nobody; the next one is followed again, or the same", () => {
    const watching = new Watching();
    watching.attend(lines("a", "b"));
    watching.toggle({ x: 5, y: 6 });
    assert.deepEqual([watching.roaming, watching.target], [true, undefined]);
    assert.deepEqual(watching.spot, { x: 5, y: 6 });
    watching.toggle({ x: 0, y: 0 });
    assert.equal(watching.target, "a");
    watching.toggle({ x: 0, y: 0 });
    watching.step(["a", "b"], 1);
    assert.deepEqual([watching.roaming, watching.target], [false, "b"]);
  });

  it("[AV30] the roaming eye stays where the camera can be", () => {
    const camera = new Camera();
    camera.resize(1280, 720);
    assert.equal(camera.clampX(900, 1920), 900);
    for (const far of [-5000, 99999]) {
      const [x, y] = [camera.clampX(far, 1920), camera.clampY(far, 1408)];
      camera.follow(x, y, { width: 1920, height: 1408 }, { dt: 16, still: true });
      assert.deepEqual([camera.x, camera.y], [x, y]);
      assert.ok(x > 0 && x < 1920 && y > 0 && y < 1408);
    }
    assert.equal(camera.clampX(123, 400), 200, "a small map stays in the middle");
  });

  it("[AV33] keys and gamepad change whom one watches; while roaming, the move keys only move", () => {
    const wish = (code: string, roaming = false) => wishOfKey(DEFAULT_BINDINGS, code, roaming);
    const keys = ["KeyQ", "KeyE", "KeyA", "ArrowRight", "Space", "KeyW", "KeyF"];
    assert.deepEqual(
      keys.map((code) => wish(code)),
      ["previous", "next", "previous", "next", "roam", undefined, undefined],
    );
    assert.deepEqual(
      keys.map((code) => wish(code, true)),
      ["previous", "next", undefined, undefined, "roam", undefined, undefined],
    );
    const pad = [PAD.leftBumper, PAD.rightBumper, PAD.yes, PAD.top, PAD.left, 0];
    assert.deepEqual(pad.map(wishOfPad), [
      "previous",
      "next",
      "roam",
      "play",
      undefined,
      undefined,
    ]);
  });
});
