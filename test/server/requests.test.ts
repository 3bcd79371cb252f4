import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { matchMaker } from "@colyseus/core";
import WebSocket from "ws";
import { newHttpServer } from "../../engine/upgrades.ts";
import { CLOSE } from "../../schema/messages.ts";
import { defaultLimits } from "../../server/limits.ts";
import { bootApp, type Running } from "../support/app.ts";
import { sendRaw, statusOf } from "../support/http.ts";
import { until } from "../support/wait.ts";

const JOIN = { build: "test", name: "A", hue: 0 };
const LAST = "Connection: close\r\n";
const KEY = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
const websocket = (at: string, headers = "") =>
  `GET ${at} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${KEY}${headers}\r\n`;

describe("server/requests: what no client of ours asks", () => {
  let app: Running;
  before(async () => {
    app = await bootApp();
  });
  after(() => app.close());

  /** Warnings and errors of our log, and whatever went past it to the terminal. */
  async function complaints(work: () => Promise<unknown>): Promise<unknown[]> {
    const { error } = console;
    const told: unknown[] = [];
    console.error = (...given: unknown[]) => void told.push(given);
    const from = app.log.lines.length;
    await work().finally(() => {
      console.error = error;
    });
    const bad = app.log.lines.slice(from).filter(({ level }) => level === "error");
    return [...told, ...bad];
  }

  it("[EN63] CONNECT is answered 405", async () => {
    const answer = await sendRaw(app.port, "CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n");
    assert.equal(statusOf(answer), 405);
    assert.match(answer, /\r\nAllow: GET\r\n.*"http\/bad_method"/s);
  });

  for (const [what, headers] of [
    ["h2c", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"],
    ["nonsense", "Connection: Upgrade\r\nUpgrade: nonsense\r\n"],
  ] as const) {
    it(`[EN63] who offers ${what} besides is answered as if they had not, and the line is closed`, async () => {
      const asked = `GET /api/build HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;
      const answer = await sendRaw(app.port, asked + asked);
      assert.equal(answer.match(/HTTP\/1\.1 /g)?.length, 1, "who knows what follows");
      assert.match(answer, /^HTTP\/1\.1 200 OK.*Connection: close.*\{"build":"test"\}$/s);
      const body = JSON.stringify({ user: "x", password: "wrong" });
      const json = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
      const login = `POST /api/operator/login HTTP/1.1\r\nHost: x\r\n${headers}${json}\r\n${body}`;
      assert.equal(statusOf(await sendRaw(app.port, login)), 401, "the body is read");
    });
  }

  for (const at of ["/", "/p/room", "/chat?sessionId=x", "/a/b/c?sessionId=x"]) {
    it(`[EN63] a WebSocket at ${at}, which is no room, is answered 404`, async () => {
      const answer = await sendRaw(app.port, websocket(at));
      assert.equal(statusOf(answer), 404);
      assert.match(answer, /"connect\/not_found"/);
    });
  }

  const post = (type: string, body: string, at = "/matchmake/create/arena") =>
    `POST ${at} HTTP/1.1\r\nHost: x\r\n${LAST}Content-Type: ${type}\r\n` +
    `Content-Length: ${body.length}\r\n\r\n${body}`;
  for (const [what, asked, status, error] of [
    [
      "a body for the health check",
      `GET /__healthcheck HTTP/1.1\r\nHost: x\r\n${LAST}Content-Length: 1\r\n\r\nx`,
      404,
      "http/not_found",
    ],
    ["a broken form", post("multipart/form-data; boundary=y", "--x"), 415, "http/bad_media_type"],
    ["a form", post("application/x-www-form-urlencoded", "a=%"), 415, "http/bad_media_type"],
    ["broken JSON", post("application/json", "{"), 400, "http/bad_request"],
    [
      "a path that ends in a slash",
      post("application/json", "{}", "/matchmake/create/arena/"),
      404,
      "http/not_found",
    ],
  ] as const) {
    it(`[EN64] ${what} is answered ${status} ${error}, and is nothing to tell an operator`, async () => {
      let answer = "";
      const told = await complaints(async () => {
        answer = await sendRaw(app.port, asked);
      });
      assert.equal(statusOf(answer), status, answer);
      assert.ok(answer.includes(`{"code":${status},"error":"${error}"}`), answer);
      assert.deepEqual(told, []);
    });
  }

  it("[EN64] who comes back without a token has no seat: 524, and no error of ours", async () => {
    const { room } = await app.join({ kind: "create", game: "arena", options: { fill: 0 } });
    for (const body of [{}, { reconnectionToken: 1 }, { reconnectionToken: "" }]) {
      const told = await complaints(async () => {
        const response = await fetch(`${app.url}/matchmake/reconnect/${room.roomId}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        });
        assert.deepEqual(await response.json(), { code: 524, error: "join/no_seat" });
      });
      assert.deepEqual(told, []);
    }
  });

  it("[EN64] Colyseus' own health check, which nobody asks, is not there", async () => {
    for (const at of ["/__healthcheck", "/__healthcheck?x", "/__healthcheck/"]) {
      assert.equal((await fetch(`${app.url}${at}`)).status, 404, at);
    }
  });

  describe("who may open a WebSocket", () => {
    const HOST = "play.example:8080";
    const statusFrom = async (origin: string, host = HOST) => {
      const seat = await matchMaker.joinOrCreate("arena", JOIN, {
        token: (await app.guest()).token,
      } as never);
      const at = `/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}`;
      const asked = websocket(at, `Origin: ${origin}\r\n`).replace("Host: x", `Host: ${host}`);
      const socket = connect(app.port, "127.0.0.1", () => socket.write(asked));
      const head = await new Promise<string>((resolve) =>
        socket.once("data", (chunk) => resolve(String(chunk))),
      );
      socket.destroy();
      return statusOf(head);
    };

    for (const [origin, host] of [
      [`http://${HOST}`],
      [`https://${HOST}`],
      [`https://${HOST}`, "Play.Example:8080"],
      ["http://127.0.0.1:8080", "127.0.0.1:8080"],
      ["http://[::1]:8080", "[::1]:8080"],
    ] as const) {
      it(`[EN65] ${origin} may at ${host ?? HOST}`, async () => {
        assert.equal(await statusFrom(origin, host), 101);
      });
    }

    for (const [origin, host] of [
      [`ftp://${HOST}`],
      [`file://${HOST}`],
      [`chrome-extension://${HOST}`],
      [`http://user@${HOST}`],
      [`http://${HOST}/`],
      [`http://${HOST}/path`],
      [`HTTP://${HOST}`],
      [`http://PLAY.EXAMPLE:8080`],
      [`http:${HOST}`],
      ["http://127.1:8080", "127.0.0.1:8080"],
      ["http://2130706433:8080", "127.0.0.1:8080"],
      ["http://play.example:80", "play.example"],
      ["http://play.example", HOST],
      ["null", "null"],
    ] as const) {
      it(`[EN65] ${origin} may not at ${host ?? HOST}`, async () => {
        assert.equal(await statusFrom(origin, host), 403);
      });
    }
  });

  describe("who has no seat", () => {
    /** The error frame's number and id, and the code with which the line is closed. */
    async function refusalAt(at: string) {
      const socket = new WebSocket(`ws://127.0.0.1:${app.port}${at}`);
      const frames: Buffer[] = [];
      socket.on("message", (data: Buffer) => frames.push(data));
      const close = await new Promise<number>((resolve) => socket.once("close", resolve));
      const [frame = Buffer.alloc(0)] = frames;
      // ERROR, a 16-bit number of msgpack, a short text.
      return { code: frame.readUInt16LE(2), id: frame.toString("utf8", 5), close };
    }
    const NO_SEAT = { code: 524, id: "connect/no_seat", close: CLOSE.badFrame };

    for (const roomId of ["constructor", "toString", "__proto__", "hasOwnProperty", "nosuch"]) {
      it(`[EN66] a room called ${roomId} has none, and says no more than any other`, async () => {
        assert.deepEqual(await refusalAt(`/p/${roomId}?sessionId=a`), NO_SEAT);
        const back = await refusalAt(`/p/${roomId}?sessionId=a&reconnectionToken=b`);
        assert.deepEqual(back, { ...NO_SEAT, close: CLOSE.seatLost });
      });
    }

    for (const sessionId of ["guess", "constructor", "__proto__", ""]) {
      it(`[EN66] nor has the session “${sessionId}” in a room that is there`, async () => {
        const { room } = await app.join({ kind: "create", game: "arena", options: { fill: 0 } });
        const at = `/p/${room.roomId}?sessionId=${sessionId}`;
        assert.deepEqual(await refusalAt(at), NO_SEAT);
        const back = await refusalAt(`${at}&reconnectionToken=constructor`);
        assert.deepEqual(back, { ...NO_SEAT, close: CLOSE.seatLost });
      });
    }

    it("[EN66] a refusal of ours keeps its id and its number", async () => {
      const { id, token } = await app.guest();
      const seat = await matchMaker.create("arena", JOIN, { token } as never);
      app.deps.bans.ban(id);
      const at = `/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}`;
      const { code, id: told } = await refusalAt(at);
      app.deps.bans.lift(id);
      assert.deepEqual({ code, told }, { code: 403, told: "join/barred" });
    });

    it("[EN66] a seat that is taken already is no seat for another line", async () => {
      const { room } = await app.join({ kind: "create", game: "arena", options: { fill: 0 } });
      const at = `/p/${room.roomId}?sessionId=${room.sessionId}`;
      assert.deepEqual(await refusalAt(at), NO_SEAT);
    });
  });
});

describe("server/requests: other servers", () => {
  it("[EN63] what somebody else on this server upgrades is left to them", async () => {
    const http = newHttpServer();
    http.on("upgrade", (request, socket) => {
      if (request.headers["sec-websocket-protocol"] === "vite-hmr") socket.end("theirs");
    });
    const dev = await bootApp({ http, foreignProtocols: ["vite-hmr"] });
    const ask = (protocol: string) =>
      sendRaw(dev.port, websocket("/", `Sec-WebSocket-Protocol: ${protocol}\r\n`));
    assert.equal(await ask("vite-hmr"), "theirs");
    assert.equal(statusOf(await ask("other")), 404);
    await dev.close();
  });

  it("[SV29] connections beyond CONNECTIONS_MAX and HTTP_CONNECTIONS_MAX are closed at once", async () => {
    const limits = { ...defaultLimits(), CONNECTIONS_MAX: 1, HTTP_CONNECTIONS_MAX: 2 };
    const small = await bootApp({ limits });
    const sockets: Socket[] = [];
    const open = async () => {
      const socket = connect(small.port, "127.0.0.1");
      socket.on("error", () => {});
      socket.resume();
      sockets.push(socket);
      socket.write("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n");
      return new Promise<boolean>((resolve) => {
        socket.once("data", () => resolve(true));
        socket.once("close", () => resolve(false));
      });
    };
    const answered: boolean[] = [];
    for (let n = 0; n < 5; n++) answered.push(await open());
    assert.deepEqual(answered, [true, true, true, false, false]);
    sockets[0]?.destroy();
    await until("there is room again", open);
    for (const socket of sockets) socket.destroy();
    await small.close();
  });
});
