import { connect } from "node:net";

/** Sends these bytes as they are; resolves with all that comes back once the other side closes. */
export function sendRaw(port: number, text: string, ms = 5000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
    socket.setTimeout(ms, () => socket.destroy(new Error(`still open after ${ms} ms: ${answer}`)));
  });
}

/** A request whose body comes in chunks. */
export const chunked = (path: string, body: string, headers = ""): string =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\n${headers}Connection: close\r\n` +
  `Transfer-Encoding: chunked\r\n\r\n${pieces(body)}0\r\n\r\n`;

const pieces = (body: string): string =>
  (body.match(/.{1,1000}/gs) ?? [])
    .map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`)
    .join("");

export const statusOf = (answer: string): number =>
  Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
