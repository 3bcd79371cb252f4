import { type ArenaMap, solidTile } from "../../../../schema/arena/map.ts";

const FLOOR = "rgb(52 41 31 / 82%)";
const WALL = "#8b7761";
const RIDGE = "#b09a7e";

/** Paints the map's floor and walls, `tile` canvas px to a tile. */
export function paintPlan(ctx: CanvasRenderingContext2D, map: ArenaMap, tile: number): void {
  const { columns, rows } = map;
  ctx.setTransform(tile, 0, 0, tile, 0, 0);
  ctx.clearRect(0, 0, columns, rows);
  ctx.fillStyle = FLOOR;
  ctx.fillRect(0, 0, columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (solidTile(map, column, row)) paintSolid(ctx, map, { column, row });
    }
  }
}

/** A pillar is round; a wall has a lit edge where floor lies above it. */
function paintSolid(
  ctx: CanvasRenderingContext2D,
  map: ArenaMap,
  { column, row }: { column: number; row: number },
): void {
  ctx.fillStyle = WALL;
  if (map.tiles[row]?.[column] === "o") {
    ctx.beginPath();
    ctx.arc(column + 0.5, row + 0.5, 0.5, 0, Math.PI * 2);
    ctx.fill();
    return;
  }
  // A little over the edge: neighbours show no seam.
  ctx.fillRect(column, row, 1.02, 1.02);
  if (solidTile(map, column, row - 1)) return;
  ctx.fillStyle = RIDGE;
  ctx.fillRect(column, row, 1.02, 0.3);
}
