import type { PickupKind } from "../../../schema/arena/map.ts";
import type { ArenaState } from "../../../schema/arena/state.ts";
import { loudness } from "../../preferences.ts";
import { settings } from "../../settings.ts";
import { Speaker, type Tone } from "../../sound.ts";

export const SOUNDS = {
  /** The string of a ballista, and air. */
  bolt: [
    { wave: "triangle", from: 420, to: 90, ms: 110, level: 0.4 },
    { wave: "noise", from: 3200, to: 700, ms: 90, level: 0.35 },
  ],
  hit: [
    { wave: "square", from: 980, to: 760, ms: 55, level: 0.13 },
    { wave: "square", from: 1470, to: 1180, ms: 70, level: 0.11, afterMs: 45 },
  ],
  wound: [
    { wave: "sawtooth", from: 170, to: 60, ms: 190, level: 0.3 },
    { wave: "noise", from: 500, to: 160, ms: 170, level: 0.5 },
  ],
  fall: [
    { wave: "triangle", from: 300, to: 48, ms: 620, level: 0.5 },
    { wave: "noise", from: 300, to: 80, ms: 420, level: 0.6, afterMs: 90 },
  ],
  rise: [
    { wave: "sine", from: 330, to: 335, ms: 200, level: 0.25 },
    { wave: "sine", from: 495, to: 500, ms: 320, level: 0.25, afterMs: 110 },
  ],
  dash: [{ wave: "noise", from: 500, to: 2400, ms: 170, level: 0.34 }],
  /** Wine is poured. */
  health: [
    { wave: "sine", from: 392, to: 440, ms: 130, level: 0.24 },
    { wave: "sine", from: 523, to: 587, ms: 130, level: 0.24, afterMs: 90 },
    { wave: "sine", from: 784, to: 880, ms: 260, level: 0.2, afterMs: 180 },
  ],
  /** Wings. */
  boost: [
    { wave: "noise", from: 900, to: 3600, ms: 260, level: 0.3 },
    { wave: "triangle", from: 440, to: 1320, ms: 260, level: 0.2 },
  ],
  /** Steel. */
  power: [
    { wave: "square", from: 1760, to: 1740, ms: 320, level: 0.07 },
    { wave: "triangle", from: 2637, to: 2620, ms: 420, level: 0.1, afterMs: 30 },
    { wave: "sawtooth", from: 110, to: 165, ms: 360, level: 0.2 },
  ],
  streak: [
    { wave: "sawtooth", from: 392, to: 392, ms: 130, level: 0.12 },
    { wave: "sawtooth", from: 494, to: 494, ms: 130, level: 0.12, afterMs: 110 },
    { wave: "sawtooth", from: 587, to: 587, ms: 420, level: 0.14, afterMs: 220 },
  ],
  assist: [{ wave: "triangle", from: 660, to: 880, ms: 160, level: 0.18 }],
  tick: [{ wave: "triangle", from: 880, to: 860, ms: 70, level: 0.2 }],
  /** Bronze: its partials are no harmonics. */
  gong: [
    { wave: "sine", from: 131, to: 129, ms: 1600, level: 0.4 },
    { wave: "sine", from: 347, to: 344, ms: 900, level: 0.18 },
    { wave: "sine", from: 715, to: 709, ms: 420, level: 0.09 },
    { wave: "noise", from: 900, to: 300, ms: 140, level: 0.25 },
  ],
  /** Everything is at stake now. */
  overtime: [
    { wave: "sine", from: 131, to: 129, ms: 900, level: 0.36 },
    { wave: "sine", from: 156, to: 154, ms: 1100, level: 0.36, afterMs: 320 },
  ],
  end: [
    { wave: "sawtooth", from: 196, to: 195, ms: 420, level: 0.16 },
    { wave: "sawtooth", from: 294, to: 293, ms: 420, level: 0.16, afterMs: 230 },
    { wave: "sawtooth", from: 392, to: 391, ms: 900, level: 0.18, afterMs: 460 },
  ],
  vote: [
    { wave: "triangle", from: 520, to: 500, ms: 60, level: 0.2 },
    { wave: "triangle", from: 780, to: 760, ms: 90, level: 0.16, afterMs: 60 },
  ],
} as const satisfies Record<PickupKind, readonly Tone[]> & Record<string, readonly Tone[]>;

export type SoundId = keyof typeof SOUNDS;

/** Farther away than this, in world px, nothing is heard: about half a screen and a bit. */
const EARSHOT = 900;
/** Others are quieter than oneself even beside one. */
const OTHERS = 0.45;
/** Of one sound of others, the next is heard after this time at the earliest. */
const PAUSE_MS = 90;
/** Voices that others leave free for what oneself does and suffers. */
const RESERVED = 6;
/** The end of a phase is counted down aloud from here, in seconds. */
const COUNTED: Readonly<Record<string, number>> = { ready: 3, playing: 5, overtime: 5, vote: 3 };

/** How loud something is at this distance in world px, 0..1; 0 is oneself. */
export const levelAt = (distance: number): number =>
  distance === 0 ? 1 : OTHERS * Math.max(0, 1 - distance / EARSHOT) ** 2;

type Course = Pick<ArenaState, "phase" | "secondsLeft">;

/** Finds in the course of a match what is to be heard: each thing once. */
export class MatchSounds {
  #phase = "";
  #seconds = 0;

  /** What the last look makes heard, if anything. Whoever has just come hears nothing of before. */
  look({ phase, secondsLeft }: Course): SoundId | undefined {
    const before = this.#phase;
    const counted = secondsLeft < this.#seconds && phase === before;
    this.#phase = phase;
    this.#seconds = secondsLeft;
    if (before === "") return undefined;
    if (phase !== before) return turnSound(before, phase);
    return counted && secondsLeft > 0 && secondsLeft <= (COUNTED[phase] ?? 0) ? "tick" : undefined;
  }
}

function turnSound(before: string, phase: string): SoundId | undefined {
  if (phase === "ready") return "tick";
  if (phase === "overtime") return "overtime";
  if (phase === "over") return "end";
  return phase === "playing" && before === "ready" ? "gong" : undefined;
}

/** Keeps a crowd from being a drone: each sound of others is heard again after a pause only. */
export class CrowdPace {
  readonly #next = new Map<SoundId, number>();

  /** @param now ms */
  allows(id: SoundId, now: number): boolean {
    if (now < (this.#next.get(id) ?? 0)) return false;
    this.#next.set(id, now + PAUSE_MS);
    return true;
  }
}

/** Arena's sounds on one speaker. */
export class ArenaSounds {
  readonly #speaker = new Speaker({
    open: () => (typeof AudioContext === "undefined" ? undefined : new AudioContext()),
    loudness: () => loudness(settings.value),
  });
  readonly #match = new MatchSounds();
  readonly #crowd = new CrowdPace();

  listen(): void {
    this.#speaker.listen();
  }

  /** @param distance in world px from oneself */
  play(id: SoundId, distance = 0): void {
    if (distance === 0) {
      this.#speaker.play(SOUNDS[id]);
      return;
    }
    const level = levelAt(distance);
    if (level === 0 || !this.#crowd.allows(id, performance.now())) return;
    this.#speaker.play(SOUNDS[id], { level, reserved: RESERVED });
  }

  /** Sounds the turns of the match, and the last seconds before them. */
  follow(course: Course): void {
    const id = this.#match.look(course);
    if (id) this.play(id);
  }

  close(): void {
    this.#speaker.close();
  }
}
