import type { Synthesized } from "./synthesized";
import type { Json, StackName } from "./terraform-json";

/** Values of Terraform variables, by stack and Terraform's name. */
export type Values = Readonly<Partial<Record<StackName, Readonly<Record<string, Json>>>>>;

/**
 * The deployment with other values of its variables than those of its tfvars example. Those of secrets are dropped, since
 * inputs end up in pictures and reports.
 */
export function withValues(synthesized: Synthesized, values: Values): Synthesized {
  const { inputs, stacks } = synthesized;
  const merged = Object.entries(inputs).map(([stack, known]) => {
    const declared = stacks[stack as StackName].variable ?? {};
    const isSecret = ([name]: [string, Json]) =>
      declared[name]?.sensitive === true || declared[name]?.ephemeral === true;
    const told = Object.entries(values[stack as StackName] ?? {}).filter((entry) => !isSecret(entry));
    return [stack, { ...known, ...Object.fromEntries(told) }];
  });
  return { ...synthesized, inputs: Object.fromEntries(merged) as Synthesized["inputs"] };
}
