import type { Result } from "../result.ts";

/** For a terminal: the verdict first, then the figures that it rests on. */
export function renderText(_result: Result): string {
  throw new Error("not built");
}
