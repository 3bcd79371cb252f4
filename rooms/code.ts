import { matchMaker } from "@colyseus/core";
import { roomCode } from "../schema/lib/code.ts";

/** A code that no room has; one in millions is taken at the first try. */
export async function freeCode(seed: number): Promise<string> {
  const rng = { rng: seed };
  for (;;) {
    const roomId = roomCode(rng);
    if ((await matchMaker.query({ roomId })).length === 0) return roomId;
  }
}
