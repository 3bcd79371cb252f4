import type { IncomingMessage } from "node:http";

/**
 * Counts a body as it arrives, chunked or not, and calls `over` once when it is longer than `max`
 * bytes; what comes afterwards reaches nobody. A body that is refused is not worth the memory.
 */
export function limitBody(request: IncomingMessage, max: number, over: () => void): void {
  const push = request.push.bind(request);
  let bytes = 0;
  let refused = false;
  // Node's parser hands each piece over by this method: the one place that every reader is behind.
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    bytes += (chunk as Buffer | null)?.length ?? 0;
    if (bytes <= max) return push(chunk, encoding);
    if (!refused) over();
    refused = true;
    return true;
  };
}

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** The whole body; rejects when the client goes away before its end. */
export async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
