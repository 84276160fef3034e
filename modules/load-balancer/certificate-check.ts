import { Token } from "cdktf";
import type { Construct } from "constructs";
import { Check, expression } from "../core";

/** Without them, ACM lists certificates with short RSA keys only. */
const keyTypes = ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"];

export interface CertificateCheckProps {
  readonly certificateArn: string;
  readonly domainName: string;
  /** Primary domain name of the certificate. May be null at plan. @default - {@link domainName} */
  readonly certificateDomain?: string;
}

/**
 * Warns in each plan when a certificate of the user is not issued or does not cover the domain name. Terraform looks up
 * certificates by their primary name only, and cannot see their other names.
 */
export function addCertificateCheck(scope: Construct, props: CertificateCheckProps): void {
  const { certificateArn, domainName, certificateDomain = null } = props;
  const primary = Token.asString(expression`coalesce(${certificateDomain}, ${domainName})`);
  const wildcard = expression`replace(${domainName}, "/^[^.]+/", "*")`;
  new Check(scope, "GivenCertificate", {
    data: {
      type: "aws_acm_certificate",
      name: "given",
      arguments: { domain: primary, statuses: ["ISSUED"], most_recent: true, key_types: keyTypes },
    },
    assertions: [
      {
        condition: expression`data.aws_acm_certificate.given.arn == ${certificateArn}`,
        errorMessage: `certificate_arn is "${certificateArn}", expected \${data.aws_acm_certificate.given.arn}, the newest issued certificate whose primary domain name is ${primary}; take that one, or set certificate_domain to the primary domain name of yours.`,
      },
      {
        condition: expression`contains([${domainName}, ${wildcard}], ${primary})`,
        errorMessage: `domain_name is "${domainName}", expected a name that the certificate of ${primary} covers: that name itself, or one label in place of its *; take another certificate, unless ${domainName} is among the subject alternative names of this one, which Terraform cannot look up.`,
      },
    ],
  });
}
