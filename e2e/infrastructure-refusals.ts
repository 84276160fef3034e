import type { AwsClient } from "./aws-client";
import { accountId } from "./emulator";
import { domain, makeZone } from "./fixture";
import type { Refusal, Unreachable } from "./refusals";
import { region } from "./settings";
import { clusterVersionRefusals, databaseSupport, databaseVersionRefusal } from "./version-refusals";

const topicRefusal: Refusal = {
  condition: "aws_cloudwatch_event_target.alarms_database_events_further_topics precondition 0",
  variables: { alarm_topic_arns: [`arn:aws:sns:${region}:999999999999:pager`] },
  message: `has arn:aws:sns:${region}:999999999999:pager, expected topics of the account ${accountId}, since EventBridge publishes to no other;`,
};
/** For the examples that have it, too. */
export const triedTopic: Unreachable = { condition: topicRefusal.condition, why: "tried in the lane of the reference" };

/** Wrong values for each condition of the infrastructure stack. */
export const infrastructureRefusals = async (aws: AwsClient): Promise<Refusal[]> => [
  {
    condition: "aws_acm_certificate.load_balancer_certificate precondition 0",
    variables: { domain_name: `${"long".repeat(14)}.${domain}` },
    message: "expected at most 64 characters; ACM issues no certificate for a longer one",
  },
  topicRefusal,
  {
    condition: "aws_eks_node_group.cluster_node_group precondition 0",
    variables: { node_instance_type: "c6g.4xlarge" },
    message: "is c6g.4xlarge, expected a type with x86_64 processors; take one such as c6a.4xlarge.",
  },
  {
    condition: "aws_vpc.network precondition 0",
    variables: { availability_zones: [`${region}a`, `${region}b`] },
    message: "expected at least 3 different zones; name more, or leave it empty to have them chosen.",
  },
  {
    condition: "aws_vpc.network precondition 1",
    variables: { node_instance_type: "p5.48xlarge" },
    message: `The zones that offer p5.48xlarge and EKS are ["${region}a","${region}b"], expected at least 3;`,
  },
  {
    condition: "data.aws_route53_zone.load_balancer_hosted_zone postcondition 0",
    variables: { domain_name: "packages.example.org" },
    message: `domain_name is "packages.example.org", expected ${domain} or a name that ends with .${domain};`,
  },
  {
    condition: "data.aws_route53_zone.load_balancer_hosted_zone postcondition 1",
    variables: { hosted_zone_id: await privateZone(aws) },
    message: "expected a public hosted zone; ACM cannot validate a certificate in a private one,",
  },
  {
    condition: "terraform_data.license_written postcondition 0",
    variables: { license_revision: 2, license: null },
    message: "license is null, expected a value in the first apply and whenever its revision changes;",
  },
  ...clusterVersionRefusals,
  databaseVersionRefusal,
];

const shortPolicy = "no variable makes the policies of a role longer; the limit is for who adds grants to the code";
const laterZone = "concerns a zone that is added to a network later, with zones that were chosen anew";

export const unreachableConditions: readonly Unreachable[] = [
  { condition: "aws_iam_role_policy.load_balancer_controller_role_targets precondition 0", why: shortPolicy },
  { condition: "aws_iam_role_policy.package_manager_role_bucket precondition 0", why: shortPolicy },
  { condition: "aws_iam_role_policy.package_manager_role_bucket_key precondition 0", why: shortPolicy },
  { condition: "aws_subnet.network_zone_2_public_subnet postcondition 0", why: laterZone },
  { condition: "aws_subnet.network_zone_3_public_subnet postcondition 0", why: laterZone },
  databaseSupport,
];

async function privateZone(aws: AwsClient): Promise<string> {
  const { Vpcs } = await aws.call<{ Vpcs: { VpcId: string }[] }>("ec2", "describe_vpcs");
  const VPC = { VPCRegion: region, VPCId: Vpcs[0]?.VpcId ?? "" };
  return makeZone(aws, { Name: domain, CallerReference: "private", VPC, HostedZoneConfig: { PrivateZone: true } });
}
