/** What Terraform does with a resource. */
export type Operation = "read" | "create" | "update" | "delete";

/** Actions of AWS that one operation needs, on resources of some kinds. */
export interface Grant {
  /** Such as `ec2:CreateVpc`. */
  readonly actions: readonly string[];
  /** ARNs, with `*` for ids, and a {@link Placeholder} in braces for names. */
  readonly on: readonly string[];
  /** As in a policy: test → key → values. @default - none */
  readonly when?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** What a type of resource, data source or ephemeral resource asks of AWS. */
export type Access = Readonly<Partial<Record<Operation, readonly Grant[]>>>;

/**
 * What stands in an ARN for a name: `{name}`, the start of all names of the deployment; `{role}`, those of its roles;
 * `{issuer}`, whose OIDC provider it makes; `{cluster}`, `{balancer}` and `{secret}`, the deployment's own or, where the
 * user has one, any.
 */
export type Placeholder = "name" | "role" | "issuer" | "cluster" | "balancer" | "secret";

/** In place of an ARN: the roles that are handed to services, the deployment's own and those that the user has. */
export const PASSED_ROLES = "{passed roles}";

/**
 * Actions of one service: `grant("rds", "DescribeDBInstances", ["rds:db:{name}*"])`.
 *
 * @param on ARNs without partition, region and account.
 */
export function grant(service: string, names: string, on: readonly string[] = ["*"], when?: Grant["when"]): Grant {
  return { actions: names.split(" ").map((name) => `${service}:${name}`), on: on.map(arn), ...(when && { when }) };
}

/** What most types are: all actions of one service, on the same resources. */
export function access(
  service: string,
  on: readonly string[],
  operations: Readonly<Partial<Record<Operation, string>>>,
  also: Access = {},
): Access {
  const kinds = ["read", "create", "update", "delete"] as const;
  return Object.fromEntries(
    kinds.map((kind) => {
      const names = operations[kind];
      return [kind, [...(names ? [grant(service, names, on)] : []), ...(also[kind] ?? [])]];
    }),
  );
}

/** Services whose ARNs name no region, and those that name no account either. */
const WITHOUT_REGION = ["iam"];
const WITHOUT_ACCOUNT = ["s3", "route53"];

/** `rds:db:{name}` → `arn:aws:rds:*:*:db:{name}`. */
function arn(short: string): string {
  if (short === "*" || short === PASSED_ROLES) return short;
  const [service = "", ...rest] = short.split(":");
  const isGlobal =
    [...WITHOUT_REGION, ...WITHOUT_ACCOUNT].includes(service) || short.startsWith("cloudwatch:dashboard/");
  const region = isGlobal ? "" : "*";
  const account = WITHOUT_ACCOUNT.includes(service) ? "" : "*";
  return `arn:aws:${service}:${region}:${account}:${rest.join(":")}`;
}

/** Roles of the deployment, at any IAM path. */
export const ROLES: readonly string[] = ["iam:role/{role}", "iam:role/*/{role}"];

/** Hands roles to a service of AWS. */
export function passRole(...services: string[]): Grant {
  return grant("iam", "PassRole", [PASSED_ROLES], {
    StringEquals: { "iam:PassedToService": services },
  });
}

/** Has the role of a service made, which AWS does once in an account. */
export function linkedRole(...services: string[]): Grant {
  return grant("iam", "CreateServiceLinkedRole", ["iam:role/aws-service-role/*"], {
    StringEquals: { "iam:AWSServiceName": services },
  });
}

/** Lets a service do `names` with a key for what it keeps. Keys have no names, so the service is what narrows it. */
export function keyUse(service: string, names: string): Grant {
  return grant("kms", names, ["kms:key/*"], { StringLike: { "kms:ViaService": [`${service}.*.amazonaws.com`] } });
}
