/** The part of `Storage` that the page uses. */
export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  keys(): readonly string[];
}

/** Prefix of every key of ours, in both storages. */
export const PREFIX = "hypogeum:";

/**
 * A storage that never throws. Browsers that block site data throw on the mere access, and a full
 * one throws on writing: then the page still works, and forgets on the next load.
 */
export function openStore(open: () => Storage): Store {
  try {
    const storage = open();
    storage.getItem(PREFIX);
    return guarded(storage);
  } catch {
    return memoryStore();
  }
}

function guarded(storage: Storage): Store {
  return {
    getItem: (key) => storage.getItem(key),
    removeItem: (key) => storage.removeItem(key),
    keys: () => Object.keys(storage),
    setItem(key, value) {
      try {
        storage.setItem(key, value);
      } catch {
        // Full: what does not fit is not remembered.
      }
    },
  };
}

/** A store that lives as long as the page. */
export function memoryStore(from: Iterable<readonly [string, string]> = []): Store {
  const values = new Map<string, string>(from);
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    keys: () => [...values.keys()],
  };
}
