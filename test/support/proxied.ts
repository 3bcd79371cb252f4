import { Client } from "colyseus.js";
import { type NetProxy, openProxy } from "../../bench/proxy.ts";
import { type Entry, enter, type Session } from "../../netplay/session.ts";
import { bootApp, type Running } from "./app.ts";

/** An app in this process and a network before it that can be made bad, for one suite. */
export interface ProxiedApp {
  readonly app: Running;
  readonly proxy: NetProxy;
  /** Joins over that network, as a new guest; the test has it quit. */
  join<State = any>(entry: Entry): Promise<Session<State>>;
}

/** Registers the hooks of a suite; after each test, the network is without delay. */
export function useProxiedApp(): ProxiedApp {
  let app: Running;
  let proxy: NetProxy;
  before(async () => {
    app = await bootApp();
    proxy = await openProxy(app.port);
  });
  afterEach(() => proxy.delay(0));
  after(async () => {
    await proxy.close();
    await app.close();
  });
  return {
    get app() {
      return app;
    },
    get proxy() {
      return proxy;
    },
    async join<State = any>(entry: Entry) {
      const client = new Client(`http://127.0.0.1:${proxy.port}`);
      const { token } = await app.guest();
      return enter<State>(client, entry, { build: app.deps.build, name: "P", hue: 1 }, token);
    },
  };
}
