import { type SchemaType, schema, t } from "@colyseus/schema";
import { pools } from "../lib/pool.ts";
import { roomFields, seatFields } from "../lib/room.ts";
import { ALLY, OWNER, SIGHT } from "../lib/views.ts";

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

/**
 * Positions are 1/16 px; angles 16-bit; counters are ticks. Hot fields stay flat: they cost less.
 * Where somebody is and how they fare, only those in sight know; counters only their owner.
 */
export const Player = schema(
  {
    x: t.uint16().default(0).view(SIGHT),
    y: t.uint16().default(0).view(SIGHT),
    aim: t.uint16().default(0).view(SIGHT),
    alive: t.boolean().default(true).view(SIGHT),
    /** Ticks until the next bolt; predicted. */
    cooldown: t.uint8().default(0).view(OWNER),
    /** Ticks of spawn protection left; predicted, ends with the first shot. */
    shield: t.uint8().default(0).view(OWNER),
    /** Ticks until the next dash; the first of them are the dash itself; predicted. */
    dash: t.uint8().default(0).view(OWNER),
    /** Direction of the running dash, 0..31; predicted. */
    dashTo: t.uint8().default(0).view(OWNER),
    /** Ticks of greater speed left; predicted. */
    boost: t.uint8().default(0).view(OWNER),
    /** Ticks of double damage left; predicted. */
    power: t.uint8().default(0).view(OWNER),
    /** Ticks until the match lets one move; predicted. */
    frozen: t.uint8().default(0).view(OWNER),
    hp: t.uint8().default(100).view(SIGHT),
    /** What others see of the counters: bits of `LOOK`. */
    looks: t.uint8().default(0).view(SIGHT),
    /** The tile one stands on: all that one's own side knows from afar. */
    tileX: t.uint8().default(0).view(ALLY),
    tileY: t.uint8().default(0).view(ALLY),
    /** 1 sun, 2 moon; 0 without teams. */
    team: t.uint8().default(0),
    score: t.uint16().default(0),
    assists: t.uint16().default(0),
    deaths: t.uint16().default(0),
    /** Foes felled since one's own last fall. */
    streak: t.uint8().default(0),
    /** Counts bolts fired, modulo 256: a change draws the bolt that ends at (boltX, boltY). */
    bolts: t.uint8().default(0).view(SIGHT),
    boltX: t.uint16().default(0).view(SIGHT),
    boltY: t.uint16().default(0).view(SIGHT),
    /** Counts hits dealt, modulo 256: a change draws the shooter's hit mark. */
    hits: t.uint8().default(0).view(OWNER),
    /** Where the last wound came from, an angle in 256ths of a turn, seen from the wounded. */
    hurtFrom: t.uint8().default(0).view(OWNER),
    /** Seconds until respawn, 0 when alive. */
    respawnIn: t.uint8().default(0).view(OWNER),
    /** Id of whoever felled this player last. */
    felledBy: t.string().default(""),
    /** Vote for the next map: 1 + an index of the ballot, 0 for none. */
    vote: t.uint8().default(0),
    ...seatFields(),
  },
  "Player",
);
export type Player = SchemaType<typeof Player>;

/** Players of one room are used again: see `Pool`. */
export const playersOf = pools(() => new Player());

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

export const awardsPool = pools(() => new Award());

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
