import { effect, type ReadonlySignal, signal } from "@preact/signals";

/**
 * Follows `source` at most once in `ms`, for those who are read to: a list that changes every second
 * must not talk every second.
 */
export function calmed<T>(
  source: ReadonlySignal<T>,
  ms: number,
): { readonly value: ReadonlySignal<T>; stop(): void } {
  const value = signal(source.peek());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = () => {
    timer = undefined;
    value.value = source.peek();
  };
  const unsubscribe = effect(() => {
    if (source.value !== value.peek()) timer ??= setTimeout(follow, ms);
  });
  return {
    value,
    stop() {
      unsubscribe();
      clearTimeout(timer);
    },
  };
}
