import type { Result, VerdictId } from "../../result.ts";
import { capital, cautions } from "../findings.ts";
import { settingText } from "../text.ts";
import { reasonText } from "../verdict.ts";
import { told } from "./state.ts";

/** A verdict is told by its shape as well: a disc, an octagon, a diamond. */
const SHAPES: Readonly<Record<VerdictId, { readonly outline: string; readonly sign: string }>> = {
  pass: { outline: "M24 3a21 21 0 1 1 0 42a21 21 0 1 1 0-42z", sign: "M14 25l7 7 13-15" },
  fail: {
    outline: "M15.3 3h17.4L45 15.3v17.4L32.7 45H15.3L3 32.7V15.3z",
    sign: "M16 16l16 16M32 16L16 32",
  },
  inconclusive: {
    outline: "M24 2l22 22-22 22L2 24z",
    sign: "M18.5 19.5a5.5 5.5 0 1 1 8 4.9c-1.8 1-2.5 1.9-2.5 3.6M24 33.2v.6",
  },
};

export function Verdict({ result }: { readonly result: Result }) {
  const { words } = told.value;
  const { outline, sign } = SHAPES[result.verdict];
  return (
    <section class={`verdict block ${result.verdict}`}>
      <svg class="shape" viewBox="0 0 48 48" aria-hidden="true">
        <path class="outline" d={outline} />
        <path class="sign" d={sign} />
      </svg>
      <div>
        <h2>{words.verdicts[result.verdict]}</h2>
        <p class="reason">{capital(reasonText(told.value, result))}</p>
        <p class="setting">{settingText(told.value, result)}</p>
        {cautions(told.value, result).map((text) => (
          <p key={text} class="caution">
            {text}
          </p>
        ))}
      </div>
    </section>
  );
}
