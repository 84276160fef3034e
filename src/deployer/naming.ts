import { grant, PASSED_ROLES, type Placeholder, ROLES } from "./access";
import type { StackJson } from "./policies";

/** What stands for names, and for {@link PASSED_ROLES}. */
export interface Naming {
  readonly values: Readonly<Record<Placeholder, string>>;
  readonly passedRoles: readonly string[];
}

/** Variables that name a role of Terraform's own runs. Each other role that the user names, a service gets. */
const ROLE_OF_RUNS = /^(apply|assume|hosted_zone|plan|run_apply|run_plan)_role_arn$/;

/** The deployment's own name where it makes the thing, else any. */
export function namingOf(name: string, stack: StackJson, before: readonly StackJson[]): Naming {
  const stacks = [stack, ...before];
  const makes = (type: string) => stacks.some(({ resource = {} }) => type in resource);
  const variables = stacks.flatMap(({ variable = {} }) => Object.keys(variable));
  // The roles of runs in HCP Terraform, and the provider that they are assumed through.
  const runs = "tfe_workspace" in (stack.resource ?? {});
  const values = {
    name,
    role: runs ? `terraform-${name}-*` : `${name}-*`,
    issuer: runs ? issuer(stack) : "oidc.eks.*",
    cluster: makes("aws_eks_cluster") ? name : "*",
    balancer: makes("aws_lb") ? name : "*",
    secret: variables.some((key) => /_secret_arn$/.test(key)) ? "*" : `${name}/*`,
  };
  const given = variables
    .filter((key) => key.endsWith("_role_arn") && !ROLE_OF_RUNS.test(key))
    .map((key) => unknownRole(key.replace(/_arn$/, "")));
  const own = makes("aws_iam_role") ? grant("iam", "PassRole", ROLES).on.map((arn) => filled(arn, values)) : [];
  return { values, passedRoles: [...own, ...given] };
}

/** Host whose tokens the runs bring. */
function issuer({ resource = {} }: StackJson): string {
  const [provider] = Object.values(resource.aws_iam_openid_connect_provider ?? {}) as { url?: string }[];
  return provider?.url?.replace(/^https:\/\//, "") ?? "*";
}

/** Stands for a role that only a variable names. IAM refuses a policy with it, so that nobody forgets it. */
export function unknownRole(name: string): string {
  return `arn:aws:iam::ACCOUNT:role/${name.toUpperCase()}`;
}

/** ARNs that one of the table stands for. */
export function named(arn: string, { values, passedRoles }: Naming): readonly string[] {
  return arn === PASSED_ROLES ? passedRoles : [filled(arn, values)];
}

function filled(arn: string, values: Readonly<Record<Placeholder, string>>): string {
  return arn.replace(/\{(\w+)\}/g, (_, placeholder: Placeholder) => values[placeholder]).replace(/\*{2,}/g, "*");
}
