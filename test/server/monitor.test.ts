import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { CLOSE, NOTICE } from "../../schema/messages.ts";
import { bootApp } from "../support/app.ts";
import { CALL, csrfIn, LIST, type ServedMonitor, serveMonitor } from "../support/monitor.ts";
import { cookieOf, OPERATOR, send } from "../support/operator.ts";

describe("monitor", () => {
  let monitor: ServedMonitor;
  beforeEach(async () => {
    monitor = await serveMonitor();
  });
  afterEach(() => monitor.close());

  describe("[OP3] a stranger", () => {
    it("is sent to the login page, which is the app's", async () => {
      for (const path of [
        "/monitor",
        "/monitor/",
        "/monitor/hypogeum.js",
        "/monitor/login/",
        "/monitor/x",
      ]) {
        const answer = await monitor.get(path, {});
        assert.equal(answer.status, 302, path);
        assert.equal(answer.headers.location, "/monitor/login");
      }
      assert.equal((await monitor.get("/monitor/login?from=x", {})).text, "the app's login page");
    });

    it("gets 401 from the API and the assets, and acts on nothing", async () => {
      for (const path of [
        "/monitor/api",
        "/monitor/api/room?roomId=here",
        "/monitor/assets/x.js",
      ]) {
        assert.equal((await monitor.get(path, {})).status, 401, path);
      }
      const body = { roomId: "here", method: "disconnect", args: [] };
      assert.equal(
        (await monitor.post(body, { "x-hypogeum-csrf": await monitor.csrf() })).status,
        401,
      );
      assert.deepEqual(monitor.rooms.calls, []);
    });
  });

  describe("[OP6] the page", () => {
    it("is the stock one with our script before its own, under a policy of its own", async () => {
      assert.equal((await monitor.get("/monitor")).headers.location, "/monitor/");
      const { text, headers } = await monitor.get("/monitor/");
      assert.equal(headers["cache-control"], "no-store");
      assert.match(String(headers["content-security-policy"]), /script-src 'self';/);
      assert.match(String(headers["content-security-policy"]), /frame-ancestors 'none'/);
      assert.match(text, /<meta name="hypogeum-operator" content="warden">/);
      const scripts = [...text.matchAll(/<script[^>]* src="([^"]+)"/g)].map((match) => match[1]);
      assert.equal(scripts[0], "./hypogeum.js");
      assert.match(scripts[1] ?? "", /^\.\/assets\/index-.*\.js$/);
      for (const [, src = ""] of text.matchAll(/(?:src|href)="\.(\/[^"]+)"/g)) {
        const file = await monitor.get(`/monitor${src}`);
        assert.equal(file.status, 200, src);
        assert.equal(file.headers["cache-control"], "no-store");
        assert.match(String(file.headers["content-type"]), /javascript|css/);
      }
    });

    it("names no other host, nor do our files", async () => {
      const files = ["/monitor/", "/monitor/hypogeum.js", "/monitor/hypogeum.css"];
      for (const path of files)
        assert.doesNotMatch((await monitor.get(path)).text, /https?:|["'(]\/\//, path);
    });

    it("has no inline script, which its policy would refuse", async () => {
      assert.doesNotMatch((await monitor.get("/monitor/")).text, /<script(?![^>]* src=)|\son\w+=/);
    });

    it("shows an operator's name as text, whatever it is", async () => {
      const config = { ...OPERATOR, user: `"><script>alert(1)</script>$&` };
      const other = await serveMonitor(config);
      const { text } = await other.get("/monitor/");
      assert.doesNotMatch(text, /alert\(1\)<|"><script>/);
      assert.match(text, /&#60;script&#62;alert\(1\)&#60;\/script&#62;\$&#38;"/);
      await other.close();
    });

    it("has a script that knows every action and the message that clients show", () => {
      const script = readFileSync(
        new URL("../../server/monitor/hypogeum.js", import.meta.url),
        "utf8",
      );
      for (const word of [
        "disconnect",
        "_forceClientDisconnect",
        "_sendMessageToClient",
        "broadcast",
      ]) {
        assert.match(script, new RegExp(`^ {2}${word}: "`, "m"));
      }
      assert.ok(script.includes(`"$$colyseus$type", "${NOTICE}"`));
      assert.ok(script.includes(CALL));
    });

    it("answers 404 to what it does not have", async () => {
      for (const path of ["/monitor/index.html", "/monitor/assets/none.js", "/monitor/api/none"]) {
        assert.deepEqual((await monitor.get(path)).json(), { error: "monitor/not_found" }, path);
      }
      assert.equal((await monitor.get("/monitor/assets/..%2findex.html")).status, 404);
    });
  });

  describe("[OP3] the lists", () => {
    it("passes the room list on, with a number where the machine's load cannot be read", async () => {
      assert.deepEqual((await monitor.get("/monitor/api")).json(), LIST);
      monitor.rooms.listed = { ...LIST, cpu: Number.NaN };
      assert.deepEqual((await monitor.get("/monitor/api")).json(), { ...LIST, cpu: 0 });
      monitor.rooms.listed = new Response("{}", { status: 500 });
      const failed = await monitor.get("/monitor/api");
      assert.equal(failed.status, 502);
      assert.deepEqual(failed.json(), { error: "monitor/list_failed" });
    });

    it("shows a room, and says when there is none", async () => {
      const shown = await monitor.get("/monitor/api/room?roomId=here");
      assert.deepEqual(shown.json(), { roomId: "here", state: { tick: 7 } });
      assert.equal((await monitor.get("/monitor/api/room?roomId=nowhere")).status, 404);
      assert.equal((await monitor.get("/monitor/api/room")).status, 400);
      assert.equal((await monitor.get("/monitor/api/room?roomId=here&roomId=here")).status, 400);
      assert.deepEqual(monitor.rooms.calls, [["here", "getInspectData", []]]);
    });
  });

  it("lists, shows and acts on the rooms of a real server", async () => {
    const real = await bootApp();
    try {
      const session = await real.join({ kind: "create", game: "arena", options: {} });
      const left = new Promise((resolve) => session.room.onLeave((code) => resolve(code)));
      const { user, password } = real.deps.operator;
      const login = await send(real.url, {
        path: "/api/operator/login",
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ user, password }),
      });
      const headers = { cookie: cookieOf(login), "content-type": "application/json" };
      const look = async (path: string) => (await send(real.url, { path, headers })).text;
      const { roomId, sessionId } = session.room;

      assert.ok((await look("/monitor/api")).includes(roomId));
      const shown = JSON.parse(await look(`/monitor/api/room?roomId=${roomId}`));
      assert.ok(shown.state.players[sessionId]);

      const token = csrfIn(await look("/monitor/"));
      const body = JSON.stringify({ roomId, method: "_forceClientDisconnect", args: [sessionId] });
      const sent = { path: CALL, method: "POST", body };
      const kicked = await send(real.url, {
        ...sent,
        headers: { ...headers, "x-hypogeum-csrf": token },
      });
      assert.equal(kicked.status, 200);
      assert.equal(await left, CLOSE.kicked);
    } finally {
      await real.close();
    }
  });
});
