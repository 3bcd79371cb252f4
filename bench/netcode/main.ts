import { choices, readFlags } from "../flags.ts";
import { CONDITIONS, type Condition, GROUPS, SLEEP } from "./conditions.ts";
import { judge, type Result } from "./figures.ts";
import { measurePixels, pixelRow } from "./pixels.ts";
import { measured, openStand, type Stand } from "./stand.ts";

/** The one probe in a browser. */
const PIXELS = "pixels";

const ids = [...CONDITIONS.map(({ id }) => id), PIXELS];
const HELP = `npm run bench:netcode -- [flags]
  --only <name,…>  ${ids.join(", ")}
                   (default: everything, some 8 minutes)
  --json           the figures as JSON on stdout and nothing else there
Exit code: 0 all goals met, 1 not.`;

const values = readFlags(HELP, {
  only: { type: "string", default: ids.join(",") },
  json: { type: "boolean", default: false },
});
const chosen = choices("only", values.only, ids);
// With an exit the server goes, too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const results = await measureAll();
const pixels = chosen.includes(PIXELS) ? await announced("pixels", measurePixels) : undefined;
report();

async function measureAll(): Promise<Result[]> {
  const isChosen = ({ id }: Condition) => chosen.includes(id);
  if (!CONDITIONS.some(isChosen)) return [];
  const stand = await openStand(false);
  try {
    const asleep = isChosen(SLEEP) ? one(SLEEP, stand) : undefined;
    const results: Result[] = [];
    for (const group of GROUPS) {
      results.push(...(await Promise.all(group.filter(isChosen).map((c) => one(c, stand)))));
    }
    return asleep ? [...results, await asleep] : results;
  } finally {
    await stand.close();
  }
}

function one(condition: Condition, stand: Stand): Promise<Result> {
  return announced(condition.title, () => measured(condition, stand));
}

function announced<T>(what: string, measure: () => Promise<T>): Promise<T> {
  console.error(`measuring ${what}…`);
  return measure();
}

function report(): void {
  const judged = results.map(judge);
  if (pixels) judged.push(pixelRow(pixels));
  if (values.json) console.log(JSON.stringify({ results, pixels }, null, 2));
  else {
    const rows = judged.map(({ row }) => row);
    if (results.length > 0) console.table(rows.slice(0, results.length));
    if (pixels) console.table(rows.slice(results.length));
  }
  const missed = judged.filter(({ ok }) => !ok).length;
  const verdict = missed === 0 ? "All goals are met." : `${missed} miss a goal (✗).`;
  console.error(verdict);
  process.exitCode = missed === 0 ? 0 : 1;
}
