type Truthy<T> = Exclude<T, false | 0 | "" | null | undefined>;

/** Polls until `read` gives a truthy value; throws with `what` after `ms`. For real sockets only. */
export async function until<T>(
  what: string,
  read: () => T | Promise<T>,
  ms = 10_000,
): Promise<Truthy<T>> {
  const end = performance.now() + ms;
  for (;;) {
    const value = await read();
    if (value) return value as Truthy<T>;
    if (performance.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Keeps the event loop standing still. */
export function busyFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
