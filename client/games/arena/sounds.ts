import { loudness } from "../../preferences.ts";
import { settings } from "../../settings.ts";
import { Speaker, type Tone } from "../../sound.ts";

const SOUNDS = {
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
  end: [
    { wave: "sawtooth", from: 196, to: 195, ms: 420, level: 0.16 },
    { wave: "sawtooth", from: 294, to: 293, ms: 420, level: 0.16, afterMs: 230 },
    { wave: "sawtooth", from: 392, to: 391, ms: 900, level: 0.18, afterMs: 460 },
  ],
} as const satisfies Record<string, readonly Tone[]>;

export type SoundId = keyof typeof SOUNDS;

/** Farther away than this, in world px, nothing is heard: about half a screen and a bit. */
const EARSHOT = 900;
/** Others are quieter than oneself even beside one. */
const OTHERS = 0.45;

/** How loud something is at this distance in world px, 0..1; 0 is oneself. */
export const levelAt = (distance: number): number =>
  distance === 0 ? 1 : OTHERS * Math.max(0, 1 - distance / EARSHOT) ** 2;

/** Arena's sounds on one speaker. */
export class ArenaSounds {
  readonly #speaker = new Speaker({
    open: () => (typeof AudioContext === "undefined" ? undefined : new AudioContext()),
    loudness: () => loudness(settings.value),
  });
  #phase = "";

  listen(): void {
    this.#speaker.listen();
  }

  /** @param distance in world px from oneself */
  play(id: SoundId, distance = 0): void {
    this.#speaker.play(SOUNDS[id], levelAt(distance));
  }

  /** Sounds the end of a match once, when its phase becomes "over". */
  follow(phase: string): void {
    if (phase === "over" && this.#phase !== "" && this.#phase !== phase) this.play("end");
    this.#phase = phase;
  }

  close(): void {
    this.#speaker.close();
  }
}
