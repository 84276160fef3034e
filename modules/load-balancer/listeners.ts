import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Annotations, TerraformIterator } from "cdktf";
import type { Construct } from "constructs";
import { Certificate } from "./certificate";
import { HostedZone } from "./hosted-zone";

/** How clients are served. A name in a hosted zone gets an alias record. */
export type LoadBalancerTls =
  | {
      /** Makes a certificate and validates it in the hosted zone, which must be public and delegated. */
      readonly mode: "acm";
      readonly domainName: string;
      readonly hostedZoneId: string;
      /** TLS versions and ciphers. @default "ELBSecurityPolicy-TLS13-1-2-2021-06" */
      readonly policy?: string;
    }
  | {
      /** Takes an issued certificate of the same region. AWS refuses one that is not issued when it is applied. */
      readonly mode: "certificate";
      /** Must be covered by the certificate; Terraform cannot look a certificate up by its ARN to check that. */
      readonly domainName: string;
      readonly certificateArn: string;
      /** @default - no record: the user points the name to the load balancer */
      readonly hostedZoneId?: string;
      /** TLS versions and ciphers. @default "ELBSecurityPolicy-TLS13-1-2-2021-06" */
      readonly policy?: string;
    }
  | {
      /** Plain HTTP on the DNS name that AWS gives. For trials only. */
      readonly mode: "none";
    };

export interface ListenersProps {
  readonly tls: LoadBalancerTls;
  readonly loadBalancerArn: string;
  /** Name that AWS gave the load balancer. */
  readonly dnsName: string;
  /** Hosted zone of {@link dnsName}, which belongs to AWS. */
  readonly dnsZoneId: string;
  readonly securityGroupId: string;
  readonly targetGroupArn: string;
  readonly allowedCidrs: string[];
}

/** Defines in `scope` what clients meet: open ports, listeners, certificate and DNS record. */
export function addListeners(scope: Construct, props: ListenersProps): void {
  const { tls, loadBalancerArn } = props;
  const forward = { type: "forward", targetGroupArn: props.targetGroupArn };
  const redirect = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };

  openPort(scope, "HttpIngress", 80, props);
  new LbListener(scope, "HttpListener", {
    loadBalancerArn,
    port: 80,
    protocol: "HTTP",
    defaultAction: [tls.mode === "none" ? forward : redirect],
  });
  if (tls.mode === "none") {
    Annotations.of(scope).addWarning(
      "`tls.mode` is none: tokens and packages cross the network unencrypted, and anyone on the way can read and change them. Use it for trials only.",
    );
    return;
  }

  openPort(scope, "HttpsIngress", 443, props);
  new LbListener(scope, "HttpsListener", {
    loadBalancerArn,
    port: 443,
    protocol: "HTTPS",
    sslPolicy: tls.policy ?? "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificateArn: addDomain(scope, tls, props),
    defaultAction: [forward],
  });
}

/** One rule a CIDR, so that a change of the list touches no other client. */
function openPort(scope: Construct, id: string, port: number, props: ListenersProps): void {
  const cidrs = TerraformIterator.fromList(props.allowedCidrs);
  new VpcSecurityGroupIngressRule(scope, id, {
    forEach: cidrs,
    securityGroupId: props.securityGroupId,
    cidrIpv4: cidrs.value,
    description: "From clients",
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
  });
}

/** Defines the alias record and, where it is ours to make, the certificate; returns the certificate's ARN. */
function addDomain(
  scope: Construct,
  tls: Exclude<LoadBalancerTls, { mode: "none" }>,
  alias: Pick<ListenersProps, "dnsName" | "dnsZoneId">,
): string {
  const { domainName } = tls;
  if (tls.mode === "acm") {
    const zone = new HostedZone(scope, "HostedZone", { ...tls, visibility: "public" });
    addAlias(scope, domainName, zone, alias);
    return new Certificate(scope, "Certificate", { domainName, hostedZoneId: zone.hostedZoneId }).certificateArn;
  }
  if (tls.hostedZoneId !== undefined) {
    const zone = { hostedZoneId: tls.hostedZoneId, domainName, visibility: "any" } as const;
    addAlias(scope, domainName, new HostedZone(scope, "HostedZone", zone), alias);
  }
  return tls.certificateArn;
}

function addAlias(
  scope: Construct,
  name: string,
  zone: HostedZone,
  { dnsName, dnsZoneId }: Pick<ListenersProps, "dnsName" | "dnsZoneId">,
): void {
  new Route53Record(scope, "AliasRecord", {
    zoneId: zone.hostedZoneId,
    name,
    type: "A",
    alias: { name: dnsName, zoneId: dnsZoneId, evaluateTargetHealth: false },
  });
}
