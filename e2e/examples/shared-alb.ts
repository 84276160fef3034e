import type { Example, ExampleStack } from "../example";
import { type Parts, platformDomain } from "../parts";
import { region } from "../settings";
import { network, cluster, loadBalancer, database } from "./brought";
import {
  databaseVariables,
  hostedZoneRefusals,
  vpcRefusals,
  clusterRefusals,
  securityGroupRefusal,
  capacityRefusals,
  masterRefusal,
  policiesFit,
  activeCluster,
  applicationLoadBalancer,
  shippedCa,
  triedBy,
  otherVersion,
} from "./refusals";

const domainName = `packages.${platformDomain}`;
import { triedControllerVersions, triedPackageManagerVersions } from "../version-refusals";

/** A rule on a listener that exists, and a database that exists. */
export function sharedAlb(parts: Parts): Example {
  const infrastructure: ExampleStack = {
    role: "infrastructure",
    variables: {
      region,
      domain_name: domainName,
      hosted_zone_id: parts.hosted_zone_id,
      vpc_id: parts.vpc_id,
      cluster_name: parts.cluster_name,
      listener_arn: parts.listener_arn,
      listener_rule_priority: 42,
      ...databaseVariables(parts),
      database_master_username: "platform",
    },
    brought: [...network.filter((type) => type !== "aws_route"), ...cluster, ...loadBalancer, ...database],
    made: {
      "aws_lb_listener_rule.load_balancer_rule": {
        listener_arn: parts.listener_arn,
        priority: 42,
        condition: [
          {
            host_header: [{ values: [domainName] }],
            http_header: [],
            http_request_method: [],
            path_pattern: [],
            query_string: [],
            source_ip: [],
          },
        ],
      },
      "aws_route53_record.load_balancer_alias_record": { zone_id: parts.hosted_zone_id, name: domainName },
      [`aws_vpc_security_group_egress_rule.load_balancer_cluster_egress["${parts.load_balancer_security_group}"]`]: {
        security_group_id: parts.load_balancer_security_group,
        from_port: 4242,
      },
      "aws_vpc_security_group_ingress_rule.database_cluster": {
        security_group_id: parts.database_security_group_id,
        from_port: 5432,
      },
    },
    refusals: [
      securityGroupRefusal(parts),
      {
        condition: "data.aws_lb_listener.load_balancer_listener postcondition 0",
        variables: { listener_arn: parts.http_listener_arn },
        message: "a listener for HTTP, expected one for HTTPS",
      },
      {
        condition: "data.aws_lb.load_balancer postcondition 1",
        variables: { listener_arn: parts.other_listener_arn },
        message: `whose load balancer is in ${parts.other_vpc_id}, expected one in ${parts.vpc_id}`,
      },
      {
        condition: "check.load_balancer_idle_timeout assert 0",
        variables: { listener_arn: parts.old_listener_arn },
        message: "is 60 seconds, expected at least 300",
      },
      {
        condition: "check.load_balancer_tls_policy assert 0",
        variables: { listener_arn: parts.old_listener_arn },
        message: "is ELBSecurityPolicy-2016-08, expected one without TLS 1.0 and 1.1",
      },
    ],
    unreachable: [
      ...triedBy("existing-vpc", [...vpcRefusals(parts), ...hostedZoneRefusals(parts).slice(0, 1)]),
      ...triedBy("existing-cluster", clusterRefusals(parts)),
      ...policiesFit,
      activeCluster,
      applicationLoadBalancer,
    ],
  };
  const application: ExampleStack = {
    role: "application",
    variables: {},
    brought: ["kubernetes_secret_v1", "terraform_data.kubernetes_secret_v1"],
    made: {},
    refusals: [masterRefusal("platform")],
    unreachable: [
      ...triedBy("the reference", capacityRefusals(500, [])),
      ...triedControllerVersions,
      ...triedPackageManagerVersions,
      otherVersion(5),
      shippedCa,
    ],
  };
  return { file: "shared-alb", name: "ppm-shared", stacks: [infrastructure, application] };
}
