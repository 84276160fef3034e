import type { Synthesized } from "../../src/inspect/synthesized";
import { resolveStacks } from "../../src/inspect/resolved";
import {
  at,
  isObject,
  type Json,
  type JsonObject,
  type StackName,
  type TerraformJson,
} from "../../src/inspect/terraform-json";

/** A resource in `planned_values`. */
export interface PlannedResource {
  address: string;
  mode: string;
  type: string;
  name: string;
  provider_name: string;
  values: JsonObject;
}

/** What is used of `terraform show -json PLAN`, for a configuration without modules. */
export interface PlanJson {
  planned_values: {
    outputs?: Record<string, { value?: Json }>;
    root_module: { resources?: PlannedResource[] };
  };
  resource_changes?: {
    address: string;
    type: string;
    name: string;
    provider_name: string;
    change: { after: JsonObject | null; after_unknown: JsonObject };
  }[];
  configuration: { root_module: { resources?: { address: string; type: string; name: string }[] } };
}

/**
 * A plan in which nothing that a policy check looks at is missing: policies that wait for an ARN say all but that ARN, and
 * resources of Kubernetes and Helm, which are planned by a stand-in, are themselves again.
 */
export function filledPlan(plan: PlanJson, example: Synthesized, role: StackName, json: TerraformJson): PlanJson {
  const filled = structuredClone(plan);
  const stacks = resolveStacks({ ...example.stacks, [role]: json }, example.inputs);
  fillPolicies(filled, stacks[role]);
  restoreForeign(filled, json);
  return filled;
}

function fillPolicies(plan: PlanJson, resolved: TerraformJson): void {
  const planned = new Map(plan.planned_values.root_module.resources?.map((resource) => [resource.address, resource]));
  for (const { address, type, name, change } of plan.resource_changes ?? []) {
    const body = resolved.resource?.[type]?.[name];
    for (const [argument, unknown] of Object.entries(change.after_unknown)) {
      const text = unknown === true ? body?.[argument] : undefined;
      const document = typeof text === "string" && /^\$\{data\.aws_iam_policy_document\.(\w+)\.json\}$/.exec(text)?.[1];
      if (!document) continue;
      const policy = policyText(resolved.data?.aws_iam_policy_document?.[document] ?? {});
      delete change.after_unknown[argument];
      change.after = { ...change.after, [argument]: policy };
      const values = planned.get(address)?.values;
      if (values) values[argument] = policy;
    }
  }
}

/** JSON of a policy document. What is known after an apply only is named by its reference. */
export function policyText(document: JsonObject): string {
  const statements = [document.statement ?? []].flat().filter(isObject);
  const known = (value: Json | undefined): Json =>
    JSON.parse(JSON.stringify(value ?? null).replace(/\$\{([^}]*)\}/g, (_, text: string) => text.replace(/\W+/g, "-")));
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((s) => ({
      Sid: s.sid ?? "",
      Effect: s.effect ?? "Allow",
      ...(s.principals !== undefined && { Principal: principals(known(s.principals)) }),
      Action: known(s.actions),
      ...(Array.isArray(s.resources) && s.resources.length > 0 && { Resource: known(s.resources) }),
      ...(s.condition !== undefined && { Condition: conditions(known(s.condition)) }),
    })),
  });
}

function principals(value: Json): Json {
  const all = [value].flat().filter(isObject);
  if (all.some(({ type }) => type === "*")) return "*";
  return Object.fromEntries(all.map(({ type, identifiers }) => [String(type), identifiers ?? []]));
}

function conditions(value: Json): Json {
  const result: Record<string, JsonObject> = {};
  for (const { test, variable, values } of [value].flat().filter(isObject)) {
    result[String(test)] = { ...result[String(test)], [String(variable)]: values ?? [] };
  }
  return result;
}

/** Undoes `e2e/offline-kubernetes.ts` in a plan. */
function restoreForeign(plan: PlanJson, json: TerraformJson): void {
  const originals = new Map<string, { type: string; name: string }>(
    Object.entries(json.resource ?? {})
      .filter(([type]) => /^(kubernetes|helm)_/.test(type))
      .flatMap(([type, named]) => Object.keys(named).map((name) => [`${type}_${name}`, { type, name }])),
  );
  const rename = (one: { address: string; type: string; name: string; provider_name?: string }): boolean => {
    const original = one.type === "terraform_data" ? originals.get(one.name) : undefined;
    if (!original) return false;
    one.address = one.address.replace(`terraform_data.${one.name}`, `${original.type}.${original.name}`);
    Object.assign(one, original);
    if (one.provider_name !== undefined) {
      one.provider_name = `registry.terraform.io/hashicorp/${original.type.split("_")[0]}`;
    }
    return true;
  };
  const inputOf = (values: JsonObject): JsonObject => {
    const input = at(values, "input");
    return isObject(input) ? input : {};
  };
  for (const resource of plan.planned_values.root_module.resources ?? []) {
    if (rename(resource)) resource.values = inputOf(resource.values);
  }
  for (const resource of plan.resource_changes ?? []) {
    if (!rename(resource)) continue;
    const { change } = resource;
    change.after = inputOf(change.after ?? {});
    change.after_unknown = inputOf(change.after_unknown);
  }
  plan.configuration.root_module.resources?.forEach(rename);
}
