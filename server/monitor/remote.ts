import { matchMaker } from "@colyseus/core";
import { monitor } from "@colyseus/monitor";

/** The rooms of the whole cluster, as the monitor reaches them. */
export interface RemoteRooms {
  /** What the stock page shows: `{columns, rooms, connections, cpu, memory}`. */
  list(): Promise<unknown>;
  has(roomId: string): Promise<boolean>;
  /** Calls a method of a room, in whichever process it lives; rejects when that fails. */
  call(roomId: string, method: string, args: unknown[]): Promise<unknown>;
}

/** Importing the stock monitor is what gives every room of this process its `getInspectData`. */
export function remoteRooms(): RemoteRooms {
  return {
    list: stockList(),
    has: async (roomId) => matchMaker.driver.has(roomId),
    call: (roomId, method, args) => matchMaker.remoteRoomCall(roomId, method as never, args),
  };
}

function stockList(): () => Promise<unknown> {
  const columns = ["roomId", "name", "clients", "maxClients", "locked", "elapsedTime"] as const;
  const stock = monitor({ columns: [...columns, { metadata: "bots" }, { metadata: "phase" }] });
  const endpoints = stock as unknown as Record<string, (context: object) => Promise<unknown>>;
  const endpoint = endpoints["monitor-api-rooms"];
  if (!endpoint) throw new Error("@colyseus/monitor has no endpoint monitor-api-rooms");
  return () => endpoint({});
}

export type Reached =
  | { readonly value: unknown }
  | { readonly error: "monitor/room_gone" }
  | { readonly error: "monitor/action_failed"; readonly cause: unknown };

export interface RoomCall {
  readonly roomId: string;
  readonly method: string;
  readonly args: unknown[];
}

/** Asks the list first: a call to a room that is nowhere would only fail after a timeout. */
export async function reach(
  rooms: RemoteRooms,
  { roomId, method, args }: RoomCall,
): Promise<Reached> {
  if (!(await rooms.has(roomId))) return { error: "monitor/room_gone" };
  try {
    return { value: await rooms.call(roomId, method, args) };
  } catch (cause) {
    if (await rooms.has(roomId)) return { error: "monitor/action_failed", cause };
    return { error: "monitor/room_gone" };
  }
}
