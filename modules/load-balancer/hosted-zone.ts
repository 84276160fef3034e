import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Fn, Op, type TerraformProvider, TerraformSelf, Token } from "cdktf";
import { Construct } from "constructs";

export interface HostedZoneProps {
  /** `Z…` */
  readonly hostedZoneId: string;
  /** Name that is going to have a record in the zone. */
  readonly domainName: string;
  /** `any` admits private zones, which only the VPCs of the zone can resolve. ACM validates in public zones only. */
  readonly visibility: "public" | "any";
  /** Works in the account of the hosted zone. @default - the provider of everything else */
  readonly dnsProvider?: TerraformProvider;
}

/** Looks up a Route 53 hosted zone. The plan fails when the domain name does not belong to it. */
export class HostedZone extends Construct {
  readonly hostedZoneId: string;

  constructor(scope: Construct, id: string, props: HostedZoneProps) {
    super(scope, id);
    const { hostedZoneId, domainName } = props;
    // Some versions of the provider leave the root's dot at the end.
    const zoneName = Fn.trimsuffix(TerraformSelf.getString("name"), ".");
    const zone = new DataAwsRoute53Zone(this, "Resource", {
      provider: props.dnsProvider,
      zoneId: hostedZoneId,
      lifecycle: {
        postcondition: [
          {
            condition: Op.or(Op.eq(domainName, zoneName), Fn.endswith(domainName, `.${zoneName}`)),
            errorMessage: `domain_name is "${domainName}", expected ${zoneName} or a name that ends with .${zoneName}; change it, or set hosted_zone_id to the zone of that domain.`,
          },
          ...(props.visibility === "public"
            ? [
                {
                  condition: Op.not(TerraformSelf.getAny("private_zone")),
                  errorMessage: `hosted_zone_id is "${hostedZoneId}", expected a public hosted zone; ACM cannot validate a certificate in a private one, so take the public zone of ${zoneName} or bring a certificate (loadBalancer.tls.mode: certificate).`,
                },
              ]
            : []),
        ],
      },
    });
    this.hostedZoneId = Token.asString(zone.zoneId);
  }
}
