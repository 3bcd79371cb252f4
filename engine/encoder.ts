import { Encoder, type StateView } from "@colyseus/schema";

/** More than one operation of a view takes: codes, numbers, and a key or a text of usual length. */
const OPERATION_BYTES = 64;

/** The private members of schema's encoder that are told to grow. */
interface Growing {
  sharedBuffer: Uint8Array;
  _resizeBuffer(buffer: Uint8Array, used: number): Uint8Array;
  ensureCapacity(buffer: Uint8Array, offset: number): Uint8Array;
}

/**
 * Sets what each encoder begins with; call before any room exists. Two buffers per room: more than
 * the largest state is waste, less costs one more encoding whenever a state outgrows its buffer.
 * @param bytes of the largest full state that a game declares
 */
export function reserveState(bytes: number): void {
  Encoder.BUFFER_SIZE = Math.max(Encoder.BUFFER_SIZE, bytes);
}

/**
 * Lets an encoder's buffers grow for good, twofold and in silence. Stock tells nobody of the larger
 * buffer but the caller, and Colyseus' serializer goes on with the one that was too small: a full
 * state beyond it reached a client with a view corrupt, 322 of 600 players, and took two encodings
 * and five lines of console for each joiner without one.
 * @param moved called with each buffer that was left for a larger one, except the shared one
 */
export function growSafely(
  encoder: Encoder,
  moved: (from: Uint8Array, to: Uint8Array) => void,
): void {
  const growing = encoder as unknown as Growing;
  growing._resizeBuffer = (buffer, used) => {
    const grown = new Uint8Array(Math.max(used, 2 * buffer.length));
    grown.set(buffer);
    if (buffer === growing.sharedBuffer) growing.sharedBuffer = grown;
    else moved(buffer, grown);
    return grown;
  };
}

/** Makes the shared buffer at least so large; what it holds stays. */
export function reserve(encoder: Encoder, bytes: number): void {
  const { sharedBuffer } = encoder;
  if (bytes > sharedBuffer.length) {
    (encoder as unknown as Growing)._resizeBuffer(sharedBuffer, bytes);
  }
}

/**
 * Makes room for what has been shown to a view since its last patch. Stock keeps one buffer's size
 * free and writes past its end without a check: more than that at once reached the client as zeros.
 * @param offset where the view's part of the patch begins
 */
export function reserveView(encoder: Encoder, view: StateView, offset: number): void {
  let operations = 0;
  for (const changes of view.changes.values()) operations += changes.size;
  if (operations * OPERATION_BYTES <= Encoder.BUFFER_SIZE) return;
  reserve(encoder, offset + operations * OPERATION_BYTES + Encoder.BUFFER_SIZE);
}
