import assert from "node:assert/strict";
import fc from "fast-check";
import { angle16, cos16, sin16, TURN, turn16 } from "../../schema/lib/angle.ts";
import { readCode, roomCode } from "../../schema/lib/code.ts";
import { canonical, stateHash } from "../../schema/lib/hash.ts";
import { cleanName, NAME_MAX } from "../../schema/lib/name.ts";
import { nextInt, nextUint32 } from "../../schema/lib/random.ts";

describe("schema/lib", () => {
  it("[SL1] trigonometry by table agrees with Math to 1e-9 on every 16-bit angle", () => {
    for (let a = 0; a < TURN; a++) {
      const radians = (a / TURN) * 2 * Math.PI;
      assert.ok(Math.abs(sin16(a) - Math.sin(radians)) < 1e-9, `sin ${a}`);
      assert.ok(Math.abs(cos16(a) - Math.cos(radians)) < 1e-9, `cos ${a}`);
    }
  });

  it("[SL1] the table's bits are frozen: prediction and replays rest on them", () => {
    const sample = Array.from({ length: 64 }, (_, i) => sin16(i * 1021 + 3));
    assert.equal(stateHash(sample), 771004288);
  });

  it("[SL2] the angle of a vector is within one unit of atan2", () => {
    const vector = fc.tuple(
      fc.integer({ min: -65535, max: 65535 }),
      fc.integer({ min: -65535, max: 65535 }),
    );
    fc.assert(
      fc.property(vector, ([x, y]) => {
        if (x === 0 && y === 0) return angle16(0, 0) === 0;
        const exact = Math.round((Math.atan2(y, x) / (2 * Math.PI)) * TURN);
        return Math.abs(turn16(exact, angle16(x, y))) <= 1;
      }),
      { numRuns: 2000 },
    );
  });

  it("[SL3] a generator continues from its number alone", () => {
    const first = { rng: 42 };
    const skipped = Array.from({ length: 5 }, () => nextUint32(first));
    const again = { rng: first.rng };
    assert.equal(nextUint32(again), nextUint32({ rng: first.rng }));
    assert.equal(new Set(skipped).size, 5);
    for (let i = 0; i < 1000; i++) assert.ok(nextInt(first, 6) >= 0 && nextInt(first, 6) < 6);
  });

  it("[SL4] the hash ignores key order and sees every value", () => {
    assert.equal(stateHash({ a: 1, b: [2, { c: 3 }] }), stateHash({ b: [2, { c: 3 }], a: 1 }));
    assert.notEqual(stateHash({ a: 1 }), stateHash({ a: 2 }));
    assert.equal(canonical({ b: 1, a: { d: 1, c: 2 } }), '{"a":{"c":2,"d":1},"b":1}');
  });

  it("[SL6] a code is read in any case, with spaces and dashes; anything else is none", () => {
    const rng = { rng: 7 };
    for (let n = 0; n < 100; n++) {
      const code = roomCode(rng);
      assert.equal(readCode(code), code);
      assert.equal(readCode(` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `), code);
    }
    for (const text of ["", "ABCDE", "ABCDEFG", "ABCDE0", "ABCDEI", "http://x"]) {
      assert.equal(readCode(text), undefined, text);
    }
  });

  for (const [raw, shown, why] of [
    ["  Maximus   Decimus ", "Maximus Decimus", "spaces folded"],
    ["\u202Esuxam\u202C", "suxam", "direction marks gone"],
    ["\u200B\u200D\uFEFF", "", "invisible is blank"],
    ["\u3164\u2800", "", "blank letters are blank"],
    ["a".repeat(40), "a".repeat(NAME_MAX), "cut to length"],
    ["🦁".repeat(20), "🦁".repeat(NAME_MAX), "cut between code points"],
    ["e\u0301".repeat(3), "\u00e9".repeat(3), "normalised"],
    [`z${"\u0300".repeat(30)}`, "z\u0300\u0300", "stacked marks thinned"],
    ["محمد", "محمد", "right-to-left letters stay"],
    ["名\n前\t", "名前", "control characters gone"],
  ] as const) {
    it(`[SL5] names: ${why}`, () => assert.equal(cleanName(raw), shown));
  }
});
