import { firstLine } from "../module.ts";
import { loadScenario } from "../scenarioFile.ts";
import { loadSlo } from "./slo.ts";
import type { Tried } from "./tryFile.ts";

/**
 * A process that loads a file of the user's and says what it holds: whatever the file does, it does
 * here. A scenario's functions stay behind, because the bots are played elsewhere.
 */

/** A timer that the file has set may still throw; one that goes on for longer is not waited for. */
const LINGER_MS = 1000;

const [, , kind = "", file = ""] = process.argv;
process.on("uncaughtException", (error) =>
  tell({ ok: false, problems: [`${file}: cannot be loaded: ${firstLine(error)}`] }),
);
const tried = kind === "slo" ? await loadSlo(file) : await factsOf(file);
process.once("beforeExit", () => tell(tried));
setTimeout(() => tell(tried), LINGER_MS).unref();

async function factsOf(file: string): Promise<Tried["scenario"]> {
  const loaded = await loadScenario(file);
  if (!loaded.ok) return loaded;
  const { room, inputHz, mix } = loaded.scenario;
  return { ok: true, scenario: { room, inputHz, mix } };
}

function tell(tried: Tried[keyof Tried]): void {
  process.send?.(tried, () => process.exit(0));
}
