import { z } from "zod";
import { deploymentSchema, fleetSchema } from "./schema";

/** The parts of JSON Schema that the deployment's schema comes out as. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  /** Schema of the values of a mapping with free keys. */
  readonly additionalProperties?: SchemaNode | boolean;
  /** Options that differ in the value of a key, such as `mode`. */
  readonly oneOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  /** What a text must be, in words. No part of JSON Schema: only {@link deploymentKeys} can bring it. */
  readonly rule?: string;
}

/** A key of the deployment file, at any depth. */
export interface Key {
  /** `loadBalancer.tls.dnsRecord`; items of a list as `list[].key`. */
  readonly path: string;
  /** The choice that brings the key in, such as `loadBalancer.tls.mode: certificate`. */
  readonly onlyWith?: string;
  /** That choice is the default. */
  readonly byDefault?: boolean;
  readonly node: SchemaNode;
  readonly required: boolean;
}

/** The schema of the deployment file as JSON Schema, which editors can use too. */
export function deploymentJsonSchema(): SchemaNode {
  return z.toJSONSchema(deploymentSchema, { io: "input" }) as SchemaNode;
}

/** The schema of a file with several deployments. */
export function fleetJsonSchema(): SchemaNode {
  return z.toJSONSchema(fleetSchema, { io: "input" }) as SchemaNode;
}

/** The schema of any deployment file, for editors: one deployment, or several. */
export function deploymentFileJsonSchema(): SchemaNode {
  return { anyOf: [deploymentJsonSchema(), fleetJsonSchema()] };
}

/** Whether a file has several deployments: then it has nothing else. */
export function isFleet(value: unknown): boolean {
  return typeof value === "object" && value !== null && "deployments" in value;
}

/**
 * All keys of the deployment file, in the order of the schema.
 *
 * @param withRules adds to the node of a text what the messages say about it. @default false
 */
export function deploymentKeys(withRules = false): Key[] {
  if (!withRules) return keysBelow(deploymentJsonSchema(), "");
  return keysBelow(z.toJSONSchema(deploymentSchema, { io: "input", override: addRule }) as SchemaNode, "");
}

type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>["override"]>;

/** Messages of checks are "RULE; FIX". */
const addRule: Override = ({ zodSchema, jsonSchema }) => {
  const [check] = zodSchema._zod.def.checks ?? [];
  const message = check?._zod.def.error?.({} as never);
  if (jsonSchema.type === "string" && typeof message === "string") jsonSchema.rule = message.split("; ")[0];
};

type Choice = Pick<Key, "onlyWith" | "byDefault">;

function keysBelow(node: SchemaNode, prefix: string, choice: Choice = {}): Key[] {
  if (node.oneOf) return keysOfUnion(node, node.oneOf, prefix);
  if (node.items) return keysBelow(node.items, `${prefix.slice(0, -1)}[].`, choice);
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const path = `${prefix}${name}`;
    const key = { path, node: child, required: (node.required ?? []).includes(name), ...choice };
    return [...(child.properties || child.oneOf ? [] : [key]), ...keysBelow(child, `${path}.`, choice)];
  });
}

function keysOfUnion(node: SchemaNode, options: readonly SchemaNode[], prefix: string): Key[] {
  const name = discriminatorOf(options);
  const choice: Key = { path: `${prefix}${name}`, node: choiceNode(node, options), required: false };
  const others = options.flatMap((option) => {
    const value = option.properties?.[name]?.const;
    const byDefault = value === choice.node.default;
    return keysBelow(option, prefix, { onlyWith: `${choice.path}: ${value}`, byDefault }).filter(
      ({ path }) => path !== choice.path,
    );
  });
  return [choice, ...others];
}

/** The schema of the key that tells the options of a union apart. */
export function choiceNode(union: SchemaNode, options: readonly SchemaNode[]): SchemaNode {
  const name = discriminatorOf(options);
  return {
    enum: options.map((option) => option.properties?.[name]?.const ?? ""),
    default: (union.default as Record<string, unknown> | undefined)?.[name],
    ...(union.description && { description: union.description }),
  };
}

/** The key whose value tells the options of a union apart. */
export function discriminatorOf(options: readonly SchemaNode[]): string {
  return Object.entries(options[0]?.properties ?? {}).find(([, { const: only }]) => only !== undefined)?.[0] ?? "mode";
}

const mapping = "a mapping of keys to values";

/** Says in words which values a node takes. */
export function expectedOf(node: SchemaNode): string {
  const choices = node.enum ?? (node.const === undefined ? undefined : [node.const]);
  if (choices) return either(choices.map((choice) => JSON.stringify(choice)));
  if (node.oneOf) return mapping;
  if (node.anyOf) return either(node.anyOf.map(expectedOf));
  switch (node.type) {
    case "boolean":
      return "true or false";
    case "integer":
      return `a whole number from ${node.minimum} to ${node.maximum}`;
    case "number":
      return "a number";
    case "array":
      return node.items?.type === "string" ? "a list of texts" : "a list";
    case "string":
      return "a text";
    case undefined:
      return "a value";
    default:
      return mapping;
  }
}

/** `a`, `b` → `a or b`. */
export function either(options: readonly string[]): string {
  return options.length < 2 ? options.join() : `${options.slice(0, -1).join(", ")} or ${options.at(-1)}`;
}
