import assert from "node:assert/strict";
import { arena } from "../../schema/arena/game.ts";
import { mapOf } from "../../schema/arena/map.ts";
import { MODES } from "../../schema/arena/options.ts";
import { FULL_HP } from "../../schema/arena/rules.ts";
import { allied, MOON, SUN } from "../../schema/arena/teams.ts";
import type { ArenaWorld } from "../../schema/arena/world.ts";
import { player, playTick, sum, worldOf } from "../support/arena.ts";

/** Half a minute, with short pauses: the rules know no other time. */
const OPTIONS = { matchSeconds: 30, breakSeconds: 3, map: "rotate", seats: 100, skill: "hard" };
const MATCHES = 2;

/** Counts what a spectator sees of one match. */
class Umpire {
  readonly #world: ArenaWorld;
  readonly #alive = new Map<string, boolean>();
  readonly #falls = new Map<string, number>();
  readonly #credits = new Map<string, number>();
  #match = 0;
  total = 0;

  constructor(world: ArenaWorld) {
    this.#world = world;
  }

  /** To be called after every tick. Throws where what is shown and what was seen differ. */
  watch(seated: readonly string[]): void {
    const { state } = this.#world;
    if (state.match !== this.#match) {
      this.#match = state.match;
      for (const seen of [this.#alive, this.#falls, this.#credits]) seen.clear();
    }
    arena.check(this.#world);
    assert.deepEqual([...state.players.keys()], seated);
    for (const id of seated) this.#watchSeat(id);
    this.#checkScores();
  }

  #watchSeat(id: string): void {
    const { alive, felledBy, deaths, score, team } = player(this.#world, id);
    const fell = !alive && this.#alive.get(id) === true;
    this.#alive.set(id, alive);
    if (fell) {
      this.total++;
      this.#falls.set(id, (this.#falls.get(id) ?? 0) + 1);
      this.#credits.set(felledBy, (this.#credits.get(felledBy) ?? 0) + 1);
      assert.notEqual(felledBy, id);
      assert.ok(!allied(player(this.#world, felledBy), { team }), `${felledBy} felled an ally`);
    }
    assert.equal(deaths, this.#falls.get(id) ?? 0, `deaths of ${id}`);
    assert.ok(score >= 0);
  }

  #checkScores(): void {
    const { state } = this.#world;
    const points = (team?: number) =>
      sum(
        [...state.players.values()]
          .filter((each) => team === undefined || each.team === team)
          .map(({ score }) => score),
      );
    for (const [id, { score, streak }] of state.players) {
      assert.equal(score, this.#credits.get(id) ?? 0, `score of ${id}`);
      assert.ok(streak <= score);
    }
    assert.equal(points(), sum(this.#falls.values()));
    const teams = state.teams ? [points(SUN), points(MOON)] : [0, 0];
    assert.deepEqual([state.sun, state.moon], teams);
  }
}

function checkPickups({ state, secret }: ArenaWorld): void {
  mapOf(state.map).pickups.forEach((_pickup, index) => {
    const lying = ((state.pickups >>> index) & 1) === 1;
    const due = secret.pickupAt[index];
    if (state.match > 0) assert.equal(lying, due === undefined, `pickup ${index}`);
    if (due !== undefined) assert.ok(due > secret.tick);
  });
}

function checkEnd({ state }: ArenaWorld): void {
  const best = Math.max(...[...state.players.values()].map(({ score }) => score));
  if (state.teams) {
    const led = state.sun === state.moon ? 0 : state.sun > state.moon ? SUN : MOON;
    assert.deepEqual([state.winner, state.winningTeam], ["", led]);
  } else if (state.winner) {
    const winners = [...state.players.values()].filter(({ score }) => score === best);
    assert.deepEqual([winners.length, winners[0]?.name], [1, state.winner]);
  }
  for (const { name, value } of state.awards) {
    assert.ok(value > 0);
    assert.ok([...state.players.values()].some((each) => each.name === name));
  }
}

/** Two matches and the vote between them, watched on every tick. */
function play(mode: string, seats: number): void {
  const ids = Array.from({ length: seats }, (_, n) => `bot-${n}`);
  const world = worldOf(ids, { ...OPTIONS, mode, fill: seats }, seats);
  const umpire = new Umpire(world);
  const maps: string[] = [];
  const wounded = new Set<string>();
  let ended = 0;
  let phase = "";
  while (ended < MATCHES) {
    playTick(world);
    umpire.watch(ids);
    checkPickups(world);
    for (const [id, { hp }] of world.state.players) if (hp < FULL_HP) wounded.add(id);
    if (phase === world.state.phase) continue;
    phase = world.state.phase;
    if (phase === "ready") maps.push(world.state.map);
    if (phase === "over") ended++;
    if (phase === "over") checkEnd(world);
    assert.ok(world.secret.tick < MATCHES * 4000, `still ${phase} at ${world.secret.tick}`);
  }
  assert.equal(maps.length, MATCHES);
  // One map alone holds a hundred.
  assert.equal(new Set(maps).size, seats > 48 ? 1 : MATCHES);
  assert.ok(umpire.total >= seats / 2, `${umpire.total} falls`);
  assert.ok(wounded.size >= seats / 2, `${wounded.size} wounded`);
}

describe("arena matches", () => {
  for (const mode of MODES) {
    for (const seats of [2, 10, 100]) {
      it(`[AR5] two matches of ${seats} bots, ${mode}: every point is a fall, on every tick`, () => {
        play(mode, seats);
      });
    }
  }
});
