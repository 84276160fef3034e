import { isObject, type Json, type JsonObject } from "../inspect/terraform-json";

/** How the id that `terraform import` takes is found, for a resource that was made and is in no state. */
export type ImportId =
  /** Made again without harm: AWS takes the same setting twice, or Terraform cannot import it. */
  | { readonly from: "again" }
  /** Follows from the plan. Undefined while the plan does not know a value yet. */
  | { readonly from: "plan"; readonly id: string | undefined }
  /** AWS gave it; the command prints it, or nothing when there is no such thing. Undefined as above. */
  | { readonly from: "aws"; readonly command: string | undefined };

/**
 * @param planned what the plan says of the resource (`change.after`).
 * @returns undefined for a type that is not known here.
 */
export function importIdOf(type: string, planned: JsonObject): ImportId | undefined {
  if (again.has(type)) return { from: "again" };
  const template = ids[type];
  if (template !== undefined) return { from: "plan", id: filled(template, planned, (text) => text) };
  const command = commands[type];
  if (command !== undefined) return { from: "aws", command: filled(withOutput(command), planned, escaped) };
  return undefined;
}

/** Types that need no import. */
const again = new Set([
  "aws_acm_certificate_validation",
  "aws_autoscaling_attachment",
  "aws_backup_vault_lock_configuration",
  "aws_cloudwatch_dashboard",
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_log_metric_filter",
  "aws_cloudwatch_log_resource_policy",
  "aws_cloudwatch_metric_alarm",
  "aws_db_instance_role_association",
  "aws_default_security_group",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_kms_key_policy",
  "aws_main_route_table_association",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_logging",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_sns_topic",
  "aws_sns_topic_policy",
  "aws_sns_topic_subscription",
  "aws_wafv2_web_acl_association",
  "aws_wafv2_web_acl_logging_configuration",
  // An import cannot read what is write-only: a new value is stored, and whatever reads it gets that one.
  "aws_secretsmanager_secret_version",
  "terraform_data",
]);

/** Ids as the provider's pages say; `{name}` is an argument. */
const ids: Readonly<Record<string, string>> = {
  aws_backup_vault: "{name}",
  aws_cloudwatch_log_group: "{name}",
  aws_db_instance: "{identifier}",
  aws_db_parameter_group: "{name}",
  aws_db_subnet_group: "{name}",
  aws_eks_access_entry: "{cluster_name}:{principal_arn}",
  aws_eks_access_policy_association: "{cluster_name}#{principal_arn}#{policy_arn}",
  aws_eks_addon: "{cluster_name}:{addon_name}",
  aws_eks_cluster: "{name}",
  aws_iam_instance_profile: "{name}",
  aws_iam_role: "{name}",
  aws_kms_alias: "{name}",
  aws_route: "{route_table_id}_{destination_cidr_block}",
  aws_route53_record: "{zone_id}_{name}_{type}",
  aws_route_table_association: "{subnet_id}/{route_table_id}",
  aws_s3_bucket: "{bucket}",
  helm_release: "{namespace}/{name}",
  kubernetes_config_map_v1: "{metadata.0.namespace}/{metadata.0.name}",
  kubernetes_network_policy_v1: "{metadata.0.namespace}/{metadata.0.name}",
  kubernetes_namespace_v1: "{metadata.0.name}",
  kubernetes_secret_v1: "{metadata.0.namespace}/{metadata.0.name}",
};

const tagged = "Name=tag:Name,Values={tags.Name} Name=tag:Deployment,Values={tags_all.Deployment}";
const rule = (isEgress: boolean): string =>
  "aws ec2 describe-security-group-rules --filters Name=group-id,Values={security_group_id} --query " +
  `"SecurityGroupRules[?IsEgress==\\\`${isEgress}\\\` && FromPort==\\\`{from_port}\\\` && ` +
  `(CidrIpv4=='{peer}' || PrefixListId=='{peer}' || ReferencedGroupInfo.GroupId=='{peer}')].SecurityGroupRuleId"`;

/** Commands of the AWS CLI that print an id, by type. */
export const commands: Readonly<Record<string, string>> = {
  aws_acm_certificate: `aws acm list-certificates --query "CertificateSummaryList[?DomainName=='{domain_name}'].CertificateArn"`,
  aws_backup_plan: `aws backup list-backup-plans --query "BackupPlansList[?BackupPlanName=='{name}'].BackupPlanId"`,
  aws_backup_selection:
    "aws backup list-backup-selections --backup-plan-id {plan_id} --query " +
    `"BackupSelectionsList[?SelectionName=='{name}'].join('|', [BackupPlanId, SelectionId])"`,
  aws_eip:
    `aws ec2 describe-addresses --filters ${tagged} --query ` +
    `"Addresses[?Tags[?Key=='Name' && Value=='{tags.Name}']].AllocationId"`,
  aws_eks_pod_identity_association:
    "aws eks list-pod-identity-associations --cluster-name {cluster_name} --namespace {namespace} " +
    `--service-account {service_account} --query "associations[].join(',', [clusterName, associationId])"`,
  aws_flow_log: `aws ec2 describe-flow-logs --filter Name=resource-id,Values={vpc_id} --query "FlowLogs[].FlowLogId"`,
  aws_iam_openid_connect_provider:
    `aws iam list-open-id-connect-providers --query ` +
    `"OpenIDConnectProviderList[?ends_with(Arn, 'oidc-provider/{issuer}')].Arn"`,
  aws_internet_gateway: `aws ec2 describe-internet-gateways --filters ${tagged} --query "InternetGateways[].InternetGatewayId"`,
  aws_eks_node_group:
    "aws eks list-nodegroups --cluster-name {cluster_name} --query " +
    `"nodegroups[?starts_with(@, '{node_group_name_prefix}')].join(':', ['{cluster_name}', @])"`,
  // Keys have no name, and their list says nothing of them.
  aws_kms_key:
    "for key in $(aws resourcegroupstaggingapi get-resources --resource-type-filters kms:key " +
    `--tag-filters Key=Deployment,Values={tags_all.Deployment} --query "ResourceTagMappingList[].ResourceARN" ` +
    "--output text); do aws kms describe-key --key-id $key " +
    `--query "[KeyMetadata][?Enabled && Description=='{description}'].KeyId" --output text; done`,
  aws_launch_template: `aws ec2 describe-launch-templates --query "LaunchTemplates[?starts_with(LaunchTemplateName, '{name_prefix}')].LaunchTemplateId"`,
  aws_lb: `aws elbv2 describe-load-balancers --query "LoadBalancers[?LoadBalancerName=='{name}'].LoadBalancerArn"`,
  aws_lb_listener: `aws elbv2 describe-listeners --load-balancer-arn {load_balancer_arn} --query "Listeners[?Port==\\\`{port}\\\`].ListenerArn"`,
  aws_lb_listener_rule:
    "aws elbv2 describe-rules --listener-arn {listener_arn} --query " + "\"Rules[?Priority=='{priority}'].RuleArn\"",
  aws_lb_target_group: `aws elbv2 describe-target-groups --query "TargetGroups[?TargetGroupName=='{name}'].TargetGroupArn"`,
  aws_nat_gateway: `aws ec2 describe-nat-gateways --filter ${tagged} Name=state,Values=pending,available --query "NatGateways[].NatGatewayId"`,
  aws_route_table: `aws ec2 describe-route-tables --filters ${tagged} --query "RouteTables[].RouteTableId"`,
  aws_secretsmanager_secret: `aws secretsmanager list-secrets --filters Key=name,Values={name_prefix} --query "SecretList[].ARN"`,
  aws_security_group: `aws ec2 describe-security-groups --filters Name=group-name,Values={name} Name=vpc-id,Values={vpc_id} --query "SecurityGroups[].GroupId"`,
  aws_subnet: `aws ec2 describe-subnets --filters ${tagged} --query "Subnets[].SubnetId"`,
  aws_vpc: `aws ec2 describe-vpcs --filters ${tagged} --query "Vpcs[].VpcId"`,
  aws_vpc_endpoint: `aws ec2 describe-vpc-endpoints --filters ${tagged} --query "VpcEndpoints[].VpcEndpointId"`,
  aws_wafv2_web_acl:
    "aws wafv2 list-web-acls --scope {scope} --query " + `"WebACLs[?Name=='{name}'].join('/', [Id, Name, '{scope}'])"`,
  aws_vpc_security_group_egress_rule: rule(true),
  aws_vpc_security_group_ingress_rule: rule(false),
};

/** Puts planned values into a template; undefined when one is not known. */
function filled(template: string, planned: JsonObject, quote: (text: string) => string): string | undefined {
  const peers = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];
  const { url } = planned;
  const values = {
    ...planned,
    // The ARN of an OIDC provider ends in its URL without the scheme.
    issuer: typeof url === "string" ? url.replace("https://", "") : null,
    peer: peers.map((name) => planned[name]).find((value) => typeof value === "string") ?? null,
  };
  let complete = true;
  const text = template.replace(/\{([\w.]+)\}/g, (_, path: string) => {
    const value = path.split(".").reduce<Json | undefined>((at, key) => memberOf(at, key), values);
    if (typeof value === "string" || typeof value === "number") return quote(String(value));
    complete = false;
    return "";
  });
  return complete ? text : undefined;
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) ? value[key] : undefined;
}

function withOutput(command: string): string {
  return command.includes("--output") ? command : `${command} --output text`;
}

/** For a word of a shell, or a string in double quotes with a query of the AWS CLI in it. */
function escaped(text: string): string {
  return text.replace(/["$`\\]/g, "\\$&").replaceAll("'", "\\\\'");
}
