import type { Client, Room } from "colyseus.js";
import type { Conditions } from "../../netplay/conditions.ts";
import { ensureGuest, type TabStore } from "../../netplay/identity.ts";
import { impair } from "../../netplay/line.ts";
import { type Entry, enter, type Session, settle } from "../../netplay/session.ts";
import { type JoinError, joinFailure } from "../../netplay/status.ts";
import { type JoinSteps, SteppedClient } from "../../netplay/steps.ts";
import { tapTraffic } from "../../netplay/traffic.ts";
import type { GameId } from "../../schema/games.ts";
import { HUES, LOADTEST_HEADER } from "../../schema/messages.ts";
import type { WorkerPlan } from "../protocol.ts";
import { within } from "../wait.ts";
import type { Pacer } from "./pacing.ts";
import { type Book, recordError } from "./recorder.ts";
import type { Way } from "./rooms.ts";

/** A join without any end by then has failed: the SDK itself would wait for ever. */
const JOIN_MS = 20_000;

export interface JoinRequest {
  readonly plan: WorkerPlan;
  /** Number of the bot. */
  readonly number: number;
  readonly way: Way;
  /** Of its scenario. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly conditions: Conditions;
  readonly book: Book;
  readonly pacer: Pacer;
  /** Guest token, kept between stays as a page keeps it. */
  readonly guest: { token?: string };
}

/**
 * Joins as a player would and waits for the first state. The steps are timed when all went well: the
 * identity is not in it, which a player has before pressing the button; tries of a quick play that
 * found its room full are.
 * @returns the session, or the stable id of the failure
 */
export async function join(request: JoinRequest): Promise<Session | string> {
  const joining = joinNow(request).catch(failureId);
  const outcome = (await within(JOIN_MS, joining)) ?? "join/timeout";
  if (outcome === "join/timeout") {
    void joining.then((late) => (typeof late === "string" ? undefined : late.quit()));
  }
  return outcome;
}

async function joinNow(request: JoinRequest): Promise<Session> {
  const { plan, book, guest } = request;
  const headers = plan.pass === undefined ? {} : { [LOADTEST_HEADER]: plan.pass };
  if (plan.ours && guest.token === undefined) {
    const known = await ensureGuest(plan.url, emptyStore(), undefined, Date.now(), headers);
    guest.token = known.token;
  }
  const began = performance.now();
  let matchedAt = began;
  let connectedAt = began;
  const client = new SteppedClient(plan.url, headers, {
    matched() {
      matchedAt = performance.now();
    },
    connecting: (room) => prepare(room, request),
    connected() {
      connectedAt = performance.now();
    },
  } satisfies JoinSteps);
  const session = await (plan.ours ? enterOurs(client, request) : enterAny(client, request));
  const wholeAt = performance.now();
  book.tapes.join.record(wholeAt - began);
  book.tapes.matchmake.record(matchedAt - began);
  book.tapes.connect.record(connectedAt - matchedAt);
  book.tapes.firstState.record(wholeAt - connectedAt);
  return session;
}

/** From the first byte on, the line is what it should be and is watched. */
function prepare(room: Room, { conditions, book, pacer }: JoinRequest): void {
  impair(room, conditions);
  tapTraffic(room, {
    received: (bytes) => {
      book.counts.bytesIn += bytes;
    },
    sent: (bytes) => {
      book.counts.bytesOut += bytes;
    },
    worked(ms, now) {
      book.tapes.decode.record(ms);
      pacer.overdue(now);
    },
    failed: () => recordError(book, "frame/undecodable"),
  });
}

function enterOurs(client: Client, request: JoinRequest): Promise<Session> {
  const { plan, number, guest } = request;
  const name = `load ${number + 1}`;
  const who = { ...request.options, build: plan.build, name, hue: number % HUES };
  return enter(client, entryOf(request), who, guest.token ?? "");
}

function entryOf({ plan, way }: JoinRequest): Entry {
  // A scenario may name a room type that this build does not know.
  const game = plan.room as GameId;
  if (way.kind === "room") return { kind: "room", roomId: way.roomId };
  return way.kind === "quick"
    ? { kind: "quick", game }
    : { kind: "create", game, options: plan.roomOptions };
}

async function enterAny(client: Client, { plan, way, options }: JoinRequest): Promise<Session> {
  switch (way.kind) {
    case "quick":
      return settle(await client.joinOrCreate(plan.room, options));
    case "create":
      return settle(await client.create(plan.room, { ...plan.roomOptions, ...options }));
    case "room":
      return settle(await client.joinById(way.roomId, options));
  }
}

/** The stable id of a failure to join. */
export function failureId(error: unknown): string {
  // The identity module tells a refusal by its status, and lets through what `fetch` throws.
  const status = /refused: (\d{3})$/.exec(String(error))?.[1];
  if (status !== undefined) return `guest/refused_${status}`;
  if (error instanceof TypeError) return "guest/unreachable";
  const failure: JoinError = joinFailure(error);
  const { code } = (failure.cause ?? {}) as { code?: unknown };
  // Any server's own refusals: its code is all that there is to tell them apart by.
  return failure.id === "join/failed" && code !== undefined ? `join/failed_${code}` : failure.id;
}

function emptyStore(): TabStore {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, item) => items.set(key, item) };
}
