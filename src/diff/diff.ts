import { basename, dirname, resolve } from "node:path";
import type { Io } from "../cli/io";
import { UserError } from "../config/errors";
import { comparePlan, compareStacks, type Comparison, type NamedStacks } from "./compare";
import { readSide, readStack } from "./read-side";
import { roleOf } from "./steps";

/** A comparison, and what the reader should know of it. */
export interface Result {
  readonly comparison: Comparison;
  readonly notes: readonly string[];
}

/**
 * Compares what the arguments name.
 *
 * @param b left out, or the folder of the plan's stack, when `a` is a plan
 * @param ignoreName whether two deployments are compared although they have different names
 * @throws UserError naming A or B.
 */
export async function diff(io: Io, a: string, b: string | undefined, ignoreName = false): Promise<Result> {
  io.progress(`reading ${a} …`);
  const first = await readSide(io, a);
  if (first.is === "plan") {
    const folder = b ?? dirname(a);
    const stack = readStack(io, folder, b !== undefined);
    const name = stack && basename(resolve(io.workingFolder, folder));
    const notes = first.plan.errored ? ["the plan ended with an error: what follows is not all of it"] : [];
    return { comparison: comparePlan(first.plan, stack, name), notes };
  }
  if (b === undefined) {
    throw new UserError("B is missing, expected what to compare A with; write `ppm-eks diff A B`, or give a plan as A");
  }
  io.progress(`reading ${b} …`);
  const second = await readSide(io, b);
  if (second.is === "plan") {
    throw new UserError(`B is a plan, ${b}, expected a deployment file or an output folder; a plan says by itself what it \
changes: write \`ppm-eks diff ${b}\``);
  }
  const before = ignoreName ? renamed(first.stacks, second.stacks) : first.stacks;
  return { comparison: compareStacks(before, second.stacks), notes: nameNotes(before, second.stacks) };
}

/** The stacks of the one deployment under the names that the other deployment gives. */
function renamed(before: NamedStacks, after: NamedStacks): NamedStacks {
  const [from, to] = [deploymentOf(before, "A"), deploymentOf(after, "B")];
  return Object.fromEntries(Object.entries(before).map(([name, json]) => [to + name.slice(from.length), json]));
}

function deploymentOf(stacks: NamedStacks, argument: string): string {
  const [name = "", ...others] = deploymentsOf(stacks);
  if (others.length === 0) return name;
  throw new UserError(
    `${argument} has ${others.length + 1} deployments, expected one with --ignore-name; leave that out: stacks of the same name are compared`,
  );
}

function deploymentsOf(stacks: NamedStacks): string[] {
  return [...new Set(Object.keys(stacks).map((stack) => roleOf(stack).deployment))];
}

function nameNotes(before: NamedStacks, after: NamedStacks): string[] {
  if (Object.keys(before).some((name) => name in after)) return [];
  const [from, to] = [before, after].map((stacks) => deploymentsOf(stacks).join(", "));
  return [
    `no stack has the same name in both (${from}; ${to}), so all of one is removed and all of the other is added; ` +
      "--ignore-name compares them all the same",
  ];
}
