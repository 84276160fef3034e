import type { Excuse } from "./gap-proof";

const server = "aws_db_instance.database";
const aboutServer = { call: "rds DescribeDBInstances", identity: "identifier" };
const createServer = { call: "rds CreateDBInstance", identity: "identifier" };

const nodeGroup = "aws_eks_node_group.cluster_node_group";
const createNodeGroup = { call: /^eks POST \/clusters\/[^/]+\/node-groups$/, identity: "node_group_name" };
const aboutNodeGroup = { call: /^eks GET \/clusters\/[^/]+\/node-groups\//, identity: "node_group_name" };

const flowLog = "aws_flow_log.network_flow_logs";
const createFlowLog = { call: "ec2 CreateFlowLogs", identity: "vpc_id" };
const aboutFlowLog = { call: "ec2 DescribeFlowLogs", identity: "id" };

/** All that ministack 1.5.33 forgets of the reference architecture. Every entry is proven, and needed, in each run. */
export const emulatorGaps: readonly Excuse[] = [
  {
    address: server,
    attribute: "enabled_cloudwatch_logs_exports",
    action: "update",
    sent: { ...createServer, includes: "EnableCloudwatchLogsExports.member.1=postgresql" },
    answered: { ...aboutServer, lacks: /<EnabledCloudwatchLogsExports>\s*<member>/ },
  },
  {
    address: server,
    attribute: "performance_insights_kms_key_id",
    action: "update",
    sent: { ...createServer, includes: "PerformanceInsightsKMSKeyId=arn:" },
    answered: { ...aboutServer, lacks: /<PerformanceInsightsKMSKeyId>arn:/ },
  },
  {
    address: "aws_eks_cluster.cluster",
    attribute: "upgrade_policy",
    action: "update",
    sent: { call: "eks POST /clusters", identity: "name", includes: '"upgradePolicy":{"supportType":"STANDARD"}' },
    answered: { call: /^eks GET \/clusters\/[^/]+$/, identity: "name", lacks: "upgradePolicy" },
  },
  {
    address: nodeGroup,
    attribute: "launch_template",
    action: "replace",
    sent: { ...createNodeGroup, includes: '"launchTemplate":{"id":"lt-' },
    answered: { ...aboutNodeGroup, lacks: "launchTemplate" },
  },
  {
    address: nodeGroup,
    attribute: "node_repair_config",
    action: "replace",
    sent: { ...createNodeGroup, includes: '"nodeRepairConfig":{"enabled":true}' },
    answered: { ...aboutNodeGroup, lacks: "nodeRepairConfig" },
  },
  {
    address: nodeGroup,
    attribute: "update_config",
    action: "replace",
    sent: { ...createNodeGroup, includes: '"updateConfig":{"maxUnavailable":1}' },
    answered: { ...aboutNodeGroup, lacks: "updateConfig" },
  },
  {
    address: flowLog,
    attribute: "iam_role_arn",
    action: "replace",
    sent: { ...createFlowLog, includes: "DeliverLogsPermissionArn=arn:" },
    answered: { ...aboutFlowLog, lacks: "deliverLogsPermissionArn" },
  },
  {
    address: flowLog,
    attribute: "max_aggregation_interval",
    action: "replace",
    sent: { ...createFlowLog, includes: "MaxAggregationInterval=600" },
    answered: { ...aboutFlowLog, lacks: "maxAggregationInterval" },
  },
  {
    address: flowLog,
    attribute: "tags",
    action: "replace",
    sent: { ...createFlowLog, includes: "TagSpecification.1.Tag.1.Key=" },
    answered: { ...aboutFlowLog, lacks: /<tagSet>\s*<item>/ },
  },
  {
    address: flowLog,
    attribute: "tags_all",
    action: "replace",
    sent: { ...createFlowLog, includes: "TagSpecification.1.Tag.1.Key=" },
    answered: { ...aboutFlowLog, lacks: /<tagSet>\s*<item>/ },
  },
  {
    address: "aws_vpc_endpoint.network_gateway_endpoint",
    attribute: "policy",
    action: "update",
    sent: { call: "ec2 CreateVpcEndpoint", identity: "vpc_id", includes: 'PolicyDocument={"Statement"' },
    answered: { call: "ec2 DescribeVpcEndpoints", identity: "id", lacks: "policyDocument" },
  },
  // Both name the Auto Scaling group of the node group.
  { address: "aws_cloudwatch_dashboard.dashboard", attribute: "dashboard_body", action: "update", follows: nodeGroup },
  {
    address: "aws_cloudwatch_metric_alarm.alarms_missing_nodes",
    attribute: "dimensions",
    action: "update",
    follows: nodeGroup,
  },
];
