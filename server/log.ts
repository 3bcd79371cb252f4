import pino, { type Logger } from "pino";
import pretty from "pino-pretty";
import type { Env } from "./env.ts";

/** JSON lines for machines, coloured lines on a terminal. Tokens and passwords never get in. */
export function createLog(env: Pick<Env, "LOG_LEVEL">): Logger {
  const options = {
    level: env.LOG_LEVEL,
    base: null,
    redact: ["token", "password", "authorization", "*.token", "*.password", "*.authorization"],
  };
  if (!process.stdout.isTTY) return pino(options);
  return pino(options, pretty({ colorize: true, translateTime: "HH:MM:ss", sync: true }));
}

const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
const QUERY = /((?:_authToken|reconnectionToken)["']?[=:,[\s"']+)[\w.~-]+/g;
const ARGUMENT = /(checkReconnectionToken" with args \[")[^"]*/g;

/** A text of somebody else's, such as an exception's, without the tokens that it may quote. */
export function withoutTokens(text: string): string {
  return text.replace(JWT, "[token]").replace(QUERY, "$1[token]").replace(ARGUMENT, "$1[token]");
}
