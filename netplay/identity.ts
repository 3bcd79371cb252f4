import { z } from "zod/mini";

/** Who this tab is: a random id inside a token that only the server can sign. */
const guest = z.object({ id: z.string(), token: z.string(), expiresAt: z.number() });
export type Guest = z.infer<typeof guest>;

/** The part of `sessionStorage` that identity needs. */
export interface TabStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = "hypogeum:guest";
/** Renew when less than this is left, so that a long evening outlasts the token. */
const RENEW_BEFORE_MS = 24 * 3600 * 1000;

/** The identity kept in this tab, or undefined. */
export function storedGuest(store: TabStore): Guest | undefined {
  try {
    return guest.parse(JSON.parse(store.getItem(KEY) ?? "null"));
  } catch {
    return undefined;
  }
}

/**
 * The tab's identity: the stored one while it is fresh, else signed anew by the server (the same
 * id when `known` is still valid). Throws when the server cannot be reached.
 * @param more headers to send
 */
export async function ensureGuest(
  base: string,
  store: TabStore,
  known: Guest | undefined,
  now: number,
  more: Readonly<Record<string, string>> = {},
): Promise<Guest> {
  if (known && known.expiresAt - now > RENEW_BEFORE_MS) {
    store.setItem(KEY, JSON.stringify(known));
    return known;
  }
  const headers = known ? { ...more, authorization: `Bearer ${known.token}` } : more;
  const response = await fetch(`${base}/api/guest`, { method: "POST", headers });
  if (!response.ok) throw new Error(`guest identity refused: ${response.status}`);
  const issued = guest.parse(await response.json());
  store.setItem(KEY, JSON.stringify(issued));
  return issued;
}
