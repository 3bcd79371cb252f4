import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** What a load test of that process has made; whole at once, as one beside may sweep it. */
export async function folderOf(pid: number): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), "made-"));
  await writeFile(path.join(made, "seasons.db"), "");
  const named = path.join(tmpdir(), `hypogeum-loadtest-${pid}-${path.basename(made)}`);
  await rename(made, named);
  return named;
}

/** The id of a process that is no more. */
export async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(child, "exit");
  return child.pid ?? 0;
}
