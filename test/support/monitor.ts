import { monitorRouter } from "../../server/monitor/index.ts";
import type { RemoteRooms } from "../../server/monitor/remote.ts";
import { OPERATOR, serveOperator } from "./operator.ts";

export const CALL = "/monitor/api/room/call";
export const LIST = {
  columns: [],
  rooms: [{ roomId: "here" }],
  connections: 1,
  cpu: 12.5,
  memory: {},
};

/** A cluster with one room, "here", that notes what is called on it. */
function fakeRooms() {
  const calls: unknown[] = [];
  const fake = {
    calls,
    listed: LIST as unknown,
    rooms: new Set(["here"]),
    onCall: () => {},
  };
  const remote: RemoteRooms = {
    list: async () => fake.listed,
    has: async (roomId) => fake.rooms.has(roomId),
    call: async (roomId, method, args) => {
      calls.push([roomId, method, args]);
      fake.onCall();
      return method === "getInspectData" ? { roomId, state: { tick: 7 } } : "secret of the room";
    },
  };
  return Object.assign(fake, { remote });
}

/** The monitor over a fake cluster, with an operator signed in and an empty log. */
export async function serveMonitor(config = OPERATOR) {
  const rooms = fakeRooms();
  const served = await serveOperator((app, gate, log) => {
    app.use(monitorRouter(gate, log, rooms.remote));
    app.get("/monitor/login", (_req, res) => void res.send("the app's login page"));
    app.use((_req, res) => void res.status(404).send("the app's own 404"));
  }, config);
  const cookie = await served.signIn();
  served.log.lines.length = 0;
  const get = (path: string, headers: Record<string, string> = { cookie }) =>
    served.ask({ path, headers });
  /** The token that the page of a session carries. */
  const csrf = async (session = cookie) =>
    csrfIn((await get("/monitor/", { cookie: session })).text);
  const post = (body: unknown, headers: Record<string, string>, path = CALL) =>
    served.ask({
      path,
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  /** As the page does it. */
  const act = async (body: unknown, path?: string) =>
    post(body, { cookie, "x-hypogeum-csrf": await csrf() }, path);
  const call = (method: string, args: unknown[] = [], roomId = "here") =>
    act({ roomId, method, args });
  return { ...served, rooms, cookie, get, csrf, post, act, call };
}

export type ServedMonitor = Awaited<ReturnType<typeof serveMonitor>>;

export const csrfIn = (page: string): string =>
  /name="hypogeum-csrf" content="([^"]+)"/.exec(page)?.[1] ?? "";
