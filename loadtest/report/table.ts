/** Two columns of a terminal each: CJK, kana, hangul and full-width forms. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/gu;
const GAP = 2;

/** Columns that a text takes in a terminal. */
export const columnsOf = (text: string): number =>
  [...text].length + (text.match(WIDE)?.length ?? 0);

const pad = (text: string, width: number) => " ".repeat(Math.max(0, width - columnsOf(text)));

/** The first column to the left, the others to the right, each as wide as it must be. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = widthsOf(rows);
  return rows.map((row) =>
    row
      .map((text, i) => {
        const space = pad(text, widths[i] ?? 0);
        return i === 0 ? text + space : space + text;
      })
      .join(" ".repeat(GAP))
      .trimEnd(),
  );
}

/** Labels, and what there is to say about each. */
export function list(rows: readonly (readonly [string, string])[]): readonly string[] {
  const [width = 0] = widthsOf(rows);
  return rows.map(([label, text]) => `${label}${pad(label, width)}${" ".repeat(GAP)}${text}`);
}

function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, text] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, columnsOf(text));
  }
  return widths;
}
