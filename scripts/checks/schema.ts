import {
  blockMeta,
  providerMeta,
  type ProviderSchemas,
  type SchemaAttribute,
  type SchemaBlock,
  type SchemaType,
} from "./provider-schema";
import {
  blocksOf,
  isObject,
  type Json,
  type JsonObject,
  type Problem,
  type TerraformJson,
} from "../../src/inspect/terraform-json";

/** What {@link checkSchemas} can object to. */
export const schemaRules = [
  "unknown-type",
  "unknown-argument",
  "missing-argument",
  "computed-argument",
  "not-write-only",
  "wrong-type",
  "too-few-blocks",
  "too-many-blocks",
] as const;
export type SchemaRule = (typeof schemaRules)[number];

/** A checked block with what is wrong in it. */
export interface CheckedBlock {
  readonly address: string;
  readonly problems: readonly Problem[];
}

/** Checks every provider, resource, data and ephemeral block against the schema of its provider. */
export function checkSchemas(json: TerraformJson, schemas: ProviderSchemas): CheckedBlock[] {
  const providers = Object.entries(json.provider ?? {}).flatMap(([name, bodies]) =>
    bodies.map((body, i) => {
      const schema = schemas[name]?.provider.block;
      return checkBlock(`provider.${name}${bodies.length > 1 ? `[${i}]` : ""}`, body, schema, providerMeta);
    }),
  );
  const blocks = blocksOf(json).map(({ kind, type, address, body }) => {
    const provider = schemas[type.split("_")[0] ?? ""];
    const part = { resource: "resource_schemas", data: "data_source_schemas", ephemeral: "ephemeral_resource_schemas" };
    const schema = provider?.[part[kind] as "resource_schemas"]?.[type]?.block;
    return checkBlock(address, body, schema, blockMeta);
  });
  return [...providers, ...blocks];
}

function checkBlock(
  address: string,
  body: JsonObject,
  schema: SchemaBlock | undefined,
  meta: SchemaBlock,
): CheckedBlock {
  const problems: Problem[] = [];
  const report: Report = (rule, path, message) => problems.push({ rule, address, path, message });
  if (!schema) report("unknown-type", "", "the provider has no such block");
  else {
    const whole = {
      attributes: { ...schema.attributes, ...meta.attributes },
      block_types: { ...schema.block_types, ...meta.block_types },
    };
    walkBlock(body, whole, "", report);
  }
  return { address, problems };
}

type Report = (rule: SchemaRule, path: string, message: string) => void;

function walkBlock(body: JsonObject, schema: SchemaBlock, path: string, report: Report): void {
  const { attributes = {}, block_types: nested = {} } = schema;
  const at = (key: string): string => (path ? `${path}.${key}` : key);
  const dynamic = isObject(body.dynamic) ? body.dynamic : {};

  for (const [key, value] of Object.entries(body)) {
    const attribute = attributes[key];
    const blockType = nested[key];
    if (key === "dynamic") continue;
    else if (attribute) walkAttribute(key, value, attribute, at(key), report);
    else if (!blockType) report("unknown-argument", at(key), `unknown; known are ${list([attributes, nested])}`);
  }
  for (const [key, attribute] of Object.entries(attributes)) {
    if (attribute.required && absent(body[key])) report("missing-argument", at(key), "required, but missing");
  }
  for (const key of Object.keys(dynamic)) {
    if (!nested[key]) report("unknown-argument", at(`dynamic.${key}`), `unknown; known are ${list([nested])}`);
  }
  for (const [key, { block, nesting_mode, min_items = 0, max_items }] of Object.entries(nested)) {
    const items = itemsOf(body[key], nesting_mode === "map");
    const most = nesting_mode === "single" || nesting_mode === "group" ? 1 : max_items;
    if (!items) {
      report("wrong-type", at(key), `${describe(body[key])}, expected a block`);
      continue;
    }
    items.forEach((item, i) => {
      if (isObject(item)) walkBlock(item, block, `${at(key)}[${i}]`, report);
      else report("wrong-type", `${at(key)}[${i}]`, `${describe(item)}, expected a block`);
    });
    if (dynamic[key]) {
      const generated = itemsOf(dynamic[key], false) ?? [];
      for (const item of generated) {
        const content = isObject(item) ? item.content : undefined;
        if (isObject(content)) walkBlock(content, block, at(`dynamic.${key}.content`), report);
        else report("wrong-type", at(`dynamic.${key}.content`), `${describe(content)}, expected a block`);
      }
    } else if (items.length < min_items) {
      report("too-few-blocks", at(key), `${items.length} blocks, expected at least ${min_items}`);
    }
    if (most && items.length > most)
      report("too-many-blocks", at(key), `${items.length} blocks, expected at most ${most}`);
  }
}

function walkAttribute(key: string, value: Json, attribute: SchemaAttribute, path: string, report: Report): void {
  if (value === null) return;
  if (attribute.computed && !attribute.optional && !attribute.required) {
    report("computed-argument", path, "set by the provider, cannot be given");
  } else if (key.endsWith("_wo") && !attribute.write_only) {
    report("not-write-only", path, "named like a write-only argument, but Terraform stores it");
  } else if (attribute.nested_type) {
    const { attributes, nesting_mode } = attribute.nested_type;
    if (isExpression(value)) return;
    const items = nesting_mode === "single" ? [value] : itemsOf(value, nesting_mode === "map");
    const listed = nesting_mode === "list" || nesting_mode === "set";
    if (!items || (listed && !Array.isArray(value))) {
      report("wrong-type", path, `${describe(value)}, expected a ${nesting_mode} of objects`);
      return;
    }
    items.forEach((item, i) => {
      const itemPath = nesting_mode === "single" ? path : `${path}[${i}]`;
      if (isObject(item)) walkBlock(item, { attributes }, itemPath, report);
      else if (!isExpression(item)) report("wrong-type", itemPath, `${describe(item)}, expected an object`);
    });
  } else if (attribute.type) {
    walkType(value, attribute.type, path, report);
  }
}

function walkType(value: Json, type: SchemaType, path: string, report: Report): void {
  if (value === null || type === "dynamic") return;
  const wrong = (expected: string): void => report("wrong-type", path, `${describe(value)}, expected ${expected}`);
  if (type === "literal bool") {
    if (typeof value !== "boolean") wrong("true or false, not an expression");
    return;
  }
  if (isExpression(value)) return;
  if (typeof type === "string") {
    const expected = { string: "string", number: "number", bool: "boolean" }[type];
    if (expected === undefined) throw new Error(`schema type ${type} at ${path} is not known to this checker`);
    if (typeof value !== expected) wrong(`a ${type}`);
    return;
  }
  const [kind, of] = type;
  if (kind === "object") {
    const fields = of as Record<string, SchemaType>;
    if (!isObject(value)) return wrong("an object");
    for (const [key, item] of Object.entries(value)) {
      const field = fields[key];
      if (field) walkType(item, field, `${path}.${key}`, report);
      else report("unknown-argument", `${path}.${key}`, `unknown; known are ${list([fields])}`);
    }
  } else if (kind === "map") {
    if (!isObject(value)) return wrong("a map");
    for (const [key, item] of Object.entries(value)) walkType(item, of as SchemaType, `${path}.${key}`, report);
  } else {
    if (!Array.isArray(value)) return wrong(`a ${kind}`);
    value.forEach((item, i) =>
      walkType(
        item,
        kind === "tuple" ? ((of as SchemaType[])[i] ?? "dynamic") : (of as SchemaType),
        `${path}[${i}]`,
        report,
      ),
    );
  }
}

/** Blocks of one kind: an object or a list of them; for a map, its values. `undefined` when it is something else. */
function itemsOf(value: Json | undefined, keyed: boolean): Json[] | undefined {
  if (absent(value)) return [];
  if (Array.isArray(value)) return value;
  return isObject(value) ? (keyed ? Object.values(value) : [value]) : undefined;
}

function absent(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** A template's type is known to Terraform only. */
function isExpression(value: Json): boolean {
  return typeof value === "string" && /(^|[^$%])[$%]\{/.test(value);
}

function describe(value: Json | undefined): string {
  return value === undefined
    ? "nothing"
    : Array.isArray(value)
      ? "a list"
      : isObject(value)
        ? "an object"
        : JSON.stringify(value);
}

function list(maps: object[]): string {
  return maps
    .flatMap((map) => Object.keys(map))
    .sort()
    .join(", ");
}
