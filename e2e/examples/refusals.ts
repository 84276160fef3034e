import type { Json } from "../json";
import { type Parts, platformDomain } from "../parts";
import type { Refusal, Unreachable } from "../refusals";
import { region } from "../settings";

export function databaseVariables(parts: Parts): Record<string, Json> {
  return {
    // The emulator calls its servers localhost, which no certificate of RDS names.
    database_host: `platform.abcdefghijkl.${region}.rds.amazonaws.com`,
    database_max_connections: 500,
    database_security_group_id: parts.database_security_group_id,
  };
}

export const certificateRefusals: Refusal[] = [
  {
    condition: "aws_acm_certificate.load_balancer_certificate precondition 0",
    variables: { domain_name: `${"long".repeat(14)}.${platformDomain}` },
    message: "expected at most 64 characters; ACM issues no certificate for a longer one",
  },
];

export const licenseRefusals: Refusal[] = [
  {
    condition: "terraform_data.license_written postcondition 0",
    variables: { license_revision: 2, license: null },
    message: "license is null, expected a value in the first apply and whenever its revision changes;",
  },
];

export function hostedZoneRefusals(parts: Parts): Refusal[] {
  return [
    {
      condition: "data.aws_route53_zone.load_balancer_hosted_zone postcondition 0",
      variables: { domain_name: "packages.example.org" },
      message: `domain_name is "packages.example.org", expected ${platformDomain} or a name that ends with`,
    },
    {
      condition: "data.aws_route53_zone.load_balancer_hosted_zone postcondition 1",
      variables: { hosted_zone_id: parts.private_hosted_zone_id },
      message: "expected a public hosted zone",
    },
  ];
}

export function vpcRefusals(parts: Parts): Refusal[] {
  return [
    "a VPC without DNS resolution, expected one with it",
    "a VPC without DNS hostnames, expected one with it",
  ].map((message, i) => ({
    condition: `data.aws_vpc.network postcondition ${i}`,
    variables: { vpc_id: parts.other_vpc_id },
    message,
  }));
}

export function subnetRefusals(
  parts: Parts,
  kind: "public" | "private" | "database",
  ids: readonly string[],
): Refusal[] {
  const variable = `${kind}_subnet_ids`;
  return [
    {
      condition: `data.aws_subnet.network_${kind} postcondition 0`,
      variables: { [variable]: [second(ids), parts.other_subnet_id] },
      message: `of ${parts.other_vpc_id}, expected subnets of ${parts.vpc_id}`,
    },
    {
      condition: `data.aws_route_tables.network_${kind}_route_tables precondition 0`,
      variables: { [variable]: [first(ids), parts.same_zone_subnet_id] },
      message: `in ${region}a after another one there, expected each in a zone of its own`,
    },
  ];
}

export function routeRefusals(parts: Parts): Refusal[] {
  return [
    {
      condition: "data.aws_route_table.network_public_route_table postcondition 0",
      variables: { public_subnet_ids: [first(parts.public_subnet_ids), second(parts.private_subnet_ids)] },
      message: "does not lead 0.0.0.0/0 to an internet gateway, expected public subnets",
    },
    {
      condition: "data.aws_route_table.network_private_route_table postcondition 0",
      variables: { private_subnet_ids: [first(parts.private_subnet_ids), second(parts.public_subnet_ids)] },
      message: "leads 0.0.0.0/0 to an internet gateway, expected subnets that are not public",
    },
  ];
}

export function clusterRefusals(parts: Parts): Refusal[] {
  return [
    {
      condition: "data.aws_ec2_instance_type.cluster_node_type postcondition 0",
      variables: { node_instance_type: "c6g.4xlarge" },
      message: 'node_instance_type is "c6g.4xlarge", expected a type with x86_64 processors',
    },
    {
      condition: "data.aws_eks_cluster.cluster postcondition 1",
      variables: { cluster_name: parts.old_cluster_name },
      message: "with Kubernetes 1.30, expected 1.32 or later",
    },
    {
      condition: "data.aws_eks_cluster.cluster postcondition 2",
      variables: { cluster_name: parts.old_cluster_name },
      message: "expected one in the VPC of vpc_id",
    },
    {
      condition: "check.cluster_authentication_mode assert 0",
      variables: { cluster_name: parts.config_map_cluster_name },
      message: "with the authentication mode CONFIG_MAP, expected API or API_AND_CONFIG_MAP",
    },
  ];
}

export function securityGroupRefusal(parts: Parts): Refusal {
  return {
    condition: "check.database_network assert 0",
    variables: { database_security_group_id: parts.other_security_group_id },
    message: `in ${parts.other_vpc_id}, expected one in ${parts.vpc_id} or in a VPC with an active peering connection`,
  };
}

export function capacityRefusals(connections: number, more: Refusal[]): Refusal[] {
  const most = Math.floor(connections / 6);
  const refusals: Omit<Refusal, "condition">[] = [
    { variables: { replicas: 4 }, message: "replicas is 4, expected at most 3, one for each node" },
    {
      variables: { max_open_connections: most + 1 },
      message: `max_open_connections is ${most + 1}, expected at most ${most}: the database accepts ${connections}`,
    },
    { variables: { cpu_request_millicores: 7201 }, message: "cpu_request_millicores is 7201, expected at most 7200" },
    { variables: { memory_request_mib: 13108 }, message: "memory_request_mib is 13108, expected at most 13107" },
  ];
  return refusals
    .map((refusal, i): Refusal => ({ ...refusal, condition: `helm_release.package_manager precondition ${i}` }))
    .concat(more);
}

export function masterRefusal(master: string): Refusal {
  return {
    condition: "helm_release.package_manager precondition 4",
    variables: { database_username: master },
    message: `database_username is ${master}, expected another name than the master user's; rename it.`,
  };
}

/** The rule on the version of Package Manager, the last of its release. */
export function otherVersion(precondition: number): Unreachable {
  return {
    condition: `helm_release.package_manager precondition ${precondition}`,
    why: "tried in the lane of the reference",
  };
}

export const policiesFit: Unreachable[] = [
  "load_balancer_controller_role_targets",
  "package_manager_role_bucket",
  "package_manager_role_bucket_key",
].map((name) => ({
  condition: `aws_iam_role_policy.${name} precondition 0`,
  why: "no variable makes the policies of a role longer; the limit is for who adds grants to the code",
}));

export const fullSubnets: Unreachable[] = ["private", "public"].map((kind) => ({
  condition: `check.network_${kind}_free_addresses assert 0`,
  why: "the emulator says of the smallest subnet, too, that it has room; the unit tests evaluate the condition",
}));

export const activeCluster: Unreachable = {
  condition: "data.aws_eks_cluster.cluster postcondition 0",
  why: "clusters of the emulator are active at once",
};

export const applicationLoadBalancer: Unreachable = {
  condition: "data.aws_lb.load_balancer postcondition 0",
  why: "only an Application Load Balancer has HTTP and HTTPS listeners and target groups, which is checked before",
};

export const shippedCa: Unreachable = {
  condition: "kubernetes_config_map_v1.package_manager_database_ca precondition 0",
  why: "the emulator has one region, whose certificates come with this app",
};

export function first(ids: readonly string[]): string {
  return ids[0] ?? "";
}

export function second(ids: readonly string[]): string {
  return ids[1] ?? "";
}

/** Conditions that are broken in another lane, by the same wrong values. */
export function triedBy(lane: string, refusals: readonly Refusal[]): Unreachable[] {
  return refusals.map(({ condition }) => ({ condition, why: `tried in the lane of ${lane}` }));
}
