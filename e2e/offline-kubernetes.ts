import { asObject, mapStrings, type Json, type JsonObject } from "./json";

/** An ephemeral value of the stack, which the stand-in hands to the test when it is applied. */
export interface Capture {
  /** What it is an argument of, such as `kubernetes_secret.settings` or `provider.helm`. */
  readonly owner: string;
  /** Path of the argument, such as `data_wo.password`. */
  readonly path: string;
  /** File in the capture folder that gets the value. */
  readonly file: string;
}

/** A stack that needs no Kubernetes and no Helm provider. */
export interface StandIn {
  readonly json: JsonObject;
  readonly captures: readonly Capture[];
}

/**
 * Turns every Kubernetes and Helm resource into `terraform_data`, so that variables, preconditions, references and
 * ephemeral values of the stack meet a real plan and apply where these providers cannot be installed.
 *
 * The arguments become its input. What is ephemeral (write-only arguments, the providers' login) cannot: a second
 * `terraform_data` receives it in a provisioner, one of the few places that may, and writes it to `captureFolder`. It
 * runs again when the revision of the write-only argument changes.
 */
export function standIn(stack: JsonObject, captureFolder: string): StandIn {
  refuseDataSources(stack);
  const resources = asObject(stack.resource) as Blocks;
  const data: Record<string, Json> = {};
  const captures: Capture[] = [];
  const capture = (owner: string, value: Json, triggers: Json) => {
    const found = leaves(value)
      // What else a provider needs is no secret.
      .filter(([, leaf]) => !owner.startsWith("provider.") || leaf.includes("ephemeral."))
      .map(([path, leaf], i) => ({ owner, path, leaf, file: `value-${captures.length + i}` }));
    if (found.length === 0) return;
    captures.push(...found.map(({ owner, path, file }) => ({ owner, path, file })));
    data[`${owner.replace(".", "_")}_captured`] = capturing(captureFolder, found, triggers);
  };

  for (const [type, instances] of Object.entries(resources).filter(([type]) => isForeign(type))) {
    for (const [name, block] of Object.entries(instances)) {
      data[`${type}_${name}`] = dataOf(block);
      const writeOnly = Object.entries(block).filter(([key]) => isWriteOnly(key));
      capture(`${type}.${name}`, Object.fromEntries(writeOnly), revisions(block));
    }
  }
  for (const [name, block] of Object.entries(asObject(stack.provider)).filter(([name]) => isForeign(name))) {
    capture(`provider.${name}`, block, []);
  }

  const terraform = asObject(stack.terraform);
  const json: JsonObject = {
    ...stack,
    terraform: { ...terraform, required_providers: withoutForeign(terraform.required_providers) },
    // A child module has none.
    ...(stack.provider !== undefined && { provider: withoutForeign(stack.provider) }),
    resource: { ...withoutForeign(stack.resource), terraform_data: { ...resources.terraform_data, ...data } },
  };
  return { json: mapStrings(json, referToStandIns) as JsonObject, captures };
}

type Blocks = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/** Arguments that belong to Terraform itself, not to the resource. */
const metaArguments = ["count", "for_each", "depends_on"];

function isForeign(typeOrProvider: string): boolean {
  return /^(kubernetes|helm)(_|$)/.test(typeOrProvider);
}

function withoutForeign(object: Json | undefined): JsonObject {
  return Object.fromEntries(Object.entries(asObject(object)).filter(([name]) => !isForeign(name)));
}

function refuseDataSources(stack: JsonObject): void {
  const types = Object.keys(asObject(stack.data)).filter(isForeign);
  if (types.length > 0) throw new Error(`${types.join(", ")}: a stand-in cannot answer for a data source`);
}

function dataOf(block: JsonObject): JsonObject {
  // What it ignores are arguments, which are now parts of one.
  const lifecycle = Object.entries(asObject(block.lifecycle)).filter(([key]) => key !== "ignore_changes");
  const input = Object.entries(block)
    .filter(([key]) => ![...metaArguments, "lifecycle", "provider", "timeouts"].includes(key) && !isWriteOnly(key))
    // References say `metadata[0]`, JSON may leave the list out.
    .map(([key, value]) => [key, key === "metadata" ? [value].flat() : withoutIterators(value)]);
  return {
    ...Object.fromEntries(Object.entries(block).filter(([key]) => metaArguments.includes(key))),
    ...(lifecycle.length > 0 && { lifecycle: Object.fromEntries(lifecycle) }),
    input: Object.fromEntries(input),
  };
}

/** What a `dynamic` block iterates over stays an expression; what it makes of each item becomes plain text. */
function withoutIterators(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutIterators);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]): [string, Json] => {
    if (key !== "dynamic") return [key, withoutIterators(item)];
    const blocks = Object.entries(asObject(item)).map(([label, block]) => {
      const { for_each = null, content = null } = asObject(block);
      return [
        label,
        { for_each, content: mapStrings(content, (text) => text.replaceAll(`\${${label}.`, () => `$\${${label}.`)) },
      ];
    });
    return [key, Object.fromEntries(blocks)];
  });
  return Object.fromEntries(entries);
}

function capturing(folder: string, found: readonly { leaf: string; file: string }[], triggers: Json): JsonObject {
  const commands = found.map(({ file }, i) => `printf %s "$VALUE_${i}" > "$FOLDER/${file}"`);
  const values = Object.fromEntries(found.map(({ leaf }, i) => [`VALUE_${i}`, leaf]));
  return {
    triggers_replace: triggers,
    provisioner: [
      { "local-exec": { command: commands.join("\n"), environment: { FOLDER: folder, ...values }, quiet: true } },
    ],
  };
}

/** Every string, number or flag inside a value with its path. */
function leaves(value: Json, path = ""): [path: string, leaf: string][] {
  if (value === null) return [];
  if (typeof value !== "object") return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, item]) => leaves(item as Json, path ? `${path}.${key}` : key));
}

/** `data_wo`, `binary_data_wo`, … but not their `…_wo_revision`. */
function isWriteOnly(key: string): boolean {
  return key.endsWith("_wo");
}

function revisions(block: JsonObject): Json {
  return Object.entries(block)
    .filter(([key]) => /_wo_(revision|version)$/.test(key))
    .map(([, value]) => value);
}

/** `kubernetes_namespace.x.metadata[0].name` → `terraform_data.kubernetes_namespace_x.input.metadata[0].name`. */
function referToStandIns(text: string): string {
  return text.replace(
    /\b((?:kubernetes|helm)_[a-z0-9_]+)\.([a-z0-9_]+)(\.[a-z0-9_]+)?/g,
    (_, type: string, name: string, attribute = "") =>
      `terraform_data.${type}_${name}${attribute && attribute !== ".id" ? `.input${attribute}` : attribute}`,
  );
}
