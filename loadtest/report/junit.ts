import type { Result } from "../result.ts";

/** A test case per objective and phase. */
export function renderJunit(_result: Result): string {
  throw new Error("not built");
}
