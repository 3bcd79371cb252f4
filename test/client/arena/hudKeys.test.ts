import assert from "node:assert/strict";
import { DEFAULT_BINDINGS } from "../../../client/bindings.ts";
import type { PadState } from "../../../client/gamepads.ts";
import { Hands } from "../../../client/games/arena/input.ts";
import { Pads } from "../../../client/games/arena/pads.ts";
import type { Stick } from "../../../client/games/arena/stick.ts";

const SELECT = 8;

/** Stands for an element that contains some others, and may be a button. */
class Target extends EventTarget {
  readonly #inner: readonly EventTarget[];
  readonly #button: boolean;
  constructor(inner: readonly EventTarget[] = [], button = false) {
    super();
    this.#inner = inner;
    this.#button = button;
  }
  closest(selector: string) {
    return this.#button && selector.includes("button") ? this : null;
  }
  getBoundingClientRect() {
    return { left: 0, top: 0, width: 800, height: 500 };
  }
  contains(other: EventTarget) {
    return other === this || this.#inner.includes(other);
  }
}

const stick = () =>
  ({ active: false, dx: 0, dy: 0, aim: undefined, fires: false, release() {} }) as unknown as Stick;

describe("arena scoreboard key", () => {
  const names = ["window", "document", "matchMedia", "Element"] as const;
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  let hands: Hands;
  let game: Target;
  let stage: Target;
  let body: Target;

  beforeEach(() => {
    game = new Target();
    stage = new Target([game]);
    body = new Target([stage, game]);
    const page = Object.assign(new Target(), {
      documentElement: new Target([game]),
      body,
      getElementsByTagName: () => [],
    });
    const fakes = { window: new Target(), document: page, Element: Target };
    Object.assign(globalThis, fakes, { matchMedia: () => ({ matches: false }) });
    hands = new Hands(game as unknown as HTMLElement, {
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

  /** Returns whether the page still does with it what it always does. */
  function tab(target: EventTarget, { type = "keydown", shiftKey = false } = {}): boolean {
    const keys = { code: "Tab", key: "Tab", shiftKey, ctrlKey: false, metaKey: false };
    const event = Object.assign(new Event(type, { cancelable: true }), keys, { altKey: false });
    Object.defineProperty(event, "target", { value: target });
    return window.dispatchEvent(event);
  }

  it("[AV18] on the stage Tab shows the scoreboard while it is held", () => {
    assert.equal(tab(stage), false);
    assert.equal(hands.scoreboard, true);
    tab(stage, { type: "keyup" });
    assert.equal(hands.scoreboard, false);
  });

  it("[AV18] on a button, on the page itself, and with Shift, Tab moves the focus", () => {
    assert.equal(tab(new Target([], true)), true);
    assert.equal(tab(body), true);
    assert.equal(tab(stage, { shiftKey: true }), true);
    assert.equal(hands.scoreboard, false);
  });

  it("[AV18] a window that loses the keyboard lets go of it", () => {
    tab(stage);
    window.dispatchEvent(new Event("blur"));
    assert.equal(hands.scoreboard, false);
  });

  it("[AV18] a gamepad's select button shows it while it is held", () => {
    const buttons = Array.from({ length: 16 }, () => ({ pressed: false }));
    const pad = { connected: true, mapping: "standard", axes: [0, 0, 0, 0], buttons };
    const pads = new Pads(() => [pad as unknown as PadState]);
    const held = (pressed: boolean) => {
      buttons[SELECT] = { pressed };
      pads.poll();
      return pads.scoreboard;
    };
    assert.deepEqual(
      [held(false), held(true), held(true), held(false)],
      [false, true, true, false],
    );
  });
});
