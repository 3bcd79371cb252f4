import { lstatSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

/** Between the two: the process that it was made by. */
const PREFIX = "hypogeum-loadtest-";
const NAME = new RegExp(`^${PREFIX}(\\d+)-`);

/** A folder for a server of this process's own; those of load tests that were killed go first. */
export async function makeFolder(): Promise<string> {
  const names = await readdir(tmpdir()).catch(() => []);
  const stale = names.map((name) => join(tmpdir(), name)).filter(isStale);
  await Promise.all(
    stale.map((path) => rm(path, { recursive: true, force: true }).catch(() => {})),
  );
  return mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Whether a load test has made it: no other may be removed, whatever a variable says. */
export const isMade = (path: string): boolean =>
  dirname(path) === resolve(tmpdir()) && NAME.test(basename(path));

function isStale(path: string): boolean {
  const [, pid] = NAME.exec(basename(path)) ?? [];
  return pid !== undefined && isOwn(path) && hasEnded(Number(pid));
}

/** In a folder of somebody else's, links could be laid while it is being removed. */
function isOwn(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === (process.getuid?.() ?? found.uid);
}

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
