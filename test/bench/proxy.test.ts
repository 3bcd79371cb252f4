import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { type NetProxy, openProxy } from "../../bench/proxy.ts";
import { pause, until } from "../support/wait.ts";

/** Loaded machines run timers late. */
const SLACK_MS = 250;

describe("bench/proxy over real sockets", function () {
  this.timeout(20_000);
  let echo: Server;
  let proxy: NetProxy;
  const sockets: Socket[] = [];

  before(async () => {
    echo = createServer((socket) => {
      socket.on("error", () => {});
      socket.pipe(socket);
    });
    await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
  });
  beforeEach(async () => {
    proxy = await openProxy((echo.address() as AddressInfo).port);
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await proxy.close();
  });
  after(() => {
    echo.close();
  });

  async function line(): Promise<{ socket: Socket; heard: () => string }> {
    const socket = connect(proxy.port, "127.0.0.1");
    sockets.push(socket);
    let heard = "";
    socket.on("error", () => {});
    socket.setEncoding("utf8").on("data", (text: string) => {
      heard += text;
    });
    await once(socket, "connect");
    return { socket, heard: () => heard };
  }

  const since = (from: number) => performance.now() - from;

  it("[FE7] delays each way, and keeps the order under jitter and stalls", async () => {
    proxy.line({ delayMs: 50, jitterMs: 50, stallShare: 0.1, stallMs: [20, 60] });
    const { socket, heard } = await line();
    const words = Array.from({ length: 200 }, (_, n) => `${n} `);
    for (const word of words) {
      socket.write(word);
      await pause(1);
    }
    await until("all back", () => heard().length === words.join("").length);
    assert.equal(heard(), words.join(""));
    proxy.delay(60);
    const from = performance.now();
    socket.write("!");
    await until("the last", () => heard().endsWith("!"));
    assert.ok(since(from) >= 120 && since(from) < 120 + SLACK_MS, `${since(from)} ms`);
  });

  it("[FE7] a stall lets nothing through, keeps the connection, and ends by itself", async () => {
    const { socket, heard } = await line();
    const over = proxy.outage(300, "stall");
    socket.write("waiting");
    await pause(200);
    assert.equal(heard(), "");
    await over;
    await until("it came", () => heard() === "waiting");
    assert.ok(!socket.destroyed);
  });

  it("[FE7] a cut closes every connection and refuses new ones until it ends by itself", async () => {
    const { socket } = await line();
    const closed = once(socket, "close");
    const over = proxy.outage(200, "cut");
    await closed;
    const refused = connect(proxy.port, "127.0.0.1");
    refused.on("error", () => {});
    await once(refused, "close");
    await over;
    const { socket: again, heard } = await line();
    again.write("back");
    await until("it came", () => heard() === "back");
  });

  it("[FE7] what was said before a goodbye arrives before it", async () => {
    proxy.delay(40);
    const { socket, heard } = await line();
    const ended = once(socket, "end");
    socket.end("farewell");
    await ended;
    assert.equal(heard(), "farewell");
  });

  it("[FE7] closing ends connections and outages", async () => {
    const { socket } = await line();
    const over = proxy.outage(60_000, "stall");
    const closed = once(socket, "close");
    await proxy.close();
    await Promise.all([over, closed]);
  });
});
