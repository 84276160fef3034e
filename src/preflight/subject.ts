import { join, resolve } from "node:path";
import type { Loaded } from "../config/load";
import type { Deployment } from "../config/schema";
import { withHandover } from "../inspect/handover";
import { resolveStacks } from "../inspect/resolved";
import { type Synthesized, synthesizeDeployment } from "../inspect/synthesized";
import { type Json, type StackName, stackRoles, type Stacks } from "../inspect/terraform-json";
import { type Values, withValues } from "../inspect/values";
import { parseVarFile, type VarFile } from "../inspect/var-file";
import { stackNames } from "../stacks/names";

/** What a preflight is about, as plain data: a synthesized deployment with the values that are given. */
export interface Subject {
  readonly deployment: Deployment;
  /** Name of each stack that there is. */
  readonly stackNames: Readonly<Partial<Record<StackName, string>>>;
  /** Folder of local states, absolute. */
  readonly stateFolder: string;
  /** Value of each variable: given, else its default, else null. No example stands in for one. */
  readonly values: Readonly<Record<StackName, Readonly<Record<string, Json>>>>;
  /** Variables that have neither a value nor a default. */
  readonly missing: readonly string[];
  /** The stacks, with what is known before an apply filled in. */
  readonly stacks: Stacks;
}

interface Given {
  readonly varFiles: readonly VarFile[];
  /** Has values as TF_VAR_name, which files override. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Synthesizes a deployment, in memory.
 *
 * @throws UserError when a value does not fit it.
 */
export function subjectOf(
  deployment: Deployment,
  { outputFolder, localStateFolder }: Pick<Loaded, "outputFolder" | "localStateFolder">,
  { varFiles, environment }: Given,
): Subject {
  const made = synthesizeDeployment(deployment, localStateFolder);
  const given = [...environmentFiles(made, environment), ...varFiles].map(({ path, text }) =>
    parseVarFile(path, text, made),
  );
  const start = { ...made, inputs: defaults(made) };
  const filled = withHandover(
    given.reduce((synthesized: Synthesized, values: Values) => withValues(synthesized, values), start),
  );
  const names = stackNames(deployment);
  return {
    deployment,
    stackNames: Object.fromEntries(made.names.map((role) => [role, names[role]])),
    stateFolder: resolve(join(outputFolder, "stacks", "any"), localStateFolder),
    values: filled.inputs,
    missing: [...new Set(made.names.flatMap((stack) => withoutValue(filled, stack)))].sort(),
    stacks: resolveStacks(filled.stacks, filled.inputs),
  };
}

function defaults({ stacks }: Synthesized): Synthesized["inputs"] {
  const of = (stack: StackName) =>
    Object.entries(stacks[stack].variable ?? {}).map(([name, { default: value = null }]) => [name, value]);
  return Object.fromEntries(stackRoles.map((stack) => [stack, Object.fromEntries(of(stack))])) as Synthesized["inputs"];
}

function withoutValue({ stacks, inputs }: Synthesized, stack: StackName): string[] {
  return Object.entries(stacks[stack].variable ?? {})
    .filter(([name, variable]) => !("default" in variable) && (inputs[stack][name] ?? null) === null)
    .map(([name]) => name);
}

/** What TF_VAR_name says of the variables that there are, as files. Secrets are none of this program's business. */
function environmentFiles({ names, stacks }: Synthesized, environment: Given["environment"]): Given["varFiles"] {
  const variables = Object.assign({}, ...names.map((stack) => stacks[stack].variable ?? {})) as Record<
    string,
    { type?: Json; sensitive?: Json }
  >;
  return Object.entries(variables).flatMap(([name, { type, sensitive }]) => {
    const value = environment[`TF_VAR_${name}`];
    if (value === undefined || sensitive === true) return [];
    const text = type === "string" ? JSON.stringify(value).replace(/([$%])\{/g, "$1$1{") : value;
    return [{ path: `TF_VAR_${name}`, text: `${name} = ${text}\n` }];
  });
}
