import assert from "node:assert/strict";
import { connect } from "node:net";
import type { WebSocket } from "ws";
import { defaultLimits } from "../../server/limits.ts";
import { seatedOn, socketOn, useStock } from "../support/stock.ts";
import { pause, until } from "../support/wait.ts";

/** Longer than any patience of ours. */
const LONG_MS = 11_000;
/** Within this a reader that has stopped is no dead peer yet. */
const SLOW_MS = 4500;

/** Each fails when an upgrade of Colyseus makes the guard of that rule needless. */
describe("canaries: the lines of a stock server", function () {
  this.timeout(20_000);
  const stock = useStock();
  const limits = defaultLimits();
  let started = 0;
  let silent: WebSocket;
  let halfAsked: ReturnType<typeof connect>;
  let slow: { readonly socket: WebSocket; readonly waiting: Promise<number> };

  /** What takes long goes on while the others run. */
  before(async () => {
    started = performance.now();
    const [address = ""] = (await stock.seats("wide")).addresses;
    silent = await socketOn(address);
    halfAsked = connect(stock.port, "127.0.0.1", () => halfAsked.write("GET / HTTP/1.1\r\n"));
    halfAsked.on("error", () => {});
    const loud = await stock.seats("loud");
    const socket = await seatedOn(loud.addresses[0] ?? "");
    socket.pause();
    const waiting = pause(SLOW_MS).then(async () => {
      const response = await fetch(`http://127.0.0.1:${stock.port}/waiting/${loud.roomId}`);
      const [bytes = 0] = (await response.json()) as number[];
      return bytes;
    });
    slow = { socket, waiting };
  });
  after(() => {
    silent.terminate();
    slow.socket.terminate();
    halfAsked.destroy();
  });
  const openSockets: WebSocket[] = [];
  afterEach(() => {
    for (const socket of openSockets.splice(0)) socket.terminate();
  });
  const seated = async () => {
    const socket = await seatedOn((await stock.seats("wide")).addresses[0] ?? "");
    openSockets.push(socket);
    return socket;
  };

  const untilLong = () => pause(Math.max(0, started + LONG_MS - performance.now()));

  it("[EN13] takes a WebSocket from a page of any site", async () => {
    const { addresses } = await stock.seats("wide");
    openSockets.push(await socketOn(addresses[0] ?? "", { origin: "https://evil.example" }));
  });

  it("[EN41] answers as many WebSocket pings as come, and waits for any number of pieces", async () => {
    const socket = await seated();
    let pongs = 0;
    socket.on("pong", () => pongs++);
    while (pongs < 1000) {
      const asked = pongs + 20;
      // More at once on a busy machine, and the library itself hangs up.
      for (let n = 0; n < 20; n++) socket.ping();
      await until(`${asked} are answered`, () => pongs === asked || socket.readyState > 1);
      assert.equal(socket.readyState, socket.OPEN);
    }
    for (let n = 0; n < 1000; n++) socket.send("", { binary: true, fin: false });
    socket.ping();
    await until("it goes on", () => pongs === 1001);
  });

  it("[EN42] writes a line for each bad input, as many as come", async () => {
    const socket = await seated();
    const before = stock.output().split("\n").length;
    for (let n = 0; n < 300; n++) socket.send(Buffer.from("13ffffff40c1", "hex"));
    await until("written", () => stock.output().split("\n").length - before > 300);
  });

  it("[EN37] lets anybody guess at reconnection tokens, as often as they like", async () => {
    const { roomId } = await stock.seats("wide");
    const guess = async (n: number) => {
      const body = JSON.stringify({ reconnectionToken: `guess-${n}` });
      return (await stock.ask(`reconnect/${roomId}`, {}, body)).status;
    };
    const burst = limits.GUESSES_PER_MINUTE * 2.5 + 10;
    const statuses = new Set<number>();
    for (let n = 0; n < burst; n += 20) {
      const some = await Promise.all(Array.from({ length: 20 }, (_, i) => guess(n + i)));
      for (const status of some) statuses.add(status);
    }
    assert.equal(statuses.has(429), false, [...statuses].join());
  });

  it("[EN18] [EN19] queues for a reader that has stopped, without end", async () => {
    const waiting = await slow.waiting;
    assert.ok(waiting > 2 * limits.SEND_QUEUE_MAX_BYTES, `${waiting} bytes`);
    assert.equal(slow.socket.readyState, slow.socket.OPEN);
  });

  it("[EN14] takes more connections of one address than a school has", async () => {
    const { addresses } = await stock.seats("wide", limits.CONNECTIONS_PER_ADDRESS + 1);
    for (let n = 0; n < addresses.length; n += 200) {
      const some = addresses.slice(n, n + 200);
      openSockets.push(...(await Promise.all(some.map((address) => socketOn(address)))));
    }
    const open = openSockets.filter(({ readyState, OPEN }) => readyState === OPEN);
    assert.equal(open.length, addresses.length);
  });

  it("[EN15] keeps a seat for whoever never acknowledges JOIN", async () => {
    await untilLong();
    assert.ok(limits.JOIN_ACK_SECONDS * 1000 < LONG_MS);
    assert.equal(silent.readyState, silent.OPEN);
  });

  it("[EN31] waits longer for headers than we do", async () => {
    await untilLong();
    assert.ok(limits.HTTP_HEADERS_SECONDS * 1000 < LONG_MS);
    assert.equal(halfAsked.readyState, "open");
  });

  // The last one: nothing is answered ever after.
  it("[EN3] [EN40] hangs for ever in the decoder of an unreliable input", async () => {
    const socket = await seated();
    socket.send(Buffer.from("1401d0fe", "hex"));
    await pause(200);
    const answer = await fetch(`http://127.0.0.1:${stock.port}/waiting/none`, {
      signal: AbortSignal.timeout(1500),
    }).catch(({ name }) => name);
    assert.equal(answer, "TimeoutError");
  });
});
