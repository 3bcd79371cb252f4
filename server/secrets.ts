import { randomBytes } from "node:crypto";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";

/** Creates the data folder and proves that it can be written; a problem line when not. */
export async function prepareDataDir(folder: string): Promise<string | undefined> {
  try {
    await makeFolder(path.resolve(folder));
    await writeFile(path.join(folder, ".writable"), "");
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `DATA_DIR: cannot write to ${path.resolve(folder)} (${code}); choose a folder this user may write`;
  }
}

/** Like `mkdir -p`. Node's own recursion never returns where the kernel refuses, as below /proc. */
async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  await mkdir(folder);
}

const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** A random secret kept in the data folder, readable by this user only. Development only. */
export async function keptSecret(folder: string, name: string, bytes: number): Promise<string> {
  const file = path.join(folder, name);
  try {
    const kept = (await readFile(file, "utf8")).trim();
    if (kept.length >= bytes) return kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const fresh = randomBytes(bytes).toString("base64url");
  await writeFile(file, `${fresh}\n`, { mode: 0o600 });
  return fresh;
}
