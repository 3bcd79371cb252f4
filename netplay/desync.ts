import type { Decoder } from "@colyseus/schema";
import type { Room } from "colyseus.js";
import { Digest } from "../schema/lib/digest.ts";
import { STATE_CHECK, STATE_LEAVES, STATE_REPORT } from "../schema/messages.ts";

const NUMBER_BYTES = 4;
const LEAF_BYTES = 2 * NUMBER_BYTES;

/** The private member of the SDK's room that decodes. */
interface Resynced {
  readonly decoder: Decoder;
  setState(bytes: Uint8Array, it?: { offset: number }): void;
}

/** What has been found out about one's own state. */
export interface StateWatch {
  /** Times that it was compared with the server's, and times that it was another one. */
  readonly counts: { readonly checks: number; readonly differences: number };
}

/**
 * Compares the decoded state with the server's whenever the server sends a hash of it, and says so
 * when it is another one. The server answers with what it should be, leaf by leaf, so that the place
 * can be named, and then heals it. Lives as long as the room.
 */
export function watchState(room: Room): StateWatch {
  const serializer = (room as unknown as { serializer: Resynced }).serializer;
  const setState = serializer.setState.bind(serializer);
  serializer.setState = (...state) => {
    forgetIndexes(serializer.decoder);
    setState(...state);
  };
  const digest = new Digest();
  const counts = { checks: 0, differences: 0 };
  let asked = 0;
  room.onMessage(STATE_CHECK, (message: unknown) => {
    const [tick, hash] = message as [number, number];
    asked = tick;
    counts.checks++;
    if (digest.of(room.state) === hash) return;
    counts.differences++;
    room.send(STATE_REPORT, [tick]);
  });
  room.onMessage(STATE_LEAVES, (message: unknown) => {
    room.send(STATE_REPORT, [asked, firstDifference(digest, room.state, message as Uint8Array)]);
  });
  return { counts };
}

/**
 * Lets the maps of a decoder forget the numbers that their keys travel by; call before a full state,
 * which says them all. The SDK keeps the old ones, and a number that the server has given to another
 * key meanwhile then deletes the wrong one.
 */
export function forgetIndexes(decoder: Decoder): void {
  for (const ref of decoder.root.refs.values()) {
    const { journal } = ref as { journal?: { reset(): void } };
    journal?.reset();
  }
}

/** The path of a value that the server does not have, or of what lacks one that it has. */
function firstDifference(digest: Digest, state: object, bytes: Uint8Array): string {
  const missing = leavesIn(bytes);
  const places = new Map<number, string>();
  let first: string | undefined;
  digest.of(state, undefined, (refId, _slot, hash, path) => {
    if (!missing.delete(hash)) first ??= path;
    places.set(refId, path.slice(0, Math.max(0, path.lastIndexOf("."))));
  });
  const [holder] = missing.values();
  return first ?? (holder === undefined ? "" : `${places.get(holder) ?? "?"}.?`);
}

/** The reference id of what holds each leaf, by the leaf's hash. */
function leavesIn(bytes: Uint8Array): Map<number, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const leaves = new Map<number, number>();
  for (let at = 0; at + LEAF_BYTES <= bytes.byteLength; at += LEAF_BYTES) {
    leaves.set(view.getInt32(at + NUMBER_BYTES, true), view.getInt32(at, true));
  }
  return leaves;
}
