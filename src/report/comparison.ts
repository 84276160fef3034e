import type { Io } from "../cli/io";
import { UserError } from "../config/errors";
import { comparePlan, compareStacks, type NamedStacks } from "../diff/compare";
import { readSide } from "../diff/read-side";
import { roleOf } from "../diff/steps";
import type { Synthesized } from "../inspect/synthesized";
import { isObject, type Json, type StackName, type TerraformJson } from "../inspect/terraform-json";
import { withValues } from "../inspect/values";
import type { PlanJson } from "../plan/plan-check";
import { parsePlan } from "../plan/plan-files";
import { stackNames } from "../stacks/names";
import type { Changes } from "./facts";

type Disk = Pick<Io, "read" | "list">;

/**
 * Compares a deployment with what it was before.
 *
 * @param path deployment file, or output folder. Of several deployments that of the same name counts; a single one of
 * another name is taken for a former name.
 * @throws UserError when it is something else, or has several deployments, none of this name.
 */
export async function changesSince(disk: Disk, path: string, synthesized: Synthesized): Promise<Changes> {
  const side = await readSide(disk, path);
  if (side.is === "plan") {
    throw new UserError(
      `--before is ${path}, the JSON of a plan, expected a deployment file or an output folder; give it as --plan`,
    );
  }
  const after = namedStacks(synthesized);
  const before = ofDeployment(side.stacks, synthesized.deployment.name, path);
  return { title: `from ${path} to this deployment`, ...compareStacks(before, after) };
}

/** What a plan would change in a deployment, and the deployment with the plan's variables as its values. */
export function changesByPlan(
  disk: Disk,
  path: string,
  synthesized: Synthesized,
): { changes: Changes; synthesized: Synthesized } {
  const plan = parsePlan(path, disk.read(path, "the JSON of a plan; run `terraform show -json PLAN > plan.json`"));
  const stack = stackOfPlan(plan, synthesized);
  if (stack === undefined) {
    const names = Object.keys(namedStacks(synthesized)).join(", ");
    throw new UserError(
      `--plan is ${path}, in which no resource is of ${names}, expected a plan of one of them; name the deployment's own plan`,
    );
  }
  const name = stackNames(synthesized.deployment)[stack];
  const note = plan.errored ? "; the plan ended with an error, so this is not all" : "";
  return {
    changes: { title: `by the plan ${path} of ${name}${note}`, ...comparePlan(plan, synthesized.stacks[stack], name) },
    synthesized: withVariables(synthesized, stack, plan),
  };
}

function namedStacks({ deployment, names, stacks }: Synthesized): NamedStacks {
  return Object.fromEntries(names.map((stack) => [stackNames(deployment)[stack], stacks[stack]]));
}

function ofDeployment(stacks: NamedStacks, name: string, path: string): NamedStacks {
  const named = Object.keys(stacks).map((stack) => ({ stack, ...roleOf(stack) }));
  const deployments = [...new Set(named.map(({ deployment }) => deployment))];
  const from = deployments.includes(name) ? name : deployments.length === 1 ? deployments[0] : undefined;
  if (from === undefined) {
    throw new UserError(
      `--before is ${path} with the deployments ${deployments.join(", ")}, expected ${name} among them, or only one; name another output or file`,
    );
  }
  return Object.fromEntries(
    named
      .filter(({ deployment }) => deployment === from)
      .map(({ stack }) => [name + stack.slice(from.length), stacks[stack] as TerraformJson]),
  );
}

/** The stack that declares most of the plan's resources. */
function stackOfPlan(plan: PlanJson, { names, stacks }: Synthesized): StackName | undefined {
  const shared = (stack: StackName) =>
    (plan.resource_changes ?? []).filter(({ type, name }) => stacks[stack].resource?.[type]?.[name]).length;
  const [best] = [...names].sort((a, b) => shared(b) - shared(a));
  return best !== undefined && shared(best) > 0 ? best : undefined;
}

/** Takes the values that the plan was made with, of which its JSON holds those of secrets in the clear. */
function withVariables(synthesized: Synthesized, stack: StackName, plan: PlanJson): Synthesized {
  const given: unknown = { ...plan }["variables" as keyof PlanJson];
  const declared = synthesized.stacks[stack].variable ?? {};
  const values = Object.entries(isObject(given as Json) ? (given as Record<string, { value?: Json }>) : {})
    .filter(([name]) => name in declared)
    .map(([name, { value = null }]): [string, Json] => [name, value]);
  return withValues(synthesized, { [stack]: Object.fromEntries(values) });
}
