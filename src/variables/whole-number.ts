import type { VariableRule } from "../terraform/variables";

export interface WholeNumberRange {
  readonly min: number;
  readonly max: number;
  /** What is counted. @default - just numbers */
  readonly unit?: string;
  /** @default "choose one in that range" */
  readonly fix?: string;
}

/** Rule of a variable that is a number in a range. */
export function wholeNumber(name: string, { min, max, unit, fix }: WholeNumberRange): VariableRule {
  const value = `var.${name}`;
  return {
    condition: `${value} >= ${min} && ${value} <= ${max} && floor(${value}) == ${value}`,
    expected: `a whole number${unit === undefined ? "" : ` of ${unit}`} from ${min} to ${max}`,
    fix: fix ?? "choose one in that range",
  };
}
