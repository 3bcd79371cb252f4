import type { Log } from "../../engine/log.ts";

export interface Line {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly message: string;
  readonly fields: Record<string, unknown>;
}

/** A log that keeps its lines, for tests that assert what an operator would read. */
export function memoryLog(): Log & {
  readonly lines: Line[];
  find(message: string): Line | undefined;
} {
  const lines: Line[] = [];
  const at = (level: Line["level"]) => (fields: object, message: string) => {
    lines.push({ level, message, fields: fields as Record<string, unknown> });
  };
  return {
    lines,
    find: (message) => lines.find((line) => line.message === message),
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
  };
}
