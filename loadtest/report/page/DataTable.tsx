// biome-ignore-all lint/a11y/noRedundantRoles: drawn as cards, a table loses its own roles in some browsers
import type { ComponentChildren } from "preact";

export interface DataTableProps {
  readonly name: string;
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** Columns of words, which begin at the left, besides the first. */
  readonly words?: readonly number[];
}

/** What fits a phone as a table; more columns become cards there. */
const NARROW = 2;

/** A table that scrolls within its own box, by keyboard too; on a phone a card for each row. */
export function DataTable({ name, head, rows, words = [] }: DataTableProps) {
  const kind = (column: number) => (column === 0 || words.includes(column) ? "words" : "number");
  const layout = head.length > NARROW ? "scroll cards" : "scroll";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, a section is a landmark
    <div class={layout} role="group" tabIndex={0} aria-label={name}>
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            {head.map((text, column) => (
              <th key={text} role="columnheader" scope="col" class={kind(column)}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, i) => (
            <tr key={i} role="row">
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key="name" role="rowheader" scope="row" class="words">
                    {cell}
                  </th>
                ) : (
                  <td key={head[column]} role="cell" class={kind(column)} data-label={head[column]}>
                    <span>{cell}</span>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
