import type { Result } from "../result.ts";

/** One file that needs nothing else, in both languages. */
export async function renderHtml(_result: Result): Promise<string> {
  throw new Error("not built");
}
