import { parseArgs } from "node:util";
import { isKind } from "./kinds.ts";
import { answerMeter } from "./meter.ts";

/** One server of the comparison in a process of its own: `--kind ours --clients 200 --hz 20`. */
const { values } = parseArgs({
  options: {
    kind: { type: "string" },
    clients: { type: "string" },
    hz: { type: "string" },
    still: { type: "boolean", default: false },
    "empty-rooms": { type: "string", default: "0" },
  },
});
const kind = values.kind ?? "";
if (!isKind(kind)) throw new Error(`unknown kind: ${kind}`);
const size = { clients: Number(values.clients), hz: Number(values.hz) };

async function serve(): Promise<number> {
  if (kind === "socketio") return (await import("./servers/socketio.ts")).serveSocketIo(size);
  if (kind === "json" || kind === "packed" || kind === "aoi") {
    return (await import("./servers/plain.ts")).servePlain(kind, size);
  }
  const { serveColyseus } = await import("./servers/colyseus.ts");
  return serveColyseus(kind.startsWith("ours"), {
    ...size,
    inputs: kind.endsWith("-msg") ? "message" : "typed",
    near: kind.endsWith("-aoi"),
    still: values.still,
    emptyRooms: Number(values["empty-rooms"]),
  });
}

answerMeter(await serve());
