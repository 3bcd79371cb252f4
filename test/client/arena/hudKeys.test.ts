import assert from "node:assert/strict";
import { Pads } from "../../../client/games/arena/pads.ts";
import { FakeElement, restingPad, useHands } from "../../support/hands.ts";

const SELECT = 8;

describe("arena scoreboard key", () => {
  const page = useHands();

  /** Returns whether the page still does with it what it always does. */
  function tab(target: EventTarget, { type = "keydown", shiftKey = false } = {}): boolean {
    const keys = { code: "Tab", key: "Tab", shiftKey, ctrlKey: false, metaKey: false };
    const event = Object.assign(new Event(type, { cancelable: true }), keys, { altKey: false });
    Object.defineProperty(event, "target", { value: target });
    return window.dispatchEvent(event);
  }

  it("[AV18] on the stage Tab shows the scoreboard while it is held", () => {
    assert.equal(tab(page.stage), false);
    assert.equal(page.hands.scoreboard, true);
    tab(page.stage, { type: "keyup" });
    assert.equal(page.hands.scoreboard, false);
  });

  it("[AV18] on a button, on the page itself, and with Shift, Tab moves the focus", () => {
    assert.equal(tab(new FakeElement({ button: true })), true);
    assert.equal(tab(page.body), true);
    assert.equal(tab(page.stage, { shiftKey: true }), true);
    assert.equal(page.hands.scoreboard, false);
  });

  it("[AV18] a window that loses the keyboard lets go of it", () => {
    tab(page.stage);
    window.dispatchEvent(new Event("blur"));
    assert.equal(page.hands.scoreboard, false);
  });

  it("[AV18] a gamepad's select button shows it while it is held", () => {
    const pad = restingPad();
    const pads = new Pads(() => [pad]);
    const held = (pressed: boolean) => {
      pad.buttons[SELECT] = { pressed };
      pads.poll();
      return pads.scoreboard;
    };
    assert.deepEqual(
      [held(false), held(true), held(true), held(false)],
      [false, true, true, false],
    );
  });
});
