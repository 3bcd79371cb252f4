import type { ArenaState, Player } from "./state.ts";

export const SUN = 1;
export const MOON = 2;

/** Do these two fight on one side? Nobody is anybody's ally where there are no teams. */
export const allied = (a: { team: number }, b: { team: number }): boolean =>
  a.team !== 0 && a.team === b.team;

/** By how many of those who count the sun is ahead; whoever has no team yet is in neither. */
function leadOfSun({ players }: ArenaState, counts: (player: Player) => boolean): number {
  let lead = 0;
  for (const player of players.values()) {
    if (!counts(player)) continue;
    if (player.team === SUN) lead++;
    else if (player.team === MOON) lead--;
  }
  return lead;
}

const everybody = () => true;
const isPerson = ({ bot }: Player): boolean => !bot;

/** The team that is weaker by people, or by all where that is equal; bots even out the whole. */
export function smallerTeam(state: ArenaState, bot: boolean): number {
  const people = bot ? 0 : leadOfSun(state, isPerson);
  const surplus = people || leadOfSun(state, everybody) || state.sun - state.moon;
  return surplus > 0 ? MOON : SUN;
}

/** The team with more members; 0 where they are equal, or where there are none. */
export function largerTeam(state: ArenaState): number {
  const lead = leadOfSun(state, everybody);
  return lead === 0 ? 0 : lead > 0 ? SUN : MOON;
}

/** The bot that came last, of this team if there is one in it. */
export function lastBot(state: ArenaState, team: number): string | undefined {
  const bots = [...state.players.entries()].filter(([, { bot }]) => bot);
  return (bots.findLast(([, player]) => player.team === team) ?? bots.at(-1))?.[0];
}

/** Before a match: everyone in a team, and the teams equal but for one; the last to come move. */
export function balanceTeams(state: ArenaState): void {
  if (!state.teams) {
    for (const player of state.players.values()) player.team = 0;
    return;
  }
  for (const player of state.players.values()) {
    if (player.team === 0) player.team = smallerTeam(state, player.bot);
  }
  for (;;) {
    const [sun, moon] = [membersOf(state, SUN), membersOf(state, MOON)];
    if (Math.abs(sun.length - moon.length) < 2) return;
    const larger = sun.length > moon.length ? sun : moon;
    const mover = larger.findLast(({ bot }) => bot) ?? (larger.at(-1) as Player);
    mover.team = SUN + MOON - mover.team;
  }
}

const membersOf = (state: ArenaState, team: number): Player[] =>
  [...state.players.values()].filter((player) => player.team === team);
