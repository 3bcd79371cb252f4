import assert from "node:assert/strict";
import { type Identity, openIdentity, type TabChannel } from "../../client/identity.ts";
import { openSeats } from "../../client/seats.ts";
import { memoryStore, type Store } from "../../client/storage.ts";
import { copyOf, FakeTabs, fakeGuestServer } from "./fakes.ts";

/** One page in one tab, with what the browser does to it. */
interface Page {
  readonly identity: Identity;
  readonly page: EventTarget;
  readonly channel: TabChannel;
  readonly store: Store;
}

describe("client/identity", () => {
  let tabs: FakeTabs;
  let server: ReturnType<typeof fakeGuestServer>;

  beforeEach(() => {
    tabs = new FakeTabs();
    server = fakeGuestServer();
  });
  afterEach(() => server.restore());

  function open(store: Store = memoryStore()): Page {
    const page = new EventTarget();
    const channel = tabs.open();
    return { identity: openIdentity({ store, channel, page }), page, channel, store };
  }
  /** The page goes: mark written, channel closed. */
  function hide({ page, channel }: Page): void {
    page.dispatchEvent(new Event("pagehide"));
    tabs.close(channel);
  }
  const idOf = async ({ identity }: Page) => (await identity.guest()).id;

  it("[WC1] a reload is the same player, at once", async () => {
    const first = open();
    const id = await idOf(first);
    hide(first);
    const started = performance.now();
    assert.equal(await idOf(open(first.store)), id);
    assert.ok(performance.now() - started < 100);
    assert.deepEqual(server.authorizations, [null]);
  });

  it("[WC1] a second tab is another player", async () => {
    assert.notEqual(await idOf(open()), await idOf(open()));
  });

  it("[WC1] a duplicate of a living tab is another player, without the seats it copied", async () => {
    const original = open();
    const id = await idOf(original);
    openSeats(original.store).keep("room", "room:token");
    const duplicate = open(copyOf(original.store));
    assert.notEqual(await idOf(duplicate), id);
    assert.equal(openSeats(duplicate.store).token("room"), undefined);
    assert.equal(openSeats(original.store).token("room"), "room:token");
    assert.equal(await idOf(original), id);
  });

  it("[WC1] a duplicate of a duplicate is a third player", async () => {
    const first = open();
    await first.identity.guest();
    const second = open(copyOf(first.store));
    await second.identity.guest();
    const third = open(copyOf(second.store));
    const ids = await Promise.all([first, second, third].map(idOf));
    assert.equal(new Set(ids).size, 3);
  });

  it("[WC1] a tab whose page died without saying so is the same player after asking", async () => {
    const crashed = open();
    const id = await idOf(crashed);
    tabs.close(crashed.channel);
    assert.equal(await idOf(open(crashed.store)), id);
  });

  it("[WC1] a page back from the back/forward cache still answers for its id", async () => {
    const cached = open();
    const id = await idOf(cached);
    cached.page.dispatchEvent(new Event("pagehide"));
    cached.page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
    assert.notEqual(await idOf(open(copyOf(cached.store))), id);
  });

  it("[WC2] two requests at once make one guest", async () => {
    const { identity } = open();
    const [a, b] = await Promise.all([identity.guest(), identity.guest()]);
    assert.equal(a.id, b.id);
    assert.equal(server.authorizations.length, 1);
  });

  it("[WC2] a guest that the server refuses is replaced, and the new one stays", async () => {
    const page = open();
    const id = await idOf(page);
    const renewed = await page.identity.renew();
    assert.notEqual(renewed.id, id);
    assert.equal(await idOf(page), renewed.id);
  });

  it("[WC2] a token that runs out soon is renewed for the same id", async () => {
    const store = memoryStore();
    const expiresAt = Date.now() + 1000;
    store.setItem("hypogeum:guest", JSON.stringify({ id: "me", token: "token of me", expiresAt }));
    assert.equal(await idOf(open(store)), "me");
    assert.deepEqual(server.authorizations, ["Bearer token of me"]);
  });

  it("[WC2] a server that is away is an error, and the next attempt works", async () => {
    const page = open();
    const works = globalThis.fetch;
    globalThis.fetch = async () => Promise.reject(new TypeError("no network"));
    await assert.rejects(page.identity.guest());
    globalThis.fetch = works;
    assert.ok(await idOf(page));
  });
});
