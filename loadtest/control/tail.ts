import type { ChildProcess } from "node:child_process";

/** The last lines that a process prints; both streams, since a log goes to one and a crash to the other. */
export function keepTail(child: ChildProcess, kept: number): () => readonly string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      lines.push(...text.split("\n").filter((line) => line.trim() !== ""));
      lines.splice(0, lines.length - kept);
    });
  }
  return () => lines;
}
