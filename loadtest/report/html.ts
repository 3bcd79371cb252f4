import { createHash } from "node:crypto";
import type { Result } from "../result.ts";
import { bundle } from "./bundle.ts";
import { plain } from "./plain.ts";
import { renderText } from "./text.ts";
import { tongue } from "./words/index.ts";

/** Digits that a second of the timeline is worth: a soak has thousands of them. */
const DIGITS = 4;
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='6' fill='%231b1612'/%3E%3Cpath fill='%23ffb36b' d='M9 30V15a7 7 0 0 1 14 0v15z'/%3E%3Cpath fill='none' stroke='%231b1612' stroke-width='1.5' d='M12.5 9v21M16 8v22M19.5 9v21M9 17h14M9 23h14'/%3E%3Cpath fill='%23cdb78f' d='M3 30V15a13 13 0 0 1 26 0v15h-5V15a8 8 0 0 0-16 0v15z'/%3E%3C/svg%3E";

/** One file that needs nothing else, in both languages. */
export async function renderHtml(result: Result): Promise<string> {
  const { script, style } = await bundle();
  // An end tag inside a string would end the element.
  const code = script.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  const policy = [
    "default-src 'none'",
    `script-src '${digest(code)}'`,
    `style-src '${digest(style)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const { words } = tongue("en");
  const { run, verdict } = result;
  const title = words.page.title(words.verdicts[verdict], plain(run.profile), plain(run.room));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<link rel="icon" href="${ICON}">
<style>${style}</style>
</head>
<body>
<div id="report"></div>
<noscript><pre>${escaped(renderText(result))}</pre></noscript>
<script type="application/json" id="result">${dataOf(result)}</script>
<script>${code}</script>
</body>
</html>
`;
}

const digest = (text: string): string =>
  `sha256-${createHash("sha256").update(text).digest("base64")}`;

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

/** As JSON that no HTML parser takes for markup. */
function dataOf(result: Result): string {
  const { timeline } = result;
  const columns = Object.fromEntries(
    Object.entries(timeline.columns).map(([id, values]) => [id, values.map(short)]),
  );
  return JSON.stringify({ ...result, timeline: { t: timeline.t, columns } })
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

const short = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(DIGITS));
