import { evaluateTemplate, type Lookup } from "./evaluate";
import type { Synthesized } from "./synthesized";
import type { Json, JsonObject, StackName } from "./terraform-json";
import type { Values } from "./values";

/** What Terraform would say of values of variables, as far as that needs no AWS. */
export interface Judgement {
  /** Messages of the rules that they break. */
  readonly problems: readonly string[];
  /** Messages of the `check` blocks that they fail. */
  readonly warnings: readonly string[];
}

/**
 * Judges `given` together with the defaults of all other variables. A rule is passed over where it asks for a variable
 * that has neither, or for what only a plan knows.
 *
 * @param today what Terraform's `plantimestamp()` gives.
 */
export function judgeValues({ stacks, names }: Synthesized, given: Values, today: Date): Judgement {
  const judged = names.map((stack) => {
    const { variable = {}, check = {} } = stacks[stack];
    const failed = failedIn(lookupOf(variable, given[stack] ?? {}), today);
    return {
      problems: Object.values(variable).flatMap(({ validation }) => failed(validation)),
      warnings: Object.values(check).flatMap(({ assert }) => failed(assert)),
    };
  });
  return {
    problems: unique(judged.flatMap(({ problems }) => problems)),
    warnings: unique(judged.flatMap(({ warnings }) => warnings)),
  };
}

/** Merges values; a later one wins. */
export function mergeValues(all: readonly Values[]): Values {
  const merged: Partial<Record<StackName, Readonly<Record<string, Json>>>> = {};
  for (const [stack, values] of all.flatMap((one) => Object.entries(one))) {
    merged[stack as StackName] = { ...merged[stack as StackName], ...values };
  }
  return merged;
}

function lookupOf(variables: Readonly<Record<string, JsonObject>>, given: Readonly<Record<string, Json>>): Lookup {
  return ([root, name, ...rest]) => {
    const value = given[String(name)] ?? variables[String(name)]?.default;
    if (root !== "var" || rest.length > 0 || value === undefined) throw new Error("known at plan only");
    return value;
  };
}

/** Messages of the conditions that are false. */
function failedIn(lookup: Lookup, today: Date): (conditions: Json | undefined) => string[] {
  // The evaluator knows no clock.
  const evaluate = (text: Json | undefined) =>
    evaluateTemplate(String(text).replaceAll("plantimestamp()", JSON.stringify(today)), lookup);
  return (conditions) =>
    (Array.isArray(conditions) ? (conditions as JsonObject[]) : []).flatMap(({ condition, error_message: message }) => {
      try {
        return evaluate(condition) === false ? [String(evaluate(message))] : [];
      } catch {
        return [];
      }
    });
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
