import type { Client } from "@colyseus/core";

/** A client of our transport: the serializer sends it a full state instead of the next patch. */
interface Resynced {
  missed?: boolean;
}

/**
 * Sends this client the full state anew, and which fields are empty, in place of its next patch:
 * whatever it holds then, right or wrong, is the server's.
 */
export function resync(client: Client): void {
  (client as Resynced).missed = true;
}

/** Does this client wait for a full state, so that it does not hold the newest patch? */
export function awaitsResync(client: Client): boolean {
  return (client as Resynced).missed ?? false;
}
