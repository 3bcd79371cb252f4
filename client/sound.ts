/** One part of a sound: a note or a hiss that glides and fades. */
export interface Tone {
  readonly wave: OscillatorType | "noise";
  /** Pitch in Hz at the start and the end; of a noise, the middle of its band. */
  readonly from: number;
  readonly to: number;
  readonly ms: number;
  /** Loudness at the start, 0..1. */
  readonly level: number;
  /** How long after the sound's start it comes. */
  readonly afterMs?: number;
}

export interface SpeakerPlan {
  /** A new audio context; may throw, or give nothing, where there is no audio. */
  readonly open: () => AudioContext | undefined;
  /** Loudness of everything, 0..1; asked at every sound. */
  readonly loudness: () => number;
}

/** How one sound is played. */
export interface Playing {
  /** Loudness of this one, 0..1. */
  readonly level?: number;
  /** Voices that it leaves free for what matters more. */
  readonly reserved?: number;
}

const OWN: Playing = {};
/** More at once are noise: what comes on top is left out. */
const VOICES = 16;
const SILENCE = 0.0005;
const HISS_SECONDS = 1;

/** Sounds made of oscillators and noise. Silent until a hand has touched the page; never throws. */
export class Speaker {
  readonly #plan: SpeakerPlan;
  readonly #abort = new AbortController();
  #context: AudioContext | undefined;
  #out: AudioNode | undefined;
  #hiss: AudioBuffer | undefined;
  #voices = 0;
  #broken = false;

  constructor(plan: SpeakerPlan) {
    this.#plan = plan;
  }

  /** Wakes with the first press on the page, rests while the page is hidden. */
  listen(): void {
    const { signal } = this.#abort;
    const wake = () => this.wake();
    for (const type of ["pointerdown", "pointerup", "keydown"] as const) {
      window.addEventListener(type, wake, { signal, passive: true });
    }
    const follow = () => (document.hidden ? this.#rest() : this.wake());
    document.addEventListener("visibilitychange", follow, { signal });
    // Whoever came here by a press has already said that the page may be heard.
    if (navigator.userActivation?.hasBeenActive) this.wake();
  }

  wake(): void {
    this.#context ??= this.#open();
    if (this.#context?.state === "suspended") this.#context.resume().catch(() => {});
  }

  play(sound: readonly Tone[], { level = 1, reserved = 0 }: Playing = OWN): void {
    const context = this.#context;
    const loud = level * this.#plan.loudness();
    if (context?.state !== "running" || loud < SILENCE) return;
    for (const tone of sound) if (this.#voices < VOICES - reserved) this.#sing(context, tone, loud);
  }

  close(): void {
    this.#abort.abort();
    this.#context?.close().catch(() => {});
    this.#context = undefined;
    this.#out = undefined;
  }

  #rest(): void {
    if (this.#context?.state === "running") this.#context.suspend().catch(() => {});
  }

  #open(): AudioContext | undefined {
    if (this.#broken) return undefined;
    try {
      const context = this.#plan.open();
      this.#broken = context === undefined;
      return context;
    } catch {
      // No audio device, or one too many contexts: asked once, not at every press.
      this.#broken = true;
      return undefined;
    }
  }

  #sing(context: AudioContext, tone: Tone, loud: number): void {
    const start = context.currentTime + (tone.afterMs ?? 0) / 1000;
    const end = start + tone.ms / 1000;
    const fade = context.createGain();
    fade.gain.setValueAtTime(Math.max(SILENCE, tone.level * loud), start);
    fade.gain.exponentialRampToValueAtTime(SILENCE, end);
    this.#out ??= limiter(context);
    fade.connect(this.#out);
    const source = tone.wave === "noise" ? this.#noise(context, tone, fade, start) : note();
    this.#voices++;
    source.onended = () => {
      this.#voices--;
      fade.disconnect();
    };
    source.start(start);
    source.stop(end);

    function note(): OscillatorNode {
      const oscillator = context.createOscillator();
      oscillator.type = tone.wave as OscillatorType;
      glide(oscillator.frequency, tone, start);
      oscillator.connect(fade);
      return oscillator;
    }
  }

  #noise(context: AudioContext, tone: Tone, into: AudioNode, start: number): AudioBufferSourceNode {
    this.#hiss ??= hiss(context);
    const source = context.createBufferSource();
    source.buffer = this.#hiss;
    const band = context.createBiquadFilter();
    band.type = "bandpass";
    glide(band.frequency, tone, start);
    source.connect(band).connect(into);
    return source;
  }
}

/** Many voices at once are pressed together instead of cracking. */
function limiter(context: AudioContext): AudioNode {
  const node = context.createDynamicsCompressor();
  node.threshold.value = -14;
  node.ratio.value = 8;
  node.connect(context.destination);
  return node;
}

function glide(param: AudioParam, { from, to, ms }: Tone, start: number): void {
  param.setValueAtTime(from, start);
  param.exponentialRampToValueAtTime(to, start + ms / 1000);
}

function hiss(context: AudioContext): AudioBuffer {
  const length = context.sampleRate * HISS_SECONDS;
  const buffer = context.createBuffer(1, length, context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < length; i++) samples[i] = Math.random() * 2 - 1;
  return buffer;
}
