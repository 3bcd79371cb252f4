import { z } from "zod";
import { CLOSE } from "../../schema/messages.ts";
import type { RoomCall } from "./remote.ts";

/** What an operator's action comes to. */
export interface Plan extends RoomCall {
  /** As the page named it, for the audit. */
  readonly action: string;
  /** Whom or what it touches, for the audit; never what was said. */
  readonly about: { readonly sessionId?: string; readonly type?: string };
}
export type PlanError =
  | { readonly error: "monitor/bad_request" }
  | {
      readonly error: "monitor/method_not_allowed";
      readonly roomId: string;
      readonly action: string;
    };

const id = z.string().min(1).max(64);
const body = z.object({ roomId: id, method: id, args: z.array(z.json()).max(4) });

type Step = Pick<Plan, "method" | "args" | "about">;
const action =
  <T>(args: z.ZodType<T>, step: (args: T) => Step) =>
  (raw: unknown): Step | undefined => {
    const parsed = args.safeParse(raw);
    return parsed.success ? step(parsed.data) : undefined;
  };

/**
 * The buttons of the stock page that work. The others (edit and delete in the state tree) would
 * change a match behind the back of its rules.
 */
const ACTIONS = new Map([
  [
    "disconnect",
    action(z.tuple([]), () => ({ method: "disconnect", args: [CLOSE.roomClosed], about: {} })),
  ],
  [
    // The stock method closes without a code of ours, after which the client comes straight back.
    "_forceClientDisconnect",
    action(z.tuple([id]), ([sessionId]) => ({
      method: "kickClient",
      args: [sessionId, CLOSE.kicked, "kicked by an operator"],
      about: { sessionId },
    })),
  ],
  [
    "_sendMessageToClient",
    action(z.tuple([id, id, z.json()]), ([sessionId, type, data]) => ({
      method: "_sendMessageToClient",
      args: [sessionId, type, data],
      about: { sessionId, type },
    })),
  ],
  [
    "broadcast",
    action(z.tuple([id, z.json()]), ([type, data]) => ({
      method: "broadcast",
      args: [type, data],
      about: { type },
    })),
  ],
]);

/** What a request's body `{roomId, method, args}` asks for, if it is allowed. */
export function plan(raw: unknown): Plan | PlanError {
  const parsed = body.safeParse(raw);
  if (!parsed.success) return { error: "monitor/bad_request" };
  const { roomId, method, args } = parsed.data;
  const allowed = ACTIONS.get(method);
  if (!allowed) return { error: "monitor/method_not_allowed", roomId, action: method };
  const step = allowed(args);
  return step ? { roomId, action: method, ...step } : { error: "monitor/bad_request" };
}
