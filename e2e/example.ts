import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { AwsContext } from "./aws-context";
import { checkDeployer } from "./deployer";
import { emulatorGaps } from "./emulator-gaps";
import { leaveAlone, unexcused } from "./gap-proof";
import type { Json, JsonObject } from "./json";
import { standIn } from "./offline-kubernetes";
import { type PlannedChange, plannedChanges, text } from "./plan-changes";
import { commandFailure } from "./processes";
import { checkRefusals, type Refusal, type Unreachable } from "./refusals";
import { haystacksOf, leaks, storedSecrets } from "./secrets";
import { emulatorProvider, variableEnvironment } from "./settings";
import { stackFolder, synth } from "./synth";
import { type Plan, TerraformFolder } from "./terraform";
import { projectFolder } from "./work-folder";

type Variables = Readonly<Record<string, Json>>;

/** One stack of an example. */
export interface ExampleStack {
  readonly role: "infrastructure" | "application";
  readonly variables: Variables;
  /** Types of which nothing may be made, since the user brings it: a start such as `aws_vpc` covers `aws_vpc_endpoint`. */
  readonly brought: readonly string[];
  /** What must be made on the parts of the user, as address → arguments. */
  readonly made: Readonly<Record<string, JsonObject>>;
  /** Wrong values for each condition and check of the stack. */
  readonly refusals: readonly Refusal[];
  readonly unreachable?: readonly Unreachable[];
}

/** A file of `examples/`, applied to parts that exist. */
export interface Example {
  /** Without `.yaml`. */
  readonly file: string;
  /** Of the deployment in it. */
  readonly name: string;
  readonly stacks: readonly ExampleStack[];
}

/** Applies every stack of an example, tries wrong values, and destroys all again. */
export async function runExample(context: AwsContext, { file, name, stacks }: Example): Promise<void> {
  const { lane } = context;
  const folder = join(context.folder, name);
  mkdirSync(folder);
  const deployment = readFileSync(join(projectFolder, "examples", `${file}.yaml`), "utf8");
  await lane.step("synthesizes", () => synth(folder, deployment));

  const applied: TerraformFolder[] = [];
  for (const stack of stacks) {
    applied.push(await applyStack({ ...context, folder }, name, stack));
  }
  await lane.step("drops its protection", async () => {
    await synth(folder, `${deployment}protection: false\n`);
    for (const [i, { role }] of stacks.entries()) {
      const terraform = applied[i];
      if (role !== "infrastructure" || !terraform) continue;
      await terraform.plan();
      await terraform.applyPlan();
    }
  });
  await lane.step("is destroyed", async () => {
    for (const [i, terraform] of [...applied.entries()].reverse()) {
      if (stacks[i]?.role === "application") standInFor(terraform, folder);
      const result = await terraform.destroy();
      equal(result.code, 0, commandFailure("terraform destroy", result));
      equal(await terraform.state(), []);
    }
  });
  for (const [i, { folder: stackFolder }] of applied.entries()) {
    const { hosted_zone_role_arn: other } = stacks[i]?.variables ?? {};
    const otherRoles = typeof other === "string" ? [other] : [];
    await checkDeployer(lane, basename(stackFolder), stackFolder, context.recorder.exchanges, otherRoles);
  }
}

async function applyStack(
  { lane, folder, environment, recorder, aws }: AwsContext,
  name: string,
  stack: ExampleStack,
): Promise<TerraformFolder> {
  const id = `${name}-${stack.role}`;
  const terraform = new TerraformFolder(stackFolder(folder, id), { ...environment, ...variableEnvironment });
  const synthesized = terraform.json;
  if (stack.role === "application") standInFor(terraform, folder);
  terraform.override({ provider: emulatorProvider });
  terraform.setVariables(stack.variables);
  await lane.step(`${stack.role}: initializes`, () => terraform.run("init", "-no-color", "-input=false"));

  let changes: PlannedChange[] = [];
  await lane.step(`${stack.role}: plans nothing of what exists, and its own on top of it`, async () => {
    const plan = await terraform.plan();
    changes = plannedChanges(plan);
    const covered = changes.filter(({ address }) => stack.brought.some((type) => address.startsWith(type)));
    equal(covered.map(text), []);
    checkMade(plan, stack.made);
  });
  await lane.step(`${stack.role}: applies ${changes.length} changes`, () => terraform.applyPlan());
  await lane.check(`${stack.role}: has nothing left to change, but for proven gaps of the emulator`, async () => {
    equal(unexcused(plannedChanges(await terraform.plan()), emulatorGaps, recorder.exchanges), []);
  });
  // Proven, so that the following applies need not fail for them.
  const planned = new Set(changes.map(({ address }) => address));
  const ignored = leaveAlone(
    emulatorGaps.filter(({ address }) => planned.has(address)),
    synthesized,
  );
  // Terraform takes no empty block.
  if (Object.keys(ignored).length > 0) terraform.override({ provider: emulatorProvider, resource: ignored });
  await lane.check(`${stack.role}: no check speaks up, and no secret is left in plan, state or output`, async () => {
    equal(await terraform.planErrors(), []);
    const haystacks = await haystacksOf(terraform, join(folder, `terraform.${id}.tfstate`));
    equal(leaks(haystacks, await storedSecrets(aws), "package_manager"), []);
  });
  await checkRefusals(lane, synthesized, terraform, stack.variables, stack.refusals, stack.unreachable);
  terraform.setVariables(stack.variables);
  return terraform;
}

/** Stands in for what cannot be installed here. Kubernetes resources of a stack become `terraform_data`. */
function standInFor(terraform: TerraformFolder, folder: string): void {
  const captures = join(folder, "captures");
  mkdirSync(captures, { recursive: true });
  terraform.json = standIn(terraform.json, captures).json;
}

/** Compares the arguments of resources that a plan makes with those that are meant. */
function checkMade(plan: Plan, made: ExampleStack["made"]): void {
  for (const [address, expected] of Object.entries(made)) {
    const change = plan.resource_changes?.find((one) => one.address === address);
    ok(change, `${address} is not in the plan`);
    equal(change.change.actions, ["create"], address);
    const after = change.change.after ?? {};
    equal(Object.fromEntries(Object.keys(expected).map((key) => [key, after[key] ?? null])), expected, address);
  }
}
