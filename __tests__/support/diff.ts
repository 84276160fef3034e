import { deploymentSchema } from "../../src/config/schema";
import { compareStacks } from "../../src/diff/compare";
import type { Comparison, Difference, NamedStacks } from "../../src/diff/difference";
import { synthesizeDeployment } from "../../src/inspect/synthesized";
import type { JsonObject, TerraformJson } from "../../src/inspect/terraform-json";

const known = new Map<string, NamedStacks>();

/** The stacks of a deployment file with these keys, by name; its name is `ppm`. */
export function stacksOf(keys: object = {}): NamedStacks {
  const text = JSON.stringify(keys);
  const stacks = known.get(text) ?? synthesized(keys);
  known.set(text, stacks);
  return stacks;
}

function synthesized(keys: object): NamedStacks {
  const { files } = synthesizeDeployment(deploymentSchema.parse({ name: "ppm", ...keys }));
  const stacks = [...files].flatMap(([path, text]): [string, TerraformJson][] => {
    const name = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1];
    return name ? [[name, JSON.parse(text) as TerraformJson]] : [];
  });
  return Object.fromEntries(stacks);
}

/** What changes from one deployment file to another. */
export function change(before: object, after: object): Comparison {
  return compareStacks(stacksOf(before), stacksOf(after));
}

/** `kind effect address` of each resource that differs. */
export function resourcesIn({ differences }: Comparison): string[] {
  return differences
    .filter(({ address }) => !/^(var|local|output|check|provider|terraform|data|ephemeral)\./.test(address))
    .map(({ kind, effect, address }) => `${kind} ${effect} ${address}`);
}

export function find({ differences }: Comparison, address: string): Difference | undefined {
  return differences.find((difference) => difference.address === address);
}

/** A stack with these resources, and what else is given. */
export function stack(resource: Record<string, Record<string, JsonObject>>, more: TerraformJson = {}): TerraformJson {
  return { terraform: { backend: { local: { path: "x" } } }, resource, ...more };
}
