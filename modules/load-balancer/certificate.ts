import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Fn, Op, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";

/** ACM puts the name into the certificate's common name, which RFC 5280 limits. */
const MAX_DOMAIN_NAME_LENGTH = 64;

export interface CertificateProps {
  /** At most 64 characters. Changing it replaces the certificate: the new one is in use before the old one goes. */
  readonly domainName: string;
  /** Public hosted zone that gets the validation record. */
  readonly hostedZoneId: string;
  /** Works in the account of the hosted zone. @default - the provider of everything else */
  readonly dnsProvider?: TerraformProvider;
}

/**
 * Defines an ACM certificate and proves through DNS that the domain is ours. ACM renews it as long as the record stays.
 *
 * Terraform waits for the validation, which does not come before the zone is delegated: 30 minutes at most.
 */
export class Certificate extends Construct {
  /** Known once the certificate is valid. */
  readonly certificateArn: string;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { domainName } = props;
    const certificate = new AcmCertificate(this, "Resource", {
      domainName,
      validationMethod: "DNS",
      lifecycle: {
        createBeforeDestroy: true,
        precondition: [
          {
            condition: Op.lte(Fn.lengthOf(domainName), MAX_DOMAIN_NAME_LENGTH),
            errorMessage: `domain_name is "${domainName}", expected at most ${MAX_DOMAIN_NAME_LENGTH} characters; ACM issues no certificate for a longer one, so shorten it or bring a certificate (loadBalancer.tls.mode: certificate).`,
          },
        ],
      },
    });
    const proof = certificate.domainValidationOptions.get(0);
    const record = new Route53Record(this, "ValidationRecord", {
      provider: props.dnsProvider,
      zoneId: props.hostedZoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 60,
      // Every certificate of this account for this domain has the same record.
      allowOverwrite: true,
    });
    const validation = new AcmCertificateValidation(this, "Validation", {
      certificateArn: certificate.arn,
      validationRecordFqdns: [record.fqdn],
      timeouts: { create: "30m" },
    });
    this.certificateArn = validation.certificateArn;
  }
}
