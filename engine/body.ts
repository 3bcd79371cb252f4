import type { IncomingMessage } from "node:http";

/** What has become of a body that is counted. */
export interface BodyLimit {
  /** It was longer than it may be. */
  over: boolean;
  /** Called once when that happens. */
  onOver: () => void;
}

/**
 * Counts a body as it arrives, chunked or not: call before anything of it has. What comes after `max`
 * bytes reaches nobody. A body that is refused is not worth the memory.
 */
export function limitBody(request: IncomingMessage, max: number): BodyLimit {
  const push = request.push.bind(request);
  const limit: BodyLimit = { over: false, onOver: () => {} };
  let bytes = 0;
  // Node's parser hands each piece over by this method: the one place that every reader is behind.
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    bytes += (chunk as Buffer | null)?.length ?? 0;
    if (bytes <= max) return push(chunk, encoding);
    if (!limit.over) {
      limit.over = true;
      limit.onOver();
    }
    return true;
  };
  return limit;
}

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** The whole body; rejects when the client goes away before its end. */
export async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
