import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../i18n/index.ts";
import type { Stay } from "../play/stay.ts";
import { namedLine } from "./address.ts";
import type { Net } from "./useNet.ts";

const PING_MS = 1000;

interface NetButtonProps {
  readonly stay: Stay;
  readonly net: Net;
  /** Gets the focus where the pointer pressed: the next key is the game's. */
  readonly onPointed: () => void;
}

/** Shows the ping and opens the panel; wears stripes while a line is simulated. */
export function NetButton({ stay, net, onPointed }: NetButtonProps) {
  const texts = t.value;
  const ping = usePing(stay);
  const preset = net.tools.value?.simulatedLine(namedLine.value);
  return (
    <button
      type="button"
      class={preset ? "quiet ping simulated" : "quiet ping"}
      aria-expanded={net.open.value}
      title={texts.net.openKey}
      onClick={(event) => {
        net.open.value = !net.open.peek();
        // A click that no pointer made has no detail; then the panel is the next stop of Tab.
        if (event.detail > 0) onPointed();
      }}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2 14v-3M6 14V9M10 14V6M14 14V2" />
      </svg>
      <span class="unseen">{texts.net.open} </span>
      {ping > 0 && <span>{texts.play.ping(ping)}</span>}
      {preset && <span class="ping-line">{texts.net.simulated(texts.net.presets[preset])}</span>}
    </button>
  );
}

/** In whole ms; 0 until known and while the line is broken. */
function usePing(stay: Stay): number {
  const ping = useSignal(0);
  const playing = stay.screen.value.kind === "playing";
  useEffect(() => {
    const look = () => {
      ping.value = playing ? Math.round(stay.ping) : 0;
    };
    look();
    const timer = setInterval(look, PING_MS);
    return () => clearInterval(timer);
  }, [stay, playing]);
  return ping.value;
}
