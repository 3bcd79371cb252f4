import { type SchemaType, schema, t } from "@colyseus/schema";
import { roomFields, seatFields } from "../lib/room.ts";

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
    /** Ticks of greater speed left; predicted. */
    boost: t.uint8().default(0),
    /** Ticks of double damage left; predicted. */
    power: t.uint8().default(0),
    /** Ticks until the match lets one move; predicted. */
    frozen: t.uint8().default(0),
    hp: t.uint8().default(100),
    /** 1 sun, 2 moon; 0 without teams. */
    team: t.uint8().default(0),
    score: t.uint16().default(0),
    assists: t.uint16().default(0),
    deaths: t.uint16().default(0),
    /** Foes felled since one's own last fall. */
    streak: t.uint8().default(0),
    /** Counts bolts fired, modulo 256: a change draws the bolt that ends at (boltX, boltY). */
    bolts: t.uint8().default(0),
    boltX: t.uint16().default(0),
    boltY: t.uint16().default(0),
    /** Counts hits dealt, modulo 256: a change draws the shooter's hit mark. */
    hits: t.uint8().default(0),
    /** Where the last wound came from, an angle in 256ths of a turn, seen from the wounded. */
    hurtFrom: t.uint8().default(0),
    /** Seconds until respawn, 0 when alive. */
    respawnIn: t.uint8().default(0),
    /** Id of whoever felled this player last. */
    felledBy: t.string().default(""),
    /** Vote for the next map: 1 + an index of the ballot, 0 for none. */
    vote: t.uint8().default(0),
    ...seatFields(),
  },
  "Player",
);
export type Player = SchemaType<typeof Player>;

/** A distinction of the match's end. The name is kept, because its holder may leave. */
export const Award = schema(
  {
    /** An index of `AWARDS`. */
    kind: t.uint8().default(0),
    name: t.string().default(""),
    hue: t.uint8().default(0),
    team: t.uint8().default(0),
    /** The figure it was given for. */
    value: t.uint16().default(0),
  },
  "Award",
);
export type Award = SchemaType<typeof Award>;

/** In the order of a match. */
export const PHASES = ["warmup", "ready", "playing", "overtime", "over", "vote"] as const;
export type Phase = (typeof PHASES)[number];

export const ArenaState = schema(
  {
    players: t.map(Player),
    ...roomFields(),
    map: t.string().default("atrium"),
    /** One of {@link PHASES}. */
    phase: t.string().default("warmup"),
    /** Whole seconds left in this phase; 0 where it has no deadline. */
    secondsLeft: t.uint16().default(0),
    /** Matches begun in this room. */
    match: t.uint16().default(0),
    /** Two teams, or everyone for themselves. */
    teams: t.boolean().default(false),
    /** The score that ends this match. */
    limit: t.uint16().default(0),
    /** Points of the teams. */
    sun: t.uint16().default(0),
    moon: t.uint16().default(0),
    /** Bit i is set while pickup i of the map lies there. */
    pickups: t.uint32().default(0),
    /** Name of the winner while over, "" on a draw or when a team has won. */
    winner: t.string().default(""),
    /** The team that won, 0 for none. */
    winningTeam: t.uint8().default(0),
    awards: t.array(Award),
    /** Maps to vote for, while voting. */
    ballot: t.array("string"),
    /** Strength of the bots, an index of `SKILLS`. */
    skill: t.uint8().default(1),
  },
  "ArenaState",
);
export type ArenaState = SchemaType<typeof ArenaState>;

/** What the shared step reads and writes: exactly the fields that a client predicts. */
export const PREDICTED = [
  "x",
  "y",
  "alive",
  "cooldown",
  "shield",
  "dash",
  "dashTo",
  "boost",
  "power",
  "frozen",
] as const;
export type Body = Pick<Player, (typeof PREDICTED)[number]>;
