import { choices, misused, readFlags, whole, wholes } from "../flags.ts";
import { type Crowd, crowdOf } from "./crowd.ts";
import { figureBytes, inputBytes, quietBytes } from "./figures.ts";
import { print, type Report } from "./report.ts";
import { stand } from "./server.ts";
import { type Talkers, talkersOf } from "./talkers.ts";

const PARTS = ["fields", "figures", "crowds"] as const;
type Part = (typeof PARTS)[number];
const HELP = `npm run bench:bytes -- [flags]
  --seats <n,n,…>   sizes of the rooms, 2 to 100 (default 20,50,100)
  --seconds <s>     length of each measurement (default 10)
  --only <part,…>   ${PARTS.join(", ")} (default: everything)
  --json            the figures as JSON on stdout and nothing else there`;

const values = readFlags(HELP, {
  seats: { type: "string", default: "20,50,100" },
  seconds: { type: "string", default: "10" },
  only: { type: "string", default: PARTS.join(",") },
  json: { type: "boolean", default: false },
});
const sizes = wholes("seats", values.seats);
if (!sizes.every((size) => size >= 2 && size <= 100)) misused("--seats: must be from 2 to 100");
const seconds = whole("seconds", values.seconds);
const chosen = choices("only", values.only, PARTS);
const wants = (part: Part) => chosen.includes(part);

/** What one client receives and sends, from a server in a process of its own. */
async function measureClients(): Promise<Omit<Report, "crowds">> {
  const server = await stand();
  try {
    const talkers: Talkers[] = [];
    for (const seats of wants("fields") ? sizes : []) {
      talkers.push(await talkersOf(server, seats, seconds));
    }
    if (!wants("figures")) return { talkers };
    return {
      talkers,
      figure: await figureBytes(server),
      quiet: await quietBytes(server, seconds),
      input: await inputBytes(server),
    };
  } finally {
    await server.stop();
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

const clients = await measureClients();
const report = { ...clients, crowds: wants("crowds") ? await measureCrowds() : [] };
if (values.json) console.log(JSON.stringify(report, null, 2));
else print(report);
