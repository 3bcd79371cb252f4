import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { DEFAULT_BINDINGS } from "../../client/bindings.ts";
import type { PadState } from "../../client/gamepads.ts";
import { whenPlayed } from "../../client/play/help/playing.ts";
import { passing } from "../../client/play/passing.ts";
import { keepGlobals } from "../support/globals.ts";
import { type FakeTime, fakeTime } from "../support/time.ts";

/** Stands for an element; matches selectors that have its tag. */
class Target extends EventTarget {
  readonly #tag: string;
  constructor(tag = "main") {
    super();
    this.#tag = tag;
  }
  closest(selector: string) {
    return selector.split(",").includes(this.#tag) ? this : null;
  }
}

describe("client/play", () => {
  let time: FakeTime;
  beforeEach(() => {
    time = fakeTime();
  });
  afterEach(() => time.restore());

  it("[WC41] whoever has become host is told for ten seconds, and again the next time", async () => {
    const crowned = signal(false);
    const stop = passing(crowned);
    for (let times = 0; times < 2; times++) {
      crowned.value = true;
      await time.advance(9999);
      assert.equal(crowned.value, true);
      await time.advance(1);
      assert.equal(crowned.value, false);
    }
    crowned.value = true;
    await time.advance(5000);
    crowned.value = false;
    crowned.value = true;
    await time.advance(9999);
    assert.equal(crowned.value, true, "dismissed, and crowned anew");
    stop();
    await time.advance(9999);
    assert.equal(crowned.value, true);
  });

  describe("help that opened by itself", () => {
    const restore = keepGlobals("window", "Element");
    const pad = { connected: true, mapping: "standard" as const, axes: [0, 0], buttons: [] };
    let pads: readonly (PadState | null)[];
    let stage: Target;
    let played: number;
    let stop: () => void;

    beforeEach(() => {
      Object.assign(globalThis, { window: new Target(), Element: Target });
      pads = [];
      played = 0;
      stage = new Target();
      const hands = { stage, bindings: () => DEFAULT_BINDINGS, pads: () => pads };
      stop = whenPlayed(hands, () => {
        played++;
      });
    });
    afterEach(() => {
      stop();
      restore();
    });

    function send(to: EventTarget, type: string, facts: object, target: EventTarget = to): void {
      const event = Object.assign(new Event(type), facts);
      Object.defineProperty(event, "target", { value: target });
      to.dispatchEvent(event);
    }
    const key = (code: string, target?: EventTarget, facts = {}) =>
      send(window, "keydown", { code, ...facts }, target);

    it("[WC38] goes with the first touch or press on the stage, once", () => {
      send(stage, "pointerdown", {}, new Target("button"));
      assert.equal(played, 0, "a button over the game");
      send(stage, "pointerdown", {});
      send(stage, "pointerdown", {});
      key("KeyW");
      assert.equal(played, 1);
    });

    it("[WC38] goes with the first key that plays, and with no other", () => {
      for (const code of ["Tab", "KeyX", "Enter", "KeyE"]) key(code);
      key("Space", new Target("button"));
      key("ArrowUp", new Target("input"));
      key("KeyW", stage, { ctrlKey: true });
      assert.equal(played, 0);
      key("ArrowUp", new Target("button"));
      assert.equal(played, 1);
    });

    it("[WC38] goes when a gamepad is used; one that lies there does nothing", async () => {
      pads = [null, { ...pad, axes: [0.1, -0.1] }];
      await time.advance(1000);
      assert.equal(played, 0);
      pads = [{ ...pad, buttons: [{ pressed: true }] }];
      await time.advance(1000);
      assert.equal(played, 1);
    });

    it("[WC38] once it was closed, nobody looks any more", async () => {
      stop();
      send(stage, "pointerdown", {});
      key("KeyW");
      pads = [{ ...pad, axes: [1, 0] }];
      await time.advance(1000);
      assert.equal(played, 0);
    });
  });
});
