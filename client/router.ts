import { computed, signal } from "@preact/signals";
import { readCode } from "../schema/lib/code.ts";

export type Route =
  | { readonly page: "lobby" }
  | {
      readonly page: "play";
      readonly roomId: string;
      readonly watch: boolean;
      /** The simulated line, as written. */
      readonly net?: string;
    }
  | { readonly page: "missing" };

const ROOM_ID = /^[\w-]{1,64}$/;
const PLAY = /^\/play\/([^/]+)\/?$/;
/** A room's address with this comes to watch. */
const WATCH = "watch";
/** And with this it simulates a line, by its name. */
const NET = "net";

/** The page behind a path and its query. */
export function parsePath(path: string): Route {
  const [pathname = "", query] = path.split("?", 2);
  if (pathname === "/") return { page: "lobby" };
  const id = PLAY.exec(pathname)?.[1];
  if (!id || !ROOM_ID.test(id)) return { page: "missing" };
  const asked = new URLSearchParams(query);
  const net = asked.get(NET);
  const room = { page: "play", roomId: readCode(id) ?? id, watch: asked.has(WATCH) } as const;
  return net === null ? room : { ...room, net };
}

/** A room's address, to play in it or to watch, over the line as it is or a simulated one. */
export function playPath(roomId: string, watch = false, net?: string): string {
  const query = [watch ? WATCH : "", net === undefined ? "" : `${NET}=${encodeURIComponent(net)}`];
  const asked = query.filter((part) => part !== "").join("&");
  return `/play/${roomId}${asked && `?${asked}`}`;
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
