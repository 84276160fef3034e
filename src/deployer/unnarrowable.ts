/**
 * Actions of the table that AWS allows on every resource or on none: the column "Resource types" of its reference is empty
 * for them. `npm run policy` compares this with a copy of that reference.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const BY_SERVICE: Readonly<Record<string, string>> = {
  acm: "ListCertificates RequestCertificate",
  autoscaling: "DescribeAutoScalingGroups",
  "backup-storage": "MountCapsule",
  ec2: "DescribeAccountAttributes DescribeAddresses DescribeAddressesAttribute DescribeAvailabilityZones DescribeFlowLogs DescribeInstanceTypeOfferings DescribeInstanceTypes DescribeInternetGateways DescribeLaunchTemplateVersions DescribeLaunchTemplates DescribeNatGateways DescribeNetworkAcls DescribeNetworkInterfaces DescribePrefixLists DescribeRouteTables DescribeSecurityGroupRules DescribeSecurityGroups DescribeSubnets DescribeVpcEndpoints DescribeVpcPeeringConnections DescribeVpcs",
  eks: "CreateCluster DescribeAddonVersions",
  elasticloadbalancing:
    "DescribeCapacityReservation DescribeListenerAttributes DescribeListeners DescribeLoadBalancerAttributes DescribeLoadBalancers DescribeRules DescribeTags DescribeTargetGroupAttributes DescribeTargetGroups SetWebAcl",
  iam: "ListOpenIDConnectProviders",
  kms: "CreateKey ListAliases",
  logs: "CreateLogDelivery DeleteLogDelivery DescribeLogGroups DescribeResourcePolicies PutResourcePolicy",
  route53: "ListHostedZones",
  secretsmanager: "GetRandomPassword",
  sns: "GetSubscriptionAttributes SetSubscriptionAttributes Unsubscribe",
  sts: "GetCallerIdentity",
};

/** Actions that AWS does not allow to narrow to resources. */
export const unnarrowable: ReadonlySet<string> = new Set(
  Object.entries(BY_SERVICE).flatMap(([service, names]) => names.split(" ").map((name) => `${service}:${name}`)),
);
