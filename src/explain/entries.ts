import { deploymentKeys, expectedOf } from "../config/json-schema";
import { declarationsOf } from "../inspect/synthesized";
import { snakeCase } from "../stacks/base-stack";
import type { VariableSpec } from "../terraform/variables";
import { collectInterfaces, type StackInterface } from "./collect";
import { explainedDeployments } from "./shapes";

/** What a name means in one place. A key may mean something else under another choice, a variable in another stack. */
export interface Entry {
  readonly kind: "key" | "variable" | "output";
  /** `deployment file`, `infrastructure stack`, … */
  readonly where: string;
  readonly name: string;
  readonly meaning: string;
  /** Values that it takes, in words, or the Terraform type. */
  readonly values?: string;
  readonly required: boolean;
  /** Missing where there is none. */
  readonly default?: unknown;
  readonly rules: readonly string[];
  readonly example?: unknown;
  /** Whether the reference architecture has it. */
  readonly inReference: boolean;
  /** The choice that brings it in. */
  readonly onlyWith?: string;
  /** Given by the environment rather than in a file. */
  readonly secret?: true;
}

/** Every key of the deployment file. */
export function keyEntries(): Entry[] {
  return deploymentKeys(true).map(({ path, node, required, onlyWith, byDefault }) => ({
    kind: "key",
    where: "deployment file",
    name: path,
    meaning: node.description ?? "",
    values: expectedOf(node),
    required,
    ...(node.default !== undefined && { default: node.default }),
    rules: node.rule ? [node.rule] : [],
    inReference: !onlyWith || byDefault === true,
    ...(onlyWith && { onlyWith }),
  }));
}

/** Every entry: keys, variables, outputs. */
export function allEntries(): Entry[] {
  return [...keyEntries(), ...stackEntries()];
}

/** Every variable and output of the stacks. Builds each deployment that is explained, which takes a while. */
function stackEntries(): Entry[] {
  return collectInterfaces(explainedDeployments().map(declarationsOf)).flatMap(entriesOf);
}

function entriesOf({ stack, catalogs, outputs, ofFirst }: StackInterface): Entry[] {
  const where = `${stack} stack`;
  const variables = catalogs.flatMap(({ when, variables: specs }) =>
    Object.entries(specs).map(([key, spec]) => variableEntry(snakeCase(key), where, spec, ofFirst.has(spec), when)),
  );
  const rest = outputs.map(({ name, description }): Entry => ({
    kind: "output",
    where,
    name,
    meaning: description,
    required: false,
    rules: [],
    inReference: true,
  }));
  return [...variables, ...rest];
}

function variableEntry(
  name: string,
  where: string,
  spec: VariableSpec,
  inReference: boolean,
  onlyWith?: string,
): Entry {
  return {
    kind: "variable",
    where,
    name,
    meaning: spec.description,
    values: spec.type,
    required: spec.default === undefined,
    ...(spec.default !== undefined && { default: spec.default }),
    rules: (spec.rules ?? []).map(({ expected }) => expected),
    inReference,
    ...(spec.example !== undefined && { example: spec.example }),
    ...(onlyWith && { onlyWith }),
    ...((spec.sensitive || spec.ephemeral) && { secret: true }),
  };
}
