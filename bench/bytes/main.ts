import { parseArgs } from "node:util";
import { takeAim } from "../../loadtest/target.ts";
import { type Crowd, crowdOf } from "./crowd.ts";
import { figureBytes, inputBytes, quietBytes } from "./figures.ts";
import { print, type Report } from "./report.ts";
import { type Talkers, talkersOf } from "./talkers.ts";

const PARTS = ["fields", "figures", "crowds"] as const;
type Part = (typeof PARTS)[number];
const HELP = `Usage: npm run bench:bytes -- [flags]
  --seats <n,n,…>   sizes of the rooms, 2 to 100 (default 20,50,100)
  --seconds <s>     length of each measurement (default 10)
  --only <part>     ${PARTS.join(", ")}
  --json            the figures as JSON on stdout and nothing else there
`;

const { values } = parseArgs({
  options: {
    seats: { type: "string", default: "20,50,100" },
    seconds: { type: "string", default: "10" },
    only: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const sizes = values.seats.split(",").map(Number);
const seconds = Number(values.seconds);
const wants = (part: Part) => values.only === undefined || values.only === part;

/** What one client receives and sends, from a server in a process of its own. */
async function measureClients(): Promise<Omit<Report, "crowds">> {
  const aimed = await takeAim(undefined, new AbortController().signal);
  if (!aimed.ok) throw new Error(aimed.problem);
  const { target } = aimed;
  try {
    const talkers: Talkers[] = [];
    for (const seats of wants("fields") ? sizes : []) {
      talkers.push(await talkersOf(target, seats, seconds));
    }
    if (!wants("figures")) return { talkers };
    return {
      talkers,
      figure: await figureBytes(target),
      quiet: await quietBytes(target, seconds),
      input: await inputBytes(target),
    };
  } finally {
    await target.server?.stop();
  }
}

/** Each size with and without, one after the other: what disturbs the machine disturbs both. */
async function measureCrowds(): Promise<Crowd[]> {
  const crowds: Crowd[] = [];
  for (const seats of sizes) {
    for (const views of [true, false]) crowds.push(await crowdOf(seats, views, seconds));
  }
  return crowds;
}

function problem(): string | undefined {
  const isSize = (size: number) => Number.isInteger(size) && size >= 2 && size <= 100;
  if (!sizes.every(isSize)) return `--seats must be whole numbers from 2 to 100: ${values.seats}`;
  if (!(seconds > 0)) return `--seconds must be a number above 0: ${values.seconds}`;
  if (values.only === undefined || PARTS.some(wants)) return undefined;
  return `--only must be one of ${PARTS.join(", ")}: ${values.only}`;
}

const wrong = problem();
if (values.help) console.log(HELP);
else if (wrong !== undefined) {
  console.error(wrong);
  process.exitCode = 2;
} else {
  const clients = await measureClients();
  const report = { ...clients, crowds: wants("crowds") ? await measureCrowds() : [] };
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else print(report);
}
