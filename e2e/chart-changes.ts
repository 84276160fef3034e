import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { asObject, type Json } from "./json";
import type { Plan } from "./terraform";

/**
 * What a plan would change of Package Manager's chart values: `PATH: BEFORE → AFTER`, one line each. A change below `pod`,
 * `image` or `config` replaces the pods, as the rest of the values says; one of `strategy` alone does not.
 */
export function chartChanges(plan: Plan): string[] {
  const release = plan.resource_changes?.find(({ address }) =>
    /^(helm_release\.|terraform_data\.helm_release_)package_manager$/.test(address),
  );
  const { before, after } = release?.change ?? {};
  const [was, is] = [leaves(valuesOf(before)), leaves(valuesOf(after))];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => !isDeepStrictEqual(was.get(path), is.get(path)))
    .map((path) => `${path}: ${String(was.get(path))} → ${String(is.get(path))}`)
    .sort();
}

/** The values of the planned release; a stand-in has them in its input. */
export function plannedValues(plan: Plan): Json {
  const release = plan.resource_changes?.find(
    ({ address }) => address.endsWith("package_manager") && /helm_release/.test(address),
  );
  return valuesOf(release?.change.after);
}

function valuesOf(attributes: Json | undefined): Json {
  const { input, values = asObject(input).values } = asObject(attributes);
  const [text] = Array.isArray(values) ? (values as readonly Json[]) : [];
  return typeof text === "string" ? (parse(text) as Json) : {};
}

function leaves(value: Json, path = ""): Map<string, Json> {
  if (typeof value !== "object" || value === null) return new Map([[path, value]]);
  return new Map(
    Object.entries(value).flatMap(([key, item]) => [...leaves(item as Json, path ? `${path}.${key}` : key)]),
  );
}
