import assert from "node:assert/strict";
import { PlayerWatch } from "../../../client/games/arena/events.ts";
import { present } from "../../../schema/arena/looks.ts";
import { Player } from "../../../schema/arena/state.ts";
import { isInSight } from "../../../schema/lib/views.ts";

function watched() {
  const news: string[] = [];
  const players = new Map<string, Player>();
  const watch = new PlayerWatch({
    bolts: (id, _player, count) => news.push(`${id} fired ${count}`),
    struck: (id) => news.push(`${id} struck`),
    hurt: (id) => news.push(`${id} hurt`),
    fell: (id, { felledBy }) => news.push(`${id} fell by ${watch.nameOf(felledBy)}`),
    rose: (id) => news.push(`${id} rose`),
    took: (id, _player, kind) => news.push(`${id} took ${kind}`),
    dashed: (id) => news.push(`${id} dashed`),
    assisted: (id) => news.push(`${id} assisted`),
    streak: (id, { streak }) => news.push(`${id} has a streak of ${streak}`),
    voted: (id, { vote }) => news.push(`${id} voted ${vote}`),
  });
  const look = () => {
    players.forEach((player) => {
      if (isInSight(player)) present(player);
    });
    watch.look(players);
    return news.splice(0);
  };
  const join = (id: string) => {
    const player = new Player().assign({ name: id.toUpperCase() });
    players.set(id, player);
    return player;
  };
  return { watch, players, look, join };
}

describe("arena events", () => {
  it("[AV6] who was there or has just come is no news", () => {
    const { look, join } = watched();
    join("a").assign({ bolts: 7, hits: 3, deaths: 2, hp: 50 });
    assert.deepEqual(look(), []);
    join("b").assign({ bolts: 200, deaths: 1, alive: false, hp: 0 });
    assert.deepEqual(look(), []);
    assert.deepEqual(look(), []);
  });

  it("[AV45] who was out of sight comes back without news, but falls are told all the same", () => {
    const { look, players, join } = watched();
    const a = join("a").assign({ bolts: 3 });
    look();
    const away = { name: "A", felledBy: "a", deaths: 0, assists: 0, streak: 0, vote: 0 } as Player;
    players.set("a", away);
    assert.deepEqual(look(), []);
    away.deaths = 1;
    assert.deepEqual(look(), ["a fell by A"]);
    a.assign({ bolts: 90, deaths: 1, hp: 20, boost: 100 });
    players.set("a", a);
    assert.deepEqual(look(), []);
    a.bolts = 91;
    assert.deepEqual(look(), ["a fired 1"]);
  });

  it("[AV6] bolts are counted across the wrap of their counter", () => {
    const { look, join } = watched();
    const a = join("a").assign({ bolts: 255 });
    look();
    a.bolts = 1;
    assert.deepEqual(look(), ["a fired 2"]);
    assert.deepEqual(look(), []);
  });

  it("[AV6] a hit, a wound, a fall and a return are told once each", () => {
    const { look, join } = watched();
    const [a, b] = [join("a"), join("b")];
    look();
    a.hits++;
    b.assign({ hp: 0, alive: false, deaths: 1, felledBy: "a" });
    assert.deepEqual(look(), ["a struck", "b hurt", "b fell by A"]);
    assert.deepEqual(look(), []);
    b.assign({ hp: 100, alive: true });
    assert.deepEqual(look(), ["b rose"]);
    assert.deepEqual(look(), []);
  });

  it("[AV6] a fall and a return between two looks is still a fall", () => {
    const { look, join } = watched();
    const b = join("b");
    look();
    b.deaths++;
    assert.deepEqual(look(), ["b fell by undefined"]);
  });

  it("[AV6] a new match, which sets counters back, is no fall", () => {
    const { look, join } = watched();
    const b = join("b").assign({ deaths: 4 });
    look();
    b.assign({ deaths: 0, hp: 100 });
    assert.deepEqual(look(), []);
  });

  it("[AV6] a killer who leaves with the same patch is still named, and then forgotten", () => {
    const { watch, players, look, join } = watched();
    join("a");
    const b = join("b");
    look();
    players.delete("a");
    b.assign({ hp: 0, alive: false, deaths: 1, felledBy: "a" });
    assert.deepEqual(look(), ["b hurt", "b fell by A"]);
    assert.equal(watch.nameOf("a"), undefined);
  });

  it("[AV7] after a reconnection or a hidden tab old news is not played back", () => {
    const { watch, look, join } = watched();
    const a = join("a");
    look();
    watch.silence();
    a.assign({ bolts: 9, hp: 0, alive: false, deaths: 3 });
    assert.deepEqual(look(), []);
    a.bolts = 10;
    assert.deepEqual(look(), ["a fired 1"]);
  });

  it("[AV41] finds are told by kind, once each; a respawn and a new match are none", () => {
    const { look, join } = watched();
    const a = join("a").assign({ hp: 30 });
    look();
    a.hp = 80;
    assert.deepEqual(look(), ["a took health"]);
    a.boost = 180;
    assert.deepEqual(look(), ["a took boost"]);
    a.boost = 150;
    assert.deepEqual(look(), []);
    a.assign({ boost: 180, power: 240 });
    assert.deepEqual(look(), ["a took boost", "a took power"]);
    a.assign({ hp: 0, alive: false, deaths: 1, boost: 0, power: 0 });
    look();
    a.assign({ hp: 100, alive: true, shield: 60 });
    assert.deepEqual(look(), ["a rose"]);
    a.assign({ hp: 40, shield: 0 });
    look();
    a.assign({ hp: 100, shield: 60 });
    assert.deepEqual(look(), [], "placed for the next match");
  });

  it("[AV41] dashes, assists and votes are told once each", () => {
    const { look, join } = watched();
    const a = join("a");
    look();
    a.assign({ dash: 45, assists: 1, vote: 2 });
    assert.deepEqual(look(), ["a dashed", "a assisted", "a voted 2"]);
    a.assign({ dash: 44 });
    assert.deepEqual(look(), []);
    a.vote = 0;
    assert.deepEqual(look(), [], "a vote taken back");
  });

  it("[AV41] streaks are told at 3, 5, 8 and 12, also when a look leaps over one", () => {
    const { look, join } = watched();
    const a = join("a");
    look();
    const told = Array.from({ length: 14 }, (_, i) => {
      a.streak = i + 1;
      return look().length;
    });
    assert.deepEqual(
      told.flatMap((count, i) => (count ? [i + 1] : [])),
      [3, 5, 8, 12],
    );
    a.streak = 0;
    assert.deepEqual(look(), []);
    a.streak = 4;
    assert.deepEqual(look(), ["a has a streak of 4"]);
  });
});
