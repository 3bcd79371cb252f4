import { AsyncLocalStorage } from "node:async_hooks";
import { type AuthContext, ErrorCode, matchMaker, ServerError } from "@colyseus/core";
import { OK, refusalId } from "./counts.ts";
import { isStableId } from "./ids.ts";
import type { Log } from "./log.ts";
import type { Tally } from "./tally.ts";

/** Who asked the matchmaker, known to everything that it does for them. */
export interface Caller {
  /** One of Colyseus' five: "create", "joinOrCreate", … */
  readonly method: string;
  /** As the proxies that are trusted tell it. */
  readonly address: string;
  readonly headers: Headers | undefined;
  /** Id of the person, once they are known. */
  person?: string;
}

export interface MatchmakingSettings {
  readonly log: Log;
  /** May clients open rooms of this type? */
  readonly mayCreate: (roomName: string) => boolean;
  /** What whoever opens another is told. @throws ServerError */
  readonly refuseCreate: () => never;
  /** Stable id for whatever went wrong with us. */
  readonly failed: string;
  /** Counts the answers by stable id. */
  readonly tally: Tally;
}

type Method = (name: string, options: unknown, context?: AuthContext) => Promise<object>;

const callers = new AsyncLocalStorage<Caller>();
/** Errors of Colyseus' own that say nothing but their number and the room's name. */
const TOLD = new Set<number>([
  ErrorCode.MATCHMAKE_NO_HANDLER,
  ErrorCode.MATCHMAKE_INVALID_CRITERIA,
  ErrorCode.MATCHMAKE_INVALID_ROOM_ID,
  ErrorCode.MATCHMAKE_EXPIRED,
  ErrorCode.AUTH_FAILED,
]);
/** Thrown without a number where no seat is left. */
const NO_SEAT = "SeatReservationError";
/** Nothing to come back to. */
const NO_TOKEN = "join/no_seat";
const FAILED_STATUS = 500;

/** The matchmaking request that the running code serves; undefined where there is none. */
export const caller = (): Caller | undefined => callers.getStore();

/**
 * Answers matchmaking with stable ids, and knows for whom it works. Stock lets any client open
 * rooms of any type, the lobby's included, and shows the text of any exception. Process-wide.
 */
export function guardMatchmaking(settings: MatchmakingSettings): void {
  const { controller } = matchMaker;
  controller.invokeMethod = async (method, roomName, options = {}, context) => {
    const store = { method, address: context?.ip ?? "unknown", headers: context?.headers };
    try {
      const run = methodNamed(method);
      if (method === "create" && !settings.mayCreate(roomName)) settings.refuseCreate();
      if (method === "reconnect" && !hasToken(options)) {
        throw new ServerError(ErrorCode.MATCHMAKE_EXPIRED, NO_TOKEN);
      }
      const seat = await callers.run(store, () => run(roomName, options, context));
      settings.tally.add(OK);
      return seat as never;
    } catch (error) {
      const answer = told(error, settings);
      settings.tally.add(refusalId(answer));
      throw answer;
    }
  };
}

/** @throws ServerError for what clients may not call */
function methodNamed(method: string): Method {
  const run = (matchMaker as unknown as Record<string, Method>)[method];
  if (!run || !matchMaker.controller.exposedMethods.includes(method as never)) {
    throw new ServerError(ErrorCode.MATCHMAKE_NO_HANDLER, "join/failed");
  }
  return run;
}

/** Without one, stock fails as if it were our fault. */
const hasToken = (options: unknown): boolean => {
  const { reconnectionToken } = (options ?? {}) as { reconnectionToken?: unknown };
  return typeof reconnectionToken === "string" && reconnectionToken !== "";
};

function told(error: unknown, { log, failed }: MatchmakingSettings): ServerError {
  const { code, message } = error as { code?: unknown; message?: string };
  if (error instanceof ServerError && message && isStableId(message)) return error;
  if (error instanceof ServerError && TOLD.has(Number(code))) return error;
  if ((error as Error).constructor.name === NO_SEAT) {
    return new ServerError(ErrorCode.MATCHMAKE_UNHANDLED, "no seat is left");
  }
  log.error({ err: error }, "matchmaking failed");
  return new ServerError(FAILED_STATUS, failed);
}
