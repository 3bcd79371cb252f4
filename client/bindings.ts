/** What a hand can do in a game by one key. */
export const ACTIONS = ["up", "down", "left", "right", "fire", "dash", "scoreboard"] as const;

export type HandAction = (typeof ACTIONS)[number];

/** Two keys per action as `KeyboardEvent.code`, by place and not by letter; "" is no key. */
export type Bindings = Readonly<Record<HandAction, readonly [string, string]>>;

export const DEFAULT_BINDINGS: Bindings = {
  up: ["KeyW", "ArrowUp"],
  down: ["KeyS", "ArrowDown"],
  left: ["KeyA", "ArrowLeft"],
  right: ["KeyD", "ArrowRight"],
  fire: ["KeyF", "KeyJ"],
  dash: ["Space", ""],
  scoreboard: ["Tab", ""],
};

/** Keys that the page, the vote, the browser or a screen reader needs. */
const RESERVED =
  /^(Escape|Tab|Enter|NumpadEnter|KeyH|F\d+|(Digit|Numpad)[1-9]|(Control|Alt|Meta|OS).*)$/;
/** Reserved keys that an action may have all the same; whoever listens sees to it that they still do their own work. */
const EXEMPT: Partial<Record<HandAction, string>> = { scoreboard: "Tab" };
const CODE = /^[A-Za-z][A-Za-z0-9]{0,30}$/;

export const isBindable = (code: string, action: HandAction): boolean =>
  EXEMPT[action] === code || (CODE.test(code) && !RESERVED.test(code));

/** The action of a `KeyboardEvent.code`, or undefined. */
export function actionOf(bindings: Bindings, code: string): HandAction | undefined {
  if (code === "") return undefined;
  return ACTIONS.find((action) => bindings[action].includes(code));
}

/** One of the two keys of an action. */
export interface Slot {
  readonly action: HandAction;
  readonly index: 0 | 1;
}

/** What came of choosing a key. `got` is what the other action has for it now, "" for no key. */
export type Rebound =
  | { readonly kind: "reserved"; readonly code: string }
  | { readonly kind: "bound"; readonly action: HandAction; readonly code: string }
  | {
      readonly kind: "taken";
      readonly action: HandAction;
      readonly code: string;
      readonly from: HandAction;
      readonly got: string;
    };

/**
 * Gives a key to a slot. A key that another action has is exchanged for what the slot had, so that
 * one key never means two things; a reserved one changes nothing.
 */
export function rebind(
  bindings: Bindings,
  slot: Slot,
  code: string,
): { readonly bindings: Bindings; readonly rebound: Rebound } {
  const { action, index } = slot;
  if (code !== "" && !isBindable(code, action)) {
    return { bindings, rebound: { kind: "reserved", code } };
  }
  const from = actionOf(bindings, code);
  const had = bindings[action][index];
  // A key that only this action may have stays behind.
  const got = !from || isBindable(had, from) ? had : "";
  const exchanged = from
    ? put(bindings, { action: from, index: bindings[from][0] === code ? 0 : 1 }, got)
    : bindings;
  const next = put(exchanged, slot, code);
  if (!from || from === action) return { bindings: next, rebound: { kind: "bound", action, code } };
  return { bindings: next, rebound: { kind: "taken", action, code, from, got } };
}

function put(bindings: Bindings, { action, index }: Slot, code: string): Bindings {
  const [first, second] = bindings[action];
  return { ...bindings, [action]: index === 0 ? [code, second] : [first, code] };
}

/** Are these keys that {@link rebind} could have made: each bindable, none twice? */
export function isConsistent(bindings: Bindings): boolean {
  const slots = ACTIONS.flatMap((action) => bindings[action].map((code) => ({ action, code })));
  const filled = slots.filter(({ code }) => code !== "");
  const codes = new Set(filled.map(({ code }) => code));
  return codes.size === filled.length && filled.every((slot) => isBindable(slot.code, slot.action));
}
