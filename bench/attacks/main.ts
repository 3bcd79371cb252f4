import { pause } from "../../test/support/wait.ts";
import { readFlags } from "../flags.ts";
import type { Attack } from "./attack.ts";
import { FRAMES } from "./frames.ts";
import { REQUESTS } from "./requests.ts";
import { openTarget, type Target } from "./target.ts";

const ATTACK_MS = 12_000;
const KINDS = ["stock", "ours"] as const;
const HELP = `npm run attacks -- [flags]
  --only <words>  those attacks that have these words in their titles (default: all)
Prints a table: each attack against stock Colyseus and against ours, on loopback.`;

const values = readFlags(HELP, { only: { type: "string", default: "" } });
const ATTACKS = [...FRAMES, ...REQUESTS].filter(({ title }) => title.includes(values.only));

// The SDK tells its own ends of lines to the console; stdout is the table.
console.info = console.warn = console.error = () => {};
process.on("unhandledRejection", () => {});

console.log("| attack | stock Colyseus 0.18 | ours |\n|---|---|---|");
const targets: Partial<Record<(typeof KINDS)[number], Target>> = {};
for (const attack of ATTACKS) {
  const cells: string[] = [];
  for (const kind of KINDS) cells.push(await outcome(attack, kind));
  console.log(`| ${attack.title} | ${cells.join(" | ")} |`);
}
for (const kind of KINDS) await targets[kind]?.discard();
process.exit(0);

async function outcome(attack: Attack, kind: (typeof KINDS)[number]): Promise<string> {
  const target = targets[kind] ?? (await openTarget(kind));
  targets[kind] = target;
  const words = attack.run(target).catch(({ message }) => `fails: ${message}`);
  const said = await Promise.race([words, pause(ATTACK_MS).then(() => "no answer")]);
  const trouble = await target.trouble();
  if (!trouble) return said;
  await target.discard();
  delete targets[kind];
  return `**${trouble}**`;
}
