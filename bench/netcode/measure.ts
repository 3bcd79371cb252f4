import "./timebase.ts";
import "../../loadtest/swarm/socket.ts";

import { parentPort, workerData } from "node:worker_threads";
import { UNIT } from "../../schema/arena/map.ts";
import { pause, until } from "../../test/support/wait.ts";
import type { Condition } from "./conditions.ts";
import { deskOver, portChannel } from "./desk.ts";
import type { Figures } from "./figures.ts";
import { Player } from "./player.ts";
import { LANE, MAP, Rig, STAND } from "./rig.ts";

// One condition in a thread of its own: two players in one room, nobody else.

export interface Job {
  readonly condition: Condition;
  /** Of the proxy. */
  readonly url: string;
}

const OPTIONS = {
  ...{ private: true, fill: 0, seats: 2, idleSeconds: 600 },
  ...{ map: MAP, matchSeconds: 3600, scoreLimit: 500 },
};
const WARM_MS = 4000;
const ENTER_MS = 30_000;

// The SDK tells of each attempt to reconnect.
console.info = () => {};

const port = parentPort;
if (!port) throw new Error("runs as a worker thread");
const desk = deskOver(portChannel(port));
const { condition, url } = workerData as Job;
port.postMessage({ figures: await measure() });
process.exit();

async function measure(): Promise<Figures> {
  await desk.line(condition.line);
  const entry = { kind: "create", game: "arena", options: OPTIONS } as const;
  const shooter = await Player.enter(url, entry, "Shooter");
  const { roomId } = shooter.session.room;
  const runner = await Player.enter(url, { kind: "room", roomId }, "Runner");
  const others = () => shooter.figure(runner.id) && runner.figure(shooter.id);
  await until("both in sight", others, ENTER_MS);
  const rig = new Rig(shooter, runner, desk);
  try {
    const isOn = () => shooter.session.room.state.phase === "playing";
    await until("the match", isOn, ENTER_MS);
    await desk.stage(roomId, {
      [shooter.id]: STAND,
      [runner.id]: { x: LANE.from + UNIT, y: LANE.y },
    });
    const origin = await desk.origin(roomId);
    await pause(WARM_MS);
    await desk.lateness(roomId);
    return await rig.observe(condition.disturbance, origin);
  } finally {
    rig.stop();
    await Promise.all([shooter.session.quit(), runner.session.quit()]);
  }
}
