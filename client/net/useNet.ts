import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Gauge } from "../../netplay/gauge.ts";
import type { Stay } from "../play/stay.ts";
import { namedLine } from "./address.ts";
import type { NetTools } from "./index.ts";
import { netKey } from "./keys.ts";

/** The connection as a screen shows it. */
export interface Net {
  /** Is the panel wanted? */
  readonly open: Signal<boolean>;
  /** What measures, simulates and shows; loaded beside the game. */
  readonly tools: Signal<NetTools | undefined>;
  /** On the line of the session of the moment. */
  readonly gauge: Signal<Gauge | undefined>;
}

/** Measures the line of a stay, puts it under the conditions that the address names, follows F3. */
export function useNet(stay: Stay): Net {
  const open = useSignal(false);
  const tools = useSignal<NetTools | undefined>(undefined);
  const gauge = useSignal<Gauge | undefined>(undefined);
  // Anew when the screen changes: with it the session may.
  const session = stay.screen.value.kind === "ended" ? undefined : stay.session;
  const loaded = tools.value;
  const line = namedLine.value;
  useEffect(() => {
    const load = async () => {
      tools.value = await import("./index.ts");
    };
    // One can play without it; the button stays without effect.
    load().catch(() => {});
    return followKeys(open);
  }, []);
  useEffect(() => {
    if (!session || !loaded) return;
    const begun = loaded.openGauge(session);
    gauge.value = begun;
    return () => {
      begun.stop();
      gauge.value = undefined;
    };
  }, [session, loaded]);
  useEffect(() => {
    if (session) loaded?.simulate(session, line);
  }, [session, loaded, line]);
  return { open, tools, gauge };
}

/** Returns the stop. */
function followKeys(open: Signal<boolean>): () => void {
  const follow = (event: KeyboardEvent) => {
    const key = netKey(event);
    if (!key) return;
    // F3 is the browser's search otherwise.
    if (key === "toggle") event.preventDefault();
    open.value = key === "toggle" && !open.peek();
  };
  addEventListener("keydown", follow);
  return () => removeEventListener("keydown", follow);
}
