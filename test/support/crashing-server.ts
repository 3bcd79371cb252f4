import { createRequire } from "node:module";
import { start } from "../../server/start.ts";

// The real server, with accidents: a stray rejection at once, an uncaught exception on SIGUSR2.
await start(process.env);
// Colyseus loads it by itself when it is there, at its leisure; the real one takes rejections over.
const metrics = createRequire(import.meta.resolve("@colyseus/core")).resolve("@pm2/io");
await import(metrics);
console.log(`metrics ${metrics}`);
const EVENTS = ["unhandledRejection", "uncaughtException", "SIGTERM", "SIGINT"];
console.log("listeners", ...EVENTS.map((event) => process.listenerCount(event)));
void Promise.reject(new Error("stray"));
process.on("SIGUSR2", () =>
  setImmediate(() => {
    throw new Error("planned");
  }),
);
