import type { Task } from "../../modules/core";

/**
 * Returns, as Markdown, what a user has to do by hand for a stack: one item a task, with the construct that needs it.
 * Undefined when there is nothing to do.
 */
export function checklist(stackName: string, tasks: readonly (Task & { readonly path: string })[]): string | undefined {
  if (tasks.length === 0) return undefined;
  const heading = [
    `# Before you apply ${stackName}`,
    "",
    "It uses what this app does not own. Each of these must be so already, or be done by whoever owns it;",
    "`${…}` is a value that Terraform knows.",
  ];
  return `${[...heading, ...tasks.flatMap(item)].join("\n")}\n`;
}

function item({ what, text, path }: Task & { readonly path: string }): string[] {
  const needs = `- [ ] ${what.replace(/[.:]$/, "")}. Needed by \`${path}\`.`;
  if (text === undefined) return ["", needs];
  return ["", needs, "", ...["```", ...text.split("\n"), "```"].map((line) => (line === "" ? "" : `      ${line}`))];
}
