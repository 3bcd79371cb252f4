/** What is compared. Each runs as a server in a process of its own. */
export const KINDS = {
  ours: "our transport, Arena's kind of typed inputs",
  "ours-msg": "our transport, inputs as bytes messages",
  "ours-aoi": "our transport, typed inputs, a view for each client",
  stock: "stock Colyseus, typed inputs, the same schema",
  "stock-msg": "stock Colyseus, inputs as bytes messages",
  "stock-aoi": "stock Colyseus, typed inputs, a view for each client",
  json: "ws, JSON deltas encoded once",
  socketio: "socket.io, JSON deltas",
  packed: "ws, hand-packed binary deltas encoded once: the floor",
  aoi: "ws, hand-packed, what is near each client",
} as const;
export type Kind = keyof typeof KINDS;

export const isKind = (text: string): text is Kind => Object.hasOwn(KINDS, text);

/** What a kind is measured against. */
export const floorOf = (kind: Kind): Kind => (kind.endsWith("aoi") ? "aoi" : "packed");

export const ALL_KINDS = Object.keys(KINDS) as Kind[];

/** How the generator talks to a kind. */
export type Dialect = "typed" | "message" | "json" | "socketio" | "packed" | "aoi";

export function dialectOf(kind: Kind): Dialect {
  if (kind.endsWith("-msg")) return "message";
  return kind.startsWith("ours") || kind.startsWith("stock") ? "typed" : (kind as Dialect);
}
