import { readFileSync } from "node:fs";
import { cpus } from "node:os";

/** Time that all cores of the machine have spent so far, in any one unit. */
export interface CpuTimes {
  readonly idle: number;
  readonly total: number;
}

/** user, nice, system, idle, iowait, irq, softirq, steal; guests are counted in the first two. */
const FIELDS = 8;

/** Linux tells what a hypervisor took away, which Node.js leaves out: it counts as busy. */
export function readCpuTimes(): CpuTimes {
  try {
    return timesOf(readFileSync("/proc/stat", "utf8"));
  } catch {
    return timesOfCores();
  }
}

export function timesOf(stat: string): CpuTimes {
  const [, ...fields] = (stat.split("\n")[0] ?? "")
    .trim()
    .split(/ +/)
    .slice(0, FIELDS + 1);
  const [, , , idle = 0, iowait = 0] = fields.map(Number);
  return { idle: idle + iowait, total: fields.map(Number).reduce((sum, n) => sum + n, 0) };
}

function timesOfCores(): CpuTimes {
  const times = cpus().map((core) => core.times);
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  const busy = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return { idle, total: idle + busy };
}

/** Share of the machine that nobody used in between, 0 to 1; 0 where no time has passed. */
export function idleShare(before: CpuTimes, after: CpuTimes): number {
  const total = after.total - before.total;
  return total <= 0 ? 0 : Math.min(1, Math.max(0, (after.idle - before.idle) / total));
}
