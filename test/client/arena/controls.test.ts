import assert from "node:assert/strict";
import { DEFAULT_BINDINGS } from "../../../client/bindings.ts";
import {
  aimOfMove,
  aimOfStick,
  HeldKeys,
  KEY,
  keyOf,
  moveOfKeys,
  moveOfStick,
  STICK_RADIUS,
  stickFires,
  Trigger,
} from "../../../client/games/arena/controls.ts";
import { packMove } from "../../../schema/arena/rules.ts";

describe("arena controls", () => {
  it("[AV1] keys move in eight directions at full strength, opposite keys cancel out", () => {
    const { up, down, left, right } = KEY;
    assert.equal(moveOfKeys(0), 0);
    const directions: readonly [number, number][] = [
      [right, 0],
      [right | down, 4],
      [down, 8],
      [down | left, 12],
      [left, 16],
      [left | up, 20],
      [up, 24],
      [up | right, 28],
    ];
    for (const [bits, direction] of directions) {
      assert.equal(moveOfKeys(bits), packMove(direction, 7), `bits ${bits}`);
    }
    assert.equal(moveOfKeys(left | right), 0);
    assert.equal(moveOfKeys(left | right | up), packMove(24, 7));
  });

  it("[AV1] a direction is held until the last of its keys is let go", () => {
    const keys = new HeldKeys();
    keys.press("KeyW", KEY.up);
    keys.press("ArrowUp", KEY.up);
    keys.release("KeyW");
    assert.equal(keys.bits, KEY.up);
    keys.press("KeyD", KEY.right);
    assert.equal(keys.bits, KEY.up | KEY.right);
    keys.clear();
    assert.equal(keys.bits, 0);
  });

  it("[AV14] the chosen keys decide what a key does", () => {
    const keys = { ...DEFAULT_BINDINGS, fire: ["KeyQ", ""], up: ["KeyI", ""] } as const;
    assert.equal(keyOf(DEFAULT_BINDINGS, "KeyW"), KEY.up);
    assert.equal(keyOf(DEFAULT_BINDINGS, "Space"), KEY.dash);
    assert.equal(keyOf(keys, "KeyQ"), KEY.fire);
    assert.equal(keyOf(keys, "KeyI"), KEY.up);
    assert.equal(keyOf(keys, "KeyW"), 0);
    assert.equal(keyOf(keys, ""), 0, "an empty slot is no key");
    assert.equal(keyOf(keys, "Escape"), 0);
  });

  it("[AV2] a stick gives the nearest of 32 directions and seven strengths, none in its dead zone", () => {
    assert.equal(moveOfStick(0, 0), 0);
    assert.equal(moveOfStick(STICK_RADIUS * 0.1, 0), 0);
    assert.equal(moveOfStick(STICK_RADIUS, 0), packMove(0, 7));
    assert.equal(moveOfStick(STICK_RADIUS * 5, 0), packMove(0, 7));
    assert.equal(moveOfStick(0, -STICK_RADIUS), packMove(24, 7));
    assert.equal(moveOfStick(STICK_RADIUS, -1), packMove(0, 7), "just above +x rounds to +x");
    const strengths = new Set<number>();
    for (let push = 0; push <= STICK_RADIUS; push += 0.5) strengths.add(moveOfStick(push, 0) >> 5);
    assert.deepEqual([...strengths], [0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("[AV2] the right stick aims first, and fires when pushed farther", () => {
    assert.equal(aimOfStick(3, 0), undefined);
    assert.equal(aimOfStick(0, STICK_RADIUS * 0.4), 16384);
    assert.equal(stickFires(0, STICK_RADIUS * 0.4), false);
    assert.equal(stickFires(0, STICK_RADIUS * 0.8), true);
    assert.equal(aimOfMove(packMove(8, 3)), 16384);
  });

  it("[AV3] a tap between two inputs fires once, a held trigger keeps firing, a lost one stops", () => {
    const trigger = new Trigger();
    assert.equal(trigger.take(), false);
    trigger.press();
    trigger.release();
    assert.deepEqual([trigger.take(), trigger.take()], [true, false]);
    trigger.press();
    assert.deepEqual([trigger.take(), trigger.take()], [true, true]);
    trigger.drop();
    assert.equal(trigger.take(), false);
  });
});
