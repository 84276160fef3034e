import { resolve, type Lookup } from "./evaluate";
import type { Synthesized } from "./synthesized";
import { referencedAddress, type Reference } from "./references";
import {
  isObject,
  type Json,
  type JsonObject,
  type Stacks,
  type StackName,
  type TerraformJson,
} from "./terraform-json";

/** The member of a resource that refers to nothing is its own text, so that a rule can see who refers to whom. */
const asText = (reference: Reference): string =>
  `\${${reference.map((key, i) => (typeof key === "number" ? `[${key}]` : i === 0 ? key : `.${key}`)).join("")}}`;

/**
 * The stacks as Terraform would see them with the given inputs: variables, locals, outputs of the other stack and
 * arguments of other blocks are filled in. What is known only after an apply stays `${…}`.
 */
export function resolveStacks(
  stacks: Stacks,
  inputs: Synthesized["inputs"],
  known: Readonly<Record<string, Json>> = {},
): Stacks {
  const lookupIn = (stack: StackName): Lookup => {
    const json = stacks[stack];
    const busy = new Set<string>();
    const settled = new Map<string, Json>();
    let loops = 0;
    const follow = (address: string, value: Json, rest: Reference): Json => {
      const found = settled.get(address);
      if (found !== undefined) return rest.reduce(member, found);
      // Two arguments of one block may refer to each other's attributes, never to themselves.
      if (busy.has(address)) {
        loops++;
        throw new Error(`${address} refers to itself`);
      }
      busy.add(address);
      const before = loops;
      try {
        const result = resolve(value, lookup);
        // What came upon a loop depends on where it was entered.
        if (loops === before) settled.set(address, result);
        return rest.reduce(member, result);
      } finally {
        busy.delete(address);
      }
    };
    const lookup: Lookup = (reference) => {
      const [root, name, ...rest] = reference;
      const given = known[reference.join(".")];
      if (given !== undefined) return given;
      if (root === "var") return rest.reduce(member, inputs[stack][String(name)] ?? null);
      if (root === "local") return follow(`local.${name}`, json.locals?.[String(name)] ?? null, rest);
      const output = crossing(reference);
      if (output && stack === "application") {
        return resolve(stacks.infrastructure.output?.[output]?.value ?? null, lookups.infrastructure);
      }
      const argument = argumentOf(json, reference);
      return argument ? follow(reference.join("."), argument.value, argument.rest) : asText(reference);
    };
    return lookup;
  };
  const lookups = {
    infrastructure: lookupIn("infrastructure"),
    application: lookupIn("application"),
    workspaces: lookupIn("workspaces"),
  };
  const resolved = (stack: StackName) => resolve(stacks[stack] as JsonObject, lookups[stack]) as TerraformJson;
  return {
    infrastructure: resolved("infrastructure"),
    application: resolved("application"),
    workspaces: resolved("workspaces"),
  };
}

/** Name of the output that `data.terraform_remote_state.X.outputs.NAME` reads. */
function crossing(reference: Reference): string | undefined {
  return reference[0] === "data" && reference[1] === "terraform_remote_state" ? String(reference[4]) : undefined;
}

/** The argument that a reference reads, when the block sets it: `aws_db_instance.database.port` is `5432`. */
function argumentOf(json: TerraformJson, reference: Reference): { value: Json; rest: Reference } | undefined {
  const address = referencedAddress(reference).split(".");
  const [kind, type = "", name = ""] = address.length === 3 ? address : ["resource", ...address];
  const body = json[kind as "resource"]?.[type]?.[name];
  const [attribute, ...rest] = reference.slice(address.length);
  const value = body?.[String(attribute)];
  return value === undefined || value === null ? undefined : { value, rest };
}

function member(value: Json, key: string | number): Json {
  const found = Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined;
  if (found === undefined) throw new Error(`no ${key} in ${JSON.stringify(value)}`);
  return found;
}
