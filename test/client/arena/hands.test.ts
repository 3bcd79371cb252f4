import assert from "node:assert/strict";
import { ArenaInput, FIRE } from "../../../schema/arena/state.ts";
import { FakeElement, useHands } from "../../support/hands.ts";

describe("arena hands", () => {
  const page = useHands();

  function press(target: EventTarget, type = "pointerdown"): void {
    const pointer = { pointerType: "mouse", pointerId: 1, button: 0, buttons: 1 };
    const event = Object.assign(new Event(type), pointer, { clientX: 5, clientY: 5 });
    Object.defineProperty(event, "target", { value: target });
    page.game.dispatchEvent(event);
    window.dispatchEvent(Object.assign(new Event("pointerup"), pointer));
  }

  const buttons = () => {
    const input = new ArenaInput();
    page.hands.fill(input);
    return input.buttons;
  };

  it("[AV32] a click fires; a click on a button over the game does not", () => {
    press(page.game);
    assert.deepEqual([buttons(), buttons()], [FIRE, 0]);
    press(new FakeElement({ button: true }));
    assert.equal(buttons(), 0);
  });

  it("[AV32] what is pressed during a result or a vote is not fired, then or afterwards", () => {
    page.hands.quiet = true;
    press(page.game);
    assert.equal(buttons(), 0);
    press(page.game);
    assert.equal(buttons(), 0);
    page.hands.quiet = false;
    assert.equal(buttons(), 0);
  });

  it("[AV32] what is pressed while watching is not fired by the new seat's first input", () => {
    page.hands.resting = true;
    press(page.game);
    page.hands.discardTaps();
    page.hands.resting = false;
    assert.equal(buttons(), 0);
  });

  it("[AV46] under an open dialog a gamepad moves, fires and chooses nothing", () => {
    const a = page.pad.buttons[0] as { pressed: boolean };
    page.pad.axes[0] = 1;
    page.hands.poll();
    assert.notEqual(page.hands.move, 0);
    page.dialogs.push({ open: true });
    page.hands.poll();
    assert.equal(page.hands.move, 0);
    a.pressed = true;
    page.hands.poll();
    assert.deepEqual([buttons(), page.hands.takePadTaps(), page.hands.stickAim], [0, 0, 0]);
    const [dialog] = page.dialogs;
    if (dialog) dialog.open = false;
    page.hands.poll();
    assert.notEqual(page.hands.move, 0, "what is pushed now moves again");
    assert.equal(buttons(), 0, "what was pressed there must be let go first");
    a.pressed = false;
    page.hands.poll();
    a.pressed = true;
    page.hands.poll();
    assert.equal(buttons(), FIRE);
  });
});
