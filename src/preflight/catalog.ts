import type { CheckInfo } from "./check";
import { partChecks } from "./catalog-parts";
import { hasVariable, releasesOf, resourcesOf } from "./values";

const makesNodes: CheckInfo["applies"] = ({ deployment }) => deployment.cluster.mode === "create";
const quota = ["servicequotas:GetServiceQuota", "servicequotas:GetAWSDefaultServiceQuota"] as const;
const more = "Ask for a higher quota in the Service Quotas console, days ahead, or give back what is not used.";

/** What is said of every check, in the order of the table. What each does is in `checks.ts`. */
export const catalog = {
  values: {
    title: "Variables",
    what: "Every variable without a default has a value.",
    fix: "Give it in a tfvars file or by `TF_VAR_`; checks that need it say `?` until then.",
    permissions: [],
  },
  terraform: {
    title: "Terraform",
    what: "`terraform` is on PATH, and at least 1.11.",
    fix: "Install a newer one. Terraform Cloud's own runs go by the workspace's version, which the state check reads.",
    permissions: [],
  },
  state: {
    title: "State",
    what: "The backend of each stack can be reached, a bucket is in its region, and nobody holds the lock.",
    fix: "Wait for the run that holds the lock; if it is dead, follow the runbook for an interrupted apply.",
    permissions: ["s3:ListBucket", "s3:GetObject"],
  },
  identity: {
    title: "AWS identity",
    what: "AWS takes the credentials, and they are those of `apply_role_arn` or `plan_role_arn`.",
    fix: "Log in as the role that Terraform runs as. As somebody else, the checks say what that one sees.",
    permissions: ["sts:GetCallerIdentity"],
  },
  region: {
    title: "Region",
    what: "The region exists, and is enabled in the account.",
    fix: "Enable it in the account's settings, or take another.",
    permissions: ["ec2:DescribeRegions"],
  },
  zones: {
    title: "Zones for the nodes",
    what: "As many zones as the deployment file asks for, or those in `availability_zones`, or those of the subnets given, offer the instance type.",
    fix: "Take another instance type, fewer zones, or other zones.",
    permissions: ["ec2:DescribeAvailabilityZones", "ec2:DescribeInstanceTypeOfferings", "ec2:DescribeSubnets"],
    applies: makesNodes,
  },
  vcpus: {
    title: "vCPU quota",
    what: "The quota of the instance type's family has room for all nodes beside what runs; nodes of the same cluster are not counted twice.",
    fix: more,
    permissions: [...quota, "ec2:DescribeInstances", "ec2:DescribeInstanceTypes"],
    applies: makesNodes,
  },
  "elastic-ips": {
    title: "Elastic IP quota",
    what: "There is room for the addresses of the NAT gateways.",
    fix: more,
    permissions: [...quota, "ec2:DescribeAddresses"],
    applies: (subject) => resourcesOf(subject, "aws_eip").length > 0,
  },
  vpcs: {
    title: "VPC quota",
    what: "There is room for one more VPC.",
    fix: more,
    permissions: [...quota, "ec2:DescribeVpcs"],
    applies: (subject) => resourcesOf(subject, "aws_vpc").length > 0,
  },
  "nat-gateways": {
    title: "NAT gateway quota",
    what: "Each zone that gets a NAT gateway has room for it: those in `availability_zones`, else those that Terraform will choose.",
    fix: more,
    permissions: [
      ...quota,
      ...["ec2:DescribeNatGateways", "ec2:DescribeSubnets"],
      ...["ec2:DescribeAvailabilityZones", "ec2:DescribeInstanceTypeOfferings"],
    ],
    applies: (subject) => resourcesOf(subject, "aws_nat_gateway").length > 0,
  },
  "linked-roles": {
    title: "Service-linked roles",
    what: "The roles that AWS services work with in the account are there.",
    fix: "Make them once an account, or allow `iam:CreateServiceLinkedRole` to the role that applies: AWS then makes them.",
    permissions: ["iam:GetRole"],
    applies: (subject) => Object.keys(subject.stacks.infrastructure.resource ?? {}).length > 0,
  },
  "hosted-zone": {
    title: "Hosted zone",
    what: "The zone exists, is public where a certificate is validated in it, and has the domain.",
    fix: "Correct `hosted_zone_id` or `domain_name`.",
    permissions: ["route53:GetHostedZone"],
    applies: (subject) => hasVariable(subject, "hosted_zone_id"),
  },
  delegation: {
    title: "Delegation",
    what: "DNS gives the name servers that the hosted zone has. Without it, ACM waits for a validation that never comes.",
    fix: "Set these name servers at the registrar, or as NS records in the parent zone.",
    permissions: ["route53:GetHostedZone"],
    applies: (subject) => hasVariable(subject, "hosted_zone_id"),
  },
  ...partChecks,
  charts: {
    title: "Charts",
    what: "The repository of each chart answers, and has the version.",
    fix: "Open the way to it, set HTTPS_PROXY, or mirror the chart and set the variable of its repository.",
    permissions: [],
    applies: (subject) => releasesOf(subject).length > 0,
  },
  images: {
    title: "Images",
    what: "The registry of each image answers, and has the tag. Asked from here: the nodes have a way of their own.",
    fix: "Correct repository or tag, or mirror the image.",
    permissions: [],
    applies: (subject) => hasVariable(subject, "image_repository"),
  },
  license: {
    title: "License",
    what: "The file given by `--license`, or `TF_VAR_license`, is a license, and in date. The text is encrypted: the date is that in the file's name, as Posit names it.",
    fix: "Ask Posit for a new one; give the file under the name that it came with.",
    permissions: [],
    applies: ({ deployment }) => deployment.packageManager.license !== "evaluation",
  },
} as const satisfies Readonly<Record<string, CheckInfo>>;

export type CheckName = keyof typeof catalog;

export const checkNames = Object.keys(catalog) as CheckName[];

/** Every action that some check calls, sorted. */
export function allPermissions(): string[] {
  return [...new Set(checkNames.flatMap((name): readonly string[] => catalog[name].permissions))].sort();
}
