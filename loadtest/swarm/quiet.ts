import { format } from "node:util";
import { count, type Tally } from "../tally.ts";

/** So many different warnings tell the story; more would only fill memory. */
const KEPT = 10;

/**
 * Silences the console for the rest of the process, because the SDK prints each step of a
 * reconnection to it, even after the last client has quit; our own output does not use it.
 * Warnings and errors go into the tally, by their first line.
 */
export function quietConsole(target: Console = console): Tally {
  const notes: Tally = {};
  const keep = (...args: unknown[]) => {
    const text = format(...args).split("\n", 1)[0] ?? "";
    if (Object.hasOwn(notes, text) || Object.keys(notes).length < KEPT) count(notes, text);
  };
  const drop = () => {};
  Object.assign(target, { log: drop, info: drop, warn: keep, error: keep });
  return notes;
}
