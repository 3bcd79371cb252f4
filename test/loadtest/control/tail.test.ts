import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { PassThrough } from "node:stream";
import { keepTail } from "../../../loadtest/control/tail.ts";

const ENV = {
  TOKEN_SECRET: "s3cr3t-s3cr3t",
  METRICS_TOKEN: "s3cr3t-s3cr3t-and-more",
  KEYS: "on",
  HOST: "127.0.0.1",
};

/** A process that prints what a test says. */
function printing() {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const tail = keepTail({ stdout, stderr } as unknown as ChildProcess, 3, ENV);
  const end = async () => {
    stdout.end();
    await once(stdout, "end");
  };
  return { tail, stdout, stderr, end };
}

describe("loadtest/control/tail", () => {
  it("[LT54] secrets are struck out, wherever a chunk ends; short values are words", async () => {
    const { tail, stdout, end } = printing();
    for (const chunk of ["on 127.0.0.1\n\nuses s3cr3t-s3c", "r3t, s3cr3t-s3cr3t-and-more\nbye"])
      stdout.write(chunk);
    await end();
    assert.deepEqual(tail.lines(), ["on 127.0.0.1", "uses ***, ***", "bye"]);
  });

  it("[LT54] the last lines are kept, and what is to be forgotten is not", async () => {
    const { tail, stdout, end } = printing();
    stdout.write("1\n2\n3\n4\n");
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(tail.lines(), ["2", "3", "4"]);
    tail.forget();
    stdout.write("5\n");
    await end();
    assert.deepEqual(tail.lines(), ["5"]);
  });
});
