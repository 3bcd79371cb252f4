import { start } from "../../server/start.ts";

// The real server, with accidents: a stray rejection at once, an uncaught exception on SIGUSR2.
await start(process.env);
console.log(
  "listeners",
  process.listenerCount("unhandledRejection"),
  process.listenerCount("uncaughtException"),
);
void Promise.reject(new Error("stray"));
process.on("SIGUSR2", () =>
  setImmediate(() => {
    throw new Error("planned");
  }),
);
