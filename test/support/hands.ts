import { DEFAULT_BINDINGS } from "../../client/bindings.ts";
import { Hands } from "../../client/games/arena/input.ts";
import type { Stick } from "../../client/games/arena/stick.ts";
import { keepGlobals } from "./globals.ts";

/** Stands for an element that contains some others, and may be a button. */
export class FakeElement extends EventTarget {
  readonly #inner: readonly EventTarget[];
  readonly #button: boolean;
  constructor({ inner = [] as readonly EventTarget[], button = false } = {}) {
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

/** Hands on a game in a page, new for each test of one suite. */
export interface HandsStage {
  readonly hands: Hands;
  /** What the hands listen to; the stage contains it, and the body the stage. */
  readonly game: FakeElement;
  readonly stage: FakeElement;
  readonly body: FakeElement;
  /** Dialogs of the page, which a test may open. */
  readonly dialogs: { open: boolean }[];
  /** The gamepad that is plugged in. */
  readonly pad: ReturnType<typeof restingPad>;
}

const GLOBALS = ["window", "document", "matchMedia", "Element", "navigator"] as const;

/** Registers the hooks of a suite: a fake page with hands before each test, and none after the last. */
export function useHands(): HandsStage {
  const restore = keepGlobals(...GLOBALS);
  const stage = {} as HandsStage;
  beforeEach(() => {
    Object.assign(stage, setUp());
  });
  afterEach(() => stage.hands.unmount());
  after(restore);
  return stage;
}

function setUp(): HandsStage {
  const game = new FakeElement();
  const stage = new FakeElement({ inner: [game] });
  const body = new FakeElement({ inner: [stage, game] });
  const dialogs: { open: boolean }[] = [];
  const pad = restingPad();
  const page = Object.assign(new FakeElement(), {
    documentElement: new FakeElement({ inner: [game] }),
    body,
    getElementsByTagName: () => dialogs,
  });
  Object.assign(globalThis, {
    window: new FakeElement(),
    document: page,
    Element: FakeElement,
    matchMedia: () => ({ matches: false }),
  });
  // Node's own is read-only.
  const navigator = { configurable: true, value: { getGamepads: () => [pad] } };
  Object.defineProperty(globalThis, "navigator", navigator);
  const hands = new Hands(game as unknown as HTMLElement, {
    move: restingStick(),
    aim: restingStick(),
    dash: new FakeElement() as unknown as HTMLElement,
    bindings: () => DEFAULT_BINDINGS,
  });
  return { hands, game, stage, body, dialogs, pad };
}

/** A gamepad of the standard mapping that nobody touches. */
export const restingPad = () => ({
  axes: [0, 0, 0, 0],
  buttons: Array.from({ length: 17 }, () => ({ pressed: false })),
  connected: true,
  mapping: "standard" as GamepadMappingType,
});

const restingStick = () =>
  ({ active: false, dx: 0, dy: 0, aim: undefined, fires: false, release() {} }) as unknown as Stick;
