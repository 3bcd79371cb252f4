import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

export type LoadedModule =
  | { readonly ok: true; readonly module: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problem: string };

/**
 * Imports a file of the user's, which may do anything meanwhile.
 * @param file path, from the working directory where it is relative
 */
export async function loadModule(file: string): Promise<LoadedModule> {
  const at = resolve(file);
  if (!existsSync(at)) return { ok: false, problem: "there is no such file" };
  try {
    return { ok: true, module: (await import(pathToFileURL(at).href)) as Record<string, unknown> };
  } catch (error) {
    return { ok: false, problem: `cannot be loaded: ${firstLine(error)}` };
  }
}

export const firstLine = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split("\n", 1)[0] ??
  "";
