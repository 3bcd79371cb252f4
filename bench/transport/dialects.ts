import { Decoder } from "@colyseus/schema";
import { clientFrame } from "./frames.ts";
import type { Dialect } from "./kinds.ts";
import { INPUT_TYPE, State } from "./servers/colyseus.ts";

const [JOIN, STATE, PATCH, BYTES, INPUT] = [10, 14, 15, 17, 19] as const;
const CODE_MASK = 0x1f;
const TIMED = 0x80;
const ACK_AT = 5;

/** How one client talks: what it sends, and what tells it that an input of its own has been applied. */
export interface Talk {
  readonly path: string;
  /** The n-th input; its angle is `n & 255`. */
  input(n: number): Buffer;
  /** What to answer to a message, while the client joins. */
  answer(payload: Buffer): Buffer | undefined;
  /** Has the client joined, after this message? */
  readonly joined: boolean;
  /** Inputs that the state of this message holds, where the message tells. */
  applied(payload: Buffer): Applied | undefined;
}

/** All up to a number, or the one that set an angle. */
export type Applied = { readonly upTo: number } | { readonly angle: number };

/** A talk on a server, for one client. */
export async function talkOf(dialect: Dialect, port: number): Promise<Talk> {
  if (dialect === "typed" || dialect === "message") return colyseus(dialect, await seat(port));
  return dialect === "json" || dialect === "socketio" ? text(dialect) : byHand(dialect);
}

interface Seat {
  readonly path: string;
  readonly sessionId: string;
}

async function seat(port: number): Promise<Seat> {
  const response = await fetch(`http://127.0.0.1:${port}/matchmake/joinOrCreate/bench`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const { sessionId, roomId, processId } = (await response.json()) as Record<string, string>;
  return { path: `/${processId}/${roomId}?sessionId=${sessionId}`, sessionId: sessionId ?? "" };
}

function colyseus(dialect: "typed" | "message", { path, sessionId }: Seat): Talk {
  const state = new State();
  const decoder = new Decoder(state);
  const head = dialect === "typed" ? [INPUT, 0x80] : [BYTES, INPUT_TYPE];
  let joined = false;
  return {
    path,
    input: (n) => clientFrame(Buffer.from([...head, n & 255])),
    answer(payload) {
      if (payload[0] === JOIN) return clientFrame(Buffer.from([JOIN]));
      joined ||= ((payload[0] as number) & CODE_MASK) === STATE;
      if (dialect === "message") decode(payload);
      return undefined;
    },
    get joined() {
      return joined;
    },
    applied(payload) {
      const code = (payload[0] as number) & CODE_MASK;
      if (code !== PATCH && code !== STATE) return undefined;
      if ((payload[0] as number) & TIMED) return { upTo: payload.readUInt32LE(ACK_AT) };
      decode(payload);
      const own = state.players.get(sessionId);
      return own && { angle: own.angle };
    },
  };

  function decode(payload: Buffer): void {
    decoder.decode(payload, { offset: 1 });
  }
}

/** JSON over plain `ws`, or over socket.io's framing: `42["event",data]`. */
function text(dialect: "json" | "socketio"): Talk {
  const isIo = dialect === "socketio";
  let own = "";
  const data = (payload: Buffer) => {
    const said = payload.toString();
    if (!isIo) return JSON.parse(said);
    return said.startsWith("42") ? JSON.parse(said.slice(2))[1] : undefined;
  };
  return {
    path: isIo ? "/socket.io/?EIO=4&transport=websocket" : "/",
    input: (n) => clientFrame(isIo ? `42["i",${n & 255}]` : JSON.stringify({ angle: n & 255 })),
    answer(payload) {
      if (isIo && payload[0] === 0x30) return clientFrame("40");
      own ||= data(payload)?.you ?? "";
      return undefined;
    },
    get joined() {
      return own !== "";
    },
    applied(payload) {
      const angle = data(payload)?.players?.[own]?.angle as number | undefined;
      return angle === undefined ? undefined : { angle };
    },
  };
}

/** Records: 3 bytes each in the order of joining, or 7 of which the first is one's own. */
function byHand(dialect: "packed" | "aoi"): Talk {
  let index = -1;
  return {
    path: "/",
    input: (n) => clientFrame(Buffer.from([n & 255])),
    answer(payload) {
      if (index < 0) index = payload.readUInt16LE(0);
      return undefined;
    },
    get joined() {
      return index >= 0;
    },
    applied(payload) {
      const at = dialect === "aoi" ? 6 : 4 + index * 3;
      const angle = payload[at];
      return angle === undefined ? undefined : { angle };
    },
  };
}
