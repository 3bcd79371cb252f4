import { Encoder } from "@colyseus/schema";

/** Runs `work` with encoders that begin with so many bytes; the process-wide setting stays. */
export function withBuffer<T>(bytes: number, work: () => T): T {
  const { BUFFER_SIZE } = Encoder;
  Encoder.BUFFER_SIZE = bytes;
  try {
    return work();
  } finally {
    Encoder.BUFFER_SIZE = BUFFER_SIZE;
  }
}
