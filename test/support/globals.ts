/** What these globals are now; the function returned puts it back, and removes what was not there. */
export function keepGlobals(...names: readonly string[]): () => void {
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  return () => {
    names.forEach((name, i) => {
      const descriptor = before[i];
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    });
  };
}
