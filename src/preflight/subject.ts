import type { Deployment } from "../config/schema";
import { withHandover } from "../inspect/handover";
import { resolveStacks } from "../inspect/resolved";
import { synthesizeDeployment } from "../inspect/synthesized";
import { type Json, type StackName, stackRoles, type Stacks } from "../inspect/terraform-json";
import { withValues } from "../inspect/values";
import { parseVarFile } from "../inspect/var-file";

/** What a preflight is about, as plain data: a synthesized deployment with the values that tfvars files give. */
export interface Subject {
  readonly deployment: Deployment;
  /** Names of the stacks that there are. */
  readonly stackNames: readonly string[];
  /** Value of each variable: given, else its default, else null. No example stands in for one. */
  readonly values: Readonly<Record<StackName, Readonly<Record<string, Json>>>>;
  /** The stacks, with what is known before an apply filled in. */
  readonly stacks: Stacks;
}

/**
 * Synthesizes a deployment, in memory.
 *
 * @throws UserError when a tfvars file does not fit it.
 */
export function subjectOf(
  deployment: Deployment,
  varFiles: readonly { readonly path: string; readonly text: string }[],
): Subject {
  const made = synthesizeDeployment(deployment);
  const given = varFiles.map(({ path, text }) => parseVarFile(path, text, made));
  const withoutExamples = Object.fromEntries(
    stackRoles.map((stack) => [
      stack,
      Object.fromEntries(
        Object.entries(made.stacks[stack].variable ?? {}).map(([name, { default: value = null }]) => [name, value]),
      ),
    ]),
  ) as Subject["values"];
  const start = { ...made, inputs: withoutExamples };
  const filled = withHandover(given.reduce((synthesized, values) => withValues(synthesized, values), start));
  return {
    deployment,
    stackNames: made.names.map((role) => `${deployment.name}-${role}`),
    values: filled.inputs,
    stacks: resolveStacks(filled.stacks, filled.inputs),
  };
}
