import { at, isObject, type Json, type JsonObject, type StackName } from "../inspect/terraform-json";
import type { Found, Model } from "./model";
import { addressIn, inWords, pieces, references } from "./value";
import { referencedAddress } from "../inspect/references";

/** A statement of a policy. */
export interface Statement {
  readonly effect: string;
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
}

/** An IAM role that is made here. */
export interface RoleFacts {
  readonly stack: StackName;
  readonly address: string;
  readonly name: string;
  /** Who may assume it. */
  readonly trust: readonly Statement[];
  readonly managedPolicies: readonly string[];
  /** What inline policies allow. */
  readonly allows: readonly Statement[];
  readonly boundary?: string;
}

/** A policy on a resource: a key's, a bucket's, an endpoint's. */
export interface ResourcePolicy {
  readonly stack: StackName;
  readonly address: string;
  readonly statements: readonly Statement[];
}

/** Who gets into the cluster, or acts as which role. */
export interface Access {
  readonly stack: StackName;
  readonly address: string;
  readonly who: string;
  readonly what: string;
}

export function rolesOf(model: Model): RoleFacts[] {
  return model.all("aws_iam_role").map((role) => {
    const { stack, address, body } = role;
    const isOfRole = ({ body: policy, stack: own }: Found) =>
      own === stack && (addressIn(policy.role) === address || (policy.role === body.name && body.name !== undefined));
    const attached = model.all("aws_iam_role_policy_attachment").filter(isOfRole);
    const boundary = body.permissions_boundary;
    return {
      stack,
      address,
      name: inWords(body.name ?? body.name_prefix),
      trust: statementsOf(model, stack, body.assume_role_policy),
      managedPolicies: attached.flatMap(({ body: { policy_arn: arn, for_each: each } }) => {
        const arns = arn === "${each.value}" && Array.isArray(each) ? each : [arn];
        return arns.map((one) => inWords(one).replace(/^.*:policy\//, ""));
      }),
      allows: model
        .all("aws_iam_role_policy")
        .filter(isOfRole)
        .flatMap(({ body: { policy } }) => statementsOf(model, stack, policy)),
      ...(typeof boundary === "string" && { boundary: inWords(boundary) }),
    };
  });
}

const policied = ["aws_kms_key", "aws_s3_bucket_policy", "aws_vpc_endpoint"];

export function resourcePoliciesOf(model: Model): ResourcePolicy[] {
  return policied.flatMap((type) =>
    model.all(type).flatMap(({ stack, address, body }) => {
      const statements = statementsOf(model, stack, body.policy);
      return statements.length > 0 ? [{ stack, address, statements }] : [];
    }),
  );
}

/** Roles that get into the cluster, and service accounts that act as a role. */
export function accessOf(model: Model): Access[] {
  const entries = model.all("aws_eks_access_policy_association").flatMap(({ stack, address, body }) => {
    const scope = inWords(at(body, "access_scope.type"));
    const each = body.for_each;
    if (!isObject(each)) {
      return [
        { stack, address, who: inWords(body.principal_arn), what: `${policyName(body.policy_arn)} on the ${scope}` },
      ];
    }
    return Object.entries(each).map(([who, policy]) => ({
      stack,
      address,
      who: inWords(who),
      what: `${policyName(policy)} on the ${scope}`,
    }));
  });
  const pods = model.all("aws_eks_pod_identity_association").map(({ stack, address, body }) => ({
    stack,
    address,
    who: `service account ${inWords(body.namespace)}/${inWords(body.service_account)}`,
    what: `acts as ${inWords(body.role_arn)}`,
  }));
  return [...entries, ...pods, ...model.all("helm_release").flatMap(annotated)];
}

/** The annotation by which a service account acts as a role. */
function annotated({ stack, address, body }: Found): Access[] {
  const [text] = Array.isArray(body.values) ? body.values : [];
  const role = typeof text === "string" ? /eks\.amazonaws\.com\/role-arn: ("?)(.+?)\1$/m.exec(text)?.[2] : undefined;
  if (role === undefined) return [];
  return [{ stack, address, who: `service account of ${inWords(body.name)}`, what: `acts as ${inWords(role)}` }];
}

function policyName(arn: Json | undefined): string {
  return inWords(arn).replace(/^.*\/(?=\w+$)/, "");
}

function statementsOf(model: Model, stack: StackName, policy: Json | undefined): Statement[] {
  const addresses = typeof policy === "string" ? references(policy).map(referencedAddress) : [];
  return model.blocks
    .filter((block) => block.stack === stack && addresses.includes(block.address))
    .flatMap(({ body }) => (Array.isArray(body.statement) ? body.statement : []))
    .filter(isObject)
    .map(statementOf);
}

function statementOf(statement: JsonObject): Statement {
  const list = (key: string): Json[] => (Array.isArray(statement[key]) ? statement[key] : []);
  return {
    effect: inWords(statement.effect ?? "Allow"),
    principals: list("principals").flatMap((principal) => identifiersOf(principal)),
    actions: list("actions").map(inWords),
    resources: list("resources").map(inWords),
    conditions: list("condition").map((condition) => {
      const variable = lastOf(String(at(condition, "variable") ?? ""));
      return `${variable} ${inWords(at(condition, "test"))} ${inWords(at(condition, "values"))}`;
    }),
  };
}

function identifiersOf(principal: Json): string[] {
  const identifiers = at(principal, "identifiers");
  return (Array.isArray(identifiers) ? identifiers : []).map((identifier) =>
    identifier === "*" ? "anybody" : inWords(identifier),
  );
}

/** The key of a condition without the issuer that it begins with, which is known only after an apply. */
function lastOf(variable: string): string {
  const parts = pieces(variable);
  const end = parts.at(-1);
  return parts.length > 1 && end && !end.isExpression ? end.text.replace(/^:/, "") : inWords(variable);
}
