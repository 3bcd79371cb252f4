import { useId, useRef } from "preact/hooks";
import { isPresetId, PRESET_IDS, PRESETS, type PresetId } from "../../netplay/conditions.ts";
import { impair } from "../../netplay/line.ts";
import { t } from "../i18n/index.ts";
import type { Stay } from "../play/stay.ts";
import { namedLine, nameLine } from "./address.ts";

/** Longer names than this are not repeated to the end. */
const NAME_MAX = 24;
/** An outage does not last: it has a button. */
const LASTING = PRESET_IDS.filter((id) => id !== "outage");

interface SimulatorProps {
  readonly stay: Stay;
  /** A pointer has chosen: the next key is the game's. */
  readonly onPointed: () => void;
}

/** Chooses a worse line than there is; the address keeps the choice. */
export function Simulator({ stay, onPointed }: SimulatorProps) {
  const { net } = t.value;
  const id = useId();
  const pointed = useRef(false);
  const name = namedLine.value ?? "good";
  const preset = LASTING.find((each) => each === name) ?? "good";
  return (
    <div class="net-simulator">
      <label for={id}>{net.simulate}</label>
      <div class="row">
        <select
          id={id}
          value={preset}
          onPointerDown={() => {
            pointed.current = true;
          }}
          onKeyDown={() => {
            pointed.current = false;
          }}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            nameLine(chosen === "good" ? undefined : chosen);
            if (pointed.current) onPointed();
          }}
        >
          {LASTING.map((each) => (
            <option key={each} value={each}>
              {net.presets[each]}
            </option>
          ))}
        </select>
        <button
          type="button"
          onClick={(event) => {
            cutOff(stay, preset);
            if (event.detail > 0) onPointed();
          }}
        >
          {net.presets.outage}
        </button>
      </div>
      <p role="status" class="hint">
        {!isPresetId(name) && net.noSuchLine(name.slice(0, NAME_MAX))}
      </p>
    </div>
  );
}

/** On top of the conditions that last. */
function cutOff({ session }: Stay, preset: PresetId): void {
  const { outageMs } = PRESETS.outage;
  if (session) impair(session.room, { ...PRESETS[preset], outageMs });
}
