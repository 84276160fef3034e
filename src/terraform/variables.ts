import { TerraformVariable, type IResolvable } from "cdktf";
import type { Construct } from "constructs";

/** Terraform types that variables here have. */
export type VariableType = "string" | "number" | "bool" | "list(string)" | "map(string)";

interface ValueOf {
  string: string;
  number: number;
  bool: boolean;
  "list(string)": readonly string[];
  "map(string)": Readonly<Record<string, string>>;
}

interface TokenOf {
  string: string;
  number: number;
  bool: IResolvable;
  "list(string)": string[];
  "map(string)": Record<string, string>;
}

/** One rule of a variable, checked by Terraform at plan. */
export interface VariableRule {
  /** Terraform expression that must be true, such as `var.vpc_cidr != ""`. May name other variables. */
  readonly condition: string;
  /** Completes "KEY is VALUE, expected …". */
  readonly expected: string;
  /** Says what to do. */
  readonly fix: string;
}

/** A Terraform variable: the only source of its declaration, its documentation and its line in the tfvars example. */
export interface VariableSpec<T extends VariableType = VariableType> {
  readonly type: T;
  /** First sentence: meaning and unit. Says "Changing it replaces …" where true. */
  readonly description: string;
  /** `null` makes it optional without a value. @default - none: the user must give it */
  readonly default?: ValueOf[T] | null;
  /** A realistic value for the tfvars example. Needed where there is no default. @default - the default */
  readonly example?: ValueOf[T];
  /** Hidden in Terraform's output. @default false */
  readonly sensitive?: boolean;
  /** Never stored in plan or state (Terraform ≥ 1.10). @default false */
  readonly ephemeral?: boolean;
  /** @default - none */
  readonly rules?: readonly VariableRule[];
}

/** Variables of one part, in the order in which documents show them. Keys are camelCase, Terraform sees snake_case. */
export interface VariableCatalog<C extends Record<string, VariableSpec> = Record<string, VariableSpec>> {
  /** Heading in documents. */
  readonly section: string;
  /** Setting of the deployment file that brings these variables in. @default - always declared */
  readonly when?: string;
  readonly variables: C;
}

/** What a stack gets for a catalog: a token for each key. */
export type CatalogTokens<C extends Record<string, VariableSpec>> = { readonly [K in keyof C]: TokenOf[C[K]["type"]] };

/** Gives a catalog its exact type. */
export function defineVariables<const C extends Record<string, VariableSpec>>(
  catalog: VariableCatalog<C>,
): VariableCatalog<C> {
  return catalog;
}

/** Defines the Terraform variable `name` and returns a token of its type. */
export function declareVariable(scope: Construct, name: string, spec: VariableSpec): TokenOf[VariableType] {
  const variable = new TerraformVariable(scope, name, {
    type: spec.type,
    description: spec.description,
    ...(spec.sensitive && { sensitive: true }),
    nullable: spec.default === null,
    ...(spec.rules && {
      validation: spec.rules.map((rule) => ({
        condition: `\${${rule.condition}}`,
        errorMessage: `${name} is ${shownValue(name, spec)}, expected ${rule.expected}; ${rule.fix}.`,
      })),
    }),
  });
  // Not by the prop: cdktf 0.21 rewrites the keys of a map in it and fails on null.
  if (spec.default !== undefined) variable.addOverride("default", spec.default);
  // cdktf 0.21 has no such argument.
  if (spec.ephemeral) variable.addOverride("ephemeral", true);
  switch (spec.type) {
    case "string":
      return variable.stringValue;
    case "number":
      return variable.numberValue;
    case "bool":
      return variable.booleanValue;
    case "list(string)":
      return variable.listValue;
    case "map(string)":
      return variable.value as Record<string, string>;
  }
}

function shownValue(name: string, spec: VariableSpec): string {
  return spec.sensitive || spec.ephemeral ? "hidden" : `\${jsonencode(var.${name})}`;
}
