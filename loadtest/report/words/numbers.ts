const MB = 1_000_000;
const KB = 1000;
const MINUTE = 60;
const HOUR = 3600;
/** More digits than any figure here is worth. */
const MOST_DIGITS = 6;

export interface Numbers {
  /** Integers, and others with no more digits than they are worth: 0.04, 3.2, 120.4, 1,204. */
  readonly figure: (value: number) => string;
  /** With so many decimals, always. */
  readonly fixed: (value: number, decimals: number) => string;
  /** Two values as texts that differ wherever the values do: "120.04" beside "120". */
  readonly apart: (value: number, other: number) => readonly [string, string];
}

/** Numbers as a language writes them. */
export function numbers(locale: string): Numbers {
  const upTo = Array.from(
    { length: MOST_DIGITS + 1 },
    (_, digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }),
  );
  const write = (value: number, digits: number) =>
    // A zero with a sign would be read as something below zero.
    upTo[Math.min(digits, MOST_DIGITS)]?.format(value).replace(/^-(0([.,]0*)?)$/, "$1") ?? "";
  const figure = (value: number) => write(value, worth(value));
  return {
    figure,
    fixed: (value, decimals) =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(value),
    apart(value, other) {
      let digits = worth(value);
      if (value !== other) {
        while (digits < MOST_DIGITS && write(value, digits) === write(other, digits)) digits++;
      }
      return [write(value, digits), write(other, MOST_DIGITS)];
    },
  };
}

function worth(value: number): number {
  const size = Math.abs(value);
  if (size >= 1000) return 0;
  if (size >= 1 || size === 0) return 1;
  return size >= 0.01 ? 2 : 4;
}

/** What a number of bytes is best told in. */
export function inBytes(bytes: number): { readonly value: number; readonly unit: string } {
  if (Math.abs(bytes) >= MB) return { value: bytes / MB, unit: "MB" };
  if (Math.abs(bytes) >= KB) return { value: bytes / KB, unit: "kB" };
  return { value: bytes, unit: "B" };
}

/** Hours, minutes and seconds; below a minute with a decimal. */
export function clock(seconds: number): {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
} {
  if (seconds < MINUTE) return { hours: 0, minutes: 0, seconds: Math.round(seconds * 10) / 10 };
  const whole = Math.round(seconds);
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  return { hours: Math.floor(whole / HOUR), minutes, seconds: whole % MINUTE };
}
