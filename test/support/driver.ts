import type { Page } from "playwright-core";
import { mapOf, rayLength, solidTile, TILE, UNIT } from "../../schema/arena/map.ts";
import { debug, type Seat } from "./browser.ts";
import { until } from "./wait.ts";

const map = mapOf("atrium");
const TILE_PX = TILE / UNIT;
/** Near enough to hit, and on the screen. */
const RANGE_PX = 330;
const KEYS = { left: "a", right: "d", up: "w", down: "s" } as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Walks the page's player with real keys until `target` stands in an open line near by. */
export async function walkTo(
  page: Page,
  target: (seats: readonly Seat[]) => Seat | undefined,
): Promise<void> {
  const held = new Set<string>();
  await until(
    "walked up to the target",
    async () => {
      const { self, players = [] } = await debug(page);
      const goal = target(players);
      if (!self || !goal) return false;
      if (canHit(self, goal)) return true;
      await hold(page, held, keysTowards(self, nextStep(self, goal)));
      return false;
    },
    60_000,
  );
  await hold(page, held, new Set());
}

/** Aims at the target's drawn place with the mouse and fires until it falls. */
export async function shootDown(
  page: Page,
  target: (seats: readonly Seat[]) => Seat | undefined,
): Promise<void> {
  await page.mouse.down();
  await until(
    "target felled",
    async () => {
      const { self, players = [] } = await debug(page);
      const goal = target(players);
      if (!self || !goal) return false;
      // On a slow page the last step was a longer one, and there is a wall between.
      if (goal.alive && !canHit(self, goal)) await walkTo(page, target);
      await page.mouse.move(goal.screenX, goal.screenY);
      return !goal.alive;
    },
    60_000,
  );
  await page.mouse.up();
}

function canHit(from: Point, to: Point): boolean {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  if (distance > RANGE_PX) return false;
  const unit = { x: (to.x - from.x) / distance, y: (to.y - from.y) / distance };
  const units = distance * UNIT;
  return rayLength(map, { x: from.x * UNIT, y: from.y * UNIT }, unit.x, unit.y, units) >= units;
}

async function hold(page: Page, held: Set<string>, wanted: ReadonlySet<string>): Promise<void> {
  for (const key of [...held].filter((key) => !wanted.has(key))) {
    held.delete(key);
    await page.keyboard.up(key);
  }
  for (const key of [...wanted].filter((key) => !held.has(key))) {
    held.add(key);
    await page.keyboard.down(key);
  }
}

function keysTowards(from: Point, to: Point): Set<string> {
  const keys = new Set<string>();
  if (Math.abs(to.x - from.x) > 8) keys.add(to.x > from.x ? KEYS.right : KEYS.left);
  if (Math.abs(to.y - from.y) > 8) keys.add(to.y > from.y ? KEYS.down : KEYS.up);
  return keys;
}

/** Centre of the next tile on a shortest walk, or of the own one while not standing well inside it. */
function nextStep(from: Point, to: Point): Point {
  const [column, row] = [Math.floor(from.x / TILE_PX), Math.floor(from.y / TILE_PX)];
  const steps = distances(Math.floor(to.x / TILE_PX), Math.floor(to.y / TILE_PX));
  const here = { column, row, left: steps.get(`${column},${row}`) ?? 0 };
  const next =
    neighbours(column, row).find((n) => steps.get(`${n.column},${n.row}`) === here.left - 1) ??
    here;
  return { x: (next.column + 0.5) * TILE_PX, y: (next.row + 0.5) * TILE_PX };
}

function distances(column: number, row: number): Map<string, number> {
  const found = new Map([[`${column},${row}`, 0]]);
  const queue = [{ column, row }];
  for (let at = queue.shift(); at; at = queue.shift()) {
    const steps = found.get(`${at.column},${at.row}`) ?? 0;
    for (const next of neighbours(at.column, at.row)) {
      const key = `${next.column},${next.row}`;
      if (found.has(key) || solidTile(map, next.column, next.row)) continue;
      found.set(key, steps + 1);
      queue.push(next);
    }
  }
  return found;
}

const neighbours = (column: number, row: number) => [
  { column: column + 1, row },
  { column: column - 1, row },
  { column, row: row + 1 },
  { column, row: row - 1 },
];
