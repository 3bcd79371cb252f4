import assert from "node:assert/strict";
import { readEnv } from "../../server/env.ts";

const problems = (source: Record<string, string>) => {
  const read = readEnv(source);
  return "problems" in read ? read.problems : [];
};

describe("server/env", () => {
  it("[SV1] nothing set is a development server on port 2567, open to the LAN", () => {
    const read = readEnv({});
    assert.ok("env" in read);
    const { NODE_ENV, PORT, HOST, DATA_DIR } = read.env;
    assert.deepEqual(
      { NODE_ENV, PORT, HOST, DATA_DIR },
      { NODE_ENV: "development", PORT: 2567, HOST: "0.0.0.0", DATA_DIR: "data" },
    );
  });

  it("[SV1] an empty variable counts as not set", () =>
    assert.deepEqual(problems({ PORT: "", DATA_DIR: "" }), []));

  for (const [variable, value, words] of [
    ["PORT", "http", /^PORT: must be a number.*"http"/],
    ["PORT", "70000", /^PORT: must be from 1 to 65535/],
    ["PORT", "1.5", /^PORT: must be a whole number/],
    ["NODE_ENV", "prod", /^NODE_ENV: must be one of development, production, test.*"prod"/],
    ["LOG_LEVEL", "loud", /^LOG_LEVEL: must be one of fatal/],
    ["SERVE_CLIENT", "yes", /^SERVE_CLIENT: must be one of on, off/],
    ["OPERATOR_PASSWORD", "short", /^OPERATOR_PASSWORD: must have at least 8/],
    ["TOKEN_SECRET", "short", /^TOKEN_SECRET: must have at least 32.*openssl/],
  ] as const) {
    it(`[SV1] ${variable}=${value} is one line that names the variable and the fix`, () => {
      const found = problems({ [variable]: value });
      assert.equal(found.length, 1);
      assert.match(found[0] ?? "", words);
    });
  }

  it("[SV1] all problems come at once", () => {
    const found = problems({ PORT: "x", LOG_LEVEL: "x", TOKEN_SECRET: "x" });
    assert.deepEqual(
      found.map((line) => line.split(":")[0]),
      ["PORT", "LOG_LEVEL", "TOKEN_SECRET"],
    );
  });

  it("[SV1] a secret is never echoed", () => {
    const found = problems({ OPERATOR_PASSWORD: "hunter2", TOKEN_SECRET: "tiny-secret" }).join(
      "\n",
    );
    assert.ok(!found.includes("hunter2") && !found.includes("tiny-secret"));
  });

  it("[SV2] production refuses to start without a password and a secret", () => {
    const found = problems({ NODE_ENV: "production" });
    assert.deepEqual(
      found.map((line) => line.split(":")[0]),
      ["OPERATOR_PASSWORD", "TOKEN_SECRET"],
    );
    const set = {
      OPERATOR_PASSWORD: "long enough",
      TOKEN_SECRET: "0123456789abcdef0123456789abcdef",
    };
    assert.deepEqual(problems({ NODE_ENV: "production", ...set }), []);
  });
});
