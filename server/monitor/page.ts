import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Files of the stock page: `index.html` and `assets/`. */
export const STOCK_DIR = fileURLToPath(
  new URL("./static", import.meta.resolve("@colyseus/monitor")),
);

/** Emotion writes its rules into style elements; scripts stay 'self' alone. */
export const PAGE_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const FOREIGN =
  /<(?:link|script)\b[^>]*?\b(?:href|src)\s*=\s*["']?(?:[a-z]+:)?\/\/[^>]*>(?:\s*<\/script>)?\s*/gi;

export interface PageValues {
  readonly csrf: string;
  readonly operator: string;
}

/** The stock page. Throws where an upgrade made it another page than we know how to guard. */
export function stockPage(): (values: PageValues) => string {
  const stock = readFileSync(join(STOCK_DIR, "index.html"), "utf8").replace(FOREIGN, "");
  if (!stock.includes("<head>")) throw new Error("the page of @colyseus/monitor has no <head>");
  return (values) => stock.replace("<head>", () => `<head>\n${head(values)}`);
}

/** Modules run in document order: ours takes over `fetch` before the page's own uses it. */
const head = ({ csrf, operator }: PageValues): string => `
    <meta name="hypogeum-csrf" content="${attribute(csrf)}">
    <meta name="hypogeum-operator" content="${attribute(operator)}">
    <link rel="icon" href="/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="./hypogeum.css">
    <script type="module" src="./hypogeum.js"></script>`;

const attribute = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.codePointAt(0)};`);
