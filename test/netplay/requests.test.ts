import assert from "node:assert/strict";
import { predictSelf } from "../../netplay/predict.ts";
import { askHost } from "../../netplay/requests.ts";
import type { Entry, Session } from "../../netplay/session.ts";
import { JoinError } from "../../netplay/status.ts";
import { CROWD_SEATS_MAX } from "../../schema/messages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { until } from "../support/wait.ts";

const ALONE = { fill: 0, hosted: true, private: true };

describe("netplay requests over real sockets", () => {
  let app: Running;

  before(async () => {
    app = await bootApp();
  });
  after(() => app.close());

  const create = (options: object = {}): Promise<Session> =>
    app.join({ kind: "create", game: "arena", options: { ...ALONE, ...options } });
  const into = ({ room }: Session, watch = false): Entry => ({
    kind: "room",
    roomId: room.roomId,
    watch,
  });
  const refused = (joining: Promise<unknown>) =>
    joining.then(
      () => "joined",
      (error) => (error instanceof JoinError ? error.id : String(error)),
    );

  /** A token for another guest of the same browser, by its cookie. */
  async function browser(): Promise<() => Promise<string>> {
    let cookie = "";
    return async () => {
      const response = await fetch(`${app.url}/api/guest`, { method: "POST", headers: { cookie } });
      cookie ||= (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      return ((await response.json()) as { token: string }).token;
    };
  }

  it("[NP10] a request that is not granted answers why, and never throws", async () => {
    const host = await create();
    const other = await app.join(into(host));
    await until("both seen", () => host.room.state.players.size === 2);
    const looked = await host.host({ do: "look" });
    assert.ok(looked.ok);
    assert.deepEqual([looked.value.fill, looked.value.matchSeconds], [0, 300]);
    const change = { do: "configure", options: { matchSeconds: 60 } } as const;
    const changed = await host.host(change);
    assert.equal(changed.ok && changed.value.matchSeconds, 60);
    assert.deepEqual(await other.host(change), { ok: false, reason: "room/not_host" });
    const bad = await host.host({ do: "configure", options: { matchSeconds: "long" } });
    assert.deepEqual(bad, { ok: false, reason: "room/bad_options" });
    const nobody = await host.host({ do: "remove", id: "nobody", reason: "" });
    assert.deepEqual(nobody, { ok: false, reason: "room/no_such_player" });
    assert.deepEqual(await other.command({ vote: "all" }), {
      ok: false,
      reason: "room/bad_request",
    });
    assert.equal((await other.command({ vote: -1 })).ok, true);
    await host.quit();
    assert.deepEqual(await host.seat(false), { ok: false, reason: "room/unreachable" });
  });

  it("[NP10] the host of a load test's crowd gets an answer as well", async () => {
    const options = { private: true, hosted: true, seats: CROWD_SEATS_MAX, fill: 0 };
    const room = { request: async () => ({ ...options, idleSeconds: 600, map: "any" }) };
    const answer = await askHost(room as unknown as Session["room"], { do: "look" });
    assert.equal(answer.ok && answer.value.seats, CROWD_SEATS_MAX);
  });

  it("[NP11] the host's words reach whoever is removed, who cannot come back in any tab", async () => {
    const host = await create();
    const sign = await browser();
    const token = await sign();
    const other = await app.join(into(host), { token });
    await until("both seen", () => host.room.state.players.size === 2);
    const id = other.room.sessionId;
    const answer = await host.host({ do: "remove", id, reason: "please   be kind ✌\u202E" });
    assert.equal(answer.ok, true);
    await until("removed", () => other.status.kind === "ended");
    assert.deepEqual(other.status, {
      kind: "ended",
      ending: "removed",
      reason: "please be kind ✌",
    });
    await until("gone", () => !host.room.state.players.has(id));
    assert.equal(await refused(app.join(into(host), { token })), "join/banned");
    assert.equal(await refused(app.join(into(host, true), { token })), "join/banned");
    assert.equal(await refused(app.join(into(host), { token: await sign() })), "join/banned");
    assert.equal(await refused(app.join(into(host))), "joined");
  });

  it("[NP11] when the host leaves, whoever came first is host", async () => {
    const host = await create();
    const [first, second] = [await app.join(into(host)), await app.join(into(host))];
    assert.equal(first.room.state.host, host.room.sessionId);
    await host.quit();
    await until("handed over", () => second.room.state.host === first.room.sessionId);
    assert.equal((await first.host({ do: "look" })).ok, true);
  });

  it("[NP12] from the seat to watching and back: the new seat is predicted", async () => {
    const session = await create();
    const { room } = session;
    assert.deepEqual(await session.seat(false), { ok: true, value: false });
    await until("watching", () => room.state.watchers.has(room.sessionId));
    assert.equal(room.state.players.size, 0);
    assert.deepEqual(await session.seat(true), { ok: true, value: true });
    await until("seated", () => room.state.players.has(room.sessionId));
    const prediction = predictSelf<{ x: number; cooldown: number }, { move: number }>(
      room,
      room.state.players.get(room.sessionId),
      {
        players: "players",
        remote: ["x"],
        predicted: ["x", "cooldown"],
        snap: 1000,
        aimed: () => false,
        step: (body) => {
          body.cooldown = Math.max(0, body.cooldown - 1);
        },
      },
    );
    let now = performance.now();
    await until("inputs acknowledged", () => {
      now += 34;
      prediction.frame(now, (input) => {
        input.move = 0;
      });
      return prediction.input.lastProcessed > 3;
    });
    assert.equal(prediction.corrections.count, 0);
    prediction.dispose();
  });

  it("[NP12] people hold every seat: a watcher stays one, and a newcomer may watch", async () => {
    const host = await create({ seats: 2 });
    await app.join(into(host));
    assert.equal(await refused(app.join(into(host))), "join/full");
    const watcher = await app.join(into(host, true));
    assert.ok(watcher.room.state.watchers.has(watcher.room.sessionId));
    assert.deepEqual(await watcher.seat(true), { ok: false, reason: "room/no_seat" });
  });

  it("[NP12] whoever does nothing is warned each second, then moved to the watchers", async function () {
    this.timeout(40_000);
    const session = await create({ fill: 2, idleSeconds: 10 });
    const heard: number[] = [];
    session.onIdle((seconds) => heard.push(seconds));
    const { room } = session;
    await until("moved", () => room.state.watchers.get(room.sessionId)?.idle, 35_000);
    await until("and told", () => heard.at(-1) === 0);
    assert.deepEqual(heard, [5, 4, 3, 2, 1, 0]);
    await session.seat(true);
    await until("back", () => room.state.players.has(room.sessionId));
  });
});
