import { existsSync } from "node:fs";
import type { Context } from "mocha";

/** Debian's Chromium, or another one named by CHROMIUM. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/**
 * Skips the running suite with the reason when something it needs is absent; with REQUIRE_ALL=1,
 * as in CI, that is a failure.
 */
export function needs(context: Context, present: boolean, what: string): void {
  if (present) return;
  if (process.env.REQUIRE_ALL === "1") throw new Error(`REQUIRE_ALL=1, but ${what}`);
  console.log(`    skipped: ${what}`);
  context.skip();
}

export const needsChromium = (context: Context): void =>
  needs(context, existsSync(CHROMIUM), `there is no Chromium at ${CHROMIUM} (set CHROMIUM)`);
