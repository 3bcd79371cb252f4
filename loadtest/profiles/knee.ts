import type { Stage } from "../profile.ts";

const GROWTH = 1.5;
/** Searching ends when the load that broke is at most so much above the load that held. */
const EXACT = 1.1;
const SETTLE = 3;

/**
 * Finds the largest load that meets the objectives, up to `stage.clients`: grows until one does
 * not, then bisects. Before each try after a failure the clients go down again, so that a server
 * which is still digesting the last one is not judged by it.
 */
export async function findKnee(stage: Stage, start: number): Promise<void> {
  let holds = 0;
  let breaks: number | null = null;
  let next = Math.min(start, stage.clients);
  for (;;) {
    const { held, spare } = await attempt(stage, next);
    // A try that was cut short has shown neither.
    if (stage.over.aborted) break;
    if (held) holds = next;
    else breaks = next;
    stage.knee({ holds, breaks });
    const wanted = nextLoad(holds, breaks, stage.clients);
    if (wanted === undefined) break;
    // Bots without time to spare would tell of a larger load only how late they are themselves.
    if (held && !spare && breaks === null) break;
    if (!held) await rest(stage, Math.min(holds, wanted));
    next = wanted;
  }
}

function nextLoad(holds: number, breaks: number | null, most: number): number | undefined {
  if (breaks === null) return holds < most ? Math.min(most, Math.ceil(holds * GROWTH)) : undefined;
  if (breaks <= Math.max(holds * EXACT, holds + 1)) return undefined;
  return Math.floor((holds + breaks) / 2);
}

/** Joins and the moments after them count as joins only; what is judged comes after. */
async function attempt(
  stage: Stage,
  clients: number,
): Promise<{ readonly held: boolean; readonly spare: boolean }> {
  const { perSecond, seconds } = stage;
  const there = await stage.phase({ kind: "ramp", clients, perSecond, seconds: SETTLE });
  const step = await stage.phase({ kind: "step", clients, seconds });
  return { held: there.ok && step.ok, spare: step.spare };
}

async function rest(stage: Stage, clients: number): Promise<void> {
  await stage.phase({ kind: "ramp", clients, perSecond: stage.perSecond, seconds: SETTLE });
}
