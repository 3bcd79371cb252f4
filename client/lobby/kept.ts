import { type Signal, signal } from "@preact/signals";
import type { z } from "zod/mini";
import { PREFIX, type Store } from "../storage.ts";

/**
 * A value that lives as long as the tab: through the pages of a visit, and through a reload. What is
 * in the store and is not of this format is as if nothing were there.
 */
export function kept<T>(
  store: Store,
  name: string,
  format: z.ZodMiniType<T>,
): { readonly value: Signal<T | undefined>; change(value: T): void } {
  const key = `${PREFIX}${name}`;
  const value = signal(read());
  return {
    value,
    change(next) {
      value.value = next;
      store.setItem(key, JSON.stringify(next));
    },
  };

  function read(): T | undefined {
    try {
      return format.parse(JSON.parse(store.getItem(key) ?? "null"));
    } catch {
      return undefined;
    }
  }
}
