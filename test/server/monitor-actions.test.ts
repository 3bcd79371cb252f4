import assert from "node:assert/strict";
import { CLOSE, NOTICE } from "../../schema/messages.ts";
import { CALL, type ServedMonitor, serveMonitor } from "../support/monitor.ts";

describe("monitor actions", () => {
  let monitor: ServedMonitor;
  beforeEach(async () => {
    monitor = await serveMonitor();
  });
  afterEach(() => monitor.close());

  describe("[OP4] the stock GET call", () => {
    const query = "?roomId=here&method=disconnect&args=[]";
    const spellings = [
      CALL,
      `${CALL}/`,
      `${CALL}//`,
      "//monitor/api/room/call",
      "/monitor//api/room/call",
      "/monitor/api//room///call",
      "/MONITOR/api/room/call",
      "/monitor/API/Room/CALL",
      "/monitor/api/room/%63all",
      "/monitor/api%2froom%2fcall",
      "/monitor/api%2Froom/call%2F",
      "/monitor/./api/room/call",
      "/monitor/api/x/../room/call",
      "/monitor/api/x/%2e%2e/room/call",
      "/monitor\\api\\room\\call",
    ];

    it("is answered 405, however it is spelled, with and without a session", async () => {
      for (const path of spellings) {
        for (const headers of [{}, { cookie: monitor.cookie }]) {
          const answer = await monitor.get(path + query, headers);
          assert.equal(answer.status, 405, path);
          assert.equal(answer.headers.allow, "POST");
          assert.deepEqual(answer.json(), { error: "monitor/use_post" });
        }
      }
      assert.deepEqual(monitor.rooms.calls, []);
    });

    it("is answered 405 by every method but POST", async () => {
      const headers = { cookie: monitor.cookie, "x-hypogeum-csrf": await monitor.csrf() };
      for (const method of ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
        assert.equal(
          (await monitor.ask({ path: CALL + query, method, headers })).status,
          405,
          method,
        );
      }
      assert.deepEqual(monitor.rooms.calls, []);
    });

    it("is reached by no spelling that is odder still, and POST by none but the right one", async () => {
      const body = { roomId: "here", method: "disconnect", args: [] };
      const odd = [
        "/monitor/api/room/%2563all",
        "/monitor/api/room/call%00",
        "/monitor/api/room/call;x",
        "/monitor/%zz",
      ];
      for (const path of odd) assert.notEqual((await monitor.get(path + query)).status, 200, path);
      for (const path of [...spellings.slice(1), ...odd]) {
        assert.notEqual((await monitor.act(body, path)).status, 200, path);
      }
      assert.deepEqual(monitor.rooms.calls, []);
    });
  });

  describe("[OP5] an action", () => {
    it("is one of four, each turned into one call with codes that clients understand", async () => {
      const data = { text: "The pit closes.", list: [1, null] };
      const actions: [string, unknown[], unknown][] = [
        ["disconnect", [], ["here", "disconnect", [CLOSE.roomClosed]]],
        [
          "_forceClientDisconnect",
          ["s1"],
          ["here", "kickClient", ["s1", CLOSE.kicked, "kicked by an operator"]],
        ],
        [
          "_sendMessageToClient",
          ["s1", NOTICE, data],
          ["here", "_sendMessageToClient", ["s1", NOTICE, data]],
        ],
        ["broadcast", [NOTICE, data], ["here", "broadcast", [NOTICE, data]]],
      ];
      for (const [method, args] of actions) {
        const answer = await monitor.call(method, args);
        assert.equal(answer.status, 200, method);
        assert.deepEqual(answer.json(), {}, "what the room returns stays on the server");
      }
      assert.deepEqual(
        monitor.rooms.calls,
        actions.map(([, , expected]) => expected),
      );
    });

    it("is refused with 403 when it is any other method of a room", async () => {
      const others = [
        ...["_editStateProperty", "_deleteStateProperty", "getInspectData", "kickClient"],
        ...[
          "lock",
          "setMetadata",
          "constructor",
          "__proto__",
          "toString",
          "Disconnect",
          "disconnect ",
        ],
      ];
      for (const method of others) {
        const answer = await monitor.call(method, [["score"], 99]);
        assert.equal(answer.status, 403, method);
        assert.deepEqual(answer.json(), { error: "monitor/method_not_allowed" });
      }
      assert.deepEqual(monitor.rooms.calls, []);
    });

    it("is refused with 400 when its body is not as the page sends it", async () => {
      const bodies = [
        ...["{", "[]", "null", ""],
        { method: "disconnect", args: [] },
        { roomId: "here", method: "disconnect" },
        { roomId: "here", method: "disconnect", args: [4000] },
        { roomId: "here", method: "disconnect", args: {} },
        { roomId: ["here"], method: "disconnect", args: [] },
        { roomId: "here", method: "_forceClientDisconnect", args: [] },
        { roomId: "here", method: "_forceClientDisconnect", args: ["s1", 4000] },
        { roomId: "here", method: "_sendMessageToClient", args: ["s1", { type: NOTICE }, ""] },
        { roomId: "here", method: "broadcast", args: [NOTICE, "", { except: "s1" }] },
        { roomId: "here", method: "broadcast", args: [NOTICE, "x".repeat(17_000)] },
      ];
      for (const body of bodies) {
        const answer = await monitor.act(body);
        assert.equal(answer.status, 400, JSON.stringify(body).slice(0, 80));
        assert.deepEqual(answer.json(), { error: "monitor/bad_request" });
      }
      assert.deepEqual(monitor.rooms.calls, []);
    });

    it("is refused with 403 without the token of this session", async () => {
      const body = { roomId: "here", method: "disconnect", args: [] };
      const other = await monitor.csrf(await monitor.signIn());
      for (const headers of [{}, { "x-hypogeum-csrf": "x" }, { "x-hypogeum-csrf": other }]) {
        const answer = await monitor.post(body, { cookie: monitor.cookie, ...headers });
        assert.equal(answer.status, 403);
        assert.deepEqual(answer.json(), { error: "operator/csrf" });
      }
      assert.deepEqual(monitor.rooms.calls, []);
    });

    it("tells a room that is gone from one that failed", async () => {
      assert.equal((await monitor.call("disconnect", [], "nowhere")).status, 404);
      assert.deepEqual(monitor.rooms.calls, [], "nobody waits for a room that is not listed");

      const fail = () => {
        throw new Error("lost");
      };
      monitor.rooms.onCall = fail;
      const failed = await monitor.call("disconnect");
      assert.equal(failed.status, 502);
      assert.deepEqual(failed.json(), { error: "monitor/action_failed" });

      monitor.rooms.onCall = () => {
        monitor.rooms.rooms.delete("here");
        fail();
      };
      const gone = await monitor.call("disconnect");
      assert.equal(gone.status, 404);
      assert.deepEqual(gone.json(), { error: "monitor/room_gone" });
    });

    it("leaves an audit line with who, where, what and how it ended, and nothing secret", async () => {
      await monitor.call("_sendMessageToClient", ["s1", NOTICE, "words between them"]);
      await monitor.call("_editStateProperty", [["score"], 99]);
      await monitor.call("disconnect", [], "nowhere");
      const line = { audit: "monitor", operator: "warden" };
      assert.deepEqual(
        monitor.log.lines.map(({ level, fields: { err, ...fields } }) => ({ level, ...fields })),
        [
          {
            ...{ level: "info", ...line, roomId: "here", method: "_sendMessageToClient" },
            ...{ sessionId: "s1", type: NOTICE, outcome: "done" },
          },
          {
            ...{ level: "warn", ...line, roomId: "here", method: "_editStateProperty" },
            outcome: "monitor/method_not_allowed",
          },
          {
            ...{ level: "warn", ...line, roomId: "nowhere", method: "disconnect" },
            outcome: "monitor/room_gone",
          },
        ],
      );
      const written = JSON.stringify(monitor.log.lines);
      assert.ok(!written.includes("words between them"));
      assert.ok(
        !written.includes(await monitor.csrf()) &&
          !written.includes(monitor.cookie.split("=")[1] ?? "?"),
      );
    });
  });
});
