import type { Verdict, VerdictId } from "../../netplay/verdict.ts";

/** Another verdict has to last so long before it is told. */
const LASTING_MS = 1000;
/** And the one before stands at least so long. */
const STANDING_MS = 4000;
/** The same verdict with other numbers is told anew after this. */
const RENEWED_MS = 15_000;
/** Told at once. */
const URGENT: readonly VerdictId[] = ["reconnecting", "silent"];
/** Gives way at once. */
const FLEETING: readonly VerdictId[] = ["measuring", "reconnecting", "silent"];

/** A verdict that does not chatter: it is read out with each change. Times in ms. */
export class Settled {
  #told: Verdict | undefined;
  #toldAt = 0;
  #next: VerdictId | undefined;
  #nextSince = 0;

  /** What to tell now. */
  look(verdict: Verdict, now: number): Verdict {
    const told = this.#told;
    if (told && !this.#isDue(told, verdict, now)) return told;
    this.#told = verdict;
    this.#toldAt = now;
    return verdict;
  }

  #isDue(told: Verdict, { id }: Verdict, now: number): boolean {
    if (id !== this.#next) {
      this.#next = id;
      this.#nextSince = now;
    }
    const stood = now - this.#toldAt;
    if (id === told.id) return stood >= RENEWED_MS;
    if (URGENT.includes(id)) return true;
    const lasts = now - this.#nextSince >= LASTING_MS;
    return lasts && (stood >= STANDING_MS || FLEETING.includes(told.id));
  }
}
