import assert from "node:assert/strict";
import { rehearse } from "../../../loadtest/control/rehearse.ts";
import { checkSlo } from "../../../loadtest/control/slo.ts";
import type { PhasePlan, Profile, Stage } from "../../../loadtest/profile.ts";
import { PROFILE_IDS, PROFILES, type ProfileId } from "../../../loadtest/profiles/index.ts";

interface Played {
  /** "hold 20 for 20", "cut", … in their order. */
  readonly story: readonly string[];
  readonly phases: readonly PhasePlan[];
  readonly knees: readonly unknown[];
}

/**
 * Plays a profile on a stage without a clock. `holds` says up to which load all is well, `spares` up
 * to which the bots have time to spare.
 */
async function play(
  id: ProfileId,
  holds = Number.POSITIVE_INFINITY,
  wishes: Partial<Pick<Stage, "clients" | "seconds" | "perSecond">> = {},
  { endAfter = Number.POSITIVE_INFINITY, spares = Number.POSITIVE_INFINITY } = {},
): Promise<Played> {
  const profile: Profile = PROFILES[id];
  const story: string[] = [];
  const phases: PhasePlan[] = [];
  const knees: unknown[] = [];
  const over = new AbortController();
  await profile.run({
    ...profile.defaults,
    ...wishes,
    over: over.signal,
    async phase(plan) {
      story.push(`${plan.kind} ${plan.clients} for ${plan.seconds}`);
      phases.push(plan);
      if (phases.length >= endAfter) over.abort();
      return { ok: plan.clients <= holds && !over.signal.aborted, spare: plan.clients < spares };
    },
    cut: () => void story.push("cut"),
    restart: async () => void story.push("kill"),
    knee: (found) => knees.push(found),
  });
  return { story, phases, knees };
}

const loads = ({ phases }: Played, kind: PhasePlan["kind"]) =>
  phases.filter((phase) => phase.kind === kind).map(({ clients }) => clients);

describe("loadtest/profiles", () => {
  it("[LT22] smoke: a ramp and a hold, well below a minute", async () => {
    const { story } = await play("smoke");
    assert.deepEqual(story, ["ramp 20 for 0", "hold 20 for 20"]);
    const { seconds } = await rehearse(PROFILES.smoke, PROFILES.smoke.defaults);
    assert.ok(seconds <= 40, `${seconds} s`);
  });

  it("[LT22] plateau, rooms and soak hold what was asked for, as long as was asked", async () => {
    for (const id of ["plateau", "rooms", "soak"] as const) {
      const { phases } = await play(id, undefined, { clients: 33, seconds: 700, perSecond: 4 });
      assert.deepEqual(phases.at(-1), { kind: "hold", clients: 33, seconds: 700 });
      assert.equal(phases[0]?.perSecond, 4);
    }
    assert.equal(PROFILES.soak.defaults.seconds, 1800);
    assert.equal(PROFILES.soak.slo?.leakMbPerHour, 5);
  });

  it("[LT22] ramp: five legs up, each held at its own load", async () => {
    assert.deepEqual(loads(await play("ramp"), "hold"), [40, 80, 120, 160, 200]);
    assert.deepEqual(loads(await play("ramp", undefined, { clients: 2 }), "hold"), [1, 1, 2, 2, 2]);
  });

  it("[LT22] spike: the storm comes all at once, and the base is held before and after", async () => {
    const { story, phases } = await play("spike", undefined, { clients: 50, seconds: 5 });
    assert.deepEqual(story, [
      ...["ramp 10 for 0", "hold 10 for 5", "storm 50 for 5", "hold 50 for 5"],
      ...["ramp 10 for 0", "hold 10 for 5"],
    ]);
    assert.equal(phases[2]?.perSecond, undefined);
  });

  it("[LT22] reconnect-storm: all lines are cut thrice, each within a phase of its own", async () => {
    const { story } = await play("reconnect-storm", undefined, { clients: 9, seconds: 4 });
    const once = ["cut 9 for 4", "cut", "hold 9 for 4"];
    assert.deepEqual(story, ["ramp 9 for 0", "hold 9 for 4", ...once, ...once, ...once]);
  });

  it("[LT22] chaos: two kills, each within a phase whose endings are no fault", async () => {
    const { story } = await play("chaos", undefined, { clients: 9, seconds: 4 });
    const once = ["restart 9 for 15", "kill", "hold 9 for 4"];
    assert.deepEqual(story, ["ramp 9 for 0", "hold 9 for 4", ...once, ...once]);
    assert.deepEqual([PROFILES.chaos.ownServerOnly, PROFILES.chaos.rejoin], [true, true]);
    const { slo } = PROFILES.chaos;
    assert.equal(slo?.phases?.restart?.lostStays, null);
    assert.equal(slo?.lostStays, undefined, "in between every stay counts");
  });

  it("[LT22] rooms have two to four seats; one-room is one room", () => {
    for (const clients of [2, 3, 10, 150, 5000]) {
      const perRoom = clients / (PROFILES.rooms.rooms?.(clients) ?? 0);
      assert.ok(perRoom > 1 && perRoom <= 4, `${clients}: ${perRoom}`);
    }
    assert.equal(PROFILES["one-room"].rooms?.(1500), 1);
    assert.equal(PROFILES["one-room"].defaults.clients, 1500);
  });

  it("[LT22] a run that is over ends every profile at once, and its limits have no typos", async () => {
    for (const id of PROFILE_IDS) {
      const { phases } = await play(id, 0, {}, { endAfter: 1 });
      assert.ok(phases.length <= 6, id);
      const { slo = {} }: Profile = PROFILES[id];
      assert.deepEqual(checkSlo(slo, id), { ok: true, slo });
    }
  });

  describe("the search for the knee", () => {
    it("[LT23] grows by half until it breaks, then bisects to within a tenth", async () => {
      for (const truth of [1, 7, 49, 50, 51, 74, 113, 380, 999, 1333]) {
        const { knees } = await play("stress", truth);
        const { holds, breaks } = knees.at(-1) as { holds: number; breaks: number };
        assert.ok(holds <= truth && truth < breaks, `${truth}: ${holds} to ${breaks}`);
        assert.ok(breaks <= Math.max(holds * 1.1, holds + 1), `${truth}: ${holds} to ${breaks}`);
      }
    });

    it("[LT23] a load that always holds ends at what was asked for, with no upper end", async () => {
      const played = await play("stress", undefined, { clients: 130 });
      assert.deepEqual(loads(played, "step"), [50, 75, 113, 130]);
      assert.deepEqual(played.knees.at(-1), { holds: 130, breaks: null });
    });

    it("[LT23] when not even one client is served well, it says so and ends", async () => {
      const { knees } = await play("one-room", 0);
      assert.deepEqual(knees.at(-1), { holds: 0, breaks: 1 });
    });

    it("[LT23] each step settles without being judged; after one that broke the clients go down", async () => {
      const { story } = await play("stress", 60, { seconds: 8 });
      assert.deepEqual(story.slice(0, 7), [
        ...["ramp 50 for 3", "step 50 for 8", "ramp 75 for 3", "step 75 for 8"],
        ...["ramp 50 for 3", "ramp 62 for 3", "step 62 for 8"],
      ]);
    });

    it("[LT23] bots without time to spare are given no larger load, but the search below goes on", async () => {
      const busy = await play("stress", undefined, {}, { spares: 100 });
      assert.deepEqual(loads(busy, "step"), [50, 75, 113]);
      assert.deepEqual(busy.knees.at(-1), { holds: 113, breaks: null });
      const broken = await play("stress", 105, {}, { spares: 100 });
      assert.deepEqual(broken.knees.at(-1), { holds: 103, breaks: 113 });
    });

    it("[LT23] a step that was cut short has found nothing", async () => {
      const { knees } = await play("stress", 60, {}, { endAfter: 4 });
      assert.deepEqual(knees, [{ holds: 50, breaks: null }]);
    });
  });
});
