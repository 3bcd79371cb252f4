import type { Room } from "colyseus.js";
import { CLOSE } from "../schema/messages.ts";
import type { Conditions } from "./conditions.ts";
import { Lane, Weather } from "./lane.ts";

/** What a tap reports. Bytes are whole WebSocket frames, header and mask included, TCP/IP not. */
export interface TrafficTap {
  received(bytes: number): void;
  sent(bytes: number): void;
  /**
   * A frame that the SDK could not take in: the state is not to be trusted from here on. Where no
   * tap takes it, the error is thrown as it would be without any.
   */
  failed?(error: unknown): void;
  /** The SDK has taken a frame in, listeners included, by `now`; it took so many ms. */
  worked?(ms: number, now: number): void;
}

const MASK_BYTES = 4;
const lines = new WeakMap<Room["connection"], Line>();

/** How long the conditions hold frames back, in ms. */
export interface Holding {
  /** The frame that was sent last. */
  readonly out: number;
  /** The one that is being taken in; 0 between frames. */
  readonly in: number;
}

/** The line of a room's connection; one for all who ask. */
export function lineOf(room: Room): Line {
  const { connection } = room;
  const known = lines.get(connection);
  if (known) return known;
  const line = new Line(connection);
  lines.set(connection, line);
  return line;
}

/**
 * Puts a room's line under other conditions, from now on and through reconnections; they replace
 * those before. Frames keep their order. A line that has to hold back more than half a megabyte
 * breaks, and the SDK reconnects.
 */
export function impair(room: Room, conditions: Conditions): void {
  lineOf(room).impair(conditions);
}

/**
 * Where a room's frames pass between the SDK and its socket. It hooks the SDK's connection, whose
 * transport and event table outlive the single socket. From the socket inwards: taps count what
 * passes the wire, then the conditions hold it back, then comes the SDK. So bytes are counted when
 * they pass, and pings, acknowledgements and state all feel the delay.
 */
export class Line {
  readonly #connection: Room["connection"];
  readonly #taps = new Set<TrafficTap>();
  /** Somebody wants to know how long frames take. */
  #timed = false;
  readonly #weather = new Weather(Math.random);
  readonly #in = new Passage(this.#weather);
  readonly #out = new Passage(this.#weather);
  readonly #holding = { out: 0, in: 0 };

  constructor(connection: Room["connection"]) {
    this.#connection = connection;
    this.#hookOut();
    this.#hookIn();
    this.#hookEnd();
  }

  /** Reports every frame from now on; returns the stop. */
  tap(tap: TrafficTap): () => void {
    this.#taps.add(tap);
    this.#timed ||= tap.worked !== undefined;
    return () => this.#taps.delete(tap);
  }

  /** As it is at this moment: one object for good. */
  get holding(): Holding {
    return this.#holding;
  }

  impair(conditions: Conditions): void {
    this.#weather.begin(conditions, performance.now());
    this.#in.hold();
    this.#out.hold();
  }

  #hookOut(): void {
    const { transport } = this.#connection;
    const send = transport.send.bind(transport);
    const wire = (data: Uint8Array) => {
      send(data);
      const bytes = frameBytes(data.byteLength) + MASK_BYTES;
      for (const tap of this.#taps) tap.sent(bytes);
    };
    transport.send = (data) => {
      this.#holding.out = 0;
      if (!transport.isOpen || this.#out.isFree) return wire(data);
      // The SDK writes the next frame into the same buffer.
      const copy = data.slice();
      this.#let(this.#out, data.byteLength, () => {
        if (transport.isOpen) wire(copy);
      });
      this.#holding.out = this.#out.lastIn;
    };
  }

  #hookIn(): void {
    const { events } = this.#connection;
    const receive = events.onmessage;
    const take = (event: { data: ArrayBuffer }) => {
      const began = this.#timed ? performance.now() : 0;
      try {
        receive?.(event);
      } catch (error) {
        this.#fail(error);
      }
      if (this.#timed) this.#worked(began, performance.now());
    };
    events.onmessage = (event: { data: ArrayBuffer }) => {
      const bytes = frameBytes(event.data.byteLength);
      for (const tap of this.#taps) tap.received(bytes);
      if (this.#in.isFree) return take(event);
      const came = performance.now();
      this.#let(this.#in, bytes, () => {
        this.#holding.in = performance.now() - came;
        try {
          take(event);
        } finally {
          this.#holding.in = 0;
        }
      });
    };
  }

  #hookEnd(): void {
    const { events } = this.#connection;
    const close = events.onclose;
    events.onclose = (event: { code?: number }) => {
      // Never into the next socket: the server counts the inputs of each from the start.
      this.#out.clear();
      // The page itself gave the line up, and will not hear what was still on its way.
      if (event.code === CLOSE.mayReconnect) this.#in.clear();
      if (event.code === CLOSE.mayReconnect || this.#in.isFree) close?.(event);
      else this.#let(this.#in, 0, () => close?.(event));
    };
  }

  #let(passage: Passage, bytes: number, deliver: () => void): void {
    if (!passage.push(deliver, bytes)) this.#connection.close(CLOSE.mayReconnect);
  }

  #worked(began: number, now: number): void {
    for (const tap of this.#taps) tap.worked?.(now - began, now);
  }

  #fail(error: unknown): void {
    const takers = [...this.#taps].filter((tap) => tap.failed);
    if (takers.length === 0) throw error;
    for (const tap of takers) tap.failed?.(error);
  }
}

/** A lane with the timer that empties it. */
class Passage {
  readonly #weather: Weather;
  readonly #lane: Lane<() => void>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(weather: Weather) {
    this.#weather = weather;
    this.#lane = new Lane(weather);
  }

  /** Nothing holds a frame back, and none is before it. */
  get isFree(): boolean {
    return this.#lane.size === 0 && this.#weather.isCalm(performance.now());
  }

  /** In how many ms what was pushed last comes out. */
  get lastIn(): number {
    const now = performance.now();
    return Math.max(0, (this.#lane.lastAt ?? now) - now);
  }

  push(deliver: () => void, bytes: number): boolean {
    const taken = this.#lane.push(deliver, bytes, performance.now());
    this.#arm();
    return taken;
  }

  hold(): void {
    this.#lane.hold();
  }

  clear(): void {
    this.#lane.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #arm(): void {
    if (this.#timer !== undefined || this.#lane.size === 0) return;
    // Upwards: a timer of part of a millisecond comes too early, over and over.
    const ms = Math.max(1, Math.ceil(this.#lane.nextAt - performance.now()));
    this.#timer = setTimeout(() => this.#release(), ms);
  }

  #release(): void {
    this.#timer = undefined;
    try {
      for (let next = this.#take(); next; next = this.#take()) next();
    } finally {
      this.#arm();
    }
  }

  #take(): (() => void) | undefined {
    return this.#lane.take(performance.now());
  }
}

/** Size of an unmasked frame by its payload: RFC 6455, section 5.2. */
function frameBytes(payload: number): number {
  if (payload < 126) return 2 + payload;
  return (payload < 65_536 ? 4 : 10) + payload;
}
