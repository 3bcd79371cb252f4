import { useEffect, useState } from "preact/hooks";
import type { Result } from "../../../result.ts";
import { adviceFor } from "../../advice.ts";
import { plain } from "../../plain.ts";
import { Section } from "../Section.tsx";
import { texts } from "../state.ts";

const COPIED_MS = 2000;

/** What follows from the verdict, and the command that repeats the run. */
export function Next({ result }: { readonly result: Result }) {
  const words = texts.value;
  return (
    <Section id="next">
      <ul class="advice">
        {adviceFor(result).map((id) => (
          <li key={id}>
            <Advice text={words.next[id]} />
          </li>
        ))}
        <li>{words.next.repeat}</li>
      </ul>
      <Command text={plain(result.run.command)} />
    </Section>
  );
}

/** What is between backticks is to be typed. */
const Advice = ({ text }: { readonly text: string }) => (
  <>{text.split("`").map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part))}</>
);

/** A line breaks before a flag, and not in it. */
const Flags = ({ text }: { readonly text: string }) => (
  <>
    {text.split(/(--[a-z-]+)/).map((part, i) =>
      i % 2 === 1 ? (
        <span key={i} class="flag">
          {part}
        </span>
      ) : (
        part
      ),
    )}
  </>
);

function Command({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () =>
    // Without the right to write, the text can still be selected by hand.
    void navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div class="command">
      <code class="line">
        <Flags text={text} />
      </code>
      <button type="button" onClick={copy}>
        {isCopied ? texts.value.copied : texts.value.copy}
      </button>
    </div>
  );
}
