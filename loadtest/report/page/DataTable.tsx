import type { ComponentChildren } from "preact";

export interface DataTableProps {
  readonly name: string;
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** Columns of words, which begin at the left, besides the first. */
  readonly words?: readonly number[];
}

/** A table that scrolls within its own box, by keyboard too. */
export function DataTable({ name, head, rows, words = [] }: DataTableProps) {
  const kind = (column: number) => (column === 0 || words.includes(column) ? "words" : "number");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, a section is a landmark
    <div class="scroll" role="group" tabIndex={0} aria-label={name}>
      <table>
        <thead>
          <tr>
            {head.map((text, column) => (
              <th key={text} scope="col" class={kind(column)}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key="name" scope="row" class="words">
                    {cell}
                  </th>
                ) : (
                  <td key={head[column]} class={kind(column)}>
                    {cell}
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
