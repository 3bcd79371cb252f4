import type { Compared, Result } from "../result.ts";

export type Baseline =
  | { readonly ok: true; readonly runs: readonly Result[] }
  | { readonly ok: false; readonly problem: string };

/** Reads report.json files of earlier runs. */
export async function readBaseline(_paths: readonly string[]): Promise<Baseline> {
  throw new Error("not built");
}

/** What can be compared of a run; those of another profile, room or size are no baseline. */
export type Comparable = Pick<Result, "run" | "phases" | "total">;

export function compare(_now: Comparable, _before: readonly Result[]): readonly Compared[] {
  throw new Error("not built");
}
