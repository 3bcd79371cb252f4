import { availableParallelism } from "node:os";
import { GAME_IDS, GAMES, type GameId, isGameId } from "../../schema/games.ts";
import { CROWD_SEATS_MAX } from "../../schema/messages.ts";
import type { Flags } from "../flags.ts";
import type { Profile, Stage } from "../profile.ts";
import { CAPS } from "./caps.ts";
import type { CrewPlan } from "./crew.ts";
import { DEFAULT_MIX, framesOf, PLAIN_MIX } from "./mix.ts";
import { type Rehearsal, rehearse } from "./rehearse.ts";
import { unknown } from "./suggest.ts";
import type { ScenarioFacts } from "./surroundings.ts";
import type { Target } from "./target.ts";

/** All that is decided before the first bot joins. */
export interface RunPlan {
  readonly crew: CrewPlan;
  readonly workers: number;
  readonly wishes: Pick<Stage, "clients" | "seconds" | "perSecond">;
  readonly rehearsal: Rehearsal;
}

export type Planned =
  | { readonly ok: true; readonly plan: RunPlan }
  | { readonly ok: false; readonly problems: readonly string[] };

export interface Given {
  readonly flags: Flags;
  readonly profile: Profile;
  readonly scenario: { readonly scenario: ScenarioFacts; readonly path: string } | undefined;
  /** Undefined before there is one: our own will be. */
  readonly target: Pick<Target, "url" | "ours" | "pass" | "build"> | undefined;
  readonly epochMs: number;
}

/** Colyseus sends patches at this rate unless a room says otherwise. */
const PLAIN_TICK_MS = 50;
const DEFAULT_GAME: GameId = "arena";
const IDLE_SECONDS = 600;

const OWN = { url: "", ours: true, pass: undefined, build: "" } as const;

/** What is wrong with flags and profile, as far as it shows without a server. */
export function profileProblems(
  { url, abortOnFail, profile, duration }: Flags,
  chosen: Profile,
): string[] {
  const problems: string[] = [];
  if (chosen.ownServerOnly && url !== undefined)
    problems.push(`--profile ${profile} kills the server: it starts its own, leave --url out`);
  if (chosen.findsKnee && abortOnFail)
    problems.push(`--profile ${profile} looks for what breaks: leave --abort-on-fail out`);
  const { secondsMin = 0 } = chosen;
  if (duration !== undefined && duration < secondsMin)
    problems.push(`--profile ${profile} tells nothing in less than ${secondsMin / 60} minutes`);
  return problems;
}

export async function planRun(given: Given): Promise<Planned> {
  const { flags, profile, scenario, target = OWN, epochMs } = given;
  const room = roomOf(flags, scenario, target);
  if (!room.ok) return { ok: false, problems: [room.problem] };
  const wishes = wishesOf(flags, profile);
  const rehearsal = await rehearse(profile, wishes);
  const rooms = flags.rooms ?? profile.rooms?.(rehearsal.clients);
  const game = scenario ? undefined : room.game;
  const info = room.game && GAMES[room.game];
  const hz = scenario?.scenario.inputHz ?? info?.tickHz ?? 1000 / PLAIN_TICK_MS;
  const crew: CrewPlan = {
    url: target.url,
    ours: target.ours,
    pass: target.pass,
    build: target.build,
    room: room.name,
    game,
    scenario: scenario?.path,
    tickMs: 1000 / hz,
    mix: flags.mix ?? scenario?.scenario.mix ?? (target.ours ? DEFAULT_MIX : PLAIN_MIX),
    seed: flags.seed,
    net: flags.net,
    rooms,
    roomOptions: game && rooms ? roomOptionsOf(game, rehearsal.clients, rooms) : {},
    rejoin: profile.rejoin ?? false,
    epochMs,
  };
  const problems = capProblems(crew, rehearsal.clients);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, plan: { crew, workers: workersOf(flags), wishes, rehearsal } };
}

/** One core is the server's; on a single one they have to share. */
const workersOf = ({ workers }: Flags): number =>
  workers ?? Math.min(CAPS.workers, Math.max(1, availableParallelism() - 1));

const wishesOf = ({ clients, duration, ramp }: Flags, { defaults }: Profile) => ({
  clients: clients ?? defaults.clients,
  seconds: duration ?? defaults.seconds,
  perSecond: ramp ?? defaults.perSecond,
});

type Chosen =
  | { readonly ok: true; readonly name: string; readonly game: GameId | undefined }
  | { readonly ok: false; readonly problem: string };

function roomOf(
  flags: Flags,
  scenario: Given["scenario"],
  target: Pick<Target, "url" | "ours">,
): Chosen {
  const asked = scenario?.scenario.room ?? flags.game;
  if (target.ours) {
    const name = asked ?? DEFAULT_GAME;
    if (isGameId(name)) return { ok: true, name, game: name };
    // A room type that somebody has added to our server has no policy but the scenario's.
    if (scenario) return { ok: true, name, game: undefined };
    return { ok: false, problem: `--game: ${unknown(name, "game", GAME_IDS)}` };
  }
  if (asked !== undefined) return { ok: true, name: asked, game: undefined };
  const ask = "name the room type with --game, or a --scenario for it";
  return { ok: false, problem: `${target.url} is not a Hypogeum server: ${ask}` };
}

/** Just as many seats as bots come: nobody else gets in, and no bots of the server fill them. */
function roomOptionsOf(game: GameId, clients: number, rooms: number): Record<string, unknown> {
  const seats = Math.max(GAMES[game].seats.min, Math.ceil(clients / rooms));
  return { seats: Math.min(CROWD_SEATS_MAX, seats), fill: 0, idleSeconds: IDLE_SECONDS };
}

function capProblems({ mix, tickMs, rooms, game }: CrewPlan, clients: number): string[] {
  const problems: string[] = [];
  const frames = framesOf(mix, clients, tickMs);
  if (frames > CAPS.framesPerSecond) {
    const asked = Math.round(frames).toLocaleString("en");
    const cap = CAPS.framesPerSecond.toLocaleString("en");
    problems.push(`${clients} such clients send ${asked} inputs a second; the most is ${cap}`);
  }
  if (rooms !== undefined && rooms > clients)
    problems.push(`--rooms ${rooms} are more than the ${clients} clients that come`);
  if (game && rooms !== undefined && clients / rooms > CROWD_SEATS_MAX)
    problems.push(
      `a room holds at most ${CROWD_SEATS_MAX}: ask for more --rooms or fewer --clients`,
    );
  return problems;
}
