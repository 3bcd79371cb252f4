import assert from "node:assert/strict";
import { HELP, parseFlags } from "../../loadtest/flags.ts";

const parse = (line: string) => parseFlags(line.split(" ").filter((word) => word !== ""));

describe("loadtest/flags", () => {
  it("[LT1] an empty command line is the default test", () => {
    const flags = { game: "arena", clients: 50, duration: 20, ramp: 25, seed: 1 };
    assert.deepEqual(parse(""), {
      kind: "flags",
      flags: { ...flags, url: undefined, net: "good", json: false },
    });
  });

  it("[LT1] every flag is read, with a space or an equals sign", () => {
    const line =
      "--game=arena --clients 7 --duration=1.5 --ramp 0.5 --url http://h:1/ --seed=9 --net far --json";
    const flags = { game: "arena", clients: 7, duration: 1.5, ramp: 0.5, seed: 9 };
    assert.deepEqual(parse(line), {
      kind: "flags",
      flags: { ...flags, url: "http://h:1", net: "far", json: true },
    });
  });

  it("[LT1] all problems come at once, one line each", () => {
    const line =
      "--clinets 5 --clients 0 --duration x --ramp -1 --seed 1.5 --game chess --url ftp://h --net wifi";
    assert.deepEqual(parse(`${line} --json=yes`), {
      kind: "problems",
      problems: [
        "unknown flag: --clinets (see --help)",
        "unexpected argument: 5",
        "--json takes no value",
        '--game must be one of arena, not "chess"',
        '--clients must be a whole number from 1 to 2000, not "0"',
        '--duration must be a number from 1 to 86400, not "x"',
        '--url must be an http:// or https:// address, not "ftp://h"',
        '--ramp must be a number from 0.1 to 1000, not "-1"',
        '--seed must be a whole number from 0 to 4294967295, not "1.5"',
        '--net must be one of good, 3g, hotel, far, outage, not "wifi"',
      ],
    });
  });

  it("[LT1] a flag without its value, and an empty one, are problems", () => {
    assert.deepEqual(parse("--json --clients"), {
      kind: "problems",
      problems: ["--clients needs a value"],
    });
    assert.deepEqual(parse("--ramp="), {
      kind: "problems",
      problems: ['--ramp must be a number from 0.1 to 1000, not ""'],
    });
  });

  it("[LT1] the bounds themselves are fine", () => {
    assert.equal(parse("--clients 1 --duration 1 --ramp 0.1 --seed 0").kind, "flags");
    assert.equal(parse("--clients 2000 --duration 86400 --ramp 1000").kind, "flags");
  });

  it("[LT1] help names every flag", () => {
    assert.deepEqual(parse("--help"), { kind: "help" });
    for (const name of ["game", "clients", "duration", "ramp", "url", "seed", "net", "json"]) {
      assert.ok(HELP.includes(`--${name} `), name);
    }
  });
});
