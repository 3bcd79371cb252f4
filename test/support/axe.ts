import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Ids of axe's violations on this page, with the first element of each. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated by the browser's debugger, so that the page's policy need not allow it.
  await page.evaluate(await readFile(source, "utf8"));
  return page.evaluate(async () => {
    const { violations } = await (globalThis as any).axe.run();
    return violations.map(
      (v: any) => `${v.id}: ${v.nodes[0]?.target} (${v.nodes[0]?.failureSummary})`,
    );
  });
}
