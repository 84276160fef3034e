import type { Io } from "../cli/io";
import type { Comparison, Difference } from "./difference";
import { groupsOf, isResource, summaryOf, symbols } from "./groups";
import { describe, leftOut } from "./words";

type Colours = Io["colours"];

/** A comparison for a terminal: by part, a symbol and a sentence each, then the steps. */
export function renderText(comparison: Comparison, notes: readonly string[], colours: Colours): string {
  const tone = { added: colours.green, changed: colours.yellow, removed: colours.red };
  const lines = [colours.bold(summaryOf(comparison)), ...notes.map((note) => colours.yellow(`note: ${note}`))];
  for (const { title, shown, summed } of groupsOf(comparison)) {
    lines.push("", colours.bold(title));
    for (const difference of shown) {
      const { kind, words } = difference;
      lines.push(`  ${tone[kind](symbols[kind])} ${words}`);
      for (const change of leftOut(difference.arguments)) lines.push(`      ${describe(change)}`);
      lines.push(colours.dim(`    ${where(difference)}`));
    }
    for (const { kind, text, stack } of summed) {
      lines.push(`  ${tone[kind](symbols[kind])} ${text}`, colours.dim(`    in ${stack}`));
    }
  }
  if (comparison.steps.length > 0) {
    lines.push("", colours.bold("Steps"), ...comparison.steps.map((step, i) => `  ${i + 1}. ${step}`));
  }
  return lines.join("\n");
}

/** Address, stack and effect. */
function where(difference: Difference): string {
  const { address, stack, effect } = difference;
  return `${address} in ${stack}${isResource(difference) ? `, effect: ${effect}` : ""}`;
}
