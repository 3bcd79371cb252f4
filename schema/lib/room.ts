import { type SchemaType, schema, t } from "@colyseus/schema";

/** The synced fields of everyone who sits in a game, whatever the game: spread them into its player. */
export const seatFields = () => ({
  name: t.string().default(""),
  /** Index into the palette, 0..7. */
  hue: t.uint8().default(0),
  bot: t.boolean().default(false),
  /** False while a dropped player's seat is held. */
  online: t.boolean().default(true),
});

/** Somebody who is in the room and takes no seat. */
export const Watcher = schema(
  {
    name: t.string().default(""),
    hue: t.uint8().default(0),
    online: t.boolean().default(true),
    /** Moved out of the seat for doing nothing. */
    idle: t.boolean().default(false),
  },
  "Watcher",
);
export type Watcher = SchemaType<typeof Watcher>;

/** The synced fields of every room: spread them into a game's state. */
export const roomFields = () => ({
  /** Key of whoever may change the room, in `players` or `watchers`; "" where nobody may. */
  host: t.string().default(""),
  watchers: t.map(Watcher),
});
