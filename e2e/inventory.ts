import type { AwsCall, AwsClient } from "./aws-client";
import type { Json, JsonObject } from "./json";
import type { StateResource } from "./terraform";

/** How to list what there is of one Terraform type. */
interface Lister {
  readonly type: string;
  readonly call: AwsCall;
  /** Picks the list out of the response. */
  readonly list: string;
  /** Field of an item that is the Terraform id; the item itself where items are strings. */
  readonly id?: string;
  /** Field of an item that says that it is on its way out, and how; shown behind the id. */
  readonly status?: string;
}

const listers: readonly Lister[] = [
  { type: "aws_vpc", call: ["ec2", "describe_vpcs"], list: "Vpcs", id: "VpcId" },
  { type: "aws_subnet", call: ["ec2", "describe_subnets"], list: "Subnets", id: "SubnetId" },
  { type: "aws_route_table", call: ["ec2", "describe_route_tables"], list: "RouteTables", id: "RouteTableId" },
  {
    type: "aws_internet_gateway",
    call: ["ec2", "describe_internet_gateways"],
    list: "InternetGateways",
    id: "InternetGatewayId",
  },
  {
    type: "aws_nat_gateway",
    call: ["ec2", "describe_nat_gateways", { Filter: [{ Name: "state", Values: ["pending", "available"] }] }],
    list: "NatGateways",
    id: "NatGatewayId",
  },
  { type: "aws_eip", call: ["ec2", "describe_addresses"], list: "Addresses", id: "AllocationId" },
  { type: "aws_vpc_endpoint", call: ["ec2", "describe_vpc_endpoints"], list: "VpcEndpoints", id: "VpcEndpointId" },
  { type: "aws_security_group", call: ["ec2", "describe_security_groups"], list: "SecurityGroups", id: "GroupId" },
  { type: "aws_flow_log", call: ["ec2", "describe_flow_logs"], list: "FlowLogs", id: "FlowLogId" },
  {
    type: "aws_launch_template",
    call: ["ec2", "describe_launch_templates"],
    list: "LaunchTemplates",
    id: "LaunchTemplateId",
  },
  { type: "aws_kms_key", call: ["kms", "list_keys"], list: "Keys", id: "KeyId" },
  { type: "aws_kms_alias", call: ["kms", "list_aliases"], list: "Aliases", id: "AliasName" },
  { type: "aws_eks_cluster", call: ["eks", "list_clusters"], list: "clusters" },
  {
    type: "aws_db_instance",
    call: ["rds", "describe_db_instances"],
    list: "DBInstances",
    id: "DbiResourceId",
  },
  { type: "aws_db_snapshot", call: ["rds", "describe_db_snapshots"], list: "DBSnapshots", id: "DBSnapshotIdentifier" },
  {
    type: "aws_db_subnet_group",
    call: ["rds", "describe_db_subnet_groups"],
    list: "DBSubnetGroups",
    id: "DBSubnetGroupName",
  },
  {
    type: "aws_db_parameter_group",
    call: ["rds", "describe_db_parameter_groups"],
    list: "DBParameterGroups",
    id: "DBParameterGroupName",
  },
  { type: "aws_s3_bucket", call: ["s3", "list_buckets"], list: "Buckets", id: "Name" },
  {
    type: "aws_secretsmanager_secret",
    call: ["secretsmanager", "list_secrets", { IncludePlannedDeletion: true }],
    list: "SecretList",
    id: "ARN",
    status: "DeletedDate",
  },
  { type: "aws_cloudwatch_log_group", call: ["logs", "describe_log_groups"], list: "logGroups", id: "logGroupName" },
  {
    type: "aws_cloudwatch_metric_alarm",
    call: ["cloudwatch", "describe_alarms"],
    list: "MetricAlarms",
    id: "AlarmName",
  },
  {
    type: "aws_cloudwatch_dashboard",
    call: ["cloudwatch", "list_dashboards"],
    list: "DashboardEntries",
    id: "DashboardName",
  },
  { type: "aws_iam_role", call: ["iam", "list_roles"], list: "Roles", id: "RoleName" },
  { type: "aws_iam_policy", call: ["iam", "list_policies", { Scope: "Local" }], list: "Policies", id: "Arn" },
  {
    type: "aws_iam_instance_profile",
    call: ["iam", "list_instance_profiles"],
    list: "InstanceProfiles",
    id: "InstanceProfileName",
  },
  {
    type: "aws_iam_openid_connect_provider",
    call: ["iam", "list_open_id_connect_providers"],
    list: "OpenIDConnectProviderList",
    id: "Arn",
  },
  { type: "aws_lb", call: ["elbv2", "describe_load_balancers"], list: "LoadBalancers", id: "LoadBalancerArn" },
  {
    type: "aws_lb_target_group",
    call: ["elbv2", "describe_target_groups"],
    list: "TargetGroups",
    id: "TargetGroupArn",
  },
  {
    type: "aws_acm_certificate",
    call: ["acm", "list_certificates"],
    list: "CertificateSummaryList",
    id: "CertificateArn",
  },
  { type: "aws_sns_topic", call: ["sns", "list_topics"], list: "Topics", id: "TopicArn" },
  {
    type: "aws_wafv2_web_acl",
    call: ["wafv2", "list_web_acls", { Scope: "REGIONAL" }],
    list: "WebACLs",
    id: "Id",
  },
  { type: "aws_backup_vault", call: ["backup", "list_backup_vaults"], list: "BackupVaultList", id: "BackupVaultName" },
  { type: "aws_backup_plan", call: ["backup", "list_backup_plans"], list: "BackupPlansList", id: "BackupPlanId" },
  { type: "aws_cloudwatch_event_rule", call: ["events", "list_rules"], list: "Rules", id: "Name" },
];

/** Types that live in another one and go with it, or are a setting of it. Found in state, never on their own. */
const partsOfOthers = new Set([
  "aws_acm_certificate_validation",
  "aws_backup_selection",
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_log_resource_policy",
  "aws_db_instance_role_association",
  "aws_default_security_group",
  "aws_eks_access_entry",
  "aws_eks_access_policy_association",
  "aws_eks_addon",
  "aws_eks_node_group",
  "aws_eks_pod_identity_association",
  "aws_autoscaling_attachment",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_iam_role_policies_exclusive",
  "aws_kms_key_policy",
  "aws_lb_listener",
  "aws_lb_listener_rule",
  "aws_main_route_table_association",
  "aws_route",
  "aws_route_table_association",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_logging",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_secretsmanager_secret_policy",
  "aws_secretsmanager_secret_version",
  "aws_sns_topic_policy",
  "aws_sns_topic_subscription",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_wafv2_web_acl_association",
  "aws_wafv2_web_acl_logging_configuration",
  "terraform_data",
]);

/** Lists all there is in the account, as `TYPE ID`, or `TYPE ID (leaving)` for what AWS keeps for a while. */
export async function inventory(aws: AwsClient): Promise<string[]> {
  const responses = await aws.callAll(listers.map(({ call }) => call));
  const found = listers.flatMap((lister, i) => items(responses[i] ?? {}, lister));
  return [...(await withPendingKeys(aws, found)), ...(await dnsRecords(aws))].sort();
}

/** What of the state the inventory does not show although it must: one line each. */
export function unlisted(state: readonly StateResource[], found: readonly string[]): string[] {
  const listed = new Set(found);
  const known = new Set([...listers.map(({ type }) => type), "aws_route53_record"]);
  return state
    .filter(({ mode, type }) => mode === "managed" && !partsOfOthers.has(type))
    .flatMap(({ address, type, values }) => {
      if (!known.has(type)) return [`${address}: the inventory cannot list ${type}; teach it`];
      // Terraform keeps the dot at the end of a DNS name.
      return listed.has(`${type} ${String(values.id).replace("._", "_")}`)
        ? []
        : [`${address}: no ${type} ${String(values.id)} in AWS`];
    });
}

function items(response: JsonObject, { type, list, id, status }: Lister): string[] {
  return ((response[list] ?? []) as readonly Json[]).map((item) => {
    const fields = typeof item === "string" ? {} : (item as JsonObject);
    const leaving = status !== undefined && fields[status] ? " (leaving)" : "";
    return `${type} ${typeof item === "string" ? item : String(fields[id ?? ""])}${leaving}`;
  });
}

/** Keys cannot be deleted at once; the list does not say which of them wait for it. */
async function withPendingKeys(aws: AwsClient, found: readonly string[]): Promise<string[]> {
  const prefix = "aws_kms_key ";
  const keys = found.filter((line) => line.startsWith(prefix));
  const described = await aws.callAll<{ KeyMetadata: { KeyState: string } }>(
    keys.map((line) => ["kms", "describe_key", { KeyId: line.slice(prefix.length) }]),
  );
  const pending = new Set(keys.filter((_, i) => described[i]?.KeyMetadata.KeyState === "PendingDeletion"));
  return found.map((line) => (pending.has(line) ? `${line} (leaving)` : line));
}

/** Records are listed zone by zone. Each zone has an NS and an SOA record of its own. */
async function dnsRecords(aws: AwsClient): Promise<string[]> {
  const { HostedZones } = await aws.call<{ HostedZones: { Id: string }[] }>("route53", "list_hosted_zones");
  const ids = HostedZones.map(({ Id }) => Id.replace(/^.*\//, ""));
  const zones = await aws.callAll<{ ResourceRecordSets: { Name: string; Type: string }[] }>(
    ids.map((id) => ["route53", "list_resource_record_sets", { HostedZoneId: id }]),
  );
  return zones.flatMap(({ ResourceRecordSets }, i) =>
    ResourceRecordSets.filter(({ Type }) => Type !== "NS" && Type !== "SOA").map(
      ({ Name, Type }) => `aws_route53_record ${ids[i]}_${Name.replace(/\.$/, "")}_${Type}`,
    ),
  );
}

/** What destroying `state` leaves on purpose: keys and secrets for their waiting time, and the database's snapshot. */
export function retained(state: readonly StateResource[]): string[] {
  return state
    .flatMap(({ mode, type, values }) => {
      if (mode !== "managed") return [];
      if (type === "aws_kms_key" || type === "aws_secretsmanager_secret")
        return [`${type} ${String(values.id)} (leaving)`];
      if (type === "aws_db_instance") return [`aws_db_snapshot ${String(values.final_snapshot_identifier)}`];
      return [];
    })
    .sort();
}
