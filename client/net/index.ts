import "../styles/net.css";
import "../styles/net-small.css";
import { isPresetId, PRESETS, type PresetId } from "../../netplay/conditions.ts";
import { Gauge } from "../../netplay/gauge.ts";
import { impair } from "../../netplay/line.ts";
import type { Session } from "../../netplay/session.ts";
import { NetPanel } from "./NetPanel.tsx";

/** What is loaded beside a game, and not with the first page. */
export interface NetTools {
  readonly NetPanel: typeof NetPanel;
  openGauge(session: Session): Gauge;
  simulate(session: Session, name: string | undefined): void;
  simulatedLine(name: string | undefined): PresetId | undefined;
}

export { NetPanel };

export const openGauge = (session: Session): Gauge => new Gauge(session);

/** Puts a session's line under the preset of this name; names that are none leave it as it is. */
export function simulate({ room }: Session, name = "good"): void {
  impair(room, PRESETS[isPresetId(name) ? name : "good"]);
}

/** What a page under this name has to own up to; an outage is over before it is read. */
export function simulatedLine(name = "good"): PresetId | undefined {
  return isPresetId(name) && name !== "good" && name !== "outage" ? name : undefined;
}
