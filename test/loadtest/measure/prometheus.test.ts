import assert from "node:assert/strict";
import fc from "fast-check";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { quantileOf } from "../../../loadtest/measure/buckets.ts";
import { parseMetrics } from "../../../loadtest/measure/prometheus.ts";

const only = (text: string) => parseMetrics(text).samples.map(({ value }) => value);

describe("loadtest/measure/prometheus", () => {
  it("[LT33] names, labels, values and types are read as the format has them", () => {
    const text = [
      "# HELP http_requests_total All of them.\\n",
      "# TYPE http_requests_total counter",
      "# a comment",
      "",
      'http_requests_total{method="post",code="200"} 1027 1395066363000',
      "  ",
      "plain\t12.5e-3",
      'odd { a = "1" , b="2", } 3',
      "empty{} 4",
      'escaped{path="C:\\\\DIR\\\\",text="a \\"b\\"\\n}, c",other="\\x"} -0',
    ].join("\n");
    const { samples, types, malformed } = parseMetrics(text);
    assert.equal(malformed, 0);
    assert.deepEqual(types, new Map([["http_requests_total", "counter"]]));
    assert.deepEqual(samples, [
      { name: "http_requests_total", labels: { method: "post", code: "200" }, value: 1027 },
      { name: "plain", labels: {}, value: 0.0125 },
      { name: "odd", labels: { a: "1", b: "2" }, value: 3 },
      { name: "empty", labels: {}, value: 4 },
      {
        name: "escaped",
        labels: { path: "C:\\DIR\\", text: 'a "b"\n}, c', other: "\\x" },
        value: -0,
      },
    ]);
  });

  it("[LT33] values that are no numbers are values", () => {
    const values = only("a NaN\na Nan\na +Inf\na -Inf\na Inf\na infinity\na +1\n");
    const inf = Number.POSITIVE_INFINITY;
    assert.deepEqual(values, [Number.NaN, Number.NaN, inf, -inf, inf, inf, 1]);
  });

  it("[LT33] a malformed line is counted and costs nothing but itself", () => {
    const bad = [
      "1abc 2",
      "name",
      "name ",
      "name x",
      "name 1.2.3",
      "name 1 2 3",
      "name 1 2.5",
      'name{a="1" 2',
      "name{a=1} 2",
      'name{a="1"b="2"} 2',
      "name{,} 2",
      "name{a} 2",
      'name{a="\\"} 2',
      "name{",
      "<!doctype html>",
      "{} 1",
      "name 0x",
    ];
    for (const line of bad) {
      const { samples, malformed } = parseMetrics(`good 1\n${line}\ngood 2\n`);
      assert.deepEqual([samples.length, malformed], [2, 1], line);
    }
  });

  it("[LT33] whatever the text, it never throws", () => {
    const pieces = fc.constantFrom("a", "{", "}", '"', "\\", "=", ",", " ", "\n", "#", "1", "NaN");
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(pieces).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(text, (any) => {
        const { samples, malformed } = parseMetrics(any);
        assert.ok(samples.length + malformed <= any.split("\n").length);
      }),
      { numRuns: 1000 },
    );
  });

  it("[LT33] what prom-client writes is read back as it was meant", async () => {
    // It writes -0 as 0.
    const value = fc
      .oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Infinity))
      .map((number) => number + 0);
    const label = fc.string({ unit: "binary", maxLength: 12 });
    const rows = fc.uniqueArray(fc.tuple(label, label, value), {
      selector: ([a, b]) => JSON.stringify([a, b]),
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
        async (wanted, seen) => {
          const registers = [new Registry()];
          const labelNames = ["one", "two"];
          const gauge = new Gauge({
            name: "some_gauge",
            help: 'of "all"\nsorts',
            labelNames,
            registers,
          });
          for (const [one, two, number] of wanted) gauge.set({ one, two }, number);
          const buckets = [0.5, 1, 2];
          const histogram = new Histogram({ name: "times", help: "times", buckets, registers });
          for (const number of seen) histogram.observe(number);
          new Counter({ name: "some_total", help: "h", registers }).inc(3);
          const { samples, malformed, types } = parseMetrics(
            await (registers[0] as Registry).metrics(),
          );
          const of = (name: string) => samples.filter((sample) => sample.name === name);
          assert.equal(malformed, 0);
          assert.deepEqual(
            of("some_gauge").map(({ labels: { one, two }, value: number }) => [one, two, number]),
            wanted,
          );
          assert.equal(of("some_total")[0]?.value, 3);
          assert.equal(types.get("times"), "histogram");
          assert.deepEqual(
            of("times_bucket").map(({ labels, value: number }) => [labels.le, number]),
            [...buckets, Infinity].map((bound) => [
              bound === Infinity ? "+Inf" : String(bound),
              seen.filter((number) => number <= bound).length,
            ]),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it("[LT33] names that nobody wants are neither read nor missed", () => {
    const { samples, malformed } = parseMetrics("a 1\nb{ 2\na 3\n", (name) => name === "a");
    assert.deepEqual([samples.length, malformed], [2, 0]);
  });
});

describe("loadtest/measure/buckets", () => {
  const bounds = [1, 2, 4, Number.POSITIVE_INFINITY];

  it("[LT34] a quantile lies in its bucket, straight between the bounds", () => {
    assert.equal(quantileOf({ bounds, counts: [0, 100, 100, 100] }, 0.5), 1.5);
    assert.equal(quantileOf({ bounds, counts: [10, 10, 20, 20] }, 0.75), 3);
    assert.equal(quantileOf({ bounds, counts: [10, 10, 10, 10] }, 0.99), 0.99);
  });

  it("[LT34] above the last bound it is that bound, and of nothing there is none", () => {
    assert.equal(quantileOf({ bounds, counts: [1, 1, 1, 100] }, 0.99), 4);
    assert.equal(quantileOf({ bounds, counts: [0, 0, 0, 0] }, 0.5), null);
    assert.equal(quantileOf({ bounds: [], counts: [] }, 0.5), null);
  });
});
