import type { Attack } from "./attack.ts";
import type { Target } from "./target.ts";
import { foreignSocket, rawRequest } from "./wire.ts";

const EVIL = "https://evil.example";
const CREATE = "/matchmake/create/arena";
/** Reaches Colyseus' own router. */
const ROUTED = `POST ${CREATE} HTTP/1.1`;

/** Asks the matchmaker with nothing but a body. */
const matchmake = ({ url }: Target, body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${CREATE}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });

export const REQUESTS: readonly Attack[] = [
  {
    title: "`Host: a b/c`",
    run: ({ port }) => rawRequest(port, ROUTED, "Host: a b/c"),
  },
  {
    title: "`X-Forwarded-Proto: ::::`",
    run: ({ port }) => rawRequest(port, ROUTED, "Host: localhost", "X-Forwarded-Proto: ::::"),
  },
  {
    title: "A stranger calls a room's method through the monitor",
    async run(target) {
      const room = await target.player();
      const closed = new Promise<string>((resolve) => room.onLeave((code) => resolve(`${code}`)));
      const query = `roomId=${room.roomId}&method=disconnect&args=[]`;
      const { status } = await fetch(`${target.url}/monitor/api/room/call?${query}`);
      if (status !== 200) return `refuses with ${status}`;
      return `answers 200, and the room's players are closed with ${await closed}`;
    },
  },
  {
    title: "Another site reads an answer (CORS)",
    async run(target) {
      const { headers } = await matchmake(target, "{}", { origin: EVIL });
      const allowed = headers.get("access-control-allow-origin");
      if (allowed !== EVIL) return "allows no other origin";
      const credentials = headers.get("access-control-allow-credentials");
      return `allows ${EVIL}${credentials === "true" ? " with credentials" : ""}`;
    },
  },
  {
    title: "Another site opens a socket (`Origin`)",
    run: async (target) => foreignSocket(await target.seat()),
  },
  {
    title: "50 rooms by somebody without an identity",
    async run(target) {
      const answers: number[] = [];
      const body = JSON.stringify((await target.ticket()).options);
      for (let n = 0; n < 50; n++) answers.push((await matchmake(target, body)).status);
      const granted = answers.filter((status) => status === 200).length;
      return granted > 0 ? `opens ${granted}` : `refuses with ${[...new Set(answers)].join(", ")}`;
    },
  },
  {
    title: "Body of 5 MB",
    async run(target) {
      const { options, token } = await target.ticket();
      const body = JSON.stringify({ ...options, padding: "x".repeat(5_000_000) });
      const answer = await matchmake(
        target,
        body,
        token ? { authorization: `Bearer ${token}` } : {},
      );
      return answer.status === 200
        ? "reads it all and opens a room"
        : `refuses with ${answer.status}`;
    },
  },
];
