import assert from "node:assert/strict";
import { Encoder, Reflection, schema, t } from "@colyseus/schema";
import { type Mix, PERSONAS } from "../../../loadtest/scenario.ts";
import { personaOf, rngOf } from "../../../loadtest/swarm/personas.ts";
import { Probes } from "../../../loadtest/swarm/probes.ts";
import { hiddenSeen } from "../../../loadtest/swarm/views.ts";
import { fieldsOf, Wanderer } from "../../../loadtest/swarm/wanderer.ts";
import { arena } from "../../../schema/arena/game.ts";
import type { Interest } from "../../../schema/lib/game.ts";
import { nextUint32 } from "../../../schema/lib/random.ts";
import { ViewedArena } from "../../support/views.ts";

describe("loadtest/personas", () => {
  const MIX: Mix = { player: 6, idler: 1, chatterer: 2, flooder: 1 };

  it("[LT13] the shares hold for any number of bots, and whatever the seed", () => {
    for (const seed of [1, 2, 99, 123_456]) {
      const counts = new Map<string, number>();
      for (let n = 1; n <= 500; n++) {
        const persona = personaOf(MIX, seed, n - 1);
        counts.set(persona, (counts.get(persona) ?? 0) + 1);
        for (const id of PERSONAS) {
          const wanted = ((MIX[id] ?? 0) / 10) * n;
          const off = Math.abs((counts.get(id) ?? 0) - wanted);
          assert.ok(off < 2.5, `seed ${seed}: ${counts.get(id)} of ${n} are ${id}, not ${wanted}`);
        }
      }
    }
  });

  it("[LT13] the same seed gives the same bots, another one others", () => {
    const all = (seed: number) =>
      Array.from({ length: 50 }, (_, n) => [personaOf(MIX, seed, n), nextUint32(rngOf(seed, n))]);
    assert.deepEqual(all(7), all(7));
    assert.notDeepEqual(all(7), all(8));
    assert.equal(new Set(all(7).map(([, random]) => random)).size, 50);
  });

  it("[LT13] whose share is zero does not come, and nobody named means players", () => {
    for (let n = 0; n < 100; n++) assert.equal(personaOf({ idler: 3, player: 0 }, 1, n), "idler");
    assert.equal(personaOf({}, 1, 5), "player");
  });
});

describe("loadtest/probes", () => {
  it("[LT15] each is to come back once and in order", () => {
    const probes = new Probes();
    for (const now of [0, 500, 1000]) probes.next(now);
    for (const n of [0, 1, 2]) probes.back(n);
    assert.deepEqual(probes.take(99_000), { lost: 0, twice: 0 });
    probes.back(1);
    probes.next(2000);
    probes.next(2500);
    probes.back(4);
    probes.back(3);
    probes.back(17);
    assert.deepEqual(
      probes.take(99_000),
      { lost: 0, twice: 3 },
      "a second one, one that was passed over, one that nobody asked",
    );
  });

  it("[LT15] one that is not back within 5 s is lost, and no more when it comes late", () => {
    const probes = new Probes();
    probes.next(0);
    probes.next(4000);
    assert.deepEqual(probes.take(5000), { lost: 0, twice: 0 });
    assert.deepEqual(probes.take(5001), { lost: 1, twice: 0 });
    probes.back(0);
    probes.back(1);
    assert.deepEqual(probes.take(99_000), { lost: 0, twice: 0 });
  });

  it("[LT15] one that is passed over is lost at once; when it comes yet, it was out of order", () => {
    const probes = new Probes();
    for (const now of [0, 500, 1000, 1500]) probes.next(now);
    probes.back(2);
    assert.deepEqual(probes.take(1600), { lost: 2, twice: 0 });
    probes.back(1);
    assert.deepEqual(probes.take(1700), { lost: -1, twice: 1 });
    assert.deepEqual(probes.take(99_000), { lost: 1, twice: 0 });
  });

  it("[LT15] nothing is on its way when all are back, lost, or the line broke", async () => {
    const probes = new Probes();
    await probes.settled();
    for (const end of [() => probes.back(1), () => probes.broke()]) {
      let isSettled = false;
      for (const now of [0, 500]) probes.next(now);
      const settled = probes.settled().then(() => {
        isSettled = true;
      });
      probes.back(0);
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(isSettled, false);
      end();
      await settled;
    }
  });

  it("[LT15] what was on its way when the line broke is neither lost nor twice", () => {
    const probes = new Probes();
    probes.next(0);
    probes.next(500);
    probes.broke();
    probes.back(1);
    probes.next(1000);
    probes.back(2);
    assert.deepEqual(probes.take(99_000), { lost: 0, twice: 0 });
  });
});

describe("loadtest/wanderer", () => {
  const Input = schema(
    {
      dx: t.int8(),
      buttons: t.uint8(),
      aim: t.angle(),
      lean: t.quantized({ min: -1, max: 1, bits: 8 }),
      run: t.boolean(),
      throttle: t.float32(),
      word: t.string(),
      seq: t.uint32(),
      list: t.array("number"),
    },
    "AnyInput",
  );
  /** As a client gets it: described by the server. */
  const described = () => {
    const { state } = Reflection.decode(Reflection.encode(new Encoder(new Input())));
    return state as unknown as Record<string, unknown>;
  };
  const BOUNDS = {
    ...{ dx: [-128, 127], buttons: [0, 255], aim: [0, 2 * Math.PI], lean: [-1, 1] },
    ...{ throttle: [-100, 100], seq: [0, 4_294_967_295] },
  };

  it("[LT18] learns the fields and stays within what their types can hold", () => {
    const input = described();
    const names = fieldsOf(input).map(({ name }) => name);
    const known = ["dx", "buttons", "aim", "lean", "run", "throttle", "word", "seq"];
    assert.deepEqual(names, known, "of a list nobody knows what it wants");
    const wanderer = new Wanderer(input, { rng: 5 });
    const values = new Map<string, Set<unknown>>(names.map((name) => [name, new Set()]));
    for (let tick = 0; tick < 5000; tick++) {
      wanderer.decide(tick, input);
      for (const name of names) values.get(name)?.add(input[name]);
    }
    for (const [name, [min, max]] of Object.entries(BOUNDS) as [string, [number, number]][]) {
      const seen = [...(values.get(name) ?? [])] as number[];
      assert.ok(seen.length > 3, `${name} was only ${seen}`);
      assert.ok(
        seen.every((value) => value >= min && value <= max),
        `${name}: ${seen}`,
      );
    }
    assert.equal(values.get("run")?.size, 2);
  });

  it("[LT13] the same seed wanders the same way, holding each value for a while", () => {
    const path = (rng: number) => {
      const input = described();
      const wanderer = new Wanderer(input, { rng });
      return Array.from({ length: 300 }, (_, tick) => {
        wanderer.decide(tick, input);
        return `${input.dx} ${input.buttons} ${input.run}`;
      });
    };
    assert.deepEqual(path(3), path(3));
    assert.notDeepEqual(path(3), path(4));
    const changes = path(3).filter((step, n, all) => n > 0 && step !== all[n - 1]).length;
    assert.ok(changes > 5 && changes < 100, `${changes} changes in 300 decisions`);
  });
});

describe("loadtest/views", () => {
  const interest = arena.interest as unknown as Interest;
  const SEATS = 60;
  const crowd = () => {
    const viewed = new ViewedArena(11, { seats: 100, fill: 0, map: "circus", idleSeconds: 600 });
    for (let n = 0; n < SEATS; n++) viewed.seat(true);
    const receivers = Array.from({ length: 3 }, () => viewed.connect(viewed.seat(false)));
    return { viewed, receivers };
  };

  it("[LT16] a server that hides as it should is never accused", () => {
    const { viewed, receivers } = crowd();
    let checks = 0;
    for (let tick = 0; tick < 400; tick++) {
      viewed.tick();
      for (const { id, state } of receivers) {
        const seen = hiddenSeen(interest, state as never, { id, seats: 100 });
        assert.equal(seen ?? 0, 0, `tick ${tick}`);
        if (seen !== undefined) checks++;
      }
    }
    assert.ok(checks > 1000, `${checks} looks`);
  });

  it("[LT16] one that shows everybody is found out", () => {
    const { viewed } = crowd();
    for (let tick = 0; tick < 30; tick++) viewed.tick();
    const state = viewed.world.state as never;
    const [id = ""] = viewed.world.state.players.keys();
    assert.ok((hiddenSeen(interest, state, { id, seats: 100 }) ?? 0) > 10);
  });

  it("[LT16] nothing is said of a small room, nor of one who only watches", () => {
    const { viewed } = crowd();
    const state = viewed.world.state as never;
    assert.equal(hiddenSeen(interest, state, { id: "watcher", seats: 100 }), undefined);
    const small = new ViewedArena(1, { seats: 16, fill: 0 });
    const id = small.seat(false);
    small.seat(true);
    assert.equal(hiddenSeen(interest, small.world.state as never, { id, seats: 16 }), undefined);
  });
});
