import { blocksOf, isObject, type Json, type TerraformJson } from "../inspect/terraform-json";

/** What is used here of `terraform show -json PLAN`. */
export interface PlanJson {
  readonly format_version: string;
  readonly errored?: boolean;
  readonly resource_changes?: readonly PlannedResource[];
  readonly output_changes?: Readonly<Record<string, PlannedChange>>;
  readonly variables?: Readonly<Record<string, { readonly value?: Json }>>;
  readonly configuration?: {
    readonly root_module?: { readonly variables?: Readonly<Record<string, { readonly sensitive?: boolean }>> };
  };
}

export interface PlannedResource {
  readonly address: string;
  /** Set when a `moved` block gave it another address. */
  readonly previous_address?: string;
  readonly module_address?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  /** Why, in Terraform's words, such as `replace_because_tainted`. */
  readonly action_reason?: string;
  readonly change: PlannedChange;
}

export interface PlannedChange {
  readonly actions: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
  readonly after_unknown?: Json;
  /** `true` in the place of each sensitive value. */
  readonly before_sensitive?: Json;
  readonly after_sensitive?: Json;
  /** Paths of the arguments that force a replacement. */
  readonly replace_paths?: readonly Path[];
  /** Set when the resource comes from an `import` block. */
  readonly importing?: unknown;
}

type Path = readonly (string | number)[];

export interface PlanVerdict {
  /** What was looked at, for the user. */
  readonly summary: string;
  /** One line each; none when all is well. */
  readonly problems: readonly string[];
}

/**
 * Finds in a plan every adopted or protected resource of a stack that would be destroyed or replaced.
 *
 * Adopted is what the plan or the stack's JSON imports, protected what has `prevent_destroy` there.
 *
 * @param stack JSON of the stack. Of a child module, the plan is that of the root around it.
 */
export function checkPlan(plan: PlanJson, stack: TerraformJson): PlanVerdict {
  const isProtected = protectedIn(stack);
  const isAdopted = adoptedIn(stack);
  const managed = (plan.resource_changes ?? []).filter(({ mode, ...resource }) => {
    return mode === "managed" && (isModule(stack) || resource.module_address === undefined);
  });
  const watched = managed
    .map((resource) => ({ resource, isAdopted: isAdopted(resource), isProtected: isProtected(resource) }))
    .filter((entry) => entry.isAdopted || entry.isProtected);
  const problems = watched.flatMap((entry) => problemsOf(entry, stack));
  const count = (list: readonly boolean[]) => list.filter(Boolean).length;
  const imported = count(managed.map(({ change }) => change.importing !== undefined));
  const summary =
    `looked at ${managed.length} resources: ${count(watched.map((entry) => entry.isAdopted))} adopted ` +
    `(${imported} imported by this plan), ${count(watched.map((entry) => entry.isProtected))} protected`;
  if (plan.errored && problems.length === 0) {
    problems.push("the plan is incomplete, expected one without errors; correct what `terraform plan` reports");
  }
  return { summary, problems };
}

/** A child module has no backend of its own. */
function isModule({ terraform = {} }: TerraformJson): boolean {
  return !("backend" in terraform || "cloud" in terraform);
}

function protectedIn(stack: TerraformJson): (resource: PlannedResource) => boolean {
  const addresses = blocksOf(stack)
    .filter(
      ({ kind, body }) => kind === "resource" && isObject(body.lifecycle) && body.lifecycle.prevent_destroy === true,
    )
    .map(({ address }) => address);
  return ({ type, name }) => addresses.includes(`${type}.${name}`);
}

function adoptedIn(stack: TerraformJson): (resource: PlannedResource) => boolean {
  const addresses = (stack.import ?? []).map(({ to }) => to);
  return ({ address, change }) => change.importing !== undefined || addresses.includes(address);
}

interface Watched {
  readonly resource: PlannedResource;
  readonly isAdopted: boolean;
  readonly isProtected: boolean;
}

function problemsOf({ resource, isAdopted, isProtected }: Watched, stack: TerraformJson): string[] {
  const { address, change, action_reason: reason = "" } = resource;
  const kind = [...(isAdopted ? ["adopted"] : []), ...(isProtected ? ["protected"] : [])].join(" and ");
  const actions = new Set(change.actions);
  if (isAdopted && actions.has("create") && !actions.has("delete")) {
    const rule = "imported, since it is adopted";
    return [
      `${address} is created, expected ${rule}; synthesize and plan again, so that the plan has its import block`,
    ];
  }
  if (!actions.has("delete")) return [];
  if (!actions.has("create")) {
    return [`${address} is destroyed, expected to stay, since it is ${kind}; ${fixOfDestroy(reason)}`];
  }
  const paths = change.replace_paths ?? [];
  if (paths.length === 0) {
    return [`${address} is replaced, expected to stay, since it is ${kind}; ${fixOfReplacement(reason)}`];
  }
  return paths.map((path) => {
    const before = shown(change.before, path, change.before_sensitive);
    const after = isSet(change.after_unknown, path)
      ? "known only after the apply"
      : shown(change.after, path, change.after_sensitive);
    const rule = `${before}, as the existing resource has it, since another value replaces it and it is ${kind}`;
    return `${address}: ${pathText(path)} is ${after}, expected ${rule}; ${fixOfArgument(resource, path, stack)}`;
  });
}

function fixOfArgument({ type, name }: PlannedResource, path: Path, stack: TerraformJson): string {
  const written = valueAt(stack.resource?.[type]?.[name], path.slice(0, 1));
  const variables = [...new Set([...(JSON.stringify(written) ?? "").matchAll(/\bvar\.(\w+)/g)].map(([text]) => text))];
  if (variables.length > 0) return `set ${variables.join(" and ")} so that it gives that`;
  return "change the deployment file so that it gives that, or leave this resource out of the plan";
}

function fixOfDestroy(reason: string): string {
  switch (reason) {
    case "delete_because_no_resource_config":
    case "delete_because_no_module":
    case "delete_because_no_move_target":
      return "bring it back into the configuration, or add a `moved` block that says where it went";
    case "delete_because_count_index":
    case "delete_because_each_key":
    case "delete_because_wrong_repetition":
      return "bring back the key or the number of this instance";
    default:
      return "plan without -destroy; to destroy it on purpose, set protection: false and remove it from adopt";
  }
}

function fixOfReplacement(reason: string): string {
  switch (reason) {
    case "replace_because_tainted":
      return "run `terraform untaint` with its address, if it is sound";
    case "replace_by_request":
      return "plan without -replace";
    case "replace_by_triggers":
      return "undo the change of what its replace_triggered_by names";
    default:
      return "look into the plan for what changes";
  }
}

/** `["rule", 0, "id"]` → `rule[0].id`. */
function pathText(path: Path): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`))
    .join("")
    .replace(/^\./, "");
}

function shown(values: Json | undefined, path: Path, sensitive: Json | undefined): string {
  if (isSet(sensitive, path)) return "a sensitive value";
  const value = valueAt(values, path);
  return value === undefined || value === null ? "not set" : JSON.stringify(value);
}

/** Whether `marks` has `true` at `path`, above it or anywhere below. */
function isSet(marks: Json | undefined, path: Path): boolean {
  const anywhere = (value: Json | undefined): boolean =>
    value === true || (typeof value === "object" && value !== null && Object.values(value).some(anywhere));
  return path.some((_, i) => valueAt(marks, path.slice(0, i)) === true) || anywhere(valueAt(marks, path));
}

function valueAt(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((at, part) => {
    return typeof at === "object" && at !== null ? (at as Record<string | number, Json>)[part] : undefined;
  }, value);
}
