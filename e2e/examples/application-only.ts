import type { Example, ExampleStack } from "../example";
import { type Parts, platformDomain } from "../parts";
import { region } from "../settings";
import { network, cluster, database, bucket, keysRolesSecrets } from "./brought";
import {
  databaseVariables,
  vpcRefusals,
  clusterRefusals,
  securityGroupRefusal,
  capacityRefusals,
  activeCluster,
  applicationLoadBalancer,
  shippedCa,
  triedBy,
  otherVersion,
} from "./refusals";
import { triedControllerVersions, triedPackageManagerVersions } from "../version-refusals";

/** Everything exists: one stack. */
export function applicationOnly(parts: Parts): Example {
  const application: ExampleStack = {
    role: "application",
    variables: {
      region,
      assume_role_arn: parts.terraform_role_arn,
      domain_name: `given.${platformDomain}`,
      vpc_id: parts.vpc_id,
      cluster_name: parts.cluster_name,
      node_security_group_id: parts.node_security_group_id,
      package_manager_role_arn: parts.package_manager_role_arn,
      load_balancer_controller_role_arn: parts.controller_role_arn,
      target_group_arn: parts.target_group_arn,
      bucket_name: parts.bucket_name,
      bucket_prefix: "package-manager/",
      encryption_key_secret_arn: parts.secret_arns["encryption-key"],
      license_secret_arn: parts.secret_arns.license,
      database_secret_arn: parts.secret_arns.database,
      ...databaseVariables(parts),
    },
    brought: [
      ...network.filter((type) => type !== "aws_route"),
      ...["aws_route", "aws_lb", "aws_acm_certificate"],
      ...cluster,
      ...database,
      ...bucket,
      ...keysRolesSecrets,
    ],
    made: {
      [`aws_vpc_security_group_ingress_rule.load_balancer_cluster_ingress["${parts.load_balancer_security_group}"]`]: {
        security_group_id: parts.node_security_group_id,
        referenced_security_group_id: parts.load_balancer_security_group,
        from_port: 4242,
      },
      "aws_vpc_security_group_ingress_rule.database_cluster": {
        security_group_id: parts.database_security_group_id,
        referenced_security_group_id: parts.node_security_group_id,
        from_port: 5432,
      },
    },
    refusals: [
      {
        condition: "data.aws_lb_target_group.load_balancer_target_group postcondition 0",
        variables: { target_group_arn: parts.unused_target_group_arn },
        message: "a target group for targets of type instance, expected type ip",
      },
      {
        condition: "data.aws_lb_target_group.load_balancer_target_group postcondition 1",
        variables: { target_group_arn: parts.other_target_group_arn },
        message: "a target group for HTTPS, expected HTTP",
      },
      {
        condition: "data.aws_lb_target_group.load_balancer_target_group postcondition 2",
        variables: { target_group_arn: parts.other_target_group_arn },
        message: `a target group in ${parts.other_vpc_id}, expected one in ${parts.vpc_id}`,
      },
      {
        condition: "data.aws_lb_target_group.load_balancer_target_group postcondition 3",
        variables: { target_group_arn: parts.unused_target_group_arn },
        message: "a target group of no load balancer, expected one that a listener forwards to",
      },
      ...[
        "/, expected /__ping__",
        "is 300 seconds, expected at most 100",
        "is 8080, expected 4242, the port of the pods",
      ].map((message, i) => ({
        condition: `check.load_balancer_target_group_settings assert ${i}`,
        variables: { target_group_arn: parts.old_target_group_arn },
        message,
      })),
      {
        condition: "check.load_balancer_idle_timeout assert 0",
        variables: { target_group_arn: parts.old_target_group_arn },
        message: "is 60 seconds, expected at least 300",
      },
      {
        condition: "data.aws_s3_bucket_policy.bucket_policy postcondition 0",
        variables: { bucket_name: parts.public_bucket_name },
        message: "whose policy allows something to everybody, expected a private bucket",
      },
      {
        condition: "check.bucket_tls_only assert 0",
        variables: { bucket_name: parts.plain_bucket_name },
        message: "whose policy admits requests without TLS",
      },
    ],
    unreachable: [
      ...triedBy("existing-vpc", vpcRefusals(parts)),
      ...triedBy("existing-cluster", clusterRefusals(parts)),
      ...triedBy("shared-alb", [securityGroupRefusal(parts)]),
      ...triedBy("the reference", capacityRefusals(500, [])),
      ...triedControllerVersions,
      ...triedPackageManagerVersions,
      otherVersion(4),
      activeCluster,
      applicationLoadBalancer,
      shippedCa,
      {
        condition: "data.aws_lb.load_balancer postcondition 1",
        why: "a target group of a load balancer in another VPC is in that VPC, and refused for it first",
      },
      {
        condition: "data.aws_s3_bucket.bucket postcondition 0",
        why: "the emulator says of every bucket that it is in the region asked; the unit tests evaluate the condition",
      },
    ],
  };
  return { file: "application-only", name: "ppm-app", stacks: [application] };
}
