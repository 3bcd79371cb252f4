import type { MessagePort, Worker } from "node:worker_threads";
import type { LineState } from "../wire.ts";

/** A place on the map, in units. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What a measuring thread may ask of the main one, which holds the proxies and the server. */
export interface Desk {
  /** The condition's line from now on. */
  line(line: Partial<LineState>): Promise<void>;
  /** Resolves when it is over. */
  outage(ms: number, kind: "cut" | "stall"): Promise<void>;
  /** Puts players somewhere, and from then on keeps this room's players unhurt and unprotected. */
  stage(roomId: string, places: Readonly<Record<string, Spot>>): Promise<void>;
  /** When a room's clock was 0, in ms of the shared monotonic clock. */
  origin(roomId: string): Promise<number>;
  /** The longest that a patch left after the time it carries, in ms, since last asked. */
  lateness(roomId: string): Promise<number>;
  /** Moves the wall clock of the server's process. */
  wall(byMs: number): Promise<void>;
}

export type Ask = {
  [Name in keyof Desk]: { readonly name: Name; readonly args: Parameters<Desk[Name]> };
}[keyof Desk];

interface Asked {
  readonly id: number;
  readonly ask: Ask;
}

interface Answered {
  readonly id: number;
  readonly value?: unknown;
  readonly problem?: string;
}

/** A channel to one other side: a thread's port, or a process. */
export interface Channel {
  post(message: object): void;
  listen(listener: (message: object) => void): void;
}

export const portChannel = (port: MessagePort | Worker): Channel => ({
  post: (message) => port.postMessage(message),
  listen: (listener) => void port.on("message", listener),
});

/** The asking side. */
export function deskOver(wire: Channel): Desk {
  const open = new Map<number, { done(value: unknown): void; failed(error: Error): void }>();
  let last = 0;
  wire.listen((message) => {
    const { id, value, problem } = message as Answered;
    const waiting = open.get(id);
    open.delete(id);
    if (problem === undefined) waiting?.done(value);
    else waiting?.failed(new Error(problem));
  });
  const asking =
    (name: string) =>
    (...args: unknown[]) =>
      new Promise((done, failed) => {
        const id = ++last;
        open.set(id, { done, failed });
        wire.post({ id, ask: { name, args } });
      });
  return new Proxy({} as Desk, { get: (_desk, name: string) => asking(name) });
}

/** The answering side. */
export function answer(wire: Channel, handle: (ask: Ask) => unknown): void {
  wire.listen(async (message) => {
    const { id, ask } = message as Partial<Asked>;
    if (id === undefined || ask === undefined) return;
    try {
      wire.post({ id, value: await handle(ask) });
    } catch (error) {
      wire.post({ id, problem: String(error) });
    }
  });
}
