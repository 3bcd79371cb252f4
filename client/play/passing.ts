import { effect, type Signal } from "@preact/signals";

/** Long enough to read two sentences twice. */
const SHOWN_MS = 10_000;

/** Takes a notice back by itself once it has been there for a while; returns the stop. */
export function passing(shown: Signal<boolean>): () => void {
  return effect(() => {
    if (!shown.value) return;
    const timer = setTimeout(() => {
      shown.value = false;
    }, SHOWN_MS);
    return () => clearTimeout(timer);
  });
}
