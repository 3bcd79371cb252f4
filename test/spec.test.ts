import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const TESTS = import.meta.dirname;
const SPEC = path.join(TESTS, "..", "SPEC.md");

/** Ids in the first column of SPEC.md's tables. */
async function specified(): Promise<Set<string>> {
  const text = await readFile(SPEC, "utf8");
  return new Set([...text.matchAll(/^\| ([A-Z]{2}\d+) \|/gm)].map((match) => match[1] as string));
}

/** Ids that test titles quote. */
async function quoted(): Promise<Set<string>> {
  const ids = new Set<string>();
  const files = await readdir(TESTS, { recursive: true });
  for (const file of files.filter((name) => name.endsWith(".ts"))) {
    const text = await readFile(path.join(TESTS, file), "utf8");
    // A title begins with the ids of what it proves.
    for (const [, quoted = ""] of text.matchAll(/["`]((?:\[[A-Z]{2}\d+\] ?)+)/g)) {
      for (const [, id = ""] of quoted.matchAll(/\[(\w+)\]/g)) ids.add(id);
    }
  }
  return ids;
}

describe("SPEC.md", () => {
  it("every rule is quoted by a test, and every quoted id is a rule", async () => {
    const [rules, ids] = [await specified(), await quoted()];
    assert.deepEqual(
      [...rules].filter((id) => !ids.has(id)),
      [],
      "rules without a test",
    );
    assert.deepEqual(
      [...ids].filter((id) => !rules.has(id)),
      [],
      "ids without a rule",
    );
  });
});
