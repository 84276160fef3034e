import type { Json, StackName, Stacks } from "../inspect/terraform-json";

/** A Terraform variable of a stack. */
export interface VariableFacts {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** Left out when the variable is required. */
  readonly default?: Json;
  readonly isSensitive: boolean;
  readonly isEphemeral: boolean;
  readonly description: string;
  /** What each validation asks for. */
  readonly rules: readonly string[];
}

/** The variables of a stack as its JSON declares them, required ones first, then by name. */
export function variablesOf(stacks: Stacks, stack: StackName): VariableFacts[] {
  const all = Object.entries(stacks[stack].variable ?? {}).map(([name, body]): VariableFacts => {
    const isRequired = !("default" in body);
    return {
      name,
      type: String(body.type),
      isRequired,
      ...(!isRequired && { default: body.default ?? null }),
      isSensitive: body.sensitive === true,
      isEphemeral: body.ephemeral === true,
      description: String(body.description ?? ""),
      rules: (Array.isArray(body.validation) ? body.validation : []).flatMap(ruleOf),
    };
  });
  const rank = ({ isRequired }: VariableFacts) => (isRequired ? 0 : 1);
  return all.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** What stands between `expected` and the fix in the message of a validation. */
function ruleOf(validation: Json): string[] {
  const message = String((validation as { error_message?: Json }).error_message ?? "");
  const rule = /, expected (.*?);/s.exec(message)?.[1];
  return rule === undefined ? [] : [rule];
}
