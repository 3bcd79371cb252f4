import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadScenario } from "../../../loadtest/scenarioFile.ts";
import { planFor, usePlaza, useWorkers } from "../../support/swarm.ts";
import { until } from "../../support/wait.ts";

const ROOT = path.resolve(import.meta.dirname, "..", "..", "..");

describe("loadtest/scenario files", function () {
  this.timeout(20_000);
  const plaza = usePlaza();
  const hire = useWorkers();
  let folder = "";
  let files = 0;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "scenario-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** A file of its own for each text: a module that has been loaded is not loaded again. */
  async function file(text: string): Promise<string> {
    const at = path.join(folder, `s${files++}.ts`);
    await writeFile(at, text);
    return at;
  }
  async function problems(text: string): Promise<readonly string[]> {
    const at = await file(text);
    const loaded = await loadScenario(at);
    if (loaded.ok) assert.fail("was accepted");
    for (const problem of loaded.problems) {
      assert.ok(problem.startsWith(`${at}: `), problem);
      assert.ok(!problem.includes("\n"), problem);
    }
    return loaded.problems.map((problem) => problem.slice(at.length + 2));
  }

  it("[LT17] a room's name and one function are enough", async () => {
    const at = await file(
      `export const room = "plaza"; export function bot({ tick }, input) { input.dx = tick % 2; }`,
    );
    const loaded = await loadScenario(at);
    assert.ok(loaded.ok && loaded.scenario.room === "plaza");
    assert.equal(typeof loaded.scenario.bot, "function");
  });

  it("[LT17] the documentation's examples are scenarios", async () => {
    const text = await readFile(path.join(ROOT, "docs/scenarios.md"), "utf8");
    const examples = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
    assert.equal(examples.length, 2);
    for (const code of examples) {
      const at = await file(code.replaceAll('"./loadtest', `"${ROOT}/loadtest`));
      const loaded = await loadScenario(at);
      assert.deepEqual(loaded.ok ? [] : loaded.problems, []);
    }
  });

  it("[LT17] everything that is wrong is named, with its place", async () => {
    assert.deepEqual(
      await problems(
        `export const scenario = { room: "", bot: 3, inputHz: -1, mix: { player: 1, ghost: 1 } };`,
      ),
      [
        "room: must not be empty",
        "bot: must be a function",
        "inputHz: must be above 0",
        'mix: "ghost" is no persona; there are player, idler, chatterer, leaver, reconnector, traveller, flooder',
      ],
    );
    assert.deepEqual(await problems(`export const scenario = { room: "a", mix: { player: 0 } };`), [
      "mix: must give a share above 0 to somebody",
    ]);
    assert.deepEqual(await problems(`export const scenario = { room: "a", bots: 3 };`), [
      '"bots" is no part of a scenario, did you mean "bot"?',
    ]);
    const mix = "{ player: -1, leaver: 'few', rconnector: 1 }";
    assert.deepEqual(await problems(`export const scenario = { room: 5, size: 3, mix: ${mix} };`), [
      '"size" is no part of a scenario; there are room, bot, options, inputHz, mix',
      "room: must be the name of a room type, as the server defines it",
      "mix.player: must not be negative",
      "mix.leaver: must be a number",
      'mix: "rconnector" is no persona, did you mean "reconnector"?',
    ]);
  });

  it("[LT17] a part by a wrong name is no export like any other", async () => {
    assert.deepEqual(await problems(`export const room = "a", bott = 1, mids = {}, inputHz = 0;`), [
      '"bott" is no part of a scenario, did you mean "bot"? Else rename it',
      '"mids" is no part of a scenario, did you mean "mix"? Else rename it',
      "inputHz: must be above 0",
    ]);
    assert.deepEqual(await problems(`export const scenaro = { room: "a" };`), [
      '"scenaro" is no part of a scenario, did you mean "scenario"? Else rename it',
    ]);
    const at = await file(
      `export const room = "a", speed = 3, id = 1; export function bot() {} export class Bots {}`,
    );
    assert.equal((await loadScenario(at)).ok, true, "the bot is there: nothing is meant for it");
  });

  it("[LT17] so is a file that is none", async () => {
    const [missing] = await problems(`export const nothing = 1;`);
    assert.match(missing ?? "", /exports neither `scenario` nor `room`/);
    const [broken] = await problems(`export const scenario = {{;`);
    assert.match(broken ?? "", /^cannot be loaded: SyntaxError/);
    const [thrown] = await problems(`throw new Error("no luck\\nat all");`);
    assert.equal(thrown, "cannot be loaded: Error: no luck");
    const loaded = await loadScenario("/no/such/file.ts");
    assert.deepEqual(loaded, { ok: false, problems: ["/no/such/file.ts: there is no such file"] });
  });

  it("[LT17] its bot plays, sends messages, and joins with its options, at its own rate", async () => {
    const at = await file(`
      export const scenario = {
        room: "plaza",
        inputHz: 40,
        options: (index) => ({ colour: "blue-" + index }),
        bot({ state, id, tick, send, rng }, input) {
          if (typeof rng.rng !== "number") throw new Error("no randomness");
          input.dx = state.walkers.get(id) ? 1 : 0;
          if (tick % 10 === 0) send("say", "hello");
        },
      };`);
    const worker = hire();
    await worker.begin(planFor(plaza.url, { scenario: at }));
    await worker.fill(2);
    worker.mark(1);
    await until("a second of play", () => worker.count("inputsSent", 1) > 80);
    await worker.quit();
    const { said, moved } = await plaza.seen();
    assert.ok(said.includes("blue-0") && said.includes("blue-1") && said.includes("hello"));
    assert.ok(moved > 20, `${moved} moves`);
    const ms = worker.slices.reduce((sum, { phase, clientMs }) => sum + phase * clientMs, 0);
    const hz = (worker.count("inputsSent", 1) / ms) * 1000;
    assert.ok(hz > 35 && hz < 45, `${hz} inputs per second`);
    assert.deepEqual(worker.tally("errors"), {});
  });

  it("[LT17] a bot that throws is an error with a note, and plays on", async () => {
    const at = await file(
      `export const room = "board"; export const bot = () => { throw new Error("oops"); };`,
    );
    const worker = hire();
    await worker.begin(planFor(plaza.url, { room: "board", scenario: at }));
    await worker.fill(1);
    await until("told", () => worker.count("errors") > 1);
    const { notes } = await worker.quit();
    assert.ok((worker.tally("errors")["bot/threw"] ?? 0) > 1);
    assert.ok((notes["the bot threw: Error: oops"] ?? 0) > 1);
  });

  it("[LT17] what a bot writes and its room does not take is an error that names the field", async () => {
    const at = await file(`
      export const room = "plaza";
      export function bot({ tick }, input) {
        input.rn = true;
        input.run = 1;
        if (tick % 2) input.dx = "left";
        else input.dx = 300;
      };`);
    const worker = hire();
    await worker.begin(planFor(plaza.url, { scenario: at }));
    await worker.fill(1);
    await until("told", () => worker.count("errors") > 3);
    const { notes } = await worker.quit();
    assert.deepEqual(Object.keys(worker.tally("errors")), ["bot/bad_input"]);
    assert.deepEqual(Object.keys(notes).sort(), [
      `the bot's input: "rn" is no field of it, did you mean "run"?, dx is 300, and goes from -128 to 127, run is a number, not a boolean`,
      "the bot's input: dx is not a number",
    ]);
  });

  it("[LT17] a worker says what is wrong with it instead of being ready", async () => {
    const worker = hire();
    const scenario = await file(`export const scenario = 5;`);
    worker.tell({ do: "begin", plan: planFor(plaza.url, { scenario }) });
    const { problem } = await worker.heard("failed");
    assert.match(problem, /s\d+\.ts: `scenario` must be an object/);
  });
});
