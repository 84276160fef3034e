import type { WorkloadIdentity } from "../../modules/core";
import { type VariableRule, type VariableSpec, defineVariables } from "../terraform/variables";

const isRole = (name: string) =>
  `can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/([!-~]+/)?[A-Za-z0-9_+=,.@-]{1,64}$", var.${name}))`;

const roleRule = (name: string): VariableRule => ({
  condition: isRole(name),
  expected: "the ARN of an IAM role",
  fix: "copy it from the IAM console; of a session (arn:…:sts::…:assumed-role/…) give the role behind it",
});

/** Services take a role of their own account only. The data source is the one that the context of a stack defines. */
const accountRule = (name: string): VariableRule => ({
  condition: `!${isRole(name)} || try(split(":", var.${name})[4] == data.aws_caller_identity.account.account_id, false)`,
  expected: "a role of the account that everything is made in",
  fix: "take one of that account, or give Terraform's AWS provider credentials of the role's",
});

const roleArn = (name: string, what: string, rules: readonly VariableRule[]) =>
  ({
    type: "string",
    description: `ARN of the IAM role of ${what}`,
    example: `arn:aws:iam::111122223333:role/${name.replace(/_role_arn$/, "").replaceAll("_", "-")}`,
    rules,
  }) satisfies VariableSpec;

/** A role that an AWS service assumes, which takes `iam:PassRole` of whoever applies. */
const serviceRole = (name: string, what: string) =>
  roleArn(name, `${what}. The role that applies needs iam:PassRole for it.`, [roleRule(name), accountRule(name)]);

/** A role that pods assume: through EKS, which takes roles of its account only, or by their cluster's OIDC provider. */
const podRole = (name: string, what: string, identity: WorkloadIdentity["mode"]) =>
  identity === "podIdentity" ? serviceRole(name, what) : roleArn(name, `${what}.`, [roleRule(name)]);

const section = "IAM roles";
const when = "iam.mode: existing";

/** Roles of a cluster that is made here. */
export const clusterRoleVariables = defineVariables({
  section,
  when,
  variables: {
    clusterRoleArn: serviceRole(
      "cluster_role_arn",
      "the EKS control plane. A cluster keeps it: EKS would need another, whose name is taken as long as the old one is there",
    ),
    nodeRoleArn: serviceRole(
      "node_role_arn",
      "the nodes. Changing it makes a second node group, then removes the first",
    ),
    vpcCniRoleArn: serviceRole("vpc_cni_role_arn", "the network plugin's pods"),
  },
});

/** Role of the flow logs of a network that is made here. */
export const flowLogsRoleVariables = defineVariables({
  section,
  when,
  variables: { flowLogsRoleArn: serviceRole("flow_logs_role_arn", "the VPC's flow logs") },
});

/** Role of a database that is made here. */
export const databaseMonitoringRoleVariables = defineVariables({
  section,
  when,
  variables: {
    databaseMonitoringRoleArn: serviceRole("database_monitoring_role_arn", "the database's enhanced monitoring"),
  },
});

/** Role of backups by AWS Backup. */
export const backupRoleVariables = defineVariables({
  section,
  when: `${when} and backup.mode: create`,
  variables: { backupRoleArn: serviceRole("backup_role_arn", "AWS Backup") },
});

/** Role of Container Insights. */
export const containerInsightsRoleVariables = defineVariables({
  section,
  when,
  variables: { containerInsightsRoleArn: serviceRole("container_insights_role_arn", "the CloudWatch agent's pods") },
});

export const packageManagerRoleVariables = (identity: WorkloadIdentity["mode"]) =>
  defineVariables({
    section,
    when,
    variables: { packageManagerRoleArn: podRole("package_manager_role_arn", "Package Manager's pods", identity) },
  });

export const loadBalancerControllerRoleVariables = (identity: WorkloadIdentity["mode"]) =>
  defineVariables({
    section,
    when,
    variables: {
      loadBalancerControllerRoleArn: podRole(
        "load_balancer_controller_role_arn",
        "the AWS Load Balancer Controller's pods",
        identity,
      ),
    },
  });
