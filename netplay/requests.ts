import type { Room } from "colyseus.js";
import { z } from "zod/mini";
import {
  GAME,
  HOST,
  type HostRequest,
  REJECTIONS,
  type RejectionId,
  type RoomOptions,
  roomOptions,
  SEAT,
} from "../schema/messages.ts";

/** Why a room did not do what was asked: its own reason, or none came. */
export type RequestFailure = RejectionId | "room/unreachable";

/** What came of a request; requests never throw. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: RequestFailure };

/** Every room's options, and those of its game, as they came. */
export type AnyOptions = RoomOptions & Readonly<Record<string, unknown>>;

/** The part of a room that requests need. */
export type Requestable = Pick<Room<any, any>, "request">;

/** The room has judged them: one of a load test has more seats than anybody else may ask for. */
const anyOptions = z.looseObject({ ...roomOptions.shape, seats: z.number(), fill: z.number() });
const seated = z.boolean();
/** A wish to a game is answered without words. */
const nothing = z.nullish(z.unknown());

/** Takes a seat, or leaves it to watch. Answers whether one plays now. */
export const askSeat = (room: Requestable, play: boolean): Promise<Answer<boolean>> =>
  ask(room, { type: SEAT, payload: { play }, format: seated });

/** The host's requests. Each answers the options as they are then. */
export const askHost = (room: Requestable, request: HostRequest): Promise<Answer<AnyOptions>> =>
  ask(room, { type: HOST, payload: request, format: anyOptions });

/** A wish of the seat to its game, in the format of the game's `commands`. */
export const askGame = (room: Requestable, command: unknown): Promise<Answer<unknown>> =>
  ask(room, { type: GAME, payload: command, format: nothing });

interface Question<T> {
  readonly type: string;
  readonly payload: unknown;
  readonly format: z.ZodMiniType<T>;
}

async function ask<T>(room: Requestable, question: Question<T>): Promise<Answer<T>> {
  const { type, payload, format } = question;
  try {
    const answer = format.safeParse(await room.request(type, payload));
    if (answer.success) return { ok: true, value: answer.data };
  } catch (error) {
    return { ok: false, reason: failureOf(error) };
  }
  return { ok: false, reason: "room/unreachable" };
}

/** Rejected by the room, with its reason; all else is a line that broke or an answer that is none. */
function failureOf(error: unknown): RequestFailure {
  const { name, reason } = error as { name?: unknown; reason?: unknown };
  const known = name === "rejected" && REJECTIONS.find((id) => id === reason);
  return known || "room/unreachable";
}
