import type { PhasePlan, Profile, Stage } from "../profile.ts";

/** What a profile will ask for. */
export interface Rehearsal {
  /** How long it takes, if every client joins by the rate: of a search, at most about so long. */
  readonly seconds: number;
  /** The most clients at once, and joins per second. */
  readonly clients: number;
  readonly phases: readonly PhasePlan[];
}

/** Goes through a profile without doing anything. */
export async function rehearse(
  profile: Profile,
  wishes: Pick<Stage, "clients" | "seconds" | "perSecond">,
): Promise<Rehearsal> {
  const phases: PhasePlan[] = [];
  let seconds = 0;
  let there = 0;
  await profile.run({
    ...wishes,
    over: new AbortController().signal,
    async phase(plan) {
      phases.push(plan);
      if (plan.perSecond !== undefined) seconds += Math.abs(plan.clients - there) / plan.perSecond;
      seconds += plan.seconds;
      there = plan.clients;
      return { ok: true, spare: true };
    },
    cut: () => {},
    restart: async () => {},
    knee: () => {},
  });
  return { seconds, clients: Math.max(0, ...phases.map(({ clients }) => clients)), phases };
}
