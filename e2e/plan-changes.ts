import { isDeepStrictEqual } from "node:util";
import type { Json, JsonObject } from "./json";
import type { Plan, ResourceChange } from "./terraform";

/** One thing that a plan would change: an attribute of a resource, or the whole of it. */
export interface PlannedChange {
  readonly address: string;
  /** `create`, `update`, `replace`, `delete` or `read`; of an output, `output`. */
  readonly action: string;
  /** Top-level attribute that differs; empty where the resource comes or goes as a whole. */
  readonly attribute: string;
  /** What the configuration says. Undefined where it is known only after the apply. */
  readonly wanted: Json | undefined;
  /** Whether a part of it is known only after the apply. @default false */
  readonly isUnknown?: boolean;
  /** All attributes before. */
  readonly before: JsonObject;
}

/** Everything that a plan would change, in the order of addresses. */
export function plannedChanges(plan: Plan): PlannedChange[] {
  const resources = (plan.resource_changes ?? []).flatMap(changesOf);
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([, { actions }]) => actions.join() !== "no-op")
    .map(([name]) => ({ address: `output.${name}`, action: "output", attribute: "", wanted: undefined, before: {} }));
  return [...resources, ...outputs].sort((a, b) => text(a).localeCompare(text(b)));
}

/** A change in one line, such as `aws_db_instance.database update password_wo_version`. */
export function text({ address, action, attribute }: PlannedChange): string {
  return `${address} ${action} ${attribute}`.trim();
}

function changesOf({ address, change }: ResourceChange): PlannedChange[] {
  const action = actionOf(change.actions);
  if (action === "no-op") return [];
  const before = change.before ?? {};
  const whole = { address, action, attribute: "", wanted: undefined, before };
  if (action !== "update" && action !== "replace") return [whole];
  const after = change.after ?? {};
  const forcing = new Set((change.replace_paths ?? []).map(([name]) => name));
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(change.after_unknown)]);
  const changed = [...names]
    .filter((name) => hasUnknown(change.after_unknown[name]) || !isDeepStrictEqual(before[name], after[name]))
    // Where the resource is replaced, what the provider fills in itself follows from the rest and says nothing.
    .filter(
      (name) =>
        action === "update" || forcing.has(name) || !(hasUnknown(change.after_unknown[name]) || isEmpty(after[name])),
    );
  return changed.length === 0
    ? [whole]
    : changed.map((attribute) => ({
        address,
        action,
        attribute,
        wanted: after[attribute],
        isUnknown: hasUnknown(change.after_unknown[attribute]),
        before,
      }));
}

function actionOf(actions: readonly string[]): string {
  const joined = [...actions].sort().join();
  return joined === "create,delete" ? "replace" : joined;
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "";
}

/** Terraform marks unknown parts with `true` anywhere inside. */
function hasUnknown(value: Json | undefined): boolean {
  if (value === true) return true;
  return typeof value === "object" && value !== null && Object.values(value).some((part) => hasUnknown(part as Json));
}
