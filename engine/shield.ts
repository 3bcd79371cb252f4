import { CloseCode, Room, ServerError } from "@colyseus/core";
import { caught } from "./caught.ts";
import { fault, faultsOf } from "./faults.ts";
import { guardMessages } from "./messages.ts";

/** Their errors travel on to the client, who is refused. */
const REFUSING = ["onCreate", "onAuth", "onJoin", "onReconnect"] as const;
/** Whoever throws here has no say any more: the client goes and the patch comes all the same. */
const FINAL = ["onDrop", "onLeave", "onDispose", "onBeforePatch"] as const;
/** Those that Colyseus binds in the constructor, which is before plugins wrap them. */
const BOUND = ["onCreate", "onAuth", "onJoin", "onReconnect", "onDrop", "onLeave", "onDispose"];

const TIMERS = ["setTimeout", "setInterval"] as const;
/** What runs a callback with every tick. */
const LOOPS = ["setTimestep", "setFixedTimestep"] as const;

type Method = (...given: any[]) => any;

/** The private member of Colyseus that makes a room ready before `onCreate`. */
interface Internals {
  __init(): void;
}

/**
 * Catches whatever a room throws, in all of its hooks, its plugins, its handlers and its patches;
 * call in the constructor.
 *
 * Stock lets through what `onBeforePatch`, subscriptions and a rejected promise of a leaving client
 * throw, shows clients the text of an exception, runs the first room of a class without any plugin,
 * and throws itself where a timer or a loop throws `undefined`.
 */
export function shield(room: Room): void {
  const target = room as unknown as Internals & Record<string, Method>;
  for (const hook of BOUND) if (Object.hasOwn(target, hook)) delete target[hook];
  guardMessages(room);
  guardTimers(room);
  for (const loop of LOOPS) guardLoop(room, loop);
  const init = target.__init;
  target.__init = () => {
    init.call(target);
    // Not earlier: it is `__init` that wraps the hooks of a class in those of its plugins.
    for (const hook of REFUSING) guardHook(room, hook, refuse);
    for (const hook of FINAL) guardHook(room, hook, () => {});
    // Or a stopping server would neither close this room nor tell those after it.
    guardHook(room, "onBeforeShutdown", () => room.disconnect(CloseCode.SERVER_SHUTDOWN));
    guardPatch(room);
  };
}

/** What was meant for the client stays as it is; anything else is a fault of ours. */
function refuse(error: unknown): never {
  throw error instanceof ServerError ? error : fault();
}

function guardHook(room: Room, hook: string, end: (error: unknown) => unknown): void {
  const target = room as unknown as Record<string, Method>;
  const inner = target[hook];
  // Colyseus compares this one with the prototype's to see whether there is any.
  if (!inner || inner === (Room.prototype as unknown as Record<string, Method>).onAuth) return;
  const fail = (error: unknown) => {
    if (!(error instanceof ServerError && end === refuse)) faultsOf(room).report(error, hook);
    return end(error);
  };
  target[hook] = (...given) => {
    if (hook === "onCreate") guardSubscriptions(room);
    return caught(() => inner.apply(room, given), fail);
  };
}

/** In place of Colyseus' own wrappers. */
function guardTimers(room: Room): void {
  const clock = room.clock as unknown as Record<string, Method>;
  for (const timer of TIMERS) {
    delete clock[timer];
    const stock = clock[timer] as Method;
    const fail = (error: unknown) => faultsOf(room).report(error, timer);
    clock[timer] = (handler: Method, ...rest) =>
      stock.call(clock, (...given: unknown[]) => caught(() => handler(...given), fail), ...rest);
  }
}

function guardLoop(room: Room, loop: (typeof LOOPS)[number]): void {
  const target = room as unknown as Record<string, Method>;
  const stock = target[loop] as Method;
  const fail = (error: unknown) => faultsOf(room).report(error, loop);
  target[loop] = (callback: Method | undefined, ...rest) =>
    stock.call(
      room,
      callback && ((...given: unknown[]) => caught(() => callback(...given), fail)),
      ...rest,
    );
}

/** By hand: it runs with every tick, and returns no promise. */
function guardPatch(room: Room): void {
  const { broadcastPatch } = room;
  room.broadcastPatch = () => {
    try {
      return broadcastPatch.call(room);
    } catch (error) {
      faultsOf(room).report(error, "broadcastPatch");
      return false;
    }
  };
}

/** Presence calls its subscribers on the stack of whoever publishes: another room. */
function guardSubscriptions(room: Room): void {
  const { presence } = room;
  const { subscribe, unsubscribe } = presence;
  const guarded = new WeakMap<Method, Method>();
  presence.subscribe = (topic, callback) => {
    const inner = (...given: unknown[]) =>
      caught(
        () => callback(...given),
        (error) => faultsOf(room).report(error, "subscription", { topic }),
      );
    guarded.set(callback as Method, inner);
    return subscribe.call(presence, topic, inner);
  };
  presence.unsubscribe = (topic, callback) =>
    unsubscribe.call(presence, topic, callback && (guarded.get(callback as Method) ?? callback));
}
