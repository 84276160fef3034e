import { closest } from "../config/closest";
import { UserError } from "../config/errors";
import type { Deployment } from "../config/schema";
import { synthesizeDeployment, type Synthesized } from "../inspect/synthesized";
import { type StackName } from "../inspect/terraform-json";
import { snakeCase } from "../stacks/base-stack";
import { stackNames } from "../stacks/names";
import { mergeCatalogs } from "../terraform/catalogs";
import type { VariableCatalog, VariableSpec } from "../terraform/variables";

/** The variables of one stack. */
export interface StackVariables {
  /** Such as `ppm-infrastructure`. */
  readonly name: string;
  readonly role: StackName;
  /** A `terraform.tfvars` with every variable as a comment. */
  readonly example: string;
  readonly catalogs: readonly VariableCatalog[];
}

/** A variable as `--json` prints it. */
export interface VariableDescription {
  readonly name: string;
  readonly section: string;
  readonly type: string;
  readonly required: boolean;
  /** Missing where it is required. */
  readonly default?: unknown;
  readonly example?: unknown;
  readonly description: string;
  /** What a value must be, beside its type. */
  readonly rules: readonly string[];
  /** Give it by the environment rather than in a file. */
  readonly secret: boolean;
}

/** The variables of each stack of a deployment, in the order of an apply. */
export function stackVariables(deployment: Deployment): StackVariables[] {
  return stacksOf(deployment, synthesizeDeployment(deployment));
}

function stacksOf(deployment: Deployment, { names, files, catalogs }: Synthesized): StackVariables[] {
  return names.map((role) => {
    const name = stackNames(deployment)[role];
    const example = files.get(`stacks/${name}/terraform.tfvars.example`) ?? "";
    return { name, role, example, catalogs: mergeCatalogs(catalogs[role]) };
  });
}

/**
 * The stacks of all deployments, or the one asked for.
 *
 * @param wanted name of a stack, or `infrastructure`, `application` or `workspaces` where there is one deployment.
 * @throws UserError when there is no such stack.
 */
export function chooseStacks(deployments: readonly Deployment[], wanted?: string): StackVariables[] {
  const stacks = deployments.flatMap(stackVariables);
  if (wanted === undefined) return stacks;
  const chosen = stacks.filter(({ name, role }) => name === wanted || (deployments.length === 1 && role === wanted));
  if (chosen.length > 0) return chosen;
  const names = stacks.map(({ name }) => name);
  const meant = closest(wanted, names);
  throw new UserError(
    `--stack is ${wanted}, expected one of ${names.join(", ")}; ${meant ? `did you mean ${meant}?` : "take one of them"}`,
  );
}

/** Every variable of a stack. */
export function describeVariables({ catalogs }: StackVariables): VariableDescription[] {
  return catalogs.flatMap(({ section, variables }) =>
    Object.entries(variables).map(([key, spec]) => describe(snakeCase(key), section, spec)),
  );
}

function describe(name: string, section: string, spec: VariableSpec): VariableDescription {
  return {
    name,
    section,
    type: spec.type,
    required: spec.default === undefined,
    ...(spec.default !== undefined && { default: spec.default }),
    ...(spec.example !== undefined && { example: spec.example }),
    description: spec.description,
    rules: (spec.rules ?? []).map(({ expected }) => expected),
    secret: Boolean(spec.sensitive ?? spec.ephemeral),
  };
}
