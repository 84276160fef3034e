import {
  at,
  blocksOf,
  isObject,
  type Json,
  type JsonObject,
  type TerraformJson,
} from "../../src/inspect/terraform-json";
import { shape, shapeNames } from "./shapes";

/** A policy that a stack generates. */
export interface GeneratedPolicy {
  /** Of its document, without `data.aws_iam_policy_document.` */
  readonly name: string;
  /** Addresses of the arguments that it goes into, such as `aws_iam_role.database_monitoring_role.assume_role_policy`. */
  readonly usedBy: readonly string[];
  readonly statements: readonly JsonObject[];
}

/** Every policy of a stack. */
export function policiesOf(json: TerraformJson): GeneratedPolicy[] {
  const blocks = blocksOf(json);
  return Object.entries(json.data?.aws_iam_policy_document ?? {}).map(([name, body]) => ({
    name,
    usedBy: blocks.flatMap(({ kind, address, body: other }) =>
      Object.entries(kind === "resource" ? other : {})
        .filter(([, value]) => value === `\${data.aws_iam_policy_document.${name}.json}`)
        .map(([argument]) => `${address}.${argument}`),
    ),
    statements: [body.statement ?? []].flat().filter(isObject),
  }));
}

/** A statement, as a reviewer reads it: who may do what, on what, when. */
export function statementLines(statement: JsonObject): string[] {
  const texts = (value: Json | undefined) => [value ?? []].flat().map(String).sort();
  const conditions = [statement.condition ?? []].flat().filter(isObject);
  const principals = [statement.principals ?? []].flat().filter(isObject);
  return [
    `  ${String(statement.effect ?? "Allow")} ${String(statement.sid ?? "")}`,
    ...texts(statement.actions).map((action) => `    ${action}`),
    ...principals.map((one) => `    by ${String(one.type)} ${texts(one.identifiers).join(", ")}`),
    ...texts(statement.resources).map((resource) => `    on ${resource}`),
    ...conditions.map(
      (one) =>
        `    if ${String(one.variable)} ${String(one.test)} ${texts(at(one, "values") ?? one.values).join(", ")}`,
    ),
  ];
}

/** Every policy of every shape, once in each form that it has, as the committed file has it. */
export function policyLedger(): string {
  const shapes = new Map<string, Set<string>>();
  for (const name of shapeNames) {
    for (const stack of shape(name).names) {
      for (const { name: policy, usedBy, statements } of policiesOf(shape(name).stacks[stack])) {
        const text = [
          `# ${policy}`,
          ...usedBy.map((one) => `  for ${one}`),
          ...statements.flatMap(statementLines),
        ].join("\n");
        shapes.set(text, (shapes.get(text) ?? new Set()).add(name));
      }
    }
  }
  return `${[...shapes.keys()].sort().join("\n\n")}\n`;
}
