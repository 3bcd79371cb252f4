import { ensureGuest, type Guest, storedGuest } from "../netplay/identity.ts";
import { PREFIX, type Store } from "./storage.ts";

/** The part of `BroadcastChannel` that tabs use to ask each other. */
export interface TabChannel {
  onmessage: ((event: { data: unknown }) => void) | null;
  postMessage(message: TabMessage): void;
}

type TabMessage = { readonly ask: string } | { readonly held: string };

/** What identity needs of the tab it lives in. */
export interface Tab {
  /** The tab's own storage: kept over a reload, copied into a duplicate. */
  readonly store: Store;
  readonly channel: TabChannel;
  /** `pagehide` and `pageshow` come from here. */
  readonly page: Pick<EventTarget, "addEventListener">;
}

/** Who this tab is, for as long as the page lives. */
export interface Identity {
  /** The signed guest. Rejects when the server cannot be reached. */
  guest(): Promise<Guest>;
  /** A new guest, after the server refused the one we have. */
  renew(): Promise<Guest>;
}

/** Set while no page of this tab is alive: what follows is a reload, not a duplicate. */
const LEFT = `${PREFIX}left`;
/** A living tab answers within this time, even in the background. */
const ANSWER_MS = 200;

/**
 * A reload is the same player, a new tab another. A duplicated tab starts with a copy of the
 * original's storage: it asks whether a living tab holds its id, and if so forgets all that it
 * copied. Web Locks would be simpler, but a LAN address over http has none.
 */
export function openIdentity(tab: Tab): Identity {
  let held: Guest | undefined;
  let pending: Promise<Guest> | undefined;
  tab.page.addEventListener("pagehide", () => tab.store.setItem(LEFT, "1"));
  tab.page.addEventListener("pageshow", (event) => {
    if ((event as PageTransitionEvent).persisted) tab.store.removeItem(LEFT);
  });
  const claimed = claim(tab).then((mine) => {
    held = mine;
    tab.channel.onmessage = ({ data }) => {
      if (held && isAbout(data, "ask", held.id)) tab.channel.postMessage({ held: held.id });
    };
  });

  async function sign(known: Guest | undefined): Promise<Guest> {
    held = await ensureGuest("", tab.store, known, Date.now());
    return held;
  }

  // One at a time: two first requests in flight would make two players of one tab.
  function once(start: () => Promise<Guest>): Promise<Guest> {
    pending ??= start().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  return {
    guest: () => once(() => claimed.then(() => sign(held))),
    renew: () => once(() => sign(undefined)),
  };
}

/** The identity that this tab may go on with. */
async function claim({ store, channel }: Tab): Promise<Guest | undefined> {
  const mine = storedGuest(store);
  const left = store.getItem(LEFT) !== null;
  store.removeItem(LEFT);
  if (!mine || left || !(await isHeldElsewhere(channel, mine.id))) return mine;
  for (const key of store.keys()) if (key.startsWith(PREFIX)) store.removeItem(key);
  return undefined;
}

function isHeldElsewhere(channel: TabChannel, id: string): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle(false), ANSWER_MS);
    function settle(answered: boolean) {
      clearTimeout(timer);
      channel.onmessage = null;
      resolve(answered);
    }
    channel.onmessage = ({ data }) => {
      if (isAbout(data, "held", id)) settle(true);
    };
    channel.postMessage({ ask: id });
  });
}

const isAbout = (data: unknown, kind: "ask" | "held", id: string): boolean =>
  typeof data === "object" && data !== null && (data as Record<string, unknown>)[kind] === id;
