import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

export interface Tail {
  lines(): readonly string[];
  /** What was printed up to now is not shown. */
  forget(): void;
}

/** Shorter values are words, and would strike out half of what is said. */
const SECRET_LENGTH = 8;
const STRUCK = "***";

/**
 * The last lines that a process prints; both streams, since a log goes to one and a crash to the
 * other. Reports are passed on, so secrets of its environment are struck out.
 */
export function keepTail(
  child: ChildProcess,
  kept: number,
  env: Readonly<Record<string, string | undefined>>,
): Tail {
  const lines: string[] = [];
  const secrets = secretsOf(env);
  for (const input of [child.stdout, child.stderr]) {
    if (!input) continue;
    createInterface({ input }).on("line", (line) => {
      if (line.trim() === "") return;
      lines.push(strikeOut(secrets, line));
      lines.splice(0, lines.length - kept);
    });
  }
  return { lines: () => lines, forget: () => void lines.splice(0) };
}

/** Values of variables whose name says what they are; the longest first, as one may hold another. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(env)
    .filter(([name]) => /PASS|SECRET|TOKEN|KEY|CREDENTIAL/i.test(name))
    .map(([, value = ""]) => value)
    .filter((value) => value.length >= SECRET_LENGTH)
    .sort((a, b) => b.length - a.length);
}

export const strikeOut = (secrets: readonly string[], line: string): string =>
  secrets.reduce((text, secret) => text.replaceAll(secret, STRUCK), line);
