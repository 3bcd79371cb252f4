import assert from "node:assert/strict";
import { type Flags, parseFlags } from "../../../loadtest/flags.ts";
import { HELP } from "../../../loadtest/help.ts";

const parse = (...args: string[]) => parseFlags(args);
const flagsOf = (...args: string[]): Flags => {
  const parsed = parse(...args);
  return parsed.kind === "flags" ? parsed.flags : assert.fail(JSON.stringify(parsed));
};
const problemsOf = (...args: string[]): readonly string[] => {
  const parsed = parse(...args);
  return parsed.kind === "problems" ? parsed.problems : assert.fail("no problem");
};

describe("loadtest/flags", () => {
  it("[LT1] without flags it is the smoke test, repeatable by its seed", () => {
    const { profile, seed, net, clients, url, json, abortOnFail } = flagsOf();
    assert.deepEqual(
      { profile, seed, net, clients, url, json, abortOnFail },
      {
        ...{ profile: "smoke", seed: 1, net: "good", clients: undefined, url: undefined },
        ...{ json: false, abortOnFail: false },
      },
    );
  });

  it("[LT1] every flag is read, with a space or an equals sign", () => {
    const flags = flagsOf(
      ...["--profile=soak", "--game", "arena", "--clients=7", "--duration", "5m", "--rooms", "2"],
      ...["--url", "http://h:1//", "--allow-remote=h", "--out", "o", "--seed=9", "--net", "far"],
      ...["--slo", "errors=1", "--slo=a.ts", "--baseline", "a,b", "--baseline", "c", "--ramp=0.5"],
      ...["--mix", "player=3,leaver", "--workers", "2", "--abort-on-fail", "--json"],
    );
    assert.deepEqual(flags, {
      profile: "soak",
      game: "arena",
      scenario: undefined,
      clients: 7,
      duration: 300,
      rooms: 2,
      url: "http://h:1",
      allowRemote: "h",
      out: "o",
      seed: 9,
      slo: ["errors=1", "a.ts"],
      baseline: ["a", "b", "c"],
      mix: { player: 3, leaver: 1 },
      net: "far",
      ramp: 0.5,
      workers: 2,
      abortOnFail: true,
      json: true,
    });
    assert.equal(flagsOf("--scenario", "my.ts").scenario, "my.ts");
  });

  it("[LT1] all problems come at once, each with the nearest right word", () => {
    assert.deepEqual(
      problemsOf(
        ...["--clinets", "5", "--profile", "plataeu", "--net", "hotle", "--mix", "playr=1"],
        ...["--json=yes", "--url", "ftp://h", "--out=", "--duration", "2 days"],
      ),
      [
        'unknown flag: --clinets, did you mean "--clients"?',
        "--json takes no value",
        '--profile: "plataeu" is no profile, did you mean "plateau"?',
        '--duration must be from 1s to 24h, such as 20, 90s, 5m or 2h, not "2 days"',
        '--url must be an http:// or https:// address, not "ftp://h"',
        "--out must not be empty",
        '--mix: "playr" is no persona, did you mean "player"?',
        '--net: "hotle" is no line, did you mean "hotel"?',
      ],
    );
  });

  it("[LT1] no flag is given twice, but those that add to each other", () => {
    const twice = [
      "--clients",
      "5",
      "--clients=9",
      "--json",
      "--json",
      "--mix",
      "player=1,player=2",
    ];
    assert.deepEqual(problemsOf(...twice, "--slo", "a=1", "--slo", "b=1"), [
      "--clients is given twice",
      "--json is given twice",
      "--mix: player is given twice",
    ]);
  });

  it("[LT1] what is empty is no value, nor is the next flag", () => {
    const empty = ["--baseline", "", "--slo=", "--slo", " ", "--mix=", "--game", ""];
    assert.deepEqual(problemsOf(...empty, "--out", "--json", "--clients"), [
      "--out needs a value",
      "--clients needs a value",
      ...["game", "slo", "baseline", "mix"].map((name) => `--${name} must not be empty`),
    ]);
    assert.deepEqual(problemsOf("--baseline", "a,,b"), ["--baseline must not be empty"]);
  });

  it("[LT1] all that is wrong with a mix is told", () => {
    assert.deepEqual(problemsOf("--mix", "playr=x,leaver=-1,idler"), [
      '--mix: "playr" is no persona, did you mean "player"?',
      '--mix: the share of playr must be a number from 0, not "playr=x"',
      '--mix: the share of leaver must be a number from 0, not "leaver=-1"',
    ]);
  });

  it("[LT21] an address is told to nobody with what may be secret in it", () => {
    const urlOf = (url: string) => problemsOf("--url", url);
    assert.deepEqual(urlOf("http://me:hush@h"), ["--url must not hold a user name or a password"]);
    for (const url of ["ftp://me:hush@h", "http://h:99999/?key=hush", "me:hush@h"])
      assert.deepEqual(urlOf(url), ["--url must be an http:// or https:// address"], url);
    for (const url of ["http://h/?key=hush", "http://h/#hush", "http://h?"])
      assert.deepEqual(urlOf(url), ["--url must not hold a ? or a #"], url);
    assert.deepEqual(problemsOf("--token", "hush", "http://me:hush@h", "now"), [
      "unknown flag: --token (see --help)",
      "unexpected argument",
      "unexpected argument: now",
    ]);
    assert.deepEqual(problemsOf("--", "LOADTEST_TOKEN=hush=hush"), [
      "unexpected argument: LOADTEST_TOKEN",
    ]);
    assert.deepEqual(problemsOf("--url=http://h", "--allow-remote=http://me:hush@h"), [
      "--allow-remote must be the name of a host alone",
    ]);
    assert.equal(flagsOf("--url", "HTTP://Example.test:80/base//").url, "http://example.test/base");
  });

  it("[LT1] a word that is near nothing gets the whole list", () => {
    const [problem = ""] = problemsOf("--profile", "xyz");
    assert.match(problem, /^--profile: "xyz" is no profile; there are smoke, ramp, .*chaos$/);
    assert.deepEqual(problemsOf("--frobnicate"), ["unknown flag: --frobnicate (see --help)"]);
  });

  it("[LT1] flags that go not together are named", () => {
    assert.deepEqual(problemsOf("--scenario", "a.ts", "--game", "arena", "--allow-remote", "h"), [
      "--scenario names its room type itself: leave --game out",
      "--allow-remote is for a --url, and there is none",
    ]);
    assert.deepEqual(problemsOf("--mix", "player=0"), ["--mix: no persona has a share"]);
    assert.deepEqual(problemsOf("--json", "--clients"), ["--clients needs a value"]);
  });

  it("[LT28] no flag asks for more than 5,000 clients, 500 joins a second and 64 workers", () => {
    flagsOf("--clients", "5000", "--ramp", "500", "--workers", "64", "--duration", "24h");
    assert.deepEqual(problemsOf("--clients", "5001", "--ramp", "501", "--workers", "65"), [
      '--clients must be a whole number from 1 to 5000, not "5001"',
      '--ramp must be a number from 0.1 to 500, not "501"',
      '--workers must be a whole number from 1 to 64, not "65"',
    ]);
  });

  it("[LT1] help names every flag", () => {
    for (const help of ["--help", "-h"]) assert.deepEqual(parse(help), { kind: "help" });
    assert.deepEqual(problemsOf("-x"), ["unknown flag: -x (see --help)"]);
    const names = "profile game scenario clients duration rooms url allow-remote out seed slo";
    const more = "baseline mix net ramp workers abort-on-fail json help";
    for (const name of `${names} ${more}`.split(" ")) assert.ok(HELP.includes(`--${name} `), name);
  });
});
