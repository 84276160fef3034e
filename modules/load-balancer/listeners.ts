import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Annotations, TerraformIterator, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { Certificate } from "./certificate";
import { addCertificateCheck } from "./certificate-check";
import { addAlias, type DnsTarget } from "./alias";
import { HostedZone } from "./hosted-zone";

/** How clients are served. A name in a hosted zone gets an alias record. */
export type LoadBalancerTls =
  | {
      /** Makes a certificate and validates it in the hosted zone, which must be public and delegated. */
      readonly mode: "acm";
      readonly domainName: string;
      readonly hostedZoneId: string;
      /** Works in the account of the hosted zone. @default - the provider of everything else */
      readonly dnsProvider?: TerraformProvider;
      /** TLS versions and ciphers. @default "ELBSecurityPolicy-TLS13-1-2-2021-06" */
      readonly policy?: string;
    }
  | {
      /** Takes an issued certificate of the same region. AWS refuses one that is not issued when it is applied. */
      readonly mode: "certificate";
      /** Must be covered by the certificate. */
      readonly domainName: string;
      readonly certificateArn: string;
      /**
       * Primary domain name of the certificate, such as `*.example.com`: each plan warns when no issued certificate of
       * that name has the ARN. May be null at plan. @default - {@link domainName}
       */
      readonly certificateDomain?: string;
      /** @default - no record: the user points the name to the load balancer */
      readonly hostedZoneId?: string;
      /** Works in the account of the hosted zone. @default - the provider of everything else */
      readonly dnsProvider?: TerraformProvider;
      /** TLS versions and ciphers. @default "ELBSecurityPolicy-TLS13-1-2-2021-06" */
      readonly policy?: string;
    }
  | {
      /** Plain HTTP on the DNS name that AWS gives. For trials only. */
      readonly mode: "none";
    };

export interface ListenersProps extends DnsTarget {
  readonly tls: LoadBalancerTls;
  readonly loadBalancerArn: string;
  readonly securityGroupId: string;
  readonly targetGroupArn: string;
  readonly allowedCidrs: string[];
}

/**
 * Defines in `scope` what clients meet: open ports, listeners, certificate and DNS record. Returns the certificate's ARN,
 * if there is one.
 */
export function addListeners(scope: Construct, props: ListenersProps): string | undefined {
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
    return undefined;
  }

  openPort(scope, "HttpsIngress", 443, props);
  const certificateArn = addDomain(scope, tls, props);
  new LbListener(scope, "HttpsListener", {
    loadBalancerArn,
    port: 443,
    protocol: "HTTPS",
    sslPolicy: tls.policy ?? "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificateArn,
    defaultAction: [forward],
  });
  return certificateArn;
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
function addDomain(scope: Construct, tls: Exclude<LoadBalancerTls, { mode: "none" }>, target: DnsTarget): string {
  const { domainName, dnsProvider } = tls;
  if (tls.mode === "acm") {
    const zone = new HostedZone(scope, "HostedZone", { ...tls, visibility: "public" });
    addAlias(scope, { domainName, zone, target, dnsProvider });
    const { hostedZoneId } = zone;
    return new Certificate(scope, "Certificate", { domainName, hostedZoneId, dnsProvider }).certificateArn;
  }
  addCertificateCheck(scope, tls);
  const { hostedZoneId } = tls;
  if (hostedZoneId !== undefined) {
    const zone = new HostedZone(scope, "HostedZone", { hostedZoneId, domainName, dnsProvider, visibility: "any" });
    addAlias(scope, { domainName, zone, target, dnsProvider });
  }
  return tls.certificateArn;
}
