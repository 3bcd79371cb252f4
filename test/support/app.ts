import type { AddressInfo } from "node:net";
import { Client } from "colyseus.js";
import { ensureGuest } from "../../netplay/identity.ts";
import { type Entry, enter, type Session } from "../../netplay/session.ts";
import { createApp } from "../../server/app.ts";
import { type AppDeps, inMemory } from "../../server/deps.ts";
import { memoryLog } from "./log.ts";

export interface Running {
  readonly url: string;
  readonly port: number;
  readonly log: ReturnType<typeof memoryLog>;
  readonly deps: AppDeps;
  readonly app: ReturnType<typeof createApp>;
  /** Joins as a new guest, or as the guest whose token is given. */
  join(entry: Entry, as?: { token?: string; name?: string; build?: string }): Promise<Session>;
  guest(): Promise<{ id: string; token: string }>;
  close(): Promise<void>;
}

/** The real app on a free loopback port, with its world in memory. */
export async function bootApp(replaced: Partial<AppDeps> = {}): Promise<Running> {
  const log = memoryLog();
  const deps = inMemory(log, replaced);
  const app = createApp(deps);
  await app.listen(0, "127.0.0.1");
  const { port } = app.http.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const sessions: Session[] = [];
  const guest = () => ensureGuest(url, memoryStore(), undefined, Date.now());
  return {
    url,
    port,
    log,
    deps,
    app,
    guest,
    async join(entry, { token, name = "Tester", build = deps.build } = {}) {
      const client = new Client(url);
      const session = await enter(
        client,
        entry,
        { build, name, hue: 0 },
        token ?? (await guest()).token,
      );
      sessions.push(session);
      return session;
    },
    async close() {
      await Promise.allSettled(sessions.map((session) => session.quit()));
      await app.close();
    },
  };
}

/** A tab's storage that lives in memory. */
export function memoryStore(): {
  getItem(k: string): string | null;
  setItem(k: string, v: string): void;
} {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
  };
}
