import { Token, ref } from "cdktf";
import type { PlannedVariable } from "../../../modules/workspace";
import type { VariableCatalog, VariableSpec } from "../../terraform/variables";
import { type BaseStack, snakeCase } from "../base-stack";

/** Variables that the workspaces stack answers itself: the roles of the runs. */
export const answered = ["applyRoleArn", "planRoleArn"] as const;
export type Answered = (typeof answered)[number];

/** The variables of a stack, as the workspaces stack sees them. Keys are Terraform's names. */
export interface StackVariables {
  readonly given: Readonly<Record<string, PlannedVariable>>;
  /** Description of each. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly answered: readonly { readonly key: Answered; readonly name: string; readonly description: string }[];
}

/** A variable of another stack, with what its catalog says of it. */
interface Declared {
  readonly key: string;
  readonly spec: VariableSpec;
  readonly catalog: VariableCatalog;
}

/**
 * The same variables for another stack: required ones stay so, others may be null, and none has rules, since the stack
 * itself checks them. A contract that crosses by variables is known after the first apply only, so it may be null too.
 *
 * @throws Error when two stacks give one variable different types, which is a bug.
 */
export function mirroredCatalogs(stacks: readonly BaseStack[]): VariableCatalog[] {
  const seen = new Map<string, VariableSpec>();
  return stacks.flatMap((stack) =>
    stack.catalogs.map((catalog) => {
      const variables: Record<string, VariableSpec> = {};
      for (const [key, spec] of Object.entries(catalog.variables)) {
        const known = seen.get(key);
        if (known && known.type !== spec.type) throw new Error(`${key} is a ${known.type} and a ${spec.type}`);
        if (known || isSecret(spec) || isAnswered(key)) continue;
        seen.set(key, spec);
        variables[key] = mirrored(spec, catalog);
      }
      return { ...catalog, variables };
    }),
  );
}

function mirrored(
  { type, description, example, default: usual }: VariableSpec,
  { when }: VariableCatalog,
): VariableSpec {
  const required = usual === undefined && when !== "handover: variables";
  const shown = example ?? usual ?? undefined;
  return { type, description, ...(shown !== undefined && { example: shown }), ...(!required && { default: null }) };
}

/** Sorts the variables of `source` by how they get into its workspace. References are to the mirrors in `stack`. */
export function variablesOf(source: BaseStack, stack: BaseStack): StackVariables {
  const given: Record<string, PlannedVariable> = {};
  const secrets: Record<string, string> = {};
  const roles: { key: Answered; name: string; description: string }[] = [];
  for (const { key, spec } of declaredIn(source)) {
    const name = snakeCase(key);
    const { description } = spec;
    if (isSecret(spec)) secrets[name] = description;
    else if (isAnswered(key)) roles.push({ key, name, description });
    else given[name] = { value: reference(stack, name), isText: spec.type === "string", description };
  }
  return { given, secrets, answered: roles };
}

/** Required ARNs that the variables of `stacks` name, by the end of their keys, as references to their mirrors. */
export function requiredArns(stacks: readonly BaseStack[], suffix: RegExp, stack: BaseStack): string[] {
  const keys = stacks.flatMap((source) =>
    declaredIn(source)
      .filter(({ spec, catalog }) => spec.default === undefined && catalog.when !== "handover: variables")
      .map(({ key }) => key),
  );
  return [...new Set(keys)].filter((key) => suffix.test(key)).map((key) => reference(stack, snakeCase(key)));
}

/** Reference to a variable that `stacks` declare. Undefined when none does. */
export function mirrorOf(stacks: readonly BaseStack[], key: string, stack: BaseStack): string | undefined {
  const isDeclared = stacks.some((source) => declaredIn(source).some((declared) => declared.key === key));
  return isDeclared ? reference(stack, snakeCase(key)) : undefined;
}

function declaredIn(source: BaseStack): Declared[] {
  return source.catalogs.flatMap((catalog) =>
    Object.entries(catalog.variables).map(([key, spec]) => ({ key, spec, catalog })),
  );
}

function reference(stack: BaseStack, name: string): string {
  return Token.asString(ref(`var.${name}`, stack));
}

function isSecret({ sensitive, ephemeral }: VariableSpec): boolean {
  return sensitive === true || ephemeral === true;
}

function isAnswered(key: string): key is Answered {
  return (answered as readonly string[]).includes(key);
}
