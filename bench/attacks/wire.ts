import { connect } from "node:net";
import WebSocket from "ws";
import { pause } from "../../test/support/wait.ts";
import type { Joined } from "./target.ts";

const JOIN_ACK = 10;
const QUIET_MS = 500;

/** Sends frames as they are. */
export function send(room: Joined, ...frames: readonly (string | Uint8Array)[]): void {
  for (const frame of frames) {
    room.connection.send(
      typeof frame === "string" ? Buffer.from(frame, "hex") : Buffer.from(frame),
    );
  }
}

/** A joined socket without the SDK, and what has become of it. */
export interface Bare {
  readonly socket: WebSocket;
  end(): Promise<string>;
}

export async function bare(address: string): Promise<Bare> {
  const socket = new WebSocket(address);
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  await new Promise((resolve) => socket.once("message", resolve));
  socket.send(Uint8Array.of(JOIN_ACK));
  return {
    socket,
    async end() {
      const code = await Promise.race([closed, pause(QUIET_MS).then(() => undefined)]);
      socket.terminate();
      return code === undefined ? "takes it" : `closes the sender with ${code}`;
    },
  };
}

/** Watches how a room's server takes what it is sent next. */
export function watch(room: Joined): () => Promise<string> {
  const errors: string[] = [];
  room.onError((code, message) => errors.push(`${code} ${message}`));
  room.onMessage("*", () => {});
  const closed = new Promise<number>((resolve) => room.onLeave(resolve));
  return async () => {
    const code = await Promise.race([closed, pause(QUIET_MS).then(() => undefined)]);
    const said = errors.length > 0 ? `answers ${errors.length} × “${errors[0]}”` : "";
    const end = code === undefined ? "" : `closes the sender with ${code}`;
    return [said, end].filter(Boolean).join(", then ") || "takes it";
  };
}

/** Writes a request by hand and reads the first line of the answer. */
export function rawRequest(port: number, ...lines: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    const done = () => {
      socket.destroy();
      resolve(text ? `answers ${text.split("\r\n")[0]?.replace("HTTP/1.1 ", "")}` : "no answer");
    };
    socket.on("data", (chunk) => {
      text += chunk;
      done();
    });
    socket.on("error", done);
    socket.on("close", done);
    socket.setTimeout(1500, done);
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  });
}

/** Opens a socket as a page of another site would. */
export function foreignSocket(url: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { origin: "https://evil.example" });
    socket.on("open", () => {
      resolve("opens the socket");
      socket.terminate();
    });
    socket.on("unexpected-response", (_request, { statusCode }) =>
      resolve(`refuses with ${statusCode}`),
    );
    socket.on("error", ({ message }) => resolve(`refuses: ${message}`));
  });
}
