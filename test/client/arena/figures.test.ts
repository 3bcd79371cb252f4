import assert from "node:assert/strict";
import { Texture } from "pixi.js";
import { Camera } from "../../../client/games/arena/camera.ts";
import { outlineOf, teamOutlineOf } from "../../../client/games/arena/emblem.ts";
import { PICKUP_LOOKS } from "../../../client/games/arena/hud/icons.ts";
import type { FrameFacts } from "../../../client/games/arena/scene/avatar.ts";
import { Avatars } from "../../../client/games/arena/scene/avatars.ts";
import { Effects } from "../../../client/games/arena/scene/effects.ts";
import { shareOf, turnOf } from "../../../client/games/arena/scene/madeOnce.ts";
import { Motes } from "../../../client/games/arena/scene/motes.ts";
import { presenceAfter } from "../../../client/games/arena/scene/pickups.ts";
import { lookOf, ringIndex, type Sprites } from "../../../client/games/arena/scene/sprites.ts";
import { plateOf } from "../../../client/games/arena/scene/tags.ts";
import { present } from "../../../schema/arena/looks.ts";
import { PICKUP_KINDS, UNIT } from "../../../schema/arena/map.ts";
import { Player } from "../../../schema/arena/state.ts";
import { isInSight } from "../../../schema/lib/views.ts";
import { HUES } from "../../../schema/messages.ts";
import { keepGlobals } from "../../support/globals.ts";

const texture = () => new Texture({ source: Texture.EMPTY.source });
const many = (count: number) => Array.from({ length: count }, texture);

function fakeSprites(): Sprites {
  const named = ["foot", "shadow", "own", "shield", "laurel", "chain", "aura", "wings"] as const;
  const lights = ["white", "flame", "glow", "streak", "spark"] as const;
  const ones = Object.fromEntries([...named, ...lights].map((name) => [name, texture()]));
  const item = { health: texture(), boost: texture(), power: texture() };
  return { body: many(24), fallen: many(24), ring: many(10), item, ...ones } as unknown as Sprites;
}

/** Canvases that take everything and show nothing. */
function withCanvas(run: () => void): void {
  const context = new Proxy(
    {},
    {
      get: (_target, name) => (name === "measureText" ? () => ({ width: 40 }) : () => {}),
      set: () => true,
    },
  );
  const page = { createElement: () => ({ width: 1, height: 1, getContext: () => context }) };
  const restore = keepGlobals("document");
  Object.defineProperty(globalThis, "document", { value: page, configurable: true });
  try {
    run();
  } finally {
    restore();
  }
}

/** A stage of players at points of the world in px; the screen is 1280 by 720 around its origin. */
function stage(places: Readonly<Record<string, readonly [number, number]>>) {
  const sprites = fakeSprites();
  const players = new Map(
    Object.entries(places).map(([id, [x, y]], hue) => [
      id,
      new Player().assign({ x: (x + 2000) * UNIT, y: (y + 2000) * UNIT, name: id, hue }),
    ]),
  );
  const camera = new Camera();
  camera.resize(1280, 720);
  camera.x = 2000;
  camera.y = 2000;
  const effects = new Effects(sprites, new Motes(sprites));
  const facts = {
    ...{ dt: 16, selfId: "me", selfAim: 0, body: undefined, team: 0, still: false, colors: [] },
    ...{ camera, light: { at: () => 120 }, effects },
  } as unknown as FrameFacts;
  const net = {
    state: { players },
    x: (player: Player) => player.x / UNIT,
    y: (player: Player) => player.y / UNIT,
  };
  const plan = { net, facts, density: 1, risen: () => {} };
  const avatars = new Avatars(sprites, plan as unknown as ConstructorParameters<typeof Avatars>[1]);
  const frame = () =>
    withCanvas(() => {
      for (const player of players.values()) if (isInSight(player)) present(player);
      avatars.place();
      avatars.draw();
      effects.draw(facts);
    });
  /** Which of the effects' drawings are shown. */
  const worn = () =>
    [effects.under, effects.over]
      .flatMap((layer) => layer.children.flatMap((child) => [child, ...child.children]))
      .filter((child) => "texture" in child && child.scale.x > 0)
      .map(
        (child) =>
          Object.entries(sprites).find(
            ([, t]) => t === (child as { texture?: unknown }).texture,
          )?.[0] ?? "image",
      )
      .sort();
  return { avatars, players, facts, frame, worn };
}

describe("arena figures", () => {
  it("[AV36] a team's figure, ring and emblem are no other's", () => {
    const looks = new Set<number>();
    for (const team of [0, 1, 2]) {
      for (let hue = 0; hue < HUES; hue++) looks.add(lookOf(team, hue));
    }
    assert.equal(looks.size, 3 * HUES);
    const rings = Array.from({ length: HUES }, (_, hue) => ringIndex(0, hue));
    assert.equal(new Set([...rings, ringIndex(1, 0), ringIndex(2, 0)]).size, HUES + 2);
    assert.equal(ringIndex(1, 0), ringIndex(1, 5), "one ring for the whole team");
    const outlines = Array.from({ length: HUES }, (_, hue) => outlineOf(hue));
    const all = [...outlines, teamOutlineOf(1), teamOutlineOf(2)].map((o) => JSON.stringify(o));
    assert.equal(new Set(all).size, HUES + 2);
    for (const value of [...teamOutlineOf(1), ...teamOutlineOf(2)])
      assert.ok(Math.abs(value) <= 1.01);
  });

  it("[AV36] names of one's own side stand on plates, others and free-for-all have none", () => {
    assert.equal(plateOf(1, false, 1), "ally");
    assert.equal(plateOf(1, true, 1), "own");
    assert.equal(plateOf(2, false, 1), "none");
    assert.equal(plateOf(1, false, 0), "none", "a watcher has no side");
    assert.equal(plateOf(0, true, 0), "none");
  });

  it("[AV37] what players have taken, suffer and have earned shows on them alone", () => {
    const { players, frame, worn, facts } = stage({ me: [0, 0], a: [90, 0], far: [1500, 0] });
    frame();
    assert.deepEqual(worn(), []);
    players.get("a")?.assign({ power: 9, boost: 9, frozen: 9, streak: 3 });
    players.get("far")?.assign({ power: 9, streak: 9 });
    frame();
    assert.deepEqual(worn(), ["aura", "chain", "laurel", "wings"]);
    players.get("a")?.assign({ power: 0, boost: 0, frozen: 0, streak: 2 });
    frame();
    assert.deepEqual(worn(), []);
    facts.body = new Player().assign({ power: 5 });
    frame();
    assert.deepEqual(worn(), ["aura"], "one's own are the predicted ones");
  });

  it("[AV37] a dash leaves images behind, but not where motion is reduced", () => {
    for (const still of [false, true]) {
      const { players, frame, worn, facts } = stage({ me: [0, 0] });
      facts.still = still;
      const me = players.get("me") as Player;
      for (let i = 0; i < 8; i++) {
        me.assign({ x: me.x + 20 * UNIT, dash: 45 });
        frame();
      }
      assert.equal(worn().length > 0, !still);
    }
  });

  it("[AV45] who leaves one's sight fades where they were, and who comes into it fades in", () => {
    const { players, avatars, frame } = stage({ me: [0, 0], a: [90, 0] });
    for (let i = 0; i < 30; i++) frame();
    const a = players.get("a") as Player;
    const { root } = avatars.get("a")?.figure ?? assert.fail();
    assert.equal(root.alpha, 1);
    players.set("a", { name: "a", hue: 1, team: 0, online: true } as Player);
    frame();
    assert.equal(avatars.get("a"), undefined, "nothing more is known of them");
    assert.ok(root.visible && root.alpha < 1 && root.alpha > 0.8, `${root.alpha}`);
    for (let i = 0; i < 30; i++) frame();
    assert.equal(root.visible, false);
    players.set("a", a);
    frame();
    assert.ok(root.visible && root.alpha > 0 && root.alpha < 0.2, `${root.alpha}`);
    players.delete("a");
    frame();
    assert.ok(root.destroyed);
  });

  it("[AV39] who is off the screen is not drawn, and comes back", () => {
    const { players, avatars, frame } = stage({ me: [0, 0], near: [600, 0], far: [1500, 0] });
    frame();
    const shown = (id: string) => {
      const avatar = avatars.get(id);
      return [avatar?.figure.root.visible, avatar?.tag.label.visible, avatar?.tag.bars.visible];
    };
    assert.deepEqual(shown("near"), [true, true, true]);
    assert.deepEqual(shown("far"), [false, false, false]);
    players.get("far")?.assign({ x: 2100 * UNIT });
    frame();
    assert.deepEqual(shown("far"), [true, true, true]);
    players.delete("far");
    frame();
    assert.equal(avatars.get("far"), undefined);
  });

  it("[AV39] oneself lies above all others, whoever comes later", () => {
    const { players, avatars, frame } = stage({ a: [0, 0], me: [5, 0], b: [9, 0] });
    frame();
    players.set("late", new Player().assign({ x: 2000 * UNIT, y: 2000 * UNIT }));
    frame();
    const own = avatars.get("me");
    assert.equal(avatars.standing.children.at(-1), own?.figure.root);
    assert.equal(avatars.labels.children.at(-1), own?.tag.label);
  });

  it("[AV35] a taken pickup is gone at once, and fades in when it is back", () => {
    assert.equal(presenceAfter(1, false, 16), 0);
    let presence = 0;
    let frames = 0;
    for (; presence < 1; frames++) presence = presenceAfter(presence, true, 16);
    assert.ok(frames > 10 && frames < 60, `${frames} frames`);
  });

  it("[AV35] every kind of pickup has an outline and a colour of its own", () => {
    const looks = PICKUP_KINDS.map((kind) => PICKUP_LOOKS[kind]);
    assert.equal(new Set(looks.map(({ outline }) => JSON.stringify(outline))).size, 3);
    assert.equal(new Set(looks.map(({ color }) => color)).size, 3);
  });

  it("[AV39] numbers made once are as close as the eye can tell", () => {
    for (let i = -20; i < 20; i += 0.37) {
      const error = Math.abs(Math.sin(turnOf(i) - i)) + Math.abs(1 - Math.cos(turnOf(i) - i));
      assert.ok(error < 0.004, `${i}`);
    }
    for (let share = -0.5; share < 1.5; share += 0.01) {
      assert.ok(Math.abs(shareOf(share) - Math.max(0, Math.min(1, share))) < 0.01);
    }
  });
});
