import { type SchemaType, schema, t } from "@colyseus/schema";

/**
 * One input = one tick. `move` packs direction and strength in one byte (0 = still; else
 * `strength << 5 | direction`, 32 directions, strength 1..7), so a change of keys costs 4 bytes on
 * the wire with the rewind stamp, and a stick is as cheap as a key.
 */
export const ArenaInput = schema(
  { move: t.uint8().default(0), buttons: t.uint8().default(0), aim: t.uint16().default(0) },
  "ArenaInput",
);
export type ArenaInput = SchemaType<typeof ArenaInput>;

export const FIRE = 1;
export const DASH = 2;

/** Positions are 1/16 px; angles 16-bit; counters are ticks. Hot fields stay flat: they cost less. */
export const Player = schema(
  {
    x: t.uint16().default(0),
    y: t.uint16().default(0),
    aim: t.uint16().default(0),
    alive: t.boolean().default(true),
    /** Ticks until the next bolt; predicted. */
    cooldown: t.uint8().default(0),
    /** Ticks of spawn protection left; predicted, ends with the first shot. */
    shield: t.uint8().default(0),
    /** Ticks until the next dash; the first of them are the dash itself; predicted. */
    dash: t.uint8().default(0),
    /** Direction of the running dash, 0..31; predicted. */
    dashTo: t.uint8().default(0),
    hp: t.uint8().default(100),
    score: t.uint16().default(0),
    deaths: t.uint16().default(0),
    /** Counts bolts fired, modulo 256: a change draws the bolt that ends at (boltX, boltY). */
    bolts: t.uint8().default(0),
    boltX: t.uint16().default(0),
    boltY: t.uint16().default(0),
    /** Counts hits dealt, modulo 256: a change draws the shooter's hit mark. */
    hits: t.uint8().default(0),
    /** Seconds until respawn, 0 when alive. */
    respawnIn: t.uint8().default(0),
    /** Id of whoever felled this player last. */
    felledBy: t.string().default(""),
    name: t.string().default(""),
    hue: t.uint8().default(0),
    bot: t.boolean().default(false),
    online: t.boolean().default(true),
  },
  "Player",
);
export type Player = SchemaType<typeof Player>;

export const ArenaState = schema(
  {
    players: t.map(Player),
    map: t.string().default("atrium"),
    /** "playing" | "over" */
    phase: t.string().default("playing"),
    /** Whole seconds left in this phase. */
    secondsLeft: t.uint16().default(0),
    /** Winner's name while over; "" is a draw. A name, because the winner may leave. */
    winner: t.string().default(""),
    match: t.uint16().default(1),
    /** Strength of the bots, an index of `SKILLS`. */
    skill: t.uint8().default(1),
  },
  "ArenaState",
);
export type ArenaState = SchemaType<typeof ArenaState>;

/** What the shared step reads and writes: exactly the fields that a client predicts. */
export const PREDICTED = ["x", "y", "alive", "cooldown", "shield", "dash", "dashTo"] as const;
export type Body = Pick<Player, (typeof PREDICTED)[number]>;
