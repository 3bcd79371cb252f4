import assert from "node:assert/strict";
import type { PadState } from "../../../client/gamepads.ts";
import { PAD, Pads } from "../../../client/games/arena/pads.ts";
import { packMove } from "../../../schema/arena/rules.ts";

const A = 0;
const B = 1;
const RIGHT_TRIGGER = 7;
const CROSS_UP = 12;

/** A pad of the standard mapping in someone's hands. */
function stub(mapping: GamepadMappingType = "standard") {
  const axes = [0, 0, 0, 0];
  const buttons = Array.from({ length: 17 }, () => ({ pressed: false }));
  const pad = { axes, buttons, mapping, connected: true };
  let plugged: readonly (PadState | null)[] = [null, pad];
  const pads = new Pads(() => plugged);
  const hold = (index: number, pressed: boolean) => {
    (buttons[index] as { pressed: boolean }).pressed = pressed;
    pads.poll();
  };
  const unplug = () => {
    plugged = [null, null];
  };
  return { pads, axes, hold, unplug };
}

describe("arena gamepad", () => {
  it("[AV15] the left stick or the cross moves, the right stick aims", () => {
    const { pads, axes, hold } = stub();
    assert.equal(pads.poll(), false, "nobody is at it");
    axes[0] = 1;
    axes[3] = 1;
    assert.equal(pads.poll(), true);
    assert.equal(pads.move, packMove(0, 7));
    assert.equal(pads.aim, 16384);
    axes[0] = 0.1;
    axes[3] = 0.1;
    assert.equal(pads.poll(), false, "within the dead zones");
    assert.deepEqual([pads.move, pads.aim], [0, undefined]);
    hold(CROSS_UP, true);
    assert.equal(pads.move, packMove(24, 7));
  });

  it("[AV15] A and the trigger fire, B dashes; a tap between two inputs counts once", () => {
    const { pads, hold } = stub();
    hold(A, true);
    hold(A, false);
    assert.deepEqual([pads.fire.take(), pads.fire.take()], [true, false]);
    hold(RIGHT_TRIGGER, true);
    assert.deepEqual([pads.fire.take(), pads.fire.take()], [true, true]);
    hold(RIGHT_TRIGGER, false);
    assert.equal(pads.fire.take(), false);
    hold(B, true);
    assert.deepEqual([pads.dash.take(), pads.fire.take()], [true, false]);
  });

  it("[AV15] what is held when the window loses the hands counts again only after letting go", () => {
    const { pads, hold } = stub();
    hold(A, true);
    pads.drop();
    pads.poll();
    assert.equal(pads.fire.take(), false);
    hold(A, false);
    hold(A, true);
    assert.equal(pads.fire.take(), true);
  });

  it("[AV34] for menus each press counts once, until the window loses the hands", () => {
    const { pads, hold } = stub();
    hold(A, true);
    hold(A, true);
    assert.deepEqual([pads.takeTaps(), pads.takeTaps()], [PAD.yes, 0]);
    hold(A, false);
    hold(A, true);
    hold(A, false);
    hold(5, true);
    assert.equal(pads.takeTaps(), PAD.yes | PAD.rightBumper);
    hold(5, false);
    hold(5, true);
    pads.drop();
    pads.poll();
    assert.equal(pads.takeTaps(), 0);
  });

  it("[AV15] a pad that is gone, or that nobody can read, moves nobody", () => {
    const gone = stub();
    gone.axes[0] = 1;
    gone.hold(A, true);
    gone.unplug();
    assert.equal(gone.pads.poll(), false);
    assert.deepEqual([gone.pads.move, gone.pads.fire.take()], [0, false]);
    const odd = stub("");
    odd.axes[0] = -1;
    assert.equal(odd.pads.poll(), false);
    assert.equal(odd.pads.move, 0);
  });
});
