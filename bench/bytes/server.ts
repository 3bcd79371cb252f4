import { readFileSync } from "node:fs";
import { ready, startServer } from "../../test/support/process.ts";

/** A server of ours in a process of its own. */
export interface Stand {
  readonly url: string;
  readonly build: string;
  /** CPU time that its process has used so far, in ms; undefined where the system does not tell. */
  cpuMs(): number | undefined;
  stop(): Promise<void>;
}

/** Linux reports CPU time in these to user space on every architecture that Node runs on. */
const MS_PER_CLOCK_TICK = 10;

export async function stand(env: Record<string, string> = {}): Promise<Stand> {
  const server = await startServer({ LOG_LEVEL: "warn", ...env });
  try {
    await ready(server);
    const answer = await fetch(`${server.url}/api/build`);
    const { build } = (await answer.json()) as { build: string };
    const { url } = server;
    return { url, build, cpuMs: () => cpuMsOf(server.child.pid), stop: () => server.discard() };
  } catch (error) {
    await server.discard();
    throw error;
  }
}

/** User and system time of a process: fields 14 and 15 of its stat file, see proc(5). */
function cpuMsOf(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in brackets, which may hold spaces and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_CLOCK_TICK;
  } catch {
    return undefined;
  }
}
