import type { Result } from "../../../result.ts";
import { plain } from "../../plain.ts";
import { Section } from "../Section.tsx";

/** What a server that died said last. */
export function Tail({ result: { serverTail } }: { readonly result: Result }) {
  if (serverTail.length === 0) return null;
  return (
    <Section id="tail">
      <pre class="tail">{serverTail.map(plain).join("\n")}</pre>
    </Section>
  );
}
