import { useSignal } from "@preact/signals";
import { useEffect, useId, useMemo } from "preact/hooks";
import type { Gauge, Reading } from "../../netplay/gauge.ts";
import type { Verdict } from "../../netplay/verdict.ts";
import type { NetFigures } from "../games/view.ts";
import { t } from "../i18n/index.ts";
import type { Stay } from "../play/stay.ts";
import { Figures } from "./Figures.tsx";
import { Graphs } from "./Graphs.tsx";
import { Simulator } from "./Simulator.tsx";
import { Settled } from "./settled.ts";
import { verdictWords } from "./words.ts";

const LOOK_MS = 250;

/** What the panel shows of one moment. */
interface Look {
  readonly reading: Reading;
  readonly verdict: Verdict;
  readonly game: NetFigures | undefined;
}

interface NetPanelProps {
  readonly stay: Stay;
  readonly gauge: Gauge;
  readonly onClose: () => void;
  /** A pointer has done something in it: the next key is the game's. */
  readonly onPointed: () => void;
}

/** The connection in figures and in a sentence, beside the running game. */
export function NetPanel({ stay, gauge, onClose, onPointed }: NetPanelProps) {
  const texts = t.value;
  const id = useId();
  const { reading, verdict, game } = useLook(stay, gauge);
  useEffect(() => {
    // Neither it nor its name is in a build.
    // biome-ignore lint/style/noRestrictedImports: the SDK's own, in development alone
    if (import.meta.env.DEV) void import("colyseus.js/debug");
  }, []);
  return (
    <section class="net" aria-labelledby={id}>
      <div class="net-head">
        <h2 id={id}>{texts.net.open}</h2>
        <button type="button" class="quiet" onClick={onClose}>
          {texts.net.close}
        </button>
      </div>
      <p role="status" class="net-verdict" data-verdict={verdict.id}>
        {verdictWords(verdict, texts)}
      </p>
      <Figures reading={reading} game={game} />
      <Graphs gauge={gauge} />
      <Simulator stay={stay} onPointed={onPointed} />
    </section>
  );
}

/** Four times a second. */
function useLook(stay: Stay, gauge: Gauge): Look {
  const settled = useMemo(() => new Settled(), [gauge]);
  const look = (): Look => {
    const reading = gauge.read();
    const verdict = settled.look(reading.verdict, performance.now());
    return { reading, verdict, game: stay.net };
  };
  const seen = useSignal(look());
  useEffect(() => {
    const timer = setInterval(() => {
      seen.value = look();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [stay, gauge]);
  return seen.value;
}
