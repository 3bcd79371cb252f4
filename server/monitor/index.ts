import { posix } from "node:path";
import express, { type RequestHandler, type Response, type Router } from "express";
import { z } from "zod";
import type { Log } from "../../engine/log.ts";
import { badBody, LOGIN_PAGE, type OperatorGate } from "../operator.ts";
import { plan } from "./actions.ts";
import { PAGE_CSP, STOCK_DIR, stockPage } from "./page.ts";
import { type Reached, type RemoteRooms, reach, remoteRooms } from "./remote.ts";

const CALL = "/monitor/api/room/call";

const roomQuery = z.object({ roomId: z.string().min(1).max(64) });
/** Where the machine's load cannot be read it is NaN, and the stock page would break on null. */
const roomList = z.looseObject({ rooms: z.array(z.unknown()), cpu: z.number().catch(0) });

/**
 * `/monitor` and all below it except the login page; mount at the app's root. Nothing is handed to
 * the stock middleware: exact routes of ours call what is needed of it, so that no spelling of a
 * path reaches its `GET /api/room/call`, which runs any method of a room.
 */
export function monitorRouter(gate: OperatorGate, log: Log, rooms = remoteRooms()): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  router.use(refuseCall);
  router.use("/monitor", (req, res, next) => {
    if (req.originalUrl.split("?")[0] === LOGIN_PAGE) return next("router");
    res.set({ "Cache-Control": "no-store", "Content-Security-Policy": PAGE_CSP });
    next();
  });
  router.use(["/monitor/api", "/monitor/assets"], gate.guardApi);
  router.get("/monitor/api", listRooms(log, rooms));
  router.get("/monitor/api/room", inspectRoom(log, rooms));
  router.post(CALL, gate.guardCsrf, express.json({ limit: "16kb" }), callRoom(gate, log, rooms));
  router.use("/monitor", gate.guardPage);
  addPage(router, gate);
  router.use("/monitor", (_req, res) => void res.status(404).json({ error: "monitor/not_found" }));
  router.use("/monitor", badBody("monitor/bad_request"));
  return router;
}

/** However the path is spelled: whoever asks by GET learns that the door is elsewhere. */
const refuseCall: RequestHandler = (req, res, next) => {
  if (req.method === "POST" || plainPath(req.originalUrl) !== CALL) return next();
  res.set({ Allow: "POST", "Cache-Control": "no-store" });
  res.status(405).json({ error: "monitor/use_post" });
};

function plainPath(url: string): string {
  const path = url.split(/[?#]/)[0] ?? "";
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // Malformed escapes: no route of ours matches them either.
  }
  return posix.normalize(decoded.replaceAll("\\", "/")).replace(/\/$/, "").toLowerCase();
}

function listRooms(log: Log, rooms: RemoteRooms): RequestHandler {
  return async (_req, res) => {
    const parsed = roomList.safeParse(await rooms.list());
    if (parsed.success) return void res.json(parsed.data);
    log.error({ err: parsed.error }, "the monitor's room list failed");
    res.status(502).json({ error: "monitor/list_failed" });
  };
}

function inspectRoom(log: Log, rooms: RemoteRooms): RequestHandler {
  return async (req, res) => {
    const query = roomQuery.safeParse(req.query);
    if (!query.success) return void res.status(400).json({ error: "monitor/bad_request" });
    const { roomId } = query.data;
    const reached = await reach(rooms, { roomId, method: "getInspectData", args: [] });
    if ("cause" in reached) log.error({ err: reached.cause, roomId }, "room not inspected");
    answer(res, reached);
  };
}

function callRoom(gate: OperatorGate, log: Log, rooms: RemoteRooms): RequestHandler {
  return async (req, res) => {
    const operator = gate.operatorOf(req);
    const planned = plan(req.body);
    if ("error" in planned) {
      if (planned.error === "monitor/bad_request") return void res.status(400).json(planned);
      const { error, roomId, action } = planned;
      const audit = { audit: "monitor", operator, roomId, method: action, outcome: error };
      log.warn(audit, "operator's action");
      return void res.status(403).json({ error });
    }
    const { roomId, action, about } = planned;
    const reached = await reach(rooms, planned);
    const audit = { audit: "monitor", operator, roomId, method: action, ...about };
    if ("value" in reached) log.info({ ...audit, outcome: "done" }, "operator's action");
    else log.warn({ ...audit, outcome: reached.error, err: causeOf(reached) }, "operator's action");
    answer(res, "value" in reached ? { value: {} } : reached);
  };
}

const causeOf = (reached: Reached): unknown => ("cause" in reached ? reached.cause : undefined);

function answer(res: Response, reached: Reached): void {
  if ("value" in reached) res.json(reached.value);
  else res.status("cause" in reached ? 502 : 404).json({ error: reached.error });
}

function addPage(router: Router, gate: OperatorGate): void {
  const page = stockPage();
  const files = { cacheControl: false, index: false, redirect: false } as const;
  router.get("/monitor", (_req, res) => res.redirect("/monitor/"));
  router.get("/monitor/", (req, res) => {
    const values = { csrf: gate.csrfFor(req), operator: gate.operatorOf(req) };
    res.type("html").send(page(values));
  });
  for (const file of ["hypogeum.js", "hypogeum.css"]) {
    router.get(`/monitor/${file}`, (_req, res) => {
      res.sendFile(file, { root: import.meta.dirname, cacheControl: false });
    });
  }
  router.use("/monitor/assets", express.static(`${STOCK_DIR}/assets`, files));
}
