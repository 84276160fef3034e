import { evaluateTemplate } from "../inspect/evaluate";
import type { Json } from "../inspect/terraform-json";
import type { VariableSpec } from "../terraform/variables";
import { commonVariables } from "../variables/common";
import { httpsVariables } from "../variables/load-balancer";

/** Variables that an answer gives a value. */
const specs: Readonly<Record<"region" | "domain", { readonly variable: string; readonly spec: VariableSpec }>> = {
  region: { variable: "region", spec: commonVariables("ppm").variables.region },
  domain: { variable: "domain_name", spec: httpsVariables.variables.domainName },
};

/** Values of Terraform variables, by answer. */
export type VariableAnswers = Readonly<Record<keyof typeof specs, string>>;

/** What is wrong with an answer, after its name. */
export interface VariableProblem {
  readonly name: keyof VariableAnswers;
  /** `is "x", expected RULE; FIX` */
  readonly text: string;
}

/** Checks answers by the validations that Terraform will run on the variables that they become. */
export function variableProblems(answers: VariableAnswers): VariableProblem[] {
  return (Object.keys(specs) as (keyof VariableAnswers)[]).flatMap((name) => {
    const { variable, spec } = specs[name];
    const value = answers[name];
    const broken = (spec.rules ?? []).find(({ condition }) => !holds(condition, { [variable]: value }));
    return broken ? [{ name, text: `is ${JSON.stringify(value)}, expected ${broken.expected}; ${broken.fix}` }] : [];
  });
}

function holds(condition: string, values: Readonly<Record<string, Json>>): boolean {
  return evaluateTemplate(`\${${condition}}`, ([, name]) => values[String(name)] ?? null) === true;
}
