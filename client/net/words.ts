import type { Verdict } from "../../netplay/verdict.ts";
import type { Messages } from "../i18n/messages.ts";

/** A verdict as a sentence. */
export function verdictWords(verdict: Verdict, { net }: Messages): string {
  const { verdicts } = net;
  switch (verdict.id) {
    case "reconnecting":
      return verdicts.reconnecting(verdict.attempt);
    case "stalls":
      return verdicts.stalls(verdict.perMinute);
    case "starved":
      return verdicts.starved(verdict.kbit);
    case "stalled":
      return verdicts.stalled(decimal(verdict.ms / 1000));
    case "jittery":
      return verdicts.jittery(verdict.ms);
    case "slow":
      return verdicts.slow(Math.round(verdict.ping));
    default:
      return verdicts[verdict.id];
  }
}

/** One digit after the point. */
export const decimal = (value: number): string => value.toFixed(1);
