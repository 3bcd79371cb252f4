import { Client, type Room } from "colyseus.js";
import { LOADTEST_HEADER } from "../../schema/messages.ts";
import { within } from "../wait.ts";
import type { CrewPlan } from "./crew.ts";

const TRIAL_MS = 10_000;
/** Colyseus' answer for a room type, or for a way to join, that a server does not have. */
const NO_HANDLER = 520;
const NO_SUCH_WAY = /^invalid method/;

/**
 * Why nobody can join, where the server has no such room type. Tried by one join of a room that is
 * there already: it creates none, and leaves at once. What else a join fails by, the run shows.
 */
export async function roomProblem({
  url,
  room,
  pass,
}: Pick<CrewPlan, "url" | "room" | "pass">): Promise<string | undefined> {
  const headers = pass === undefined ? {} : { [LOADTEST_HEADER]: pass };
  const client = new Client(url, { headers });
  const error = await within(TRIAL_MS, visit(client, room));
  const { code, message = "" } = (error ?? {}) as { code?: unknown; message?: string };
  if (code !== NO_HANDLER || NO_SUCH_WAY.test(message)) return undefined;
  return `no room type "${room}" at ${url}`;
}

/** What it failed by; undefined when it did not. */
async function visit(client: Client, name: string) {
  try {
    const room: Room = await client.join(name);
    // Without a handler the SDK prints a warning per message.
    room.onMessage("*", () => {});
    room.reconnection.enabled = false;
    await room.leave(true);
    return undefined;
  } catch (error) {
    return error;
  }
}
