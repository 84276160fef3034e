import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { Token } from "cdktf";
import { expression } from "../../../modules/core";
import { applyAccess, passRoles, planAccess, RunIdentity, RunRole, type RunScope } from "../../../modules/run-role";
import type { Deployment } from "../../config/schema";
import { passedRoleVariables, runRoleVariables } from "../../variables/workspaces";
import type { BaseStack } from "../base-stack";
import { mirrorOf, requiredArns } from "./mirror";

export interface RunRolesProps {
  readonly deployment: Deployment;
  readonly hostname: string;
  readonly organization: string;
  readonly project?: string;
  /** Names of the workspaces whose runs get the roles. */
  readonly workspaces: readonly string[];
  /** The stacks that run in them. */
  readonly sources: readonly BaseStack[];
  readonly name: string;
  readonly region: string;
}

/** The role of each phase of the runs, and how AWS knows a run. */
export function runRoles(stack: BaseStack, props: RunRolesProps): { readonly plan: RunRole; readonly apply: RunRole } {
  const { deployment, name, region, sources } = props;
  const variables = stack.declare(runRoleVariables);
  const { partition, dnsSuffix } = new DataAwsPartition(stack, "Partition");
  const { accountId } = new DataAwsCallerIdentity(stack, "Account");
  const iamPath = mirrorOf(sources, "iamPath", stack);
  const scope: RunScope = {
    partition,
    dnsSuffix,
    region,
    accountId,
    name,
    iamPath: iamPath === undefined ? "/" : Token.asString(expression`coalesce(${iamPath}, "/")`),
  };
  const common = {
    identity: new RunIdentity(stack, "Runs", { ...props, existingProviderArn: variables.runOidcProviderArn }),
    permissionsBoundaryArn: variables.runPermissionsBoundaryArn,
    iamPath: variables.runIamPath,
  };
  // Not named like what the runs make, or they could change their own rights.
  const nameOf = (phase: string) => `terraform-${name}-${phase}`;
  const managed = (policy: string) => `arn:${partition}:iam::aws:policy/${policy}`;

  const plan = new RunRole(stack, "PlanRole", {
    ...common,
    name: nameOf("plan"),
    phase: "plan",
    policyArns: [managed("ReadOnlyAccess")],
  });
  const apply = new RunRole(stack, "ApplyRole", {
    ...common,
    name: nameOf("apply"),
    phase: "apply",
    policyArns: Token.asList(
      expression`var.apply_policy_arns == null ? ${[managed("PowerUserAccess")]} : var.apply_policy_arns`,
    ),
  });

  plan.grant("Secrets", planAccess(scope, requiredArns(sources, /SecretArn$/, stack)));
  apply.grant(
    "Iam",
    applyAccess(scope, {
      permissionsBoundaryArn: mirrorOf(sources, "permissionsBoundaryArn", stack),
      runRoleArns: ["plan", "apply"].map(
        (phase) => `arn:${partition}:iam::${accountId}:role${variables.runIamPath}${nameOf(phase)}`,
      ),
    }),
  );
  if (deployment.iam.mode === "existing") {
    apply.grant("PassRoles", [passRoles("PassRoles", stack.declare(passedRoleVariables).passedRoleArns)]);
  }
  const assumed = requiredArns(sources, /^(assumeRoleArn|hostedZoneRoleArn)$/, stack);
  if (assumed.length > 0) {
    const statement = { sid: "AssumeRoles", actions: ["sts:AssumeRole"], resources: assumed };
    for (const role of [plan, apply]) role.grant("AssumeRoles", [statement]);
  }
  return { plan, apply };
}
