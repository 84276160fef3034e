/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** The kinds of block that carry a type and a name. */
export const blockKinds = ["resource", "data", "ephemeral"] as const;
export type BlockKind = (typeof blockKinds)[number];

/** Terraform's JSON syntax, as far as a synthesized stack uses it. */
export interface TerraformJson {
  terraform?: JsonObject;
  provider?: Record<string, JsonObject[]>;
  variable?: Record<string, JsonObject>;
  locals?: JsonObject;
  data?: Record<string, Record<string, JsonObject>>;
  ephemeral?: Record<string, Record<string, JsonObject>>;
  resource?: Record<string, Record<string, JsonObject>>;
  output?: Record<string, JsonObject>;
  moved?: JsonObject[];
  import?: JsonObject[];
  check?: Record<string, JsonObject>;
}

/** The stacks that a deployment can have. */
export const stackRoles = ["infrastructure", "application", "workspaces"] as const;
export type StackName = (typeof stackRoles)[number];

/** The synthesized stacks of one deployment; one that it does not have is empty. */
export type Stacks = Readonly<Record<StackName, TerraformJson>>;

/** A resource, data source or ephemeral resource. */
export interface Block {
  readonly kind: BlockKind;
  readonly type: string;
  readonly name: string;
  /** `aws_db_instance.database`, `data.aws_region.current` */
  readonly address: string;
  readonly body: JsonObject;
}

/** What a checker found wrong. */
export interface Problem {
  /** Rule that was broken; a committed mutation proves each one. */
  readonly rule: string;
  readonly address: string;
  /** Inside the block, such as `setting[0].value`; empty for the block itself. */
  readonly path: string;
  readonly message: string;
}

/** Every resource, data source and ephemeral resource of a stack. */
export function blocksOf(json: TerraformJson): Block[] {
  return blockKinds.flatMap((kind) =>
    Object.entries(json[kind] ?? {}).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => ({
        kind,
        type,
        name,
        address: kind === "resource" ? `${type}.${name}` : `${kind}.${type}.${name}`,
        body,
      })),
    ),
  );
}

/** Calls `visit` for each string below `value`, with its path. */
export function eachString(value: Json | undefined, visit: (text: string, path: string) => void, path = ""): void {
  if (typeof value === "string") visit(value, path);
  else if (Array.isArray(value)) value.forEach((item, i) => eachString(item, visit, `${path}[${i}]`));
  else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) eachString(item, visit, path ? `${path}.${key}` : key);
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member at a path such as `vpc_config.subnet_ids`; a block that is in a list of one counts as itself. */
export function at(value: Json | undefined, path: string): Json | undefined {
  return path.split(".").reduce<Json | undefined>((here, key) => {
    const one = Array.isArray(here) && !/^\d+$/.test(key) ? here[0] : here;
    if (Array.isArray(one)) return one[Number(key)];
    return isObject(one) ? one[key] : undefined;
  }, value);
}

/** One line for people: where, what. */
export function showProblem({ rule, address, path, message }: Problem): string {
  return `${address}${path && `: ${path}`}: ${message} [${rule}]`;
}
