import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { KEPT_MAX } from "../../engine/budget.ts";
import { INPUT_MAX_BYTES, TYPE_MAX_BYTES } from "../../engine/frames.ts";
import { DEPTH_MAX, VALUES_MAX } from "../../engine/msgpack.ts";
import { FRAGMENTS_MAX } from "../../engine/transport/parser.ts";
import { INPUT_BUFFER } from "../../rooms/GameRoom.ts";
import { SIGHT_RADIUS } from "../../schema/arena/interest.ts";
import { UNIT } from "../../schema/arena/map.ts";
import { NAME_MAX } from "../../schema/lib/name.ts";
import { roomOptions } from "../../schema/messages.ts";
import { readEnv } from "../../server/env.ts";
import { defaultLimits } from "../../server/limits.ts";

type Limits = ReturnType<typeof defaultLimits>;

/** Every limit that is a number and the most that it may be. */
const LIMITS: Record<Exclude<keyof Limits, "ORIGINLESS_CLIENTS">, number> = {
  HTTP_BODY_MAX_BYTES: 1024 * 1024,
  HTTP_HEADERS_SECONDS: 120,
  HTTP_REQUEST_SECONDS: 600,
  HTTP_IDLE_SECONDS: 600,
  HTTP_CONNECTIONS_MAX: 1_000_000,
  GUESTS_PER_MINUTE: 1_000_000,
  GUESSES_PER_MINUTE: 1_000_000,
  ROOMS_MAX: 100_000,
  BOTS_MAX: 100_000,
  ROOMS_PER_USER: 100_000,
  ROOM_CREATES_PER_USER: 1_000_000,
  ROOM_CREATES_PER_ADDRESS: 1_000_000,
  SEAT_SECONDS: 120,
  INPUTS_PER_SECOND: 10_000,
  MESSAGES_PER_SECOND: 10_000,
  CONTROL_FRAMES_PER_SECOND: 10_000,
  FRAME_MAX_BYTES: 64 * 1024,
  VIOLATIONS_MAX: 10_000,
  SEAT_HOLD_SECONDS: 3600,
  WATCHERS_PER_ROOM: 1000,
  LOGIN_FAILURES: 1000,
  CONNECTIONS_MAX: 1_000_000,
  CONNECTIONS_PER_ADDRESS: 1_000_000,
  JOIN_ACK_SECONDS: 120,
  PATCH_QUEUE_MAX_BYTES: 1024 * 1024,
  SEND_QUEUE_MAX_BYTES: 1024 * 1024 * 1024,
};

/** What the code and the README's second table can be compared by. */
const FIXED = {
  "an input frame": INPUT_MAX_BYTES,
  "the type of a message": TYPE_MAX_BYTES,
  "values in a message": VALUES_MAX,
  "nesting of a message": DEPTH_MAX,
  "pieces of a message": FRAGMENTS_MAX,
  "inputs waiting for a tick": INPUT_BUFFER,
  "a name": NAME_MAX,
  "sight in a room of more than 16 seats": SIGHT_RADIUS / UNIT,
  "a player who does nothing": roomOptions.parse({}).idleSeconds,
  "addresses that a meter remembers": KEPT_MAX,
} as const;

/** Cells of the README's table with this head. */
async function rowsOf(head: string): Promise<string[][]> {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const [, table = ""] = readme.split(`${head}\n|---|---|---|\n`);
  const [body = ""] = table.split("\n\n");
  return body
    .trim()
    .split("\n")
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

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
    ["ORIGINLESS_CLIENTS", "no", /^ORIGINLESS_CLIENTS: must be one of on, off.*"no"/],
    ["SERVE_CLIENT", "yes", /^SERVE_CLIENT: must be one of on, off/],
    ["OPERATOR_PASSWORD", "short", /^OPERATOR_PASSWORD: must have at least 8/],
    ["TOKEN_SECRET", "short", /^TOKEN_SECRET: must have at least 32.*openssl/],
    ["LOADTEST_TOKEN", "short", /^LOADTEST_TOKEN: must have at least 32[^(]*$/],
    ["LOADTEST_TOKEN", "ü".repeat(40), /^LOADTEST_TOKEN: must have letters[^ü]*$/],
    ["METRICS_TOKEN", "short", /^METRICS_TOKEN: must have at least 32[^(]*$/],
    ["METRICS_TOKEN", "ü".repeat(40), /^METRICS_TOKEN: must have letters[^ü]*$/],
    ["TRUSTED_PROXY", "yes", /^TRUSTED_PROXY: must be a number of proxies.*10\.0\.0\.0.*"yes"/],
    ["ALLOWED_ORIGINS", "play.example", /^ALLOWED_ORIGINS: must be origins.*"play.example"/],
    ["ALLOWED_ORIGINS", "https://a.example/x", /^ALLOWED_ORIGINS: must be origins without a path/],
  ] as const) {
    it(`[SV1] ${variable}=${value} is one line that names the variable and the fix`, () => {
      const found = problems({ [variable]: value });
      assert.equal(found.length, 1);
      assert.match(found[0] ?? "", words);
    });
  }

  for (const [name, max] of Object.entries(LIMITS)) {
    it(`[SV24] ${name}: nonsense, nothing at all and too much are one line each`, () => {
      // A server without bots is one.
      const least = name === "BOTS_MAX" ? [] : ["0"];
      for (const value of ["many", ...least, "-1", "1.5", String(max + 1)]) {
        const found = problems({ [name]: value });
        assert.equal(found.length, 1, value);
        assert.match(found[0] ?? "", new RegExp(`^${name}: must be .*"${value}"`));
      }
      assert.deepEqual(problems({ [name]: String(max) }), []);
    });
  }

  it("[SV26] a queue for patches that is longer than the one for all is one line", () => {
    const found = problems({ PATCH_QUEUE_MAX_BYTES: "100000", SEND_QUEUE_MAX_BYTES: "65536" });
    assert.equal(found.length, 1);
    assert.match(
      found[0] ?? "",
      /^PATCH_QUEUE_MAX_BYTES: must be at most .* 65536 \(it is "100000"/,
    );
  });

  it("[SV35] the README's table of limits is the code's settings and defaults, each with what is beyond", async () => {
    const rows = await rowsOf("| limit | default | beyond it |");
    const defaults = Object.entries(defaultLimits()).map(([name, value]) => [`\`${name}\``, value]);
    assert.deepEqual(
      rows.map(([name, value]) => [name, String(value)]).sort(),
      defaults.map(([name, value]) => [name, String(value)]).sort(),
    );
    for (const [name, , beyond = ""] of rows) assert.ok(beyond.length > 5, name);
  });

  it("[SV36] the README's table of what is fixed has the code's values", async () => {
    const rows = await rowsOf("| fixed | value | beyond it |");
    for (const [name, value] of Object.entries(FIXED)) {
      const row = rows.find(([found]) => found === name);
      assert.match(row?.[1] ?? "", new RegExp(`^${value}\\b`), name);
    }
    for (const [name, , beyond = ""] of rows) assert.ok(beyond.length > 2, name);
  });

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
