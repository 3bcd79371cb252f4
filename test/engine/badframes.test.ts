import assert from "node:assert/strict";
import { matchMaker } from "@colyseus/core";
import { type SchemaType, schema, t } from "@colyseus/schema";
import { InputDecoder } from "@colyseus/schema/input";
import { Client, type Room } from "colyseus.js";
import WebSocket from "ws";
import { BaseRoom } from "../../engine/BaseRoom.ts";
import { fieldSizes, isInput } from "../../engine/inputs.ts";
import { Loops } from "../../engine/loops.ts";
import { nextInt, type Rng } from "../../schema/lib/random.ts";
import { CLOSE } from "../../schema/messages.ts";
import { bootApp, type Running } from "../support/app.ts";
import { pause, until } from "../support/wait.ts";

const SEED = Number(process.env.SEED ?? Date.now() % 1e9);
const TICK_HZ = 30;
const [JOIN_ACK, LEAVE, INPUT, TIMED] = [10, 12, 19, 0x80];

const Input = schema(
  { move: t.uint8().default(0), buttons: t.uint8().default(0), aim: t.uint16().default(0) },
  "BadFramesInput",
);
type Input = SchemaType<typeof Input>;
const State = schema(
  { tick: t.uint32().default(0), bodies: t.map(schema({ x: t.uint16() }, "BadFramesBody")) },
  "BadFramesState",
);
type State = SchemaType<typeof State>;

const format = { fields: fieldSizes(Input), stamps: 1 };

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
    const { instance } = new InputDecoder(new Input());
    new InputDecoder(instance).decode(Uint8Array.of(0x40));
    assert.equal(instance.move, undefined);
  });
});

/** Counts ticks in its state, those that came late, and notes the inputs it was given. */
class TickRoom extends BaseRoom<{ state: State; input: Input }> {
  override state = new State();
  override inputs = this.defineInput(Input, { bufferMaxSize: 32 });
  readonly #rewind = this.allowRewindState({ maxRewindMs: 500 });
  late = 0;
  readonly strange: unknown[] = [];
  #last = performance.now();

  override onCreate() {
    const closeCodes = { fault: 4500, replaced: 4409 };
    this.startLoop({ log: rooms.log, loops: new Loops(), tickHz: TICK_HZ, closeCodes });
    this.#rewind.attachAll(this.state.bodies, { fields: ["x"] });
  }

  protected override step(): void {
    const now = performance.now();
    if (now - this.#last > 2000 / TICK_HZ) this.late++;
    this.#last = now;
    this.state.tick++;
    for (const { sessionId } of this.clients) {
      for (const { move, buttons, aim } of this.inputs.get(sessionId)) {
        const values = [move, buttons, aim];
        if (!values.every((value) => Number.isInteger(value))) this.strange.push(values);
      }
    }
  }
}
const rooms: { log: Running["log"] } = { log: undefined as never };

describe("bad inputs over real sockets", function () {
  this.timeout(120_000);
  let app: Running;
  let neighbour: Room<any, State>;
  let room: TickRoom;
  const seen: number[] = [];

  before(async () => {
    app = await bootApp();
    rooms.log = app.log;
    app.app.server.define("ticks", TickRoom as never);
    neighbour = (await new Client(app.url).create("ticks")) as Room<any, State>;
    neighbour.onStateChange((state: State) => seen.push(state.tick));
    room = matchMaker.getLocalRoomById(neighbour.roomId) as unknown as TickRoom;
    await until("the first ticks", () => seen.length > 5);
  });
  beforeEach(() => {
    app.log.lines.length = 0;
  });
  after(async () => {
    await neighbour.leave();
    await app.close();
  });

  /** Joins, acknowledges, sends these frames and waits for the end; undefined when it goes on. */
  async function attack(frames: readonly (readonly number[])[]): Promise<number | undefined> {
    const seat = await matchMaker.joinById(room.roomId, {});
    const url = `ws://127.0.0.1:${app.port}/${seat.processId}/${room.roomId}?sessionId=${seat.sessionId}`;
    const socket = new WebSocket(url);
    const closed = new Promise<number>((resolve) => socket.once("close", resolve));
    await new Promise((resolve) => socket.once("message", resolve));
    for (const frame of [[JOIN_ACK], ...frames]) socket.send(Uint8Array.from(frame));
    const code = await Promise.race([closed, pause(300).then(() => undefined)]);
    socket.terminate();
    return code;
  }

  const refusals = () => app.log.lines.filter(({ message }) => message === "frame refused");
  const missed = () => seen.filter((tick, i) => i > 0 && tick !== (seen[i - 1] as number) + 1);

  it(`[BY5] each kind closes its sender with 4002 and one line that says why (SEED=${SEED})`, async () => {
    const rng = { rng: SEED };
    for (const kind of KINDS) {
      const before = refusals().length;
      const whole = [...(WHOLE[nextInt(rng, WHOLE.length)] as readonly number[])];
      const bad = MUTATIONS[kind]?.(whole, rng) ?? [];
      // As an attacker would: first as everybody, then the same again and again.
      const code = await attack([...WHOLE, bad, bad, bad]);
      assert.equal(code, CLOSE.badFrame, `${kind}: [${bad}]`);
      const lines = refusals().slice(before);
      assert.deepEqual(
        lines.map(({ fields }) => [fields.verdict, fields.roomId]),
        [["malformed", room.roomId]],
        kind,
      );
      assert.equal(lines[0]?.fields.head, Buffer.from(bad).subarray(0, 16).toString("hex"));
    }
    assert.deepEqual(missed(), [], "no tick is missing for the neighbour");
    assert.deepEqual(room.strange, [], "nothing that is no number reached the rules");
  });

  it("[BY5] whole inputs close nobody", async () => {
    assert.equal(await attack([...WHOLE, ...WHOLE]), undefined);
    assert.deepEqual(refusals(), []);
  });

  it(`[BY5] of random bytes, what passes is numbers; the neighbours miss no tick (SEED=${SEED})`, async () => {
    const rng = { rng: SEED };
    for (let n = 0; n < 40; n++) {
      const frames = Array.from({ length: 20 }, () => [
        nextInt(rng, 2) ? INPUT : INPUT | TIMED,
        ...Array.from({ length: nextInt(rng, 12) }, () => nextInt(rng, 256)),
      ]);
      assert.equal(await attack(frames), CLOSE.badFrame);
    }
    assert.equal(refusals().length, 40);
    assert.deepEqual(room.strange, []);
    assert.deepEqual(missed(), []);
    assert.equal(room.clients.length, 1);
  });

  /** Share of late ticks while five attackers come one time after another, for so many ticks. */
  async function lateShare(frames: readonly (readonly number[])[], ticks: number): Promise<number> {
    const from = { late: room.late, tick: room.ticks };
    const attackers = Array.from({ length: 5 }, async () => {
      while (room.ticks < from.tick + ticks) {
        await attack(frames);
        // At full speed the test's own half of the sockets would be what delays the ticks.
        await pause(20);
      }
    });
    await Promise.all(attackers);
    return (room.late - from.late) / (room.ticks - from.tick);
  }

  it("[BY6] ticks run late no more than 1 % more often than under as many honest clients", async () => {
    const bad = [...(WHOLE[1] as readonly number[]), 0xff, 0];
    const leave = [LEAVE];
    const shares: string[] = [];
    // A busy test machine delays both kinds; what the frames themselves cost, it costs every time.
    for (let round = 0; round < 4; round++) {
      const control = await lateShare([...WHOLE, leave], 90);
      const attacked = await lateShare([...WHOLE, bad], 90);
      shares.push(`${control.toFixed(3)} → ${attacked.toFixed(3)}`);
      if (attacked <= control + 0.01) return;
    }
    assert.fail(`late ticks: ${shares.join(", ")}`);
  });
});
