import { matchMaker } from "@colyseus/core";
import type { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import { bootApp } from "../../test/support/app.ts";
import { readFlags, whole } from "../flags.ts";
import { fuzz, type Outcome } from "./run.ts";

const HELP = `npm run fuzz -- [flags]
  --seed <n>    repeats a run (default: another one each time)
  --frames <n>  random frames to send, by the room's own message handler and by sockets (default 100000)
Exit code: 0 held, 1 a fault, or a neighbour was disturbed.`;

const values = readFlags(HELP, {
  seed: { type: "string", default: String(Date.now() % 1e9) },
  frames: { type: "string", default: "100000" },
});
const seed = whole("seed", values.seed, 0);
const frames = whole("frames", values.frames);

const app = await bootApp();
const neighbour = await app.join({
  kind: "create",
  game: "arena",
  options: { fill: 4, seats: 64 },
});
const room = matchMaker.getLocalRoomById(neighbour.room.roomId) as unknown as ArenaRoom;
const from = performance.now();
const ticks = room.ticks;
const outcome = await fuzz(room as never, frames, { rng: seed });
const seconds = (performance.now() - from) / 1000;
const faults = app.log.lines.filter(({ message }) => message === "room fault");
report(outcome);
const failed = faults.length > 0 || neighbour.status.kind !== "playing" || room.ticks === ticks;
await app.close();
process.exit(failed ? 1 : 0);

function report({ verdicts, kicked, errors, answers }: Outcome): void {
  console.log(`seed ${seed}: ${frames} frames in ${seconds.toFixed(1)} s`);
  console.table(verdicts);
  console.log(`the room: ${kicked} clients sent away, ${errors} error frames, ${answers} answers`);
  console.log(`${room.ticks - ticks} ticks, ${app.log.lines.length} lines of log`);
  console.log(`the neighbour is ${neighbour.status.kind}`);
  for (const { fields } of faults.slice(0, 5)) console.error("FAULT", fields);
  console.log(
    faults.length === 0 ? "no fault" : `${faults.length} faults: rerun with --seed ${seed}`,
  );
}
