import type { Synthesized } from "../inspect/synthesized";
import { stackRoles, type StackName } from "../inspect/terraform-json";
import { stackNames } from "../stacks/names";

/** A thing to be done by hand before an apply. */
export interface Task {
  readonly what: string;
  /** Construct that needs it. */
  readonly neededBy: string;
  /** A policy, a command or the like to go with it. */
  readonly text?: string;
}

/** The checklists that the synthesis wrote, one a stack that has anything to do. */
export function checklistsOf({ deployment, files }: Synthesized): { stack: StackName; tasks: Task[] }[] {
  const names = stackNames(deployment);
  return stackRoles.flatMap((stack) => {
    const file = files.get(`stacks/${names[stack]}/checklist.md`);
    return file === undefined ? [] : [{ stack, tasks: tasksIn(file) }];
  });
}

/** Reads back what `checklist()` of src/terraform/checklist.ts writes. */
export function tasksIn(markdown: string): Task[] {
  return markdown
    .split(/^- \[ \] /m)
    .slice(1)
    .map((item) => {
      const [first = "", ...rest] = item.split("\n");
      const [, what = first, neededBy = ""] = /^(.*) Needed by `([^`]*)`\.$/.exec(first) ?? [];
      const text = /^ {6}```\n(.*)\n {6}```$/ms.exec(rest.join("\n"))?.[1]?.replace(/^ {6}/gm, "");
      return { what, neededBy, ...(text !== undefined && { text }) };
    });
}
