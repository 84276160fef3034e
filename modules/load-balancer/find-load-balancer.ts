import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { TerraformIterator, TerraformSelf, Token } from "cdktf";
import type { Construct } from "constructs";
import { Check, expression, leaveToUser } from "../core";
import type { DnsTarget } from "./alias";
import { DEFAULT_IDLE_TIMEOUT_SECONDS } from "./limits";
import type { SecurityGroups } from "./load-balancer-base";

export interface FindLoadBalancerProps {
  readonly loadBalancerArn: string;
  /** VPC that it must be in. */
  readonly vpcId: string;
  /** "KEY is VALUE" of what the user gave, for messages. */
  readonly given: string;
}

/** What can be learned of a load balancer that the user has. */
export interface FoundLoadBalancer extends DnsTarget {
  readonly loadBalancerArn: string;
  /** What its metrics call it. */
  readonly metricName: string;
  readonly securityGroups: SecurityGroups;
  readonly sourceCidrs: string[];
}

/**
 * Looks up in `scope` an Application Load Balancer of the user. The plan fails when it is of another type or in another
 * VPC, and warns about what would cut uploads off. What else a load balancer made here would have is left to the user.
 */
export function findLoadBalancer(scope: Construct, props: FindLoadBalancerProps): FoundLoadBalancer {
  const { vpcId, given } = props;
  const found = new DataAwsLb(scope, "Resource", {
    arn: props.loadBalancerArn,
    lifecycle: {
      postcondition: [
        {
          condition: expression`${TerraformSelf.getString("load_balancer_type")} == ${"application"}`,
          errorMessage: `${given}, whose load balancer is of type ${TerraformSelf.getString("load_balancer_type")}, expected type application; take one of an Application Load Balancer.`,
        },
        {
          condition: expression`${TerraformSelf.getString("vpc_id")} == ${vpcId}`,
          errorMessage: `${given}, whose load balancer is in ${TerraformSelf.getString("vpc_id")}, expected one in ${vpcId}; take one of a load balancer in that VPC, or correct vpc_id.`,
        },
      ],
    },
  });
  new Check(scope, "IdleTimeout", {
    assertions: [
      {
        condition: expression`${found.idleTimeout} >= ${DEFAULT_IDLE_TIMEOUT_SECONDS}`,
        errorMessage: `idle timeout of ${found.arn} is ${Token.asString(found.idleTimeout)} seconds, expected at least ${DEFAULT_IDLE_TIMEOUT_SECONDS}; raise it, or a big upload is cut off while it is processed.`,
      },
    ],
  });
  leaveProtectionToUser(scope, found);

  const each = TerraformIterator.fromList(found.subnets);
  const subnets = new DataAwsSubnet(scope, "Subnets", { forEach: each, id: each.value });
  const groups = TerraformIterator.fromList(found.securityGroups);
  return {
    loadBalancerArn: found.arn,
    metricName: found.arnSuffix,
    dnsName: found.dnsName,
    dnsZoneId: found.zoneId,
    securityGroups: { securityGroupId: groups.value, forEach: groups },
    sourceCidrs: Token.asList(expression`[for subnet in ${subnets.fqn} : subnet.cidr_block]`),
  };
}

function leaveProtectionToUser(scope: Construct, found: DataAwsLb): void {
  leaveToUser(scope, {
    what: "The load balancer's security groups admit your clients on its HTTPS port, and nobody else: without a sign-in of its own, Package Manager gives its packages to everyone who reaches it",
  });
  leaveToUser(scope, {
    what: "The load balancer redirects HTTP to HTTPS, or has no listener on port 80",
  });
  leaveToUser(scope, {
    what: "The load balancer cannot be deleted by accident, refuses invalid headers, and writes access logs",
    text: [
      "aws elbv2 modify-load-balancer-attributes \\",
      `  --load-balancer-arn ${found.arn} \\`,
      "  --attributes Key=deletion_protection.enabled,Value=true \\",
      "    Key=routing.http.drop_invalid_header_fields.enabled,Value=true \\",
      "    Key=access_logs.s3.enabled,Value=true Key=access_logs.s3.bucket,Value=BUCKET",
    ].join("\n"),
  });
  leaveToUser(scope, {
    what: "AWS WAF, where the load balancer has it, does not block request bodies by size or content, which nearly every package upload would trip; rules such as SizeRestrictions_BODY only count",
  });
}
