import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Evaluated by the browser's debugger, so that the page's policy need not allow it. */
const load = async (page: Page): Promise<void> => page.evaluate(await readFile(source, "utf8"));

/** Ids of axe's violations on this page, with the first element of each. */
export async function axeViolations(page: Page): Promise<string[]> {
  await load(page);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as any).axe.run();
    return violations.map(
      (v: any) => `${v.id}: ${v.nodes[0]?.target} (${v.nodes[0]?.failureSummary})`,
    );
  });
}

/** Elements of whose text axe cannot tell the contrast, each with why. */
export async function undecidedContrasts(page: Page): Promise<string[]> {
  await load(page);
  return page.evaluate(async () => {
    const { incomplete } = await (globalThis as any).axe.run({ runOnly: ["color-contrast"] });
    return incomplete.flatMap(({ nodes }: any) =>
      nodes.map((node: any) => `${node.target}: ${node.any[0]?.data?.messageKey}`),
    );
  });
}
