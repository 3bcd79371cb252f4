import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { UpgradeRefusal } from "./gate.ts";

/** RFC 6455, section 1.3. */
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/** 16 bytes in base 64. */
const KEY = /^[+/0-9A-Za-z]{22}==$/;
const VERSIONS = new Set(["13", "8"]);

/** Why this request opens no WebSocket, or undefined. As `ws` decides it. */
export function handshakeProblem({ method, headers }: IncomingMessage): UpgradeRefusal | undefined {
  if (method !== "GET") return { status: 405, error: "connect/bad_method" };
  const isWhole =
    headers.upgrade?.toLowerCase() === "websocket" &&
    KEY.test(headers["sec-websocket-key"] ?? "") &&
    VERSIONS.has(headers["sec-websocket-version"] ?? "");
  return isWhole ? undefined : { status: 400, error: "connect/bad_handshake" };
}

/** The answer that opens it: no subprotocol, no compression. */
export function handshakeAnswer({ headers }: IncomingMessage): string {
  const accept = createHash("sha1")
    .update(`${headers["sec-websocket-key"]}${GUID}`)
    .digest("base64");
  return [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${accept}`,
    "",
    "",
  ].join("\r\n");
}
