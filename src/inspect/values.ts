import type { Synthesized } from "./synthesized";
import type { Json, StackName } from "./terraform-json";

/** Values of Terraform variables, by stack and Terraform's name. */
export type Values = Readonly<Partial<Record<StackName, Readonly<Record<string, Json>>>>>;

/** The deployment with other values of its variables than those of its tfvars example. */
export function withValues(synthesized: Synthesized, values: Values): Synthesized {
  const { inputs } = synthesized;
  const merged = Object.entries(inputs).map(([stack, known]) => [stack, { ...known, ...values[stack as StackName] }]);
  return { ...synthesized, inputs: Object.fromEntries(merged) as Synthesized["inputs"] };
}
