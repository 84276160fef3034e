import type { Example, ExampleStack } from "../example";
import { type Parts, platformDomain } from "../parts";
import { region } from "../settings";
import { cluster, network } from "./brought";
import {
  certificateRefusals,
  licenseRefusals,
  hostedZoneRefusals,
  vpcRefusals,
  subnetRefusals,
  routeRefusals,
  clusterRefusals,
  capacityRefusals,
  masterRefusal,
  policiesFit,
  fullSubnets,
  activeCluster,
  shippedCa,
  triedBy,
  otherVersion,
} from "./refusals";
import { triedDatabaseVersions, triedPackageManagerVersions } from "../version-refusals";
import { triedTopic } from "../infrastructure-refusals";

/** Database, bucket and load balancer made for a cluster that exists. */
export function existingCluster(parts: Parts): Example {
  const infrastructure: ExampleStack = {
    role: "infrastructure",
    variables: {
      region,
      allowed_cidrs: ["203.0.113.0/24"],
      domain_name: `cluster.${platformDomain}`,
      hosted_zone_id: parts.hosted_zone_id,
      hosted_zone_role_arn: parts.hosted_zone_role_arn,
      vpc_id: parts.vpc_id,
      public_subnet_ids: parts.public_subnet_ids,
      private_subnet_ids: parts.private_subnet_ids,
      cluster_name: parts.cluster_name,
      node_security_group_id: parts.node_security_group_id,
    },
    brought: [...network.filter((type) => type !== "aws_route"), "aws_route.", "aws_route_table", ...cluster],
    made: {
      "aws_vpc_security_group_ingress_rule.load_balancer_cluster_ingress": {
        security_group_id: parts.node_security_group_id,
        from_port: 4242,
        to_port: 4242,
      },
      "aws_vpc_security_group_ingress_rule.database_cluster": {
        referenced_security_group_id: parts.node_security_group_id,
        from_port: 5432,
        to_port: 5432,
      },
      "aws_eks_pod_identity_association.package_manager_role_association": {
        cluster_name: parts.cluster_name,
        namespace: "package-manager",
        service_account: "rstudio-pm",
      },
      "aws_route53_record.load_balancer_alias_record": { zone_id: parts.hosted_zone_id },
    },
    refusals: [...clusterRefusals(parts)],
    unreachable: [
      ...triedBy("existing-vpc", [
        ...certificateRefusals,
        ...licenseRefusals,
        ...hostedZoneRefusals(parts),
        ...vpcRefusals(parts),
        ...subnetRefusals(parts, "public", parts.public_subnet_ids),
        ...subnetRefusals(parts, "private", parts.private_subnet_ids),
        ...routeRefusals(parts),
      ]),
      ...policiesFit.slice(1),
      activeCluster,
      ...fullSubnets,
      ...triedDatabaseVersions,
      triedTopic,
    ],
  };
  const application: ExampleStack = {
    role: "application",
    variables: {},
    brought: [...cluster, "helm_release.load_balancer_controller"],
    made: {},
    refusals: [],
    unreachable: [
      ...triedBy("the reference", capacityRefusals(1802, [masterRefusal("ppm_master")])),
      ...triedPackageManagerVersions,
      otherVersion(5),
      shippedCa,
    ],
  };
  return { file: "existing-cluster", name: "ppm-cluster", stacks: [infrastructure, application] };
}
