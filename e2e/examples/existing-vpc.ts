import { accountId } from "../emulator";
import type { Example, ExampleStack } from "../example";
import type { Json } from "../json";
import { type Parts, platformDomain } from "../parts";
import { region } from "../settings";
import { network } from "./brought";
import {
  certificateRefusals,
  licenseRefusals,
  hostedZoneRefusals,
  vpcRefusals,
  subnetRefusals,
  routeRefusals,
  policiesFit,
  fullSubnets,
  first,
  second,
} from "./refusals";
import { triedClusterVersions, triedDatabaseVersions } from "../version-refusals";
import { triedTopic } from "../infrastructure-refusals";

/** Everything made in a VPC that exists. */
export function existingVpc(parts: Parts, versions: Record<string, Json>): Example {
  const infrastructure: ExampleStack = {
    role: "infrastructure",
    variables: {
      ...versions,
      region,
      apply_role_arn: `arn:aws:iam::${accountId}:role/terraform-apply`,
      allowed_cidrs: ["203.0.113.0/24"],
      domain_name: `vpc.${platformDomain}`,
      hosted_zone_id: parts.hosted_zone_id,
      vpc_id: parts.vpc_id,
      public_subnet_ids: parts.public_subnet_ids,
      private_subnet_ids: parts.private_subnet_ids,
      database_subnet_ids: parts.database_subnet_ids,
    },
    // Listed without `aws_route`, which is also the start of the records of Route 53.
    brought: network.filter((type) => type !== "aws_route").concat("aws_route.", "aws_route_table"),
    made: {
      "aws_lb.load_balancer": { subnets: [...parts.public_subnet_ids].sort() },
      "aws_db_subnet_group.database_subnet_group": { subnet_ids: [...parts.database_subnet_ids].sort() },
      "aws_eks_node_group.cluster_node_group": { subnet_ids: [...parts.private_subnet_ids].sort() },
    },
    refusals: [
      ...certificateRefusals,
      ...licenseRefusals,
      ...hostedZoneRefusals(parts),
      ...vpcRefusals(parts),
      ...subnetRefusals(parts, "public", parts.public_subnet_ids),
      ...subnetRefusals(parts, "private", parts.private_subnet_ids),
      ...subnetRefusals(parts, "database", parts.database_subnet_ids),
      {
        condition: "aws_eks_node_group.cluster_node_group precondition 0",
        variables: { node_instance_type: "c6g.4xlarge" },
        message: "is c6g.4xlarge, expected a type with x86_64 processors",
      },
      ...routeRefusals(parts),
      {
        condition: "data.aws_route_table.network_private_route_table postcondition 1",
        variables: { private_subnet_ids: [first(parts.private_subnet_ids), second(parts.database_subnet_ids)] },
        message: "has no route for 0.0.0.0/0, expected subnets with a way out",
      },
      {
        condition: "data.aws_route_table.network_database_route_table postcondition 0",
        variables: { database_subnet_ids: [first(parts.database_subnet_ids), second(parts.public_subnet_ids)] },
        message: "leads 0.0.0.0/0 to an internet gateway, expected subnets that are not public",
      },
      {
        condition: "check.network_private_role_tag assert 0",
        variables: { private_subnet_ids: [first(parts.private_subnet_ids), parts.private_small_subnet_id] },
        message: "without the tag kubernetes.io/role/internal-elb",
      },
      {
        condition: "check.network_public_role_tag assert 0",
        variables: { public_subnet_ids: [first(parts.public_subnet_ids), parts.public_untagged_subnet_id] },
        message: "without the tag kubernetes.io/role/elb",
      },
    ],
    unreachable: [...policiesFit, ...fullSubnets, ...triedClusterVersions, ...triedDatabaseVersions, triedTopic],
  };
  return { file: "existing-vpc", name: "ppm-vpc", stacks: [infrastructure] };
}
