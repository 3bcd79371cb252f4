import assert from "node:assert/strict";
import { sendRaw, statusOf } from "../support/http.ts";
import { useStock } from "../support/stock.ts";
import { until } from "../support/wait.ts";

/** Each fails when an upgrade of Colyseus makes the guard of that rule needless. */
describe("canaries: a stock server", () => {
  const stock = useStock();
  const { ask } = stock;

  it("[EN33] lets the pages of any origin read the matchmaker", async () => {
    const response = await ask("joinOrCreate/small", { origin: "https://evil.example" });
    assert.equal(response.headers.get("access-control-allow-origin"), "https://evil.example");
    assert.equal(response.headers.get("access-control-allow-credentials"), "true");
  });

  it("[EN30] reads a body of 1 MB", async () => {
    const body = JSON.stringify({ pad: "x".repeat(1_000_000) });
    assert.equal((await ask("joinOrCreate/small", {}, body)).status, 200);
  });

  it("[EN39] lets anybody create a room of any type, as many as they like", async () => {
    for (let n = 0; n < 20; n++) assert.equal((await ask("create/lobby")).status, 200);
  });

  it("[EN36] holds every seat that one client reserves, until the room is full", async () => {
    const { roomId } = (await (await ask("create/small")).json()) as { roomId: string };
    const statuses: number[] = [];
    for (let n = 0; n < 10; n++) statuses.push((await ask(`joinById/${roomId}`)).status);
    assert.deepEqual([statuses[8], statuses[9]], [200, 522]);
  });

  it("[EN34] stops with all its rooms on one bad Host", async () => {
    const bad = "GET /__healthcheck HTTP/1.1\r\nHost: a b/c\r\nConnection: close\r\n\r\n";
    const answer = await sendRaw(stock.port, bad).catch(() => "");
    assert.notEqual(statusOf(answer), 400);
    const { child } = stock;
    await until("stopped", () => child.exitCode !== null || child.signalCode !== null, 8000);
  });
});
