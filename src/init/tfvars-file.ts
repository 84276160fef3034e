import { snakeCase } from "../stacks/base-stack";
import { hcl } from "../terraform/tfvars";
import type { Answers } from "./answers";
import type { StackVariables } from "./tfvars";

/** A `terraform.tfvars` of one stack, to fill in. */
export interface TfvarsFile {
  readonly path: string;
  readonly contents: string;
  /** Variables that have neither a default nor an answer. */
  readonly open: readonly string[];
}

/** Returns the file of a stack with every variable as a comment, but for those that the answers give a value. */
export function tfvarsFile({ name, example, catalogs }: StackVariables, { domain, region }: Answers): TfvarsFile {
  const answers: Readonly<Record<string, string>> = { domain_name: domain, region };
  const required = catalogs.flatMap(({ variables }) =>
    Object.entries(variables).flatMap(([key, spec]) => (spec.default === undefined ? [snakeCase(key)] : [])),
  );
  const open = [...new Set(required)].filter((variable) => answers[variable] === undefined);
  const filled = Object.entries(answers).reduce(
    (text, [variable, value]) =>
      text.replace(new RegExp(`^# ${variable} = .*$`, "m"), () => `${variable} = ${hcl(value)}`),
    example,
  );
  const heading = open.length > 0 ? `# Still to give: ${open.join(", ")}.\n` : "";
  return { path: `${name}.tfvars`, contents: `${heading}${filled}`, open };
}
