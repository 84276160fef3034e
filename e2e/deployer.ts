import { deepStrictEqual as equal } from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { iamAction } from "./iam-action";
import { iamResources, passedRoles } from "./iam-resource";
import type { Exchange } from "./recorder";
import type { Lane } from "./report";

/** AWS allows these to everybody. */
const alwaysAllowed: readonly string[] = ["sts:GetCallerIdentity"];

/** What is read of a statement, all of which allow. */
export interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: unknown;
}

/**
 * Checks that the generated policies of a stack's deployer allow every call that Terraform made for it.
 *
 * @param otherRoles ARNs of roles that some of its providers assume, whose calls are their own.
 */
export async function checkDeployer(
  lane: Lane,
  title: string,
  stackFolder: string,
  calls: readonly Exchange[],
  otherRoles: readonly string[] = [],
) {
  await lane.check(`${title}: the deployer's policies allow every call that was made`, () => {
    const stack = basename(stackFolder);
    const others = accessKeysOf(otherRoles, calls);
    const own = calls.filter(({ stack: of, accessKey = "" }) => of === stack && !others.includes(accessKey));
    if (own.length === 0) throw new Error(`no call was recorded for ${stack}`);
    equal(notAllowed(own, { plan: statementsOf(stackFolder, "plan"), apply: statementsOf(stackFolder, "apply") }), []);
  });
}

/** Ids of the access keys that AWS gave to whoever assumed one of these roles. */
export function accessKeysOf(roles: readonly string[], calls: readonly Exchange[]): string[] {
  return calls
    .filter(
      ({ action, request }) => action === "AssumeRole" && roles.some((role) => request.includes(`RoleArn=${role}`)),
    )
    .flatMap(({ response }) => /<AccessKeyId>([^<]+)/.exec(response)?.[1] ?? []);
}

/** What the policies of its phase do not allow, by action and resource, one line each. A destroy is an apply. */
export function notAllowed(
  calls: readonly Exchange[],
  policies: Readonly<Record<"plan" | "apply", readonly Statement[]>>,
): string[] {
  const lines = calls.flatMap((call) => {
    const phase = call.command === "plan" ? "plan" : "apply";
    const action = iamAction(call);
    if (alwaysAllowed.includes(action)) return [];
    const passes = passedRoles(call).map((role) => [role, allow(policies[phase], "iam:PassRole", role)] as const);
    return [
      ...missing(call, policies[phase], action).map((what) => `${phase} may not ${what}`),
      ...passes.filter(([, may]) => !may).map(([role]) => `${phase} may not iam:PassRole on ${role}`),
    ];
  });
  return [...new Set(lines)].sort();
}

/** Terraform makes its calls itself, so that a statement for what a service does in its name does not count for them. */
function missing(call: Exchange, policy: readonly Statement[], action: string): string[] {
  const own = policy.filter(({ Action, Condition }) => Action.includes(action) && Condition === undefined);
  if (own.length === 0) return [action];
  if (own.some(({ Resource }) => Resource.includes("*"))) return [];
  const resources = iamResources(call);
  // EC2's things are told apart by kind alone, which `npm run policy` compares with AWS's reference for each action.
  if (resources.length === 0 && call.service !== "ec2")
    return [`${action} on what it names; add it to iam-resource.ts`];
  return resources.filter((resource) => !allow(own, action, resource)).map((resource) => `${action} on ${resource}`);
}

function allow(statements: readonly Statement[], action: string, resource: string): boolean {
  return statements.some(
    ({ Action, Resource }) => Action.includes(action) && Resource.some((pattern) => matches(pattern, resource)),
  );
}

/** A `*` of a policy stands for any text, and in a request for all there is, which only a `*` allows. */
function matches(pattern: string, resource: string): boolean {
  const text = pattern.replace(/[.+?^$(){}|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${text}$`).test(resource);
}

/** Statements of one phase. */
function statementsOf(stackFolder: string, phase: "plan" | "apply"): readonly Statement[] {
  const folder = join(stackFolder, "deployer");
  // A stack that touches nothing in AWS needs no policy.
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.startsWith(`${phase}-`));
  return files.flatMap((file) => {
    // Whoever uses the policy puts in the roles that only variables name.
    const policy = readFileSync(join(folder, file), "utf8").replace(/::ACCOUNT:role\/\w+/g, "::*:role/*");
    return (JSON.parse(policy) as { Statement: Statement[] }).Statement;
  });
}
