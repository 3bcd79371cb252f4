/** Deepest nesting and most values of one message: an honest one has three and twenty. */
export const DEPTH_MAX = 8;
export const VALUES_MAX = 256;
/** Records are numbered by the low bits of their first byte. */
const RECORDS = 64;
const RECORD_DEFINITION = 0x72;
const TIMESTAMP = 0xff;
const UNDEFINED = 0;

/** Bytes that follow a first byte of c0 to df; those that have a length are read by hand. */
const FIXED: Readonly<Record<number, number>> = {
  192: 0,
  194: 0,
  195: 0,
  202: 4,
  203: 8,
  204: 1,
  205: 2,
  206: 4,
  207: 8,
  208: 1,
  209: 2,
  210: 4,
  211: 8,
};
/** Bytes of the length of a binary (c4 to c6) and of a string (d9 to db). */
const LENGTHS: Readonly<Record<number, number>> = {
  196: 1,
  197: 2,
  198: 4,
  217: 1,
  218: 2,
  219: 4,
};

/** One scan at a time, so that none of them allocates. */
const fields = new Int16Array(RECORDS);
let bytes: Uint8Array;
let at: number;
let values: number;

/**
 * Is this one whole MessagePack value, up to the last byte, of at most {@link VALUES_MAX} values
 * {@link DEPTH_MAX} deep? Decodes nothing: a decoder allocates and recurses as a frame says, and
 * 4 kB of nested records overflow its stack.
 *
 * Of the extensions only those pass that the SDK writes: inline records, dates and undefined.
 */
export function isBoundedMsgpack(frame: Uint8Array, from: number): boolean {
  bytes = frame;
  at = from;
  values = 0;
  fields.fill(-1);
  return value(0) && at === frame.length;
}

function value(depth: number): boolean {
  if (depth > DEPTH_MAX || ++values > VALUES_MAX || at >= bytes.length) return false;
  const head = bytes[at++] as number;
  if (head >= 0xe0 || head < 0x40) return true;
  if (head < 0x80) return record(head, depth);
  if (head < 0x90) return map(head & 0x0f, depth);
  if (head < 0xa0) return many(head & 0x0f, depth);
  if (head < 0xc0) return skip(head & 0x1f);
  return long(head, depth);
}

function long(head: number, depth: number): boolean {
  const fixed = FIXED[head];
  if (fixed !== undefined) return skip(fixed);
  const length = LENGTHS[head];
  if (length !== undefined) return skip(uint(length));
  if (head === 0xdc) return many(uint(2), depth);
  if (head === 0xdd) return many(uint(4), depth);
  if (head === 0xde) return map(uint(2), depth);
  if (head === 0xdf) return map(uint(4), depth);
  return extension(head, depth);
}

function extension(head: number, depth: number): boolean {
  const type = bytes[at++];
  if (head === 0xd4 && type === RECORD_DEFINITION) return definition(depth);
  if (head === 0xd4 && type === UNDEFINED) return skip(1);
  if (head === 0xd6 && type === TIMESTAMP) return skip(4);
  if (head === 0xd7 && type === TIMESTAMP) return skip(8);
  return head === 0xc7 && type === 12 && bytes[at++] === TIMESTAMP && skip(12);
}

/** `[id][array of names]` and then the first record of that kind. */
function definition(depth: number): boolean {
  const id = (bytes[at++] ?? 0) & (RECORDS - 1);
  const head = bytes[at++] ?? 0;
  if (head !== 0xdc && (head < 0x90 || head >= 0xa0)) return false;
  const names = head === 0xdc ? uint(2) : head & 0x0f;
  for (let n = 0; n < names; n++) if (!name(depth + 1)) return false;
  fields[id] = names;
  return many(names, depth);
}

function map(pairs: number, depth: number): boolean {
  if (pairs > VALUES_MAX) return false;
  for (let n = 0; n < pairs; n++) if (!key(depth + 1) || !value(depth + 1)) return false;
  return true;
}

/** A name or a number: of a key that has parts, the decoder makes an exception. */
function key(depth: number): boolean {
  const head = bytes[at] ?? 0;
  const isNumber = head < 0x40 || head >= 0xe0 || (head >= 0xca && head <= 0xd3);
  return (isNumber && value(depth)) || name(depth);
}

/** A short string. */
function name(depth: number): boolean {
  const head = bytes[at] ?? 0;
  return ((head >= 0xa0 && head < 0xc0) || head === 0xd9) && value(depth);
}

/** The values of a record that was defined before in this message; else a small number. */
function record(head: number, depth: number): boolean {
  const names = fields[head & (RECORDS - 1)] as number;
  return names < 0 || many(names, depth);
}

function many(count: number, depth: number): boolean {
  if (count > VALUES_MAX) return false;
  for (let n = 0; n < count; n++) if (!value(depth + 1)) return false;
  return true;
}

function skip(length: number): boolean {
  at += length;
  return at <= bytes.length;
}

/** NaN past the end, which is no length. */
function uint(size: number): number {
  let read = 0;
  for (let n = 0; n < size; n++) read = read * 256 + (bytes[at++] ?? Number.NaN);
  return read;
}
