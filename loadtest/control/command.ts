/** What takes no part in what a run does: where its report goes, and how it is shown. */
const NOT_REPEATED = /^--(out|json)(=|$)/;

/** The command that repeats a run, for a POSIX shell; the seed is always in it. */
export function commandOf(args: readonly string[], seed: number): string {
  const kept: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (!NOT_REPEATED.test(arg)) kept.push(arg);
    else if (arg === "--out") i++;
  }
  if (!kept.some((arg) => /^--seed(=|$)/.test(arg))) kept.push("--seed", String(seed));
  return ["npm run loadtest --", ...kept.map(quoted)].join(" ");
}

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
