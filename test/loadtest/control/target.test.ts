import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { remoteProblem } from "../../../loadtest/control/remote.ts";
import { takeAim } from "../../../loadtest/control/target.ts";
import { LOADTEST_HEADER } from "../../../schema/messages.ts";
import { useStock } from "../../support/stock.ts";

const stop = new AbortController().signal;
const aimAt = (url: string, token?: string, allowRemote?: string) =>
  takeAim({ url, token, allowRemote, stop });

describe("loadtest/control/remote", () => {
  const names: Record<string, readonly string[]> = {
    localhost: ["127.0.0.1", "::1"],
    "here.test": ["127.8.9.10"],
    "both.test": ["127.0.0.1", "203.0.113.5"],
    "far.test": ["203.0.113.5"],
    "none.test": [],
  };
  const resolve = async (name: string) => names[name] ?? Promise.reject(new Error("ENOTFOUND"));
  const problemOf = (url: string, allowed?: string) => remoteProblem(url, allowed, resolve);

  it("[LT20] this machine may be loaded, by whichever name", async () => {
    const hosts = [
      "127.0.0.1",
      "127.1.2.3",
      "localhost",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "2130706433",
    ];
    for (const host of [...hosts, "here.test"])
      assert.equal(await problemOf(`http://${host}:2567`), undefined, host);
  });

  it("[LT20] another one may not, nor one that is only partly this machine", async () => {
    const hosts = ["203.0.113.5", "0.0.0.0", "[::ffff:10.0.0.1]", "[2001:db8::1]", "128.0.0.1"];
    for (const host of [...hosts, "far.test", "both.test"])
      assert.match(
        (await problemOf(`https://${host}`)) ?? "",
        /is not this machine; .*--allow-remote=/,
      );
    assert.match((await problemOf("http://none.test")) ?? "", /is not this machine/);
    assert.equal(
      await problemOf("http://nowhere.test"),
      "the host nowhere.test cannot be resolved",
    );
  });

  it("[LT20] --allow-remote names the host exactly, with or without its port", async () => {
    const url = "https://play.far.test:8443/base";
    for (const host of ["play.far.test", "play.far.test:8443", "PLAY.far.test"])
      assert.equal(await problemOf(url, host), undefined, host);
    for (const host of ["far.test", "*.far.test", "play.far.test:443", "https://play.far.test"])
      assert.match((await problemOf(url, host)) ?? "", /does not name the host of --url, which is/);
    assert.equal(await problemOf("http://[2001:db8::1]:1", "2001:db8::1"), undefined);
    assert.ok(
      await problemOf("http://127.0.0.1", "far.test"),
      "a slip, even if it would be harmless",
    );
  });
});

describe("loadtest/control/target", () => {
  const servers: Server[] = [];
  const serve = async (handler: RequestListener): Promise<string> => {
    const server = createServer(handler).listen(0, "127.0.0.1");
    servers.push(server);
    await new Promise((resolve) => server.once("listening", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  after(() => {
    for (const server of servers) server.close();
  });
  const stock = useStock();
  const problemOf = async (url: string, token?: string) => {
    const aimed = await aimAt(url, token);
    return aimed.ok ? assert.fail("no problem") : aimed.problem;
  };

  it("[LT20] nothing is sent to a host that may not be loaded", async () => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked++;
      response.end();
    });
    assert.match(await problemOf(url.replace("127.0.0.1", "0.0.0.0")), /is not this machine/);
    const far = await serve((_request, response) =>
      response.writeHead(302, { location: url }).end(),
    );
    assert.match(
      await problemOf(far),
      /redirects to http:.*: give the address that answers by itself/,
    );
    assert.equal(asked, 0);
  });

  it("[LT21] an untouched Colyseus is known by its matchmaker", async () => {
    const url = `http://127.0.0.1:${stock.port}`;
    const target = { url, ours: false, pass: undefined, build: "", server: undefined };
    assert.deepEqual(await aimAt(url), { ok: true, target });
  });

  it("[LT21] a server of ours opens by its own token, and says what to do without", async () => {
    const url = await serve((request, response) => {
      if (request.url === "/api/build") return response.end('{"build":"b1"}');
      const token = request.headers[LOADTEST_HEADER];
      return response.writeHead(token === "right" ? 200 : token === "much" ? 429 : 401).end();
    });
    const target = { url, ours: true, pass: "right", build: "b1", server: undefined };
    assert.deepEqual(await aimAt(url, "right"), { ok: true, target });
    assert.match(
      await problemOf(url, "wrong"),
      /does not know this LOADTEST_TOKEN: set LOADTEST_TOKEN to/,
    );
    assert.match(await problemOf(url), /is a Hypogeum server: set LOADTEST_TOKEN to/);
    assert.match(await problemOf(url, "much"), /too many wrong tokens, wait 15 min/);
  });

  it("[LT21] what is no server, or none of Colyseus, is told in one line", async () => {
    const other = await serve((_request, response) => response.writeHead(404).end("no"));
    assert.equal(
      await problemOf(other),
      `${other} is no Colyseus server: its /matchmake answers 404`,
    );
    const page = await serve((_request, response) => response.end("<html>"));
    assert.equal(
      await problemOf(page),
      `${page} is no Colyseus server: its /matchmake answers 200`,
    );
    const closed = await serve(() => {});
    await new Promise((resolve) => servers.at(-1)?.close(resolve));
    assert.equal(
      await problemOf(closed),
      `no server answers at ${closed}: nothing listens there (ECONNREFUSED)`,
    );
  });

  it("[LT21] a port that fetch never asks is told in words", async () => {
    assert.equal(
      await problemOf("http://127.0.0.1:9"),
      "no request may go to port 9: let the server at http://127.0.0.1:9 listen on another",
    );
  });

  it("[LT21] a connection that is not safe says so", async () => {
    const plain = await serve((_request, response) => response.end());
    assert.match(
      await problemOf(plain.replace("http:", "https:")),
      /^no safe connection to https:/,
    );
  });
});
