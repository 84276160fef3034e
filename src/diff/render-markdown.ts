import type { Comparison, Difference } from "./difference";
import { type Group, groupsOf, isResource, summaryOf, symbols } from "./groups";
import { describe, leftOut } from "./words";

/** First line of the Markdown, by which a pipeline finds its own comment to write over. */
export const marker = "<!-- ppm-eks diff -->";

/**
 * A comparison as a comment on a pull request: summary, steps, and each part behind a line that opens it.
 *
 * @param limit most characters; what does not fit is left out from the end, and the last line says how much
 */
export function renderMarkdown(comparison: Comparison, notes: readonly string[], limit: number): string {
  const heading = "### What changes in Package Manager's Terraform";
  const head = [
    marker,
    heading,
    "",
    `${summaryOf(comparison)}.`,
    ...notes.flatMap((note) => ["", `> ${escape(note)}`]),
  ];
  if (comparison.steps.length > 0) {
    head.push("", "**Steps**", "", ...comparison.steps.map((step, i) => `${i + 1}. ${escape(step)}`));
  }
  const blocks = groupsOf(comparison).flatMap(linesOf);
  const whole = joined([...head, ...blocks.flatMap(({ lines }) => lines)]);
  return whole.length <= limit ? whole : cutTo(limit, head, blocks);
}

interface Lines {
  readonly lines: readonly string[];
  /** What has to follow when nothing else of the part does. */
  readonly closing: readonly string[];
  /** Differences in it. */
  readonly count: number;
}

const closing = ["", "</details>"];

function linesOf({ title, shown, summed }: Group): Lines[] {
  const counts = (["added", "changed", "removed"] as const).flatMap((kind) => {
    const { length } = shown.filter((difference) => difference.kind === kind);
    return length > 0 ? [`${length} ${kind}`] : [];
  });
  const summary = [...counts, ...summed.map(({ kind, text }) => `${text} ${kind}`)].join(", ");
  const start = ["", `<details><summary><b>${title}</b>: ${summary}</summary>`, ""];
  return [
    { lines: start, closing, count: 0 },
    ...shown.map((difference) => ({ lines: itemOf(difference), closing, count: 1 })),
    ...summed.map(({ kind, text, stack }) => {
      return { lines: [`- ${code(symbols[kind])} ${text} in ${code(stack)}`], closing, count: 1 };
    }),
    { lines: closing, closing: [], count: 0 },
  ];
}

function itemOf(difference: Difference): string[] {
  const { kind, words, address, stack, effect } = difference;
  const isLoud = effect === "replace" || effect === "destroy" || effect === "restart";
  const said = !isResource(difference) ? "" : isLoud ? ` **${effect}**` : ` ${effect}`;
  return [
    `- ${code(symbols[kind])} ${escape(words)}<br>${code(address)} in ${code(stack)}${said}`,
    ...leftOut(difference.arguments).map((change) => `  - ${escape(describe(change))}`),
  ];
}

function cutTo(limit: number, head: readonly string[], blocks: readonly Lines[]): string {
  const total = blocks.reduce((sum, { count }) => sum + count, 0);
  const note = (left: number) => [
    "",
    `_Cut: ${left} of ${total} differences are not shown; \`ppm-eks diff\` prints all._`,
  ];
  // The note with the most digits, so that each other fits.
  const reserve = joined(note(total)).length;
  let room = limit - joined(head).length - reserve;
  const lines: string[] = [];
  let shown = 0;
  let end: readonly string[] = [];
  for (const block of blocks) {
    const needs = joined(block.lines).length + (block.closing.length > 0 ? joined(block.closing).length : 0);
    if (needs > room) break;
    room -= joined(block.lines).length;
    lines.push(...block.lines);
    shown += block.count;
    end = block.closing;
  }
  const text = joined([...head, ...lines, ...end, ...note(total - shown)]);
  // A head that is too long by itself: its steps name much.
  return text.length <= limit
    ? text
    : `${text.slice(0, limit - 8).replace(/\n[^\n]*$/, "")}\n\n_Cut._\n`.slice(0, limit);
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** Text that Markdown shows as it is, and that calls nobody. What a step has between backticks stays code. */
export function escape(text: string): string {
  return text.replace(/(?<!`)`[a-z][\w .:*-]*`(?!`)|[&<>\\*_{}[\]#|~$@`]/g, (found) =>
    found.length > 1 ? found : `&#${found.charCodeAt(0)};`,
  );
}

/** Text between as many backticks as it needs. */
function code(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}
