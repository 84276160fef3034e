import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { HostedZone } from "./hosted-zone";

/** Where a name has to point. */
export interface DnsTarget {
  /** Name that AWS gave the load balancer. */
  readonly dnsName: string;
  /** Hosted zone of {@link dnsName}, which belongs to AWS. */
  readonly dnsZoneId: string;
}

export interface AliasProps {
  readonly domainName: string;
  readonly zone: HostedZone;
  readonly target: DnsTarget;
  /** Works in the account of the hosted zone. @default - the provider of everything else */
  readonly dnsProvider?: TerraformProvider;
}

/** Defines in `scope` the record that leads clients to a load balancer. */
export function addAlias(scope: Construct, { domainName, zone, target, dnsProvider }: AliasProps): void {
  new Route53Record(scope, "AliasRecord", {
    provider: dnsProvider,
    zoneId: zone.hostedZoneId,
    name: domainName,
    type: "A",
    alias: { name: target.dnsName, zoneId: target.dnsZoneId, evaluateTargetHealth: false },
  });
}
