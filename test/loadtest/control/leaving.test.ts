import assert from "node:assert/strict";
import { useStand } from "./stand.ts";

describe("loadtest/control/leaving", () => {
  const { stand } = useStand();

  it("[LT24] what is left on the server after 15 s counts; what goes by then does not", async () => {
    const slow = stand();
    const clients = { rooms: 1, clients: 3, connections: 2 };
    slow.clock.after(1000, () => slow.leave(clients));
    slow.clock.after(33_000, () => slow.leave({ rooms: 0, clients: 0, connections: 0 }));
    assert.equal((await slow.resultOf()).verdict, "pass");
    const later = stand();
    later.clock.after(1000, () => later.leave(clients));
    later.clock.after(45_000, () => later.leave({ rooms: 0, clients: 0, connections: 0 }));
    assert.equal((await later.resultOf()).verdict, "fail");
    const never = stand();
    never.clock.after(1000, () => never.leave(clients));
    const result = await never.resultOf();
    assert.deepEqual(result.leftBehind, { rooms: 0, clients: 1, connections: 0 });
    assert.deepEqual(
      result.broken.map(({ objective }) => objective),
      ["leftBehind"],
    );
  });

  it("[LT24] [LT52] lines that stay down or dead are lost stays, whoever else comes and goes", async () => {
    const lost = async (...args: string[]) => {
      const { books, resultOf } = stand();
      books.lost = 2;
      const { broken } = await resultOf("--clients", "10", ...args);
      return broken.map(({ objective, value, phase }) => [objective, phase, value]);
    };
    assert.deepEqual(await lost(), [["lostStays", 1, 2]]);
    assert.deepEqual(await lost("--mix", "player=1,reconnector=1"), [["lostStays", 1, 2]]);
  });

  it("[LT24] a seat that is held for a line that was down at the end is not left behind", async () => {
    const { clock, leave, resultOf } = stand();
    clock.after(1000, () => leave({ rooms: 2, clients: 3, waiting: 1 }));
    clock.after(80_000, () => leave({ rooms: 2, clients: 2, waiting: 0 }));
    clock.after(83_000, () => leave({ rooms: 1 }));
    assert.equal((await resultOf("--mix", "player,reconnector")).verdict, "pass");
  });
});
