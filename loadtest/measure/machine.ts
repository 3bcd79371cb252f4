import type { Result } from "../result.ts";

export function machineOf(): Result["machine"] {
  throw new Error("not built");
}
