import type { Client, Room } from "@colyseus/core";
import { reserveMessage } from "../engine/messages.ts";
import { PROBE, probe } from "../schema/messages.ts";
import { identityOf } from "./entry.ts";

/** Sends each probe of a load test's client back, once and at once; nobody else has such a message. */
export function answerProbes(room: Room): void {
  reserveMessage(room, PROBE, (client) => identityOf(client).loadTest);
  room.onMessage(PROBE, probe, (client: Client, n: number) => client.send(PROBE, n));
}
