import { ArenaRoom } from "../../rooms/ArenaRoom.ts";
import { start } from "../../server/start.ts";

// The real server. Nothing of ours throws in a handler, so its rooms get one that does.
const { onCreate } = ArenaRoom.prototype;
ArenaRoom.prototype.onCreate = async function (options) {
  await onCreate.call(this, options);
  this.onMessage("boom", () => {
    throw new Error("planned: the secret is 42");
  });
};
await start(process.env);
