import { computed, signal } from "@preact/signals";
import { readCode } from "../schema/lib/code.ts";

export type Route =
  | { readonly page: "lobby" }
  | { readonly page: "play"; readonly roomId: string; readonly watch: boolean }
  | { readonly page: "missing" };

const ROOM_ID = /^[\w-]{1,64}$/;
const PLAY = /^\/play\/([^/]+)\/?$/;
/** A room's address with this comes to watch. */
const WATCH = "watch";

/** The page behind a path and its query. */
export function parsePath(path: string): Route {
  const [pathname = "", query] = path.split("?", 2);
  if (pathname === "/") return { page: "lobby" };
  const id = PLAY.exec(pathname)?.[1];
  if (!id || !ROOM_ID.test(id)) return { page: "missing" };
  const watch = new URLSearchParams(query).has(WATCH);
  return { page: "play", roomId: readCode(id) ?? id, watch };
}

/** A room's address, to play in it or to watch. */
export const playPath = (roomId: string, watch = false): string =>
  `/play/${roomId}${watch ? `?${WATCH}` : ""}`;

/**
 * The room id in what someone pasted: an invite link to any host (a LAN has several names for one
 * server), or the bare id. Undefined when it is neither.
 */
export function pastedRoomId(text: string): string | undefined {
  const trimmed = text.trim();
  const code = readCode(trimmed);
  if (code) return code;
  if (ROOM_ID.test(trimmed)) return trimmed;
  const withScheme = /^https?:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!URL.canParse(withScheme)) return undefined;
  const route = parsePath(new URL(withScheme).pathname);
  return route.page === "play" ? route.roomId : undefined;
}

const here = (): string => location.pathname + location.search;

const path = signal(typeof location === "undefined" ? "/" : here());

export const route = computed<Route>(() => parsePath(path.value));

/** Follows the browser's back and forward buttons; returns the stop. */
export function followHistory(): () => void {
  const follow = () => {
    path.value = here();
  };
  addEventListener("popstate", follow);
  return () => removeEventListener("popstate", follow);
}

/** Goes to a page of ours without loading it anew. */
export function navigate(to: string, { replace = false } = {}): void {
  if (to === path.peek()) return;
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  path.value = to;
}
