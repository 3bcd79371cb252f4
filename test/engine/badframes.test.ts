import assert from "node:assert/strict";
import { InputDecoder } from "@colyseus/schema/input";
import { fieldSizes, isInput } from "../../engine/inputs.ts";
import { nextInt, type Rng } from "../../schema/lib/random.ts";
import { CLOSE } from "../../schema/messages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { lateShare, openTicks, TickInput, type Ticking } from "../support/ticks.ts";

const SEED = Number(process.env.SEED ?? Date.now() % 1e9);
const [LEAVE, INPUT, TIMED] = [12, 19, 0x80];

const format = { fields: fieldSizes(TickInput), stamps: 1 };

/** `[operation | index][value]` of each field, and where a field begins in them. */
const [MOVE, BUTTONS, AIM] = [
  [0x80, 0xe0],
  [0x81, 1],
  [0x82, 0x34, 0x12],
] as const;

/** Whole inputs, as the SDK sends them. */
const WHOLE: readonly (readonly number[])[] = [
  [INPUT],
  [INPUT, ...MOVE],
  [INPUT, ...BUTTONS, ...AIM],
  [INPUT, 0x00, 7, 0x01, 1, 0x02, 1, 2],
  [INPUT | TIMED, 33, ...MOVE],
  [INPUT | TIMED, 0xe1, ...BUTTONS],
  [INPUT | TIMED, 0xcd, 0x10, 0x27, ...AIM],
  [INPUT | TIMED, 0xd2, 0, 0, 0, 0x80],
];

/** Each makes a whole input into none. */
const MUTATIONS: Readonly<Record<string, (frame: number[], rng: Rng) => number[]>> = {
  "a field cut off": (frame) => [...frame, ...AIM.slice(0, 2)],
  "a field without a value": (frame) => [...frame, 0x80],
  "a field that there is not": (frame, rng) => [...frame, 0x83 + nextInt(rng, 0x3c), 0],
  "a field deleted": (frame, rng) => [...frame, 0x40 | nextInt(rng, 3)],
  "a field replaced twice": (frame, rng) => [...frame, 0xc0 | nextInt(rng, 3), 1, 1],
  "a jump to another structure": (frame) => [...frame, 0xff, 0],
  "a tail": (frame, rng) => [...frame, 0x03 + nextInt(rng, 0x3c)],
  "a stamp that is text": ([, ...rest], rng) => [INPUT | TIMED, 0xa1 + nextInt(rng, 15), ...rest],
  "a stamp that is no number": () => [INPUT | TIMED, 0xcb, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f],
  "a stamp with a fraction": () => [INPUT | TIMED, 0xca, 0, 0, 0, 0x3f],
  "a stamp cut off": () => [INPUT | TIMED, 0xce, 1],
  "no stamp where one is announced": () => [INPUT | TIMED],
  "a decoration that there is not": ([head = INPUT, ...rest], rng) => [
    head | (0x20 << nextInt(rng, 2)),
    ...rest,
  ],
};
const KINDS = Object.keys(MUTATIONS);

describe("engine/inputs", () => {
  it("[BY4] lets every whole input pass, and nothing of which a byte is missing", () => {
    for (const frame of WHOLE) {
      assert.ok(isInput(Uint8Array.from(frame), format), `[${frame}]`);
      // Without its last byte a field has no value; a stamp may still be whole without the field.
      if (frame.length > 2) {
        assert.ok(!isInput(Uint8Array.from(frame.slice(0, -1)), format), `[${frame}], cut`);
      }
    }
  });

  it("[BY4] refuses every mutation of every whole input", () => {
    const rng = { rng: SEED };
    for (const kind of KINDS) {
      for (const frame of WHOLE) {
        const bad = MUTATIONS[kind]?.([...frame], rng) ?? [];
        assert.ok(!isInput(Uint8Array.from(bad), format), `${kind}: [${bad}] (SEED=${SEED})`);
      }
    }
  });

  it("[BY4] refuses a stamp in a room that rewinds nothing", () => {
    assert.ok(!isInput(Uint8Array.of(INPUT | TIMED, 33), { ...format, stamps: 0 }));
    assert.ok(isInput(Uint8Array.of(INPUT | TIMED, 33, 100, 0), { ...format, stamps: 2 }));
  });
});

describe("stock inputs", () => {
  it("[BY4] canary: a client can still delete a field of its input, so the guard is still needed", () => {
    const { instance } = new InputDecoder(new TickInput());
    new InputDecoder(instance).decode(Uint8Array.of(0x40));
    assert.equal(instance.move, undefined);
  });
});

describe("bad inputs over real sockets", function () {
  this.timeout(120_000);
  let app: Running;
  let ticking: Ticking;

  before(async () => {
    app = await bootApp();
    ticking = await openTicks(app);
  });
  beforeEach(() => {
    app.log.lines.length = 0;
  });
  after(async () => {
    await ticking.neighbour.leave();
    await app.close();
  });

  const refusals = () => app.log.lines.filter(({ message }) => message === "frame refused");

  it(`[BY5] each kind closes its sender with 4002 and one line that says why (SEED=${SEED})`, async () => {
    const rng = { rng: SEED };
    for (const kind of KINDS) {
      const before = refusals().length;
      const whole = [...(WHOLE[nextInt(rng, WHOLE.length)] as readonly number[])];
      const bad = MUTATIONS[kind]?.(whole, rng) ?? [];
      // As an attacker would: first as everybody, then the same again and again.
      const code = await ticking.attack([...WHOLE, bad, bad, bad]);
      assert.equal(code, CLOSE.badFrame, `${kind}: [${bad}]`);
      const lines = refusals().slice(before);
      assert.deepEqual(
        lines.map(({ fields }) => [fields.verdict, fields.roomId]),
        [["malformed", ticking.room.roomId]],
        kind,
      );
      assert.equal(lines[0]?.fields.head, Buffer.from(bad).subarray(0, 16).toString("hex"));
    }
    assert.deepEqual(ticking.missed(), [], "no tick is missing for the neighbour");
    assert.deepEqual(ticking.room.strange, [], "nothing that is no number reached the rules");
  });

  it("[BY5] whole inputs close nobody", async () => {
    assert.equal(await ticking.attack([...WHOLE, ...WHOLE]), undefined);
    assert.deepEqual(refusals(), []);
  });

  it(`[BY5] of random bytes, what passes is numbers; the neighbours miss no tick (SEED=${SEED})`, async () => {
    const rng = { rng: SEED };
    for (let n = 0; n < 40; n++) {
      const frames = Array.from({ length: 20 }, () => [
        nextInt(rng, 2) ? INPUT : INPUT | TIMED,
        ...Array.from({ length: nextInt(rng, 12) }, () => nextInt(rng, 256)),
      ]);
      assert.equal(await ticking.attack(frames), CLOSE.badFrame);
    }
    assert.equal(refusals().length, 40);
    assert.deepEqual(ticking.room.strange, []);
    assert.deepEqual(ticking.missed(), []);
    assert.equal(ticking.room.clients.length, 1);
  });

  it("[BY6] ticks run late no more than 1 % more often than under as many honest clients", async () => {
    const bad = [...(WHOLE[1] as readonly number[]), 0xff, 0];
    const leave = [LEAVE];
    const shares: string[] = [];
    // A busy test machine delays both kinds; what the frames themselves cost, it costs every time.
    for (let round = 0; round < 4; round++) {
      const control = await lateShare(ticking, () => [...WHOLE, leave], 90);
      const attacked = await lateShare(ticking, () => [...WHOLE, bad], 90);
      shares.push(`${control.toFixed(3)} → ${attacked.toFixed(3)}`);
      if (attacked <= control + 0.01) return;
    }
    assert.fail(`late ticks: ${shares.join(", ")}`);
  });
});
