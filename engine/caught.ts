/** Runs `work`; what it throws now or later goes to `fail`, whose result takes its place. */
export function caught(work: () => unknown, fail: (error: unknown) => unknown): unknown {
  try {
    const result = work();
    const isPromise = typeof (result as Promise<unknown> | undefined)?.then === "function";
    return isPromise ? (result as Promise<unknown>).then(undefined, fail) : result;
  } catch (error) {
    return fail(error);
  }
}
