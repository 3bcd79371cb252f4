type Fail = (error: unknown) => unknown;

const isPromise = (result: unknown): result is PromiseLike<unknown> =>
  typeof (result as Partial<PromiseLike<unknown>> | undefined)?.then === "function";

/** Runs `work`; what it throws now or later goes to `fail`, whose result takes its place. */
export function caught(work: () => unknown, fail: Fail): unknown {
  try {
    const result = work();
    return isPromise(result) ? result.then(undefined, fail) : result;
  } catch (error) {
    return fail(error);
  }
}

/** If `result` is a promise that rejects, `fail` hears of it. For loops: {@link caught} without closures. */
export function heed(result: unknown, fail: Fail): void {
  if (isPromise(result)) result.then(undefined, fail);
}
