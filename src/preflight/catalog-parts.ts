import type { CheckInfo } from "./check";
import { hasVariable, variablesEnding } from "./values";

const given =
  (name: string): CheckInfo["applies"] =>
  (subject) =>
    hasVariable(subject, name);

const ending =
  (...ends: readonly string[]): CheckInfo["applies"] =>
  (subject) =>
    variablesEnding(subject, ...ends).length > 0;

/** Checks of what a deployment file says that exists already. */
export const partChecks = {
  certificate: {
    title: "Certificate",
    what: "It is issued, in this region, in date, and covers the domain.",
    fix: "Have it issued or renewed, or give another ARN.",
    permissions: ["acm:DescribeCertificate"],
    applies: given("certificate_arn"),
  },
  vpc: {
    title: "VPC",
    what: "It exists.",
    fix: "Correct `vpc_id`, or the region.",
    permissions: ["ec2:DescribeVpcs"],
    applies: given("vpc_id"),
  },
  subnets: {
    title: "Subnets",
    what: "They exist, are in that VPC, are of two or more zones, and have free addresses.",
    fix: "Correct the variable that lists them.",
    permissions: ["ec2:DescribeSubnets"],
    applies: ending("_subnet_ids"),
  },
  "security-groups": {
    title: "Security groups",
    what: "They exist.",
    fix: "Correct the variable that names it.",
    permissions: ["ec2:DescribeSecurityGroups"],
    applies: ending("_security_group_id"),
  },
  cluster: {
    title: "Cluster",
    what: "It exists and is active, and in the VPC given.",
    fix: "Correct `cluster_name`, or wait until it is active.",
    permissions: ["eks:DescribeCluster"],
    applies: given("cluster_name"),
  },
  nodes: {
    title: "Node groups",
    what: "An active node group has the instance type and the number of nodes that the variables say.",
    fix: "Correct `node_instance_type` and `node_count`, or the node group.",
    permissions: ["eks:ListNodegroups", "eks:DescribeNodegroup"],
    applies: ({ deployment: { cluster } }) => cluster.mode === "existing" && cluster.nodes === "nodeGroup",
  },
  database: {
    title: "Database",
    what: "A host name of RDS is the endpoint that writes of a server or cluster of PostgreSQL here, which serves, with that port. Servers of other accounts and regions are not looked at.",
    fix: "Correct `database_host` and `database_port`, or start the server.",
    permissions: ["rds:DescribeDBInstances", "rds:DescribeDBClusters"],
    applies: given("database_host"),
  },
  bucket: {
    title: "Bucket",
    what: "It exists, is reachable and in this region.",
    fix: "Correct `bucket_name`.",
    permissions: ["s3:ListBucket"],
    applies: given("bucket_name"),
  },
  keys: {
    title: "Encryption keys",
    what: "They exist and are enabled.",
    fix: "Correct the variable, or enable the key.",
    permissions: ["kms:DescribeKey"],
    applies: ending("_kms_key_arn"),
  },
  secrets: {
    title: "Secrets",
    what: "They exist, and are not about to be deleted. Their values are not read.",
    fix: "Correct the variable, or restore the secret.",
    permissions: ["secretsmanager:DescribeSecret"],
    applies: ending("_secret_arn"),
  },
  roles: {
    title: "Roles",
    what: "Roles of this account that variables name exist.",
    fix: "Correct the variable, or make the role.",
    permissions: ["iam:GetRole"],
    applies: ending("_role_arn", "_role_arns"),
  },
  listener: {
    title: "Listener",
    what: "It exists and is HTTPS, and the priority of its rule is free.",
    fix: "Correct `listener_arn`, or take another `listener_rule_priority`.",
    permissions: ["elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules"],
    applies: given("listener_arn"),
  },
  "target-group": {
    title: "Target group",
    what: "It exists, is in the VPC given, and has targets of the kind that the deployment file says.",
    fix: "Correct `target_group_arn`, or `loadBalancer.targets`.",
    permissions: ["elasticloadbalancing:DescribeTargetGroups"],
    applies: given("target_group_arn"),
  },
} as const satisfies Readonly<Record<string, CheckInfo>>;
