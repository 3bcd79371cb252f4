import assert from "node:assert/strict";
import { Announcer } from "../../../client/games/arena/hud/announcer.ts";
import { linesOf } from "../../../client/games/arena/hud/board.ts";
import { noteOf } from "../../../client/games/arena/hud/boardTable.ts";
import { secondsOf } from "../../../client/games/arena/hud/boons.ts";
import { CROWD, isReadOut } from "../../../client/games/arena/hud/news.ts";
import { Standings, shortened, standings } from "../../../client/games/arena/hud/standings.ts";
import { captionText, isEnding, timeText } from "../../../client/games/arena/hud/top.ts";
import { DICTIONARIES } from "../../../client/i18n/index.ts";
import { sentences } from "../../../client/i18n/sentences.ts";
import { BOOST_TICKS } from "../../../schema/arena/rules.ts";
import { PHASES, Player } from "../../../schema/arena/state.ts";
import { MOON, SUN } from "../../../schema/arena/teams.ts";

type Figures = Partial<Pick<Player, "assists" | "bot" | "deaths" | "online" | "team">>;

const seat = (id: string, score: number, figures: Figures = {}) =>
  [id, new Player().assign({ name: id, score, ...figures })] as const;

describe("arena standings", () => {
  it("[AV9] rank by score, then assists, then fewer falls; equals share a rank and keep their order", () => {
    const lines = standings(
      [
        seat("f", 2, { deaths: 1 }),
        seat("e", 2, { deaths: 1 }),
        seat("a", 9, { deaths: 7 }),
        seat("d", 2),
        seat("b", 2, { assists: 3, deaths: 9 }),
        seat("c", 2, { assists: 1 }),
      ],
      "e",
    );
    assert.deepEqual(
      lines.map(({ id, rank, own }) => [id, rank, own]),
      [
        ["a", 1, false],
        ["b", 2, false],
        ["c", 3, false],
        ["d", 4, false],
        ["e", 5, true],
        ["f", 5, false],
      ],
    );
  });

  it("[AV9] who comes, leaves and overtakes is followed", () => {
    const kept = new Standings();
    const players = new Map([seat("a", 1), seat("b", 2), seat("c", 3)]);
    const ids = () => kept.update(players, "a").map(({ id, own }) => (own ? `${id}!` : id));
    assert.deepEqual(ids(), ["c", "b", "a!"]);
    players.delete("b");
    players.get("a")?.assign({ score: 4 });
    assert.deepEqual(ids(), ["a!", "c"]);
    players.set(...seat("d", 9));
    assert.deepEqual(ids(), ["d", "a!", "c"]);
  });

  it("[AV9] a short list always shows oneself", () => {
    const all = ["a", "b", "c", "d", "e"].map((id, i) => seat(id, 10 - i));
    const ids = (own: string, count: number) =>
      shortened(standings(all, own), count).map((line) => line.id);
    assert.deepEqual(ids("b", 3), ["a", "b", "c"]);
    assert.deepEqual(ids("e", 3), ["a", "b", "e"]);
    assert.deepEqual(ids("gone", 2), ["a", "b"]);
    assert.deepEqual(ids("a", 9), ["a", "b", "c", "d", "e"]);
  });
});

describe("arena scoreboard", () => {
  it("[AV17] lists everybody, or each team's own, in the order of the ranking", () => {
    const all = ["a", "b", "c", "d"].map((id, i) => seat(id, i, { team: i % 2 ? MOON : SUN }));
    const lines = standings(all, "b");
    const ids = (team: number) => linesOf(lines, team).map(({ id, rank }) => `${rank} ${id}`);
    assert.deepEqual(ids(0), ["1 d", "2 c", "3 b", "4 a"]);
    assert.deepEqual(ids(SUN), ["2 c", "4 a"]);
    assert.deepEqual(ids(MOON), ["1 d", "3 b"]);
  });

  it("[AV17] marks oneself, bots and who is away in words", () => {
    for (const { arena } of Object.values(DICTIONARIES)) {
      const notes = [
        seat("own", 0),
        seat("bot", 0, { bot: true }),
        seat("gone", 0, { online: false }),
        seat("person", 0),
      ].map(([id, { bot, online }]) => noteOf({ own: id === "own", bot, online }, arena));
      assert.deepEqual(notes, [arena.you, arena.bot, arena.away, ""]);
    }
  });
});

describe("arena top plate", () => {
  const { arena } = DICTIONARIES.en;

  it("[AV22] says the time and the phase; warm-up has no end", () => {
    const at = (phase: string, secondsLeft: number) => ({ phase, secondsLeft, limit: 20 });
    assert.equal(timeText(at("playing", 65)), "1:05");
    assert.equal(timeText(at("warmup", 0)), "–:–");
    assert.equal(captionText(at("playing", 65), arena), "First to 20");
    for (const phase of PHASES) assert.ok(captionText(at(phase, 1), arena), phase);
  });

  it("[AV22] marks the last ten seconds of a fight", () => {
    const ending = (phase: string, secondsLeft: number) =>
      isEnding({ phase, secondsLeft, limit: 20 });
    assert.deepEqual([ending("playing", 11), ending("playing", 10)], [false, true]);
    assert.deepEqual([ending("overtime", 3), ending("vote", 3)], [true, false]);
  });
});

describe("arena boons", () => {
  it("[AV23] count whole seconds down to the last one begun", () => {
    assert.deepEqual([BOOST_TICKS, 31, 30, 1, 0].map(secondsOf), [6, 2, 1, 1, 0]);
  });
});

describe("arena announcer", () => {
  const { en } = DICTIONARIES;

  it("[AV10] reads at most one batch per 2.5 s, the newest three lines of it, none twice", () => {
    const announcer = new Announcer();
    assert.equal(announcer.due(0, en), undefined);
    announcer.say("one");
    assert.equal(announcer.due(0, en), "one");
    for (const line of ["two", "three", "three", "four", "five"]) announcer.say(line);
    assert.equal(announcer.due(2499, en), undefined);
    assert.equal(announcer.due(2500, en), "three. four. five");
    assert.equal(announcer.due(9000, en), undefined);
  });

  it("[AV49] what is read out together is joined as the language writes it", () => {
    const announcer = new Announcer();
    for (const line of ["你倒下了", "开战！", "平局"]) announcer.say(line);
    assert.equal(announcer.due(0, DICTIONARIES["zh-CN"]), "你倒下了。开战！平局");
    assert.equal(
      sentences(["Where next?", "1: Pit", "2: Circus"], en),
      "Where next? 1: Pit. 2: Circus",
    );
  });

  it("[AV24] in a crowd, falls are read out only when they concern oneself", () => {
    assert.ok(isReadOut(false, CROWD));
    assert.ok(!isReadOut(false, CROWD + 1));
    assert.ok(isReadOut(true, 100));
  });
});
