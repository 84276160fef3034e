import { type Content, markup, type Markup } from "../html";
import { pieces } from "../value";

/** Colour of a badge; its text says the same. */
export type Tone = "good" | "warn" | "bad" | "mute";

export function badge(text: string, tone: Tone): Markup {
  return markup`<span class="badge ${tone}">${text}</span>`;
}

/** A chapter, with an anchor that the navigation leads to. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly body: Content;
}

export function chapter({ id, title, body }: Chapter): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section> `;
}

export interface Table {
  /** Unique among the tables of the page. */
  readonly id: string;
  readonly caption: string;
  /** The first is the heading of each row. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** What stands in the place of a table without rows. */
  readonly empty?: string;
}

/** Cells of a row, or the heading of the rows below it. */
export type Row = readonly Content[] | { readonly heading: Content };

/** A table that scrolls by itself where the window is narrow. */
export function table({ id, caption, columns, rows, empty = "None." }: Table): Markup {
  if (rows.length === 0) return markup`<p class="caption">${caption}: ${empty}</p>`;
  return markup`<div class="scroll" role="group" tabindex="0" aria-labelledby="table-${id}">
    <table>
      <caption id="table-${id}">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => markup`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      ${bodies(rows).map(
        (group) =>
          markup`<tbody>
            ${group.map((row) => tableRow(row, columns.length))}
          </tbody> `,
      )}
    </table>
  </div> `;
}

function bodies(rows: readonly Row[]): Row[][] {
  const groups: Row[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last === undefined || "heading" in row) groups.push([row]);
    else last.push(row);
  }
  return groups;
}

function tableRow(row: Row, columns: number): Markup {
  if ("heading" in row)
    return markup`<tr class="heading">
      <th scope="rowgroup" colspan="${columns}">${row.heading}</th>
    </tr> `;
  const [first, ...rest] = row;
  return markup`<tr>
    <th scope="row">${first}</th>
    ${rest.map((cell) => markup`<td>${cell}</td>`)}
  </tr> `;
}

/** Something to open. Printed open. */
export function details(summary: Content, body: Content, isOpen = false): Markup {
  return markup`<details${isOpen && markup` open`}><summary>${summary}</summary>
${body}
</details>
`;
}

/** Code that may break at its joints. */
export function code(text: string, className?: string): Markup {
  const parts = text.split(/(?<=[._/:,-])(?=[^._/:,-])/);
  return markup`<code${className !== undefined && markup` class="${className}"`}>${parts.map((part, i) => [i > 0 && WORD_BREAK, part])}</code>`;
}

const WORD_BREAK = markup`<wbr>`;

/** A text with its `${…}` as code: what Terraform has yet to fill in. */
export function value(text: string): Content {
  return pieces(text).map(({ text: piece, isExpression }) => (isExpression ? code(piece, "later") : piece));
}

/** Sentences with code between backquotes, and with `${…}`. */
export function prose(text: string): Content {
  return text.split(/`([^`]+)`/).map((piece, i) => (i % 2 === 1 ? code(piece) : value(piece)));
}

/** Values below each other. */
export function lines(values: readonly string[], none = "none"): Content {
  if (values.length === 0) return markup`<span class="none">${none}</span>`;
  return values.map((text, i) => [i > 0 && markup`<br>`, value(text)]);
}

/** Names of variables, each as code. */
export function variableNames(names: readonly string[]): Content {
  return names.map((name, i) => [i > 0 && ", ", markup`<span class="variable">${code(`var.${name}`)}</span>`]);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `$1,234`; cents only below 10 dollars. */
export function dollars(amount: number): string {
  const digits = amount !== 0 && amount < 10 ? 2 : 0;
  return `$${amount.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}
