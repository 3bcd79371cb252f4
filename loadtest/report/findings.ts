import type { Capacity, Compared, Leak, Result } from "../result.ts";
import { bytesText, comparedText, msText, percentText } from "./facts.ts";
import type { Tongue } from "./words/index.ts";

/** Players for whom the number of processes is told. */
const AUDIENCE = 1000;
const NS_DIGITS = 0;

/** How many players a core carries, and how many processes a thousand need: by the safe end. */
export function capacityText({ words }: Tongue, capacity: Capacity): string {
  const say = words.say.capacity;
  if (!capacity.known) return say.unknown[capacity.why];
  const { share, seen, capped } = capacity;
  const [per, low, high] = [capacity.perCore, capacity.low, capacity.high].map(Math.floor);
  const safe = Math.max(1, Math.min(low ?? 1, per ?? 1));
  const processes = Math.ceil(AUDIENCE / safe);
  const said = capped
    ? [say.atLeast(share, per ?? 0, seen), say.atMost(AUDIENCE, processes)]
    : [say.about(share, per ?? 0, low ?? 0, high ?? 0), say.processes(AUDIENCE, processes)];
  return said.join(words.gap);
}

export function leakText({ words, n }: Tongue, leak: Leak): string {
  const say = words.say.leak;
  if (!leak.known) return say.unknown[leak.why];
  const { mbPerHour, low, high, minutes } = leak;
  return say.slope(
    words.units.mbPerHour(n.figure(mbPerHour)),
    n.figure(low),
    n.figure(high),
    minutes,
  );
}

export function kneeText(
  { words }: Tongue,
  { holds, breaks }: NonNullable<Result["knee"]>,
): string {
  const say = words.say.knee;
  if (breaks === null) return say.beyond(holds);
  return holds > 0 ? say.between(holds, breaks) : say.none(breaks);
}

export function baselineText(tongue: Tongue, compared: Compared): string {
  const { words } = tongue;
  const write = (value: number) => comparedText(tongue, compared.figure, value);
  const noise = compared.noise === null ? null : write(compared.noise);
  const word = words.comparison[compared.word];
  return words.say.compared(write(compared.now), write(compared.before), noise, word);
}

export function recordingText(tongue: Tongue, { recording }: Result): string {
  const { nsPerSample, samplesPerSecond, share } = recording;
  const whole = (value: number) => tongue.n.fixed(value, NS_DIGITS);
  const cost = percentText(tongue, share);
  return tongue.words.say.recording(whole(nsPerSample), whole(samplesPerSecond), cost);
}

/** How the ones that play the bots fared, over the phase. */
export function generatorText(
  tongue: Tongue,
  { cores, utilisation, eventLoopMs }: Result["phases"][number]["generator"],
): string {
  const { words, n } = tongue;
  return words.say.generator(
    words.units.cores(n.figure(cores)),
    utilisation,
    msText(tongue, eventLoopMs.p99),
  );
}

export const memoryText = (tongue: Tongue, rssBytes: number, heapBytes: number): string =>
  tongue.words.say.memory(bytesText(tongue, rssBytes), bytesText(tongue, heapBytes));

/** What a reader has to know before trusting the figures, and the verdict does not say. */
export function cautions({ words }: Tongue, { run, phases }: Result): readonly string[] {
  const doubted = phases.filter(({ doubt }) => doubt !== null).length;
  return [
    ...(run.ours ? [] : [words.say.notOurs]),
    ...(doubted > 0 ? [words.say.doubted(doubted, phases.length)] : []),
  ];
}

/** As a sentence of its own begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** With the mark that ends it. */
export function sentence({ words }: Tongue, text: string): string {
  return /[.。!?]$/.test(text) ? capital(text) : `${capital(text)}${words.stop}`;
}
