import assert from "node:assert/strict";
import { DEFAULT_BINDINGS } from "../../../client/bindings.ts";
import { Hands } from "../../../client/games/arena/input.ts";
import type { Stick } from "../../../client/games/arena/stick.ts";
import { ArenaInput, FIRE } from "../../../schema/arena/state.ts";

/** Stands for an element; `button` says whether it is, or is inside, a button. */
class Target extends EventTarget {
  readonly #button: boolean;
  constructor(button = false) {
    super();
    this.#button = button;
  }
  closest(selector: string) {
    return this.#button && selector.includes("button") ? this : null;
  }
  getBoundingClientRect() {
    return { left: 0, top: 0, width: 800, height: 500 };
  }
  contains() {
    return false;
  }
}

const stick = () =>
  ({ active: false, dx: 0, dy: 0, aim: undefined, fires: false, release() {} }) as unknown as Stick;

const stubPad = () => ({
  axes: [0, 0, 0, 0],
  buttons: Array.from({ length: 17 }, () => ({ pressed: false })),
  connected: true,
  mapping: "standard",
});

describe("arena hands", () => {
  const names = ["window", "document", "matchMedia", "Element", "navigator"] as const;
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  let hands: Hands;
  let stage: Target;
  let dialogs: { open: boolean }[];
  let pad: ReturnType<typeof stubPad>;

  beforeEach(() => {
    const body = new Target();
    dialogs = [];
    const getElementsByTagName = () => dialogs;
    const page = Object.assign(new Target(), {
      documentElement: new Target(),
      body,
      getElementsByTagName,
    });
    const fakes = { window: new Target(), document: page, Element: Target };
    Object.assign(globalThis, fakes, { matchMedia: () => ({ matches: false }) });
    pad = stubPad();
    Object.defineProperty(globalThis, "navigator", {
      configurable: true,
      value: { getGamepads: () => [pad] },
    });
    stage = new Target();
    hands = new Hands(stage as unknown as HTMLElement, {
      move: stick(),
      aim: stick(),
      dash: new Target() as unknown as HTMLElement,
      bindings: () => DEFAULT_BINDINGS,
    });
  });
  afterEach(() => hands.unmount());
  after(() => {
    names.forEach((name, i) => {
      const descriptor = before[i];
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    });
  });

  function press(target: EventTarget, type = "pointerdown"): void {
    const pointer = { pointerType: "mouse", pointerId: 1, button: 0, buttons: 1 };
    const event = Object.assign(new Event(type), pointer, { clientX: 5, clientY: 5 });
    Object.defineProperty(event, "target", { value: target });
    stage.dispatchEvent(event);
    window.dispatchEvent(Object.assign(new Event("pointerup"), pointer));
  }

  const buttons = () => {
    const input = new ArenaInput();
    hands.fill(input);
    return input.buttons;
  };

  it("[AV32] a click fires; a click on a button over the game does not", () => {
    press(stage);
    assert.deepEqual([buttons(), buttons()], [FIRE, 0]);
    press(new Target(true));
    assert.equal(buttons(), 0);
  });

  it("[AV32] what is pressed during a result or a vote is not fired, then or afterwards", () => {
    hands.quiet = true;
    press(stage);
    assert.equal(buttons(), 0);
    press(stage);
    assert.equal(buttons(), 0);
    hands.quiet = false;
    assert.equal(buttons(), 0);
  });

  it("[AV32] what is pressed while watching is not fired by the new seat's first input", () => {
    hands.resting = true;
    press(stage);
    hands.discardTaps();
    hands.resting = false;
    assert.equal(buttons(), 0);
  });

  it("[AV46] under an open dialog a gamepad moves, fires and chooses nothing", () => {
    const a = pad.buttons[0] as { pressed: boolean };
    pad.axes[0] = 1;
    hands.poll();
    assert.notEqual(hands.move, 0);
    dialogs.push({ open: true });
    hands.poll();
    assert.equal(hands.move, 0);
    a.pressed = true;
    hands.poll();
    assert.deepEqual([buttons(), hands.takePadTaps(), hands.stickAim], [0, 0, 0]);
    const [dialog] = dialogs;
    if (dialog) dialog.open = false;
    hands.poll();
    assert.notEqual(hands.move, 0, "what is pushed now moves again");
    assert.equal(buttons(), 0, "what was pressed there must be let go first");
    a.pressed = false;
    hands.poll();
    a.pressed = true;
    hands.poll();
    assert.equal(buttons(), FIRE);
  });
});
