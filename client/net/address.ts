import { computed } from "@preact/signals";
import { navigate, playPath, route } from "../router.ts";

/** The simulated line that the address names, as written; undefined for the line as it is. */
export const namedLine = computed(() =>
  route.value.page === "play" ? route.value.net : undefined,
);

/** Writes it into the address of the room that the page is in, so that it outlasts a reload. */
export function nameLine(name: string | undefined): void {
  const here = route.peek();
  if (here.page === "play") navigate(playPath(here.roomId, here.watch, name), { replace: true });
}
