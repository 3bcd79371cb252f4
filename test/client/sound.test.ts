import assert from "node:assert/strict";
import { CrowdPace, levelAt, MatchSounds, SOUNDS } from "../../client/games/arena/sounds.ts";
import { Speaker, type Tone } from "../../client/sound.ts";
import { PICKUP_KINDS } from "../../schema/arena/map.ts";

const NOTE: Tone = { wave: "sine", from: 400, to: 200, ms: 100, level: 0.5 };
const HISS: Tone = { wave: "noise", from: 400, to: 200, ms: 100, level: 0.5, afterMs: 50 };

/** What a speaker asks of an audio context, written down. */
function fakeContext(state: AudioContextState = "running") {
  const peaks: number[] = [];
  const sources: { start: number; stop: number; onended: () => void }[] = [];
  const param = (seen: (value: number) => void = () => {}) => ({
    setValueAtTime: seen,
    exponentialRampToValueAtTime(value: number) {
      assert.ok(value > 0, "an exponential ramp to zero throws in a browser");
    },
  });
  const node = () => ({ connect: (to: unknown) => to, disconnect() {} });
  const source = () => {
    const made = { start: -1, stop: -1, onended: () => {} };
    sources.push(made);
    return {
      ...node(),
      frequency: param(),
      start(at: number) {
        made.start = at;
      },
      stop(at: number) {
        made.stop = at;
      },
      set onended(ended: () => void) {
        made.onended = ended;
      },
    };
  };
  const context = {
    state,
    currentTime: 10,
    sampleRate: 100,
    destination: {},
    createDynamicsCompressor: () => ({ ...node(), threshold: { value: 0 }, ratio: { value: 0 } }),
    createGain: () => ({ ...node(), gain: param((value) => void peaks.push(value)) }),
    createOscillator: source,
    createBufferSource: source,
    createBiquadFilter: () => ({ ...node(), frequency: param() }),
    createBuffer: (_channels: number, length: number) => ({
      getChannelData: () => new Float32Array(length),
    }),
    resume: async () => {
      context.state = "running";
    },
    suspend: async () => {
      context.state = "suspended";
    },
    close: async () => {},
  };
  return { context, peaks, sources, open: () => context as unknown as AudioContext };
}

describe("client/sound", () => {
  it("[AV16] nothing is opened or heard before a hand has touched the page", () => {
    let opened = 0;
    const fake = fakeContext();
    const speaker = new Speaker({
      open: () => {
        opened++;
        return fake.open();
      },
      loudness: () => 1,
    });
    speaker.play([NOTE]);
    assert.deepEqual([opened, fake.sources.length], [0, 0]);
    speaker.wake();
    speaker.wake();
    speaker.play([NOTE, HISS]);
    assert.equal(opened, 1);
    assert.deepEqual(
      fake.sources.map(({ start, stop }) => [start, Number(stop.toFixed(3))]),
      [
        [10, 10.1],
        [10.05, 10.15],
      ],
      "every tone has an end",
    );
  });

  it("[AV16] volume and mute count at every sound; silence makes no nodes", () => {
    const fake = fakeContext();
    let loudness = 1;
    const speaker = new Speaker({ open: fake.open, loudness: () => loudness });
    speaker.wake();
    speaker.play([NOTE]);
    speaker.play([NOTE], { level: 0.5 });
    loudness = 0;
    speaker.play([NOTE]);
    assert.deepEqual(fake.peaks, [0.5, 0.25]);
    assert.equal(fake.sources.length, 2);
  });

  it("[AV16] a resting context is silent, and woken by the next press", async () => {
    const fake = fakeContext("suspended");
    const speaker = new Speaker({ open: fake.open, loudness: () => 1 });
    speaker.wake();
    await Promise.resolve();
    speaker.play([NOTE]);
    assert.equal(fake.sources.length, 1);
    await fake.context.suspend();
    speaker.play([NOTE]);
    assert.equal(fake.sources.length, 1);
  });

  it("[AV16] a crowd is not louder than sixteen voices", () => {
    const fake = fakeContext();
    const speaker = new Speaker({ open: fake.open, loudness: () => 1 });
    speaker.wake();
    for (let i = 0; i < 40; i++) speaker.play([NOTE]);
    assert.equal(fake.sources.length, 16);
    fake.sources[0]?.onended();
    speaker.play([NOTE]);
    assert.equal(fake.sources.length, 17);
  });

  it("[AV43] others leave voices free for oneself", () => {
    const fake = fakeContext();
    const speaker = new Speaker({ open: fake.open, loudness: () => 1 });
    speaker.wake();
    for (let i = 0; i < 40; i++) speaker.play([NOTE], { reserved: 6 });
    assert.equal(fake.sources.length, 10);
    for (let i = 0; i < 40; i++) speaker.play([NOTE]);
    assert.equal(fake.sources.length, 16);
  });

  it("[AV43] a crowd's sound is heard again after a pause only, oneself always", () => {
    const pace = new CrowdPace();
    const heard = Array.from({ length: 100 }, (_, i) => pace.allows("bolt", i * 10));
    assert.equal(heard.filter(Boolean).length, 12);
    assert.ok(pace.allows("fall", 990), "of each sound by itself");
  });

  it("[AV42] ticks, gong, overtime and end sound once, and nothing of before one came", () => {
    const match = new MatchSounds();
    const heard = (phase: string, ...seconds: number[]) =>
      seconds.map((secondsLeft) => match.look({ phase, secondsLeft }) ?? "");
    assert.deepEqual(heard("ready", 3, 3), ["", ""], "whoever has just come");
    assert.deepEqual(heard("ready", 2, 2, 1, 0), ["tick", "", "tick", ""]);
    assert.deepEqual(heard("playing", 300, 299, 6, 5, 5, 4), ["gong", "", "", "tick", "", "tick"]);
    assert.deepEqual(heard("overtime", 60, 59), ["overtime", ""]);
    assert.deepEqual(heard("over", 10, 3), ["end", ""]);
    assert.deepEqual(heard("vote", 10, 9, 3), ["", "", "tick"]);
    assert.deepEqual(heard("ready", 3), ["tick"]);
    assert.deepEqual(heard("warmup", 0), [""]);
  });

  it("[AV35] every kind of pickup has a sound", () => {
    for (const kind of PICKUP_KINDS) assert.ok(SOUNDS[kind].length > 0, kind);
    assert.equal(new Set(PICKUP_KINDS.map((kind) => JSON.stringify(SOUNDS[kind]))).size, 3);
  });

  it("[AV16] where there is no audio nothing throws, and it is asked for once", () => {
    for (const open of [
      () => undefined,
      () => {
        throw new Error("no device");
      },
    ]) {
      let asked = 0;
      const counted = () => {
        asked++;
        return open();
      };
      const speaker = new Speaker({ open: counted, loudness: () => 1 });
      speaker.wake();
      speaker.wake();
      speaker.play([NOTE, HISS]);
      speaker.close();
      assert.equal(asked, 1);
    }
  });

  it("[AV16] others are quieter than oneself, and the farther the quieter", () => {
    const levels = [0, 1, 200, 500, 899, 901, Infinity].map(levelAt);
    assert.equal(levels[0], 1);
    for (let i = 1; i < levels.length; i++) {
      assert.ok((levels[i] as number) <= (levels[i - 1] as number), `${levels}`);
    }
    assert.ok((levels[1] as number) < 0.5);
    assert.deepEqual(levels.slice(-2), [0, 0]);
  });
});
