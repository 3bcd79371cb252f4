import { ServerError } from "@colyseus/core";
import { REFUSALS, type RefusalId } from "../schema/messages.ts";

/** The refusal that the client turns into words by its id. */
export const refusal = (id: RefusalId): ServerError => new ServerError(REFUSALS[id], id);
