import type { TabChannel } from "../../client/identity.ts";
import { memoryStore, type Store } from "../../client/storage.ts";

/** All tabs of one browser: what one channel posts, the others get. */
export class FakeTabs {
  readonly #channels = new Set<TabChannel>();

  open(): TabChannel {
    const channel: TabChannel = {
      onmessage: null,
      postMessage: (data) => {
        for (const other of this.#channels) {
          if (other !== channel) queueMicrotask(() => other.onmessage?.({ data }));
        }
      },
    };
    this.#channels.add(channel);
    return channel;
  }

  close(channel: TabChannel): void {
    this.#channels.delete(channel);
  }
}

/** What the browser does when a tab is duplicated. */
export function copyOf(store: Store): Store {
  return memoryStore(store.keys().map((key) => [key, store.getItem(key) ?? ""] as const));
}

/** Replaces `fetch` with a server that signs guests; returns the undo and what it was sent. */
export function fakeGuestServer(): { restore(): void; readonly authorizations: (string | null)[] } {
  const original = globalThis.fetch;
  const authorizations: (string | null)[] = [];
  globalThis.fetch = async (_input, init) => {
    const bearer = new Headers(init?.headers).get("authorization");
    authorizations.push(bearer);
    const id = bearer?.replace("Bearer token of ", "") ?? `guest ${authorizations.length}`;
    const expiresAt = Date.now() + 7 * 24 * 3600 * 1000;
    return Response.json({ id, token: `token of ${id}`, expiresAt });
  };
  return {
    authorizations,
    restore() {
      globalThis.fetch = original;
    },
  };
}
