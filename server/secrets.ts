import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** Creates the data folder and proves that it can be written; a problem line when not. */
export async function prepareDataDir(folder: string): Promise<string | undefined> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, ".writable"), "");
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `DATA_DIR: cannot write to ${path.resolve(folder)} (${code}); choose a folder this user may write`;
  }
}

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
