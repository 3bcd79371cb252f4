import { actionOf, type Bindings } from "../../bindings.ts";
import { isUsablePad, type PadState } from "../../gamepads.ts";

const TYPED = "input,textarea,select,[contenteditable],dialog";
const PRESSED = `${TYPED},a,button,summary,[role=button]`;
/** A stick that is let go rests nearer to its middle. */
const PUSHED = 0.5;
const PAD_MS = 200;

export interface PlayDeps {
  /** Where a press or a touch plays. */
  readonly stage: EventTarget;
  readonly bindings: () => Bindings;
  readonly pads: () => readonly (PadState | null)[];
}

/** Calls `begun` once the player's hands do something in the game; returns the stop. */
export function whenPlayed({ stage, bindings, pads }: PlayDeps, begun: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const end = () => {
    stop.abort();
    clearInterval(timer);
  };
  const play = () => {
    end();
    begun();
  };
  const press = ({ target }: Event) => {
    if (!isIn(target, "button")) play();
  };
  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actionOf(bindings(), event.code);
    if (!action || action === "scoreboard") return;
    if (!isIn(event.target, event.code === "Space" ? PRESSED : TYPED)) play();
  };
  stage.addEventListener("pointerdown", press, { signal });
  window.addEventListener("keydown", key, { signal });
  // A gamepad sends no events.
  const timer = setInterval(() => pads().some(isUsed) && play(), PAD_MS);
  return end;
}

const isIn = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

const isUsed = (pad: PadState | null): boolean =>
  isUsablePad(pad) &&
  (pad.buttons.some(({ pressed }) => pressed) || pad.axes.some((axis) => Math.abs(axis) > PUSHED));
