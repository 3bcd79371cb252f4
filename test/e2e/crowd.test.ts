import assert from "node:assert/strict";
import { SIGHT_HYSTERESIS, SIGHT_RADIUS } from "../../schema/arena/interest.ts";
import { UNIT } from "../../schema/arena/map.ts";
import { debug, LARGE, type Seat, shot } from "../support/browser.ts";
import { playing, seen, useStage } from "../support/stage.ts";

const REACH = (SIGHT_RADIUS + SIGHT_HYSTERESIS) / UNIT;
const CROWD = { seats: 100, fill: 100, mode: "teams", matchSeconds: 600, private: true } as const;

const known = (players: readonly Seat[]) => players.filter(({ inSight }) => inSight);

describe("[E2E] a hundred in one room", function () {
  this.timeout(120_000);
  const stage = useStage();

  it("[FE20] a page is told where those are who are near, and of all others what is public", async () => {
    const keeper = await stage.keeper(CROWD, true);
    const page = await stage.visit(`/play/${keeper.room.roomId}`, LARGE);
    await playing(page);
    await page.getByRole("button", { name: "Got it" }).click();
    await seen(page, "the match", (now) => now.phase === "playing");
    await page.keyboard.down("d");
    for (let look = 0; look < 20; look++) {
      const { self, players = [] } = await debug(page);
      assert.ok(self);
      assert.equal(players.length, 100);
      assert.ok(known(players).length < 80, `${known(players).length} in sight`);
      for (const { name, x, y } of known(players)) {
        assert.ok(Math.hypot(x - self.x, y - self.y) <= REACH, `${name} is in sight`);
      }
    }
    await page.keyboard.up("d");
    await shot(page, "crowd");
    await page.keyboard.down("Tab");
    await page.getByRole("table").first().waitFor();
    await shot(page, "crowd-board");
    await page.keyboard.up("Tab");
  });

  it("[FE22] a watcher is shown whom it follows, whoever that is, and where it roams", async () => {
    const keeper = await stage.keeper(CROWD);
    const page = await stage.visit(`/play/${keeper.room.roomId}?watch=1`);
    const follows = (id: string | undefined) => (players: readonly Seat[]) =>
      known(players).some((player) => player.id === id);
    for (let turn = 0; turn < 3; turn++) {
      const now = await seen(page, "the followed", ({ watching, players = [] }) =>
        follows(watching)(players),
      );
      await page.getByRole("button", { name: "Next player" }).click();
      await seen(page, "another", ({ watching }) => watching && watching !== now.watching);
    }
    await page.getByRole("button", { name: "Roam" }).click();
    await seen(
      page,
      "those near the eye",
      ({ watching, players = [] }) =>
        watching === "roam" && known(players).length > 0 && known(players).length < 80,
    );
    await shot(page, "crowd-watched");
  });
});
