const STEPS = [1, 2, 5, 10];

/** Round values from 0 to `most`, about `count` of them. */
export function ticksTo(most: number, count: number): readonly number[] {
  if (!(most > 0)) return [0];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let i = 0; i * step <= most * 1.0001; i++) ticks.push(Number((i * step).toPrecision(6)));
  return ticks;
}

/** Every nth, so that no more than `most` are left. */
export function thinned<T>(values: readonly T[], most: number): readonly T[] {
  const nth = Math.ceil(values.length / most);
  return values.filter((_, i) => i % nth === 0);
}
