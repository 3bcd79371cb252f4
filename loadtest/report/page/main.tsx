import "uplot/dist/uPlot.min.css";
import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/verdict.css";
import "./styles/figures.css";
import "./styles/tables.css";
import "./styles/cards.css";
import "./styles/charts.css";
import "./styles/capacity.css";
import "./styles/print.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { plain } from "../plain.ts";
import { Report } from "./Report.tsx";
import { readResult, told } from "./state.ts";

const result = readResult();
const root = document.getElementById("report");
if (root) render(<Report result={result} />, root);

effect(() => {
  const { words } = told.value;
  const { profile, room } = result.run;
  document.documentElement.lang = words.locale;
  document.title = words.page.title(words.verdicts[result.verdict], plain(profile), plain(room));
});
