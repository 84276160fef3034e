import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import type { Effect } from "../../src/explain/effects";
import { restartsPods } from "../../src/inspect/pod-template";
import { asObject, type Json, type JsonObject } from "../json";
import { plannedChanges } from "../plan-changes";
import type { Plan, ResourceChange } from "../terraform";

type Stack = Effect["stack"];

/** A plan with the configuration that it was made from. */
export interface ConfiguredPlan extends Plan {
  readonly configuration?: {
    readonly root_module?: { readonly resources?: readonly { address: string; expressions?: JsonObject }[] };
  };
}

const kinds = { create: "create", update: "update", replace: "replace", delete: "destroy" } as const;

/**
 * What a plan does with each resource, in the order of addresses. An update names the arguments that the configuration sets,
 * where one of those differs, a replacement what forces it.
 */
export function effectsOf(plan: ConfiguredPlan, stack: Stack): Effect[] {
  const given = new Map(
    (plan.configuration?.root_module?.resources ?? []).map((one) => [one.address, Object.keys(one.expressions ?? {})]),
  );
  const changes = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed");
  const effects = changes.flatMap((change): Effect[] => {
    const standsFor = standInAddress(change);
    if (standsFor !== undefined) return standsFor === "" ? [] : standInEffect(change, standsFor, stack);
    const planned = plannedChanges({ resource_changes: [change] });
    const effect = kinds[planned[0]?.action as keyof typeof kinds];
    return effect
      ? [
          {
            stack,
            address: change.address,
            effect,
            arguments: argumentsOf(
              change,
              planned.map((one) => one.attribute),
              given,
            ),
          },
        ]
      : [];
  });
  return effects.sort((a, b) => (a.address < b.address ? -1 : 1));
}

function argumentsOf(
  { address, change }: ResourceChange,
  changed: readonly string[],
  given: ReadonlyMap<string, readonly string[]>,
): string[] {
  const forcing = [...new Set((change.replace_paths ?? []).map(([name]) => String(name)))];
  if (forcing.length > 0) return forcing.sort();
  const own = changed.filter((name) => given.get(address.replace(/\[.*$/, ""))?.includes(name));
  const different = own.filter((name) => !isSame(change, name));
  return (different.length > 0 ? different : own.length > 0 ? own : changed.filter((name) => name !== "")).sort();
}

/** Whether an attribute differs only in how the provider writes that there is nothing: null, `""`, 0, false or `[]`. */
function isSame({ before, after, after_unknown: unknown }: ResourceChange["change"], name: string): boolean {
  const open = JSON.stringify(unknown[name] ?? null).includes("true");
  return !open && isDeepStrictEqual(withoutEmpty(before?.[name]), withoutEmpty(after?.[name]));
}

function withoutEmpty(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.length === 0 ? null : (value as readonly Json[]).map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value || null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutEmpty(item)]));
}

/** Names of outputs whose value changes or becomes unknown. */
export function changedOutputs({ output_changes = {} }: Plan): string[] {
  return Object.entries(output_changes)
    .filter(([, { actions }]) => actions.join() !== "no-op")
    .map(([name]) => name)
    .sort();
}

/** `helm_release.package_manager` of its stand-in; empty for a helper of one, undefined for what is no stand-in. */
function standInAddress({ address }: ResourceChange): string | undefined {
  if (!address.startsWith("terraform_data.")) return undefined;
  const name = address.slice("terraform_data.".length);
  if (name.endsWith("_captured")) return "";
  const [, type, rest] =
    /^(helm_release|kubernetes_(?:namespace|secret|config_map|network_policy|service_account)(?:_v1)?)_(.+)$/.exec(
      name,
    ) ?? [];
  return type && rest ? `${type}.${rest}` : undefined;
}

/** What only the stand-in shows: that arguments differ, and of the chart's values which. */
function standInEffect({ change }: ResourceChange, address: string, stack: Stack): Effect[] {
  const actions = change.actions.join();
  if (actions === "no-op") return [];
  if (actions === "create" || actions === "delete") {
    return [{ stack, address, effect: kinds[actions], arguments: [] }];
  }
  const before = asObject(change.before?.input);
  const after = asObject(change.after?.input);
  const unknown = asObject(change.after_unknown).input;
  const paths = differences(withValues(before), withValues(after));
  // What differs in its type only, such as a tuple from a list, is no difference of the real resource.
  if (paths.length === 0 && !JSON.stringify(unknown ?? null).includes("true")) return [];
  return [
    {
      stack,
      address,
      effect: kindOfStandIn(address, paths),
      arguments: paths.length > 0 ? paths : ["known after apply"],
    },
  ];
}

function kindOfStandIn(address: string, paths: readonly string[]): Effect["effect"] {
  const values = paths.filter((path) => path.startsWith("values.")).map((path) => path.slice("values.".length));
  if (!address.startsWith("helm_release.") || values.length === 0 || values.length < paths.length) return "unknown";
  if (address !== "helm_release.package_manager") return "unknown";
  return restartsPods(values) ? "restart" : "update";
}

function withValues(input: JsonObject): JsonObject {
  const values = input.values;
  const [text] = Array.isArray(values) ? (values as readonly Json[]) : [];
  return typeof text === "string" ? { ...input, values: parse(text) as Json } : input;
}

/** Paths at which two values differ, as deep as both are objects. */
export function differences(before: Json | undefined, after: Json | undefined, path = ""): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  const both = [before, after].every((one) => typeof one === "object" && one !== null && !Array.isArray(one));
  if (!both) return [path];
  const [a, b] = [asObject(before), asObject(after)];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names.flatMap((name) => differences(a[name], b[name], path ? `${path}.${name}` : name));
}
