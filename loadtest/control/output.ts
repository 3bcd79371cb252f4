import { access, constants, mkdir, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Result } from "../result.ts";

/** What turns a result into a file. */
export interface Renderers {
  readonly text: (result: Result) => string;
  readonly html: (result: Result) => Promise<string>;
  readonly junit: (result: Result) => string;
}

export type Folder =
  /** `discard` removes it again, if it was made here and is still empty. */
  | { readonly ok: true; readonly path: string; discard(): Promise<void> }
  | { readonly ok: false; readonly problem: string };

/** Makes the folder before the run: one that cannot be written is better known now than after it. */
export async function prepareFolder(
  out: string | undefined,
  dataDir: string,
  now: Date,
): Promise<Folder> {
  const path = out ?? join(dataDir, "loadtest", stamp(now));
  try {
    const isNew = await makeFolder(path);
    await access(path, constants.W_OK);
    const discard = async () => {
      if (isNew) await rmdir(path).catch(() => {});
    };
    return { ok: true, path, discard };
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return { ok: false, problem: `--out: cannot write to ${path} (${code})` };
  }
}

/** What would keep reports from this folder. */
export async function folderProblems(path: string): Promise<readonly string[]> {
  const folder = await prepareFolder(path, "", new Date(0));
  if (!folder.ok) return [folder.problem];
  await folder.discard();
  return [];
}

/**
 * With the folders above it; false where it is there already. Node's `recursive` does not end where
 * the system takes no folders (in /proc): it makes the parent, which is there, over and over.
 */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && (await stat(path)).isDirectory()) return false;
    if (code !== "ENOENT" || !(await makeFolder(dirname(path)))) throw error;
    await mkdir(path);
    return true;
  }
}

/** 2026-11-23T20-16-44-123, which every file system takes, and no two runs share. */
const stamp = (now: Date): string => now.toISOString().replace(/[:.]/g, "-").replace(/Z$/, "");

export interface Written {
  readonly paths: readonly string[];
  readonly problems: readonly string[];
}

/** Writes what can be written; what cannot costs its own file and nothing else. */
export async function writeReports(
  folder: string,
  result: Result,
  render: Omit<Renderers, "text">,
): Promise<Written> {
  const paths: string[] = [];
  const problems: string[] = [];
  const files: Record<string, () => string | Promise<string>> = {
    "report.json": () => `${JSON.stringify(result, null, 2)}\n`,
    "junit.xml": () => render.junit(result),
    "report.html": () => render.html(result),
  };
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    try {
      await writeFile(path, await content());
      paths.unshift(path);
    } catch (error) {
      problems.push(`${path} was not written: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { paths, problems };
}
