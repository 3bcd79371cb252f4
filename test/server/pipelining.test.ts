import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import compression from "compression";
import express, { type RequestHandler } from "express";
import { defaultLimits } from "../../server/limits.ts";
import { builtPages, noPages } from "../../server/pages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { sendRaw, statusOf } from "../support/http.ts";
import { pause, until } from "../support/wait.ts";

const CLIENTS = 20;
const PIPELINED = 40;
/** One that is answered and those that may wait. */
const TAKEN = 17;
const FILE = "index-abc.js";

const get = (at: string, headers = "") => `GET ${at} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;
const post = (at: string, body: string, headers = "") =>
  `POST ${at} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${headers}` +
  `Content-Length: ${body.length}\r\n\r\n`;
const LAST = "Connection: close\r\n";

/** Files that this process has open below a folder. */
async function openFiles(folder: string): Promise<number> {
  const all = await readdir("/proc/self/fd");
  const targets = await Promise.all(
    all.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")),
  );
  return targets.filter((target) => target.startsWith(folder)).length;
}

describe("engine/turns: pipelined requests", function () {
  this.timeout(30_000);
  let folder: string;
  let app: Running;
  /** Requests as they reached the pages, and those that are answered when told to. */
  let reached: string[] = [];
  let release: (() => void)[] = [];

  before(async function () {
    if (process.platform !== "linux") this.skip();
    folder = await mkdtemp(path.join(tmpdir(), "hypogeum-pipelining-"));
    await mkdir(path.join(folder, "assets"));
    await writeFile(path.join(folder, "assets", FILE), "x".repeat(1_000_000));
  });
  after(() => folder && rm(folder, { recursive: true }));

  const echo: RequestHandler = (request, response, next) => {
    if (!request.path.startsWith("/echo/")) return next();
    reached.push(request.path);
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const answer = () => void response.type("text").send(`<${request.path} ${body.length}>`);
      if (request.path.includes("slow")) release.push(answer);
      else answer();
    });
  };

  async function boot(limits: Partial<ReturnType<typeof defaultLimits>> = {}) {
    reached = [];
    release = [];
    app = await bootApp({
      limits: { ...defaultLimits(), ...limits },
      pages: { ...noPages(), assets: echo },
    });
  }

  function open(port: number, text: string): Socket {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.pause();
    socket.write(text);
    return socket;
  }

  /** Clients that ask for so many files at once and read nothing; how many are open then, and after. */
  async function flood(port: number, count: number) {
    const before = await openFiles(folder);
    const sockets = Array.from({ length: CLIENTS }, () =>
      open(port, get(`/assets/${FILE}`).repeat(count)),
    );
    await pause(400);
    const during = (await openFiles(folder)) - before;
    for (const socket of sockets) socket.destroy();
    await pause(400);
    return { during, after: (await openFiles(folder)) - before };
  }

  it("[EN62] canary: without the guard, files stay open for ever", async () => {
    const plain = express();
    plain.use(compression(), express.static(folder));
    const server = createServer(plain);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { after } = await flood((server.address() as AddressInfo).port, PIPELINED);
    server.closeAllConnections();
    server.close();
    assert.ok(after > CLIENTS, `${after} open files`);
  });

  for (const count of [PIPELINED, TAKEN]) {
    it(`[EN62] 20 clients with ${count} unread requests for a file leave none open`, async () => {
      const server = await bootApp({ pages: builtPages(folder) });
      const { during, after } = await flood(server.port, count);
      await server.close();
      assert.ok(during <= CLIENTS, `${during} open files while they are there`);
      assert.equal(after, 0);
    });
  }

  describe("in turn", () => {
    afterEach(() => app.close());

    it("[EN62] all are answered in order, whoever answers them, and the line is kept", async () => {
      await boot();
      const asked = [
        get("/echo/slow"),
        post("/echo/body", "x".repeat(5000)) + "x".repeat(5000),
        `${post("/matchmake/create/arena", "{}")}{}`,
        get("/api/build"),
        get("/readyz"),
        get("/echo/last", LAST),
      ];
      const answers = sendRaw(app.port, asked.join(""));
      await until("the first is there", () => release.length > 0);
      await pause(100);
      assert.deepEqual(reached, ["/echo/slow"], "and nobody has heard of the others");
      release[0]?.();
      const text = await answers;
      const found = ["</echo/slow 0>", "</echo/body 5000>", "join/bad_options", '"build"'];
      const places = [...found, '"ready"', "</echo/last 0>"].map((part) => text.indexOf(part));
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
        text,
      );
      assert.ok(!places.includes(-1), text);
      assert.equal(text.match(/HTTP\/1\.1 \d/g)?.length, asked.length);
    });

    it("[EN62] 16 may wait; with one more the connection is closed and none is served", async () => {
      await boot();
      const full = sendRaw(
        app.port,
        get("/echo/slow") + get("/echo/x").repeat(15) + get("/echo/x", LAST),
      );
      await until("the first is there", () => release.length > 0);
      release[0]?.();
      assert.equal((await full).match(/HTTP\/1\.1 200/g)?.length, TAKEN);
      reached.length = 0;
      const over = await sendRaw(app.port, get("/echo/slow") + get("/echo/x").repeat(17));
      assert.equal(over, "");
      release[1]?.();
      await pause(50);
      assert.deepEqual(reached, ["/echo/slow"]);
    });

    it("[EN62] what waits is dropped with its connection", async () => {
      await boot();
      const socket = open(app.port, get("/echo/slow") + get("/echo/x").repeat(5));
      await until("the first is there", () => release.length > 0);
      socket.destroy();
      await pause(50);
      release[0]?.();
      await pause(50);
      assert.deepEqual(reached, ["/echo/slow"]);
    });

    it("[EN62] Expect: 100-continue is answered in its turn, and its body is read", async () => {
      await boot();
      const socket = connect(app.port, "127.0.0.1");
      let text = "";
      socket.on("data", (chunk) => (text += chunk));
      const expect = `${LAST}Expect: 100-continue\r\n`;
      socket.write(get("/echo/slow") + post("/echo/body", "12345", expect));
      await until("the first is there", () => release.length > 0);
      await pause(50);
      assert.equal(text, "", "no 100 in the middle of another answer");
      release[0]?.();
      await until("100", () => text.includes("100 Continue"));
      socket.write("12345");
      await until("closed", () => socket.closed);
      assert.match(text, /slow 0>.*HTTP\/1\.1 100.*HTTP\/1\.1 200.*<\/echo\/body 5>/s);
    });

    it("[EN62] a body that waits is counted as it comes: 413 in its turn, and it reaches nobody", async () => {
      await boot();
      const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
      const chunked = `POST /echo/body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`;
      const answers = sendRaw(
        app.port,
        `${get("/echo/slow")}${chunked}${chunk.repeat(3)}0\r\n\r\n`,
      );
      await until("the first is there", () => release.length > 0);
      await pause(50);
      release[0]?.();
      const text = await answers;
      assert.match(text, /slow 0>.*HTTP\/1\.1 413/s);
      assert.deepEqual(reached, ["/echo/slow"]);
    });

    it("[EN62] what has come whole may wait longer than a request may take", async () => {
      await boot({ HTTP_HEADERS_SECONDS: 1, HTTP_REQUEST_SECONDS: 1 });
      const waiting = `${post("/echo/body", "12345", LAST)}12345`;
      const answers = sendRaw(app.port, get("/echo/slow") + waiting);
      await until("the first is there", () => release.length > 0);
      await pause(3000);
      release[0]?.();
      const text = await answers;
      assert.equal(statusOf(text), 200);
      assert.match(text, /<\/echo\/body 5>$/);
    });

    for (const waiting of [0, 1]) {
      for (const method of ["GET", "CONNECT"]) {
        it(`[EN62] ${method} to upgrade behind ${waiting + 1} requests ends the connection`, async () => {
          await boot();
          const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
          const last = `${method} /p/room?sessionId=x HTTP/1.1\r\nHost: x\r\n${upgrade}`;
          const asked = get("/echo/slow") + get("/echo/x").repeat(waiting) + last;
          assert.equal(await sendRaw(app.port, asked), "");
          release[0]?.();
          await pause(50);
          assert.deepEqual(reached, ["/echo/slow"]);
        });
      }
    }

    it("[EN62] a line that has had its answers may be upgraded", async () => {
      await boot();
      const socket = connect(app.port, "127.0.0.1");
      let text = "";
      socket.on("data", (chunk) => (text += chunk));
      for (let n = 0; n < 3; n++) {
        socket.write(get("/readyz"));
        await until("answered", () => text.includes('{"ready":true}'));
        text = "";
      }
      socket.write(get("/p", "Connection: Upgrade\r\nUpgrade: websocket\r\n"));
      await until("refused", () => /^HTTP\/1\.1 404.*connect\/not_found/s.test(text));
      socket.destroy();
    });
  });
});
