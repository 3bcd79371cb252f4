import assert from "node:assert/strict";
import type { Room } from "colyseus.js";
import { type Conditions, isPresetId, PRESET_IDS, PRESETS } from "../../netplay/conditions.ts";
import { Lane, Weather } from "../../netplay/lane.ts";
import { impair } from "../../netplay/line.ts";
import { tapTraffic } from "../../netplay/traffic.ts";
import { nextUint32 } from "../../schema/lib/random.ts";
import { type FakeTime, fakeTime } from "../support/time.ts";

const SEED = 20_260_417;
const FRAME_MS = 1000 / 30;

/** A lane under `conditions`, with the same noise in every run. */
function lane(conditions: Partial<Conditions>): { lane: Lane<number>; weather: Weather } {
  const rng = { rng: SEED };
  const weather = new Weather(() => nextUint32(rng) / 2 ** 32);
  weather.begin({ ...PRESETS.good, ...conditions }, 0);
  return { lane: new Lane<number>(weather), weather };
}

/** Sends `count` frames at 30 Hz and takes each when it is due: [sent, taken] by frame. */
function drive(target: Lane<number>, count: number, bytes = 60): [number, number][] {
  const trips: [number, number][] = [];
  const order: number[] = [];
  const takeUntil = (now: number) => {
    while (target.nextAt <= now) {
      const at = target.nextAt;
      const item = target.take(at) ?? assert.fail("due, but not there");
      order.push(item);
      trips[item] = [item * FRAME_MS, at];
    }
  };
  for (let n = 0; n < count; n++) {
    takeUntil(n * FRAME_MS);
    assert.ok(target.push(n, bytes, n * FRAME_MS));
  }
  takeUntil(Number.MAX_VALUE);
  assert.deepEqual(order, [...Array(count).keys()], "in the order that they were sent");
  return trips;
}

const waits = (trips: readonly [number, number][]) => trips.map(([sent, taken]) => taken - sent);

describe("netplay/conditions: the schedule", () => {
  it("[NC1] each way takes half the round trip, give or take half the jitter, and keeps the order", () => {
    const ways = waits(drive(lane({ delayMs: 200, jitterMs: 80 }).lane, 2000));
    // A frame that would overtake another waits for it.
    assert.ok(Math.min(...ways) >= 60 && Math.min(...ways) < 64, `${Math.min(...ways)}`);
    assert.ok(Math.max(...ways) <= 140 && Math.max(...ways) > 136, `${Math.max(...ways)}`);
    const mean = ways.reduce((sum, way) => sum + way) / ways.length;
    assert.ok(mean > 98 && mean < 110, `${mean}`);
  });

  it("[NC1] under every preset and wild noise, nothing is lost, doubled or reordered", () => {
    for (const id of PRESET_IDS) drive(lane(PRESETS[id]).lane, 3000);
    drive(lane({ delayMs: 10, jitterMs: 2000, stallsPerMinute: 200, stallMs: 90 }).lane, 3000);
  });

  it("[NC2] the line stalls as often and as long as told, and what waited comes at once", () => {
    const minutes = 20;
    const { lane: target } = lane({ stallsPerMinute: 6, stallMs: 400 });
    const ways = waits(drive(target, (minutes * 60_000) / FRAME_MS));
    const stalls = ways.filter((way, i) => way > 0 && (ways[i - 1] ?? 0) === 0).length;
    assert.ok(stalls > 5 * minutes && stalls < 7 * minutes, `${stalls} in ${minutes} minutes`);
    assert.ok(Math.max(...ways) <= 400 && Math.max(...ways) > 390);
  });

  it("[NC2] both ways stall at the same moments", () => {
    const { lane: one, weather } = lane({ stallsPerMinute: 20, stallMs: 300 });
    const other = new Lane<number>(weather);
    for (let now = 0; now < 60_000; now += 20) {
      assert.ok(one.push(1, 60, now) && other.push(1, 60, now));
      assert.equal(one.nextAt, other.nextAt);
      if (one.nextAt <= now) assert.deepEqual([one.take(now), other.take(now)], [1, 1]);
      else if (now % 300 === 0) {
        one.clear();
        other.clear();
      }
    }
  });

  it("[NC3] a narrow line passes its kilobits and no more, headers of TCP/IP counted", () => {
    const { lane: target } = lane({ kbit: 256 });
    // 100 + 40 bytes at 256 kbit/s are 4.375 ms each.
    for (let n = 0; n < 100; n++) assert.ok(target.push(n, 100, 0));
    assert.equal(target.take(4.3), undefined);
    assert.equal(target.take(4.4), 0);
    for (let n = 1; n < 100; n++) target.take(437.4);
    assert.equal(target.size, 1);
    assert.equal(target.take(437.6), 99);
  });

  it("[NC4] an outage holds back what is on its way and what follows, once", () => {
    const { lane: target, weather } = lane({ delayMs: 100 });
    target.push(1, 60, 0);
    weather.begin(PRESETS.outage, 10);
    target.hold();
    target.push(2, 60, 20);
    assert.equal(target.take(2009), undefined);
    assert.deepEqual([target.take(2010), target.take(2010)], [1, 2]);
    target.push(3, 60, 2011);
    assert.equal(target.take(2011), 3);
    assert.ok(weather.isCalm(2011));
  });

  it("[NC1] better conditions do not let a later frame overtake an earlier one", () => {
    const { lane: target, weather } = lane(PRESETS.far);
    target.push(1, 60, 0);
    const due = target.nextAt;
    weather.begin(PRESETS.good, 5);
    target.push(2, 60, 6);
    assert.equal(target.take(due - 1), undefined);
    assert.deepEqual([target.take(due), target.take(due)], [1, 2]);
  });

  it("[NC5] the queue has an end", () => {
    const { lane: target } = lane({ delayMs: 1000 });
    for (let kilobytes = 0; kilobytes < 512; kilobytes++) assert.ok(target.push(0, 1024, 0));
    assert.equal(target.push(0, 1024, 0), false);
    assert.equal(target.size, 512);
    assert.equal(target.take(501), 0);
    assert.ok(target.push(0, 1024, 501), "and room again behind what has left");
  });

  it("[NC6] the presets are known by name, and only they", () => {
    assert.deepEqual(PRESET_IDS, ["good", "3g", "hotel", "far", "outage"]);
    for (const id of PRESET_IDS) assert.ok(isPresetId(id));
    for (const name of ["", "Hotel", "toString", "__proto__"])
      assert.equal(isPresetId(name), false);
    assert.deepEqual(new Set(Object.values(PRESETS.good)), new Set([0]));
  });
});

/** A frame that the SDK would choke on. */
const BAD = 99;

/** What a room reaches its socket by, without one. */
function bareRoom(): { room: Room; wire: number[]; told: unknown[]; open: { is: boolean } } {
  const wire: number[] = [];
  const told: unknown[] = [];
  const open = { is: true };
  const transport = {
    get isOpen() {
      return open.is;
    },
    send: (data: Uint8Array) => wire.push(data[0] as number),
  };
  const events = {
    onmessage: (event: { data: ArrayBuffer }) => {
      const [byte] = new Uint8Array(event.data);
      if (byte === BAD) throw new Error("no frame of ours");
      told.push(byte);
    },
    onclose: (event: { code: number }) => told.push(`closed ${event.code}`),
  };
  const connection = {
    transport,
    events,
    close: (code: number) => events.onclose({ code }),
  };
  return { room: { connection } as unknown as Room, wire, told, open };
}

describe("netplay/conditions: on a connection", () => {
  let time: FakeTime;
  let line: ReturnType<typeof bareRoom>;
  beforeEach(() => {
    time = fakeTime();
    line = bareRoom();
  });
  afterEach(() => time.restore());

  const say = (byte: number) => line.room.connection.transport.send(Uint8Array.of(byte));
  const hear = (byte: number) =>
    line.room.connection.events.onmessage?.({ data: Uint8Array.of(byte).buffer });

  it("[NC1] a good line passes everything at once", () => {
    impair(line.room, PRESETS.good);
    say(1);
    hear(2);
    assert.deepEqual([line.wire, line.told], [[1], [2]]);
  });

  it("[NC1] what is sent is what it was when it was sent, though the SDK reuses its buffer", async () => {
    impair(line.room, { ...PRESETS.good, delayMs: 100 });
    const buffer = Uint8Array.of(7);
    line.room.connection.transport.send(buffer);
    buffer[0] = 8;
    await time.advance(49);
    assert.deepEqual(line.wire, []);
    await time.advance(1);
    assert.deepEqual(line.wire, [7]);
  });

  it("[NC7] bytes are counted when they pass the wire, whichever came first, the tap or the delay", async () => {
    const counted: string[] = [];
    const tap = (name: string) => ({
      received: (bytes: number) => counted.push(`${name} in ${bytes}`),
      sent: (bytes: number) => counted.push(`${name} out ${bytes}`),
    });
    const stop = tapTraffic(line.room, tap("early"));
    impair(line.room, { ...PRESETS.good, delayMs: 100 });
    tapTraffic(line.room, tap("late"));
    hear(1);
    say(2);
    assert.deepEqual(counted.splice(0), ["early in 3", "late in 3"], "what was sent waits");
    assert.deepEqual(line.told, []);
    await time.advance(50);
    assert.deepEqual([counted.splice(0), line.told], [["early out 7", "late out 7"], [1]]);
    stop();
    hear(3);
    assert.deepEqual(counted, ["late in 3"]);
  });

  it("[NC8] a close comes after the words before it; nothing is sent into the next socket", async () => {
    impair(line.room, PRESETS.far);
    hear(1);
    say(2);
    line.open.is = false;
    line.room.connection.events.onclose?.({ code: 4403 });
    assert.deepEqual(line.told, []);
    await time.advance(200);
    assert.deepEqual(line.told, [1, "closed 4403"]);
    line.open.is = true;
    await time.advance(200);
    assert.deepEqual(line.wire, []);
  });

  it("[NC8] a line that the page itself gives up is gone at once, with what was on its way", async () => {
    impair(line.room, PRESETS.far);
    hear(1);
    line.room.connection.events.onclose?.({ code: 4010 });
    assert.deepEqual(line.told, ["closed 4010"]);
    await time.advance(300);
    assert.deepEqual(line.told, ["closed 4010"]);
  });

  it("[NC8] conditions outlast the socket", async () => {
    impair(line.room, PRESETS.far);
    line.room.connection.events.onclose?.({ code: 4010 });
    hear(5);
    await time.advance(130);
    assert.deepEqual(line.told, ["closed 4010"]);
    await time.advance(20);
    assert.deepEqual(line.told, ["closed 4010", 5]);
  });

  it("[NC5] a line with too much on its way breaks, as a line does, for the SDK to come back", () => {
    impair(line.room, PRESETS.outage);
    const { events } = line.room.connection;
    for (let n = 0; n < 6; n++) events.onmessage?.({ data: new ArrayBuffer(100_000) });
    assert.deepEqual(line.told, ["closed 4010"]);
  });

  it("[NC1] a frame that cannot be taken in does not keep those behind it", async () => {
    const faults: unknown[] = [];
    tapTraffic(line.room, { received() {}, sent() {}, failed: (error) => faults.push(error) });
    impair(line.room, PRESETS.far);
    hear(BAD);
    hear(2);
    await time.advance(150);
    assert.deepEqual([line.told, faults.length], [[2], 1]);
  });
});
