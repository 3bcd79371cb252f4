import type { PickupKind } from "../../../../schema/arena/map.ts";
import { hueVar, teamVar } from "../../../palette.ts";
import { teamOutlineOf } from "../emblem.ts";
import { PICKUP_LOOKS } from "../hud/icons.ts";

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A fighter from above, looking right unless turned (degrees). */
export function Fighter({ x, y, hue, turn = 0 }: Place & { hue: number; turn?: number }) {
  return (
    <g transform={`translate(${x} ${y}) rotate(${turn})`}>
      <path
        class="help-ink"
        d="M3-11Q-9-13-14-8Q-12-4-15 0Q-12 4-14 8Q-9 13 3 11z"
        fill={hueVar(hue)}
      />
      <path class="help-bow" d="M3 0h12M9-7q6 7 0 14" />
      <circle class="help-ink help-bronze" r="6.5" />
    </g>
  );
}

export function Bolt({ from, to, y }: { from: number; to: number; y: number }) {
  return <path class="help-bolt" d={`M${from} ${y}H${to}m-5-4 5 4-5 4`} />;
}

export function Arrow({ x, y }: Place) {
  return <path class="help-arrow" d={`M${x} ${y}h16m-6-6 6 6-6 6`} />;
}

/** Someone who falls. */
export function Burst({ x, y }: Place) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <path
        class="help-burst"
        d="M0-18 4-7 14-13 8-3 19 0 8 4 13 14 3 8 0 19-4 8-14 13-8 3-19 0-8-4-13-14-3-7z"
      />
      <path class="help-ink" d="M-5-5 5 5M5-5-5 5" />
    </g>
  );
}

export function Heart({ x, y }: Place) {
  return (
    <path
      class="help-heart"
      d={`M${x} ${y + 11}c-16-10-12-22-5-22 3 0 5 3 5 5 0-2 2-5 5-5 7 0 11 12-5 22z`}
    />
  );
}

/** A pickup on its plate. */
export function Find({ x, y, kind }: Place & { kind: PickupKind }) {
  const { outline, color } = PICKUP_LOOKS[kind];
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle class="help-plate" r="12.5" />
      <polygon points={outline.join(" ")} fill={color} transform="scale(8)" />
    </g>
  );
}

/** 1 sun, 2 moon. */
export function TeamBadge({ x, y, team }: Place & { team: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <polygon points={teamOutlineOf(team).join(" ")} fill={teamVar(team)} transform="scale(7.5)" />
    </g>
  );
}

/** A key with its name; a long one is squeezed. */
export function Key({ x, y, name, width = 18 }: Place & { name: string; width?: number }) {
  const squeezed = name.length * 7 > width - 4 ? { textLength: width - 6 } : {};
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect class="help-key" width={width} height="19" rx="3" />
      <text
        class="help-letter"
        x={width / 2}
        y="13.5"
        lengthAdjust="spacingAndGlyphs"
        {...squeezed}
      >
        {name}
      </text>
    </g>
  );
}

export function Mouse({ x, y }: Place) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect class="help-key" x="-12" y="-19" width="24" height="38" rx="12" />
      <path class="help-pressed" d="M-1-18v16h-10v-5a11 11 0 0 1 10-11z" />
    </g>
  );
}

/** What of a device is in use. */
interface Press {
  readonly press: "left" | "right" | "button";
}

export function Phone({ press }: Press) {
  const at = { left: [14, 40], right: [36, 40], button: [38, 24] }[press];
  return (
    <g>
      <rect class="help-key" x="2" y="12" width="46" height="40" rx="5" />
      <circle class="help-socket" cx="14" cy="40" r="7" />
      <circle class="help-socket" cx="36" cy="40" r="7" />
      <circle class="help-socket" cx="38" cy="24" r="5" />
      <circle class="help-pressed" cx={at[0]} cy={at[1]} r={press === "button" ? 5 : 4.5} />
    </g>
  );
}

export function Pad({ press }: Press) {
  const at = { left: [15, 28], right: [32, 40], button: [43, 27] }[press];
  return (
    <g>
      <path
        class="help-key"
        d="M14 16h24c9 0 14 12 13 30-1 6-8 6-11 0l-3-4H15l-3 4c-3 6-10 6-11 0-1-18 4-30 13-30z"
      />
      <circle class="help-socket" cx="15" cy="28" r="5" />
      <circle class="help-socket" cx="32" cy="40" r="5" />
      <path class="help-socket" d="M39 22v10M34 27h10" />
      <circle class="help-pressed" cx={at[0]} cy={at[1]} r={press === "button" ? 3.2 : 4.5} />
    </g>
  );
}
