import { DataAwsAcmCertificate } from "@cdktf/provider-aws/lib/data-aws-acm-certificate";
import { Fn, TerraformCount, Token } from "cdktf";
import type { Construct } from "constructs";
import { Check, expression, leaveToUser } from "../core";

/** Without them, ACM lists certificates with short RSA keys only. */
const keyTypes = ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"];

export interface CertificateCheckProps {
  readonly certificateArn: string;
  readonly domainName: string;
  /** Primary domain name of the certificate. May be null at plan. @default - none: it is not looked up */
  readonly certificateDomain?: string;
}

/**
 * Looks a certificate of the user up by its primary domain name, the only way that Terraform has: the plan fails when
 * none of that name is issued, and warns when it is another one or does not cover the domain name.
 */
export function addCertificateCheck(scope: Construct, props: CertificateCheckProps): void {
  const { certificateArn, domainName, certificateDomain } = props;
  leaveToUser(scope, {
    what: `The certificate ${certificateArn} must be issued and cover ${domainName}; with its primary domain name in certificate_domain, each plan checks that`,
  });
  if (certificateDomain === undefined) return;
  const isGiven = expression`${certificateDomain} != null`;
  const found = new DataAwsAcmCertificate(scope, "GivenCertificate", {
    count: TerraformCount.of(Token.asNumber(expression`${isGiven} ? 1 : 0`)),
    domain: certificateDomain,
    statuses: ["ISSUED"],
    mostRecent: true,
    keyTypes,
  });
  const foundArn = expression`one(${found.fqn}[*].arn)`;
  const wildcard = expression`replace(${domainName}, "/^[^.]+/", "*")`;
  const primary = Fn.jsonencode(certificateDomain);
  new Check(scope, "GivenCertificateFits", {
    assertions: [
      {
        condition: expression`!${isGiven} || ${foundArn} == ${certificateArn}`,
        errorMessage: `certificate_arn is "${certificateArn}", expected ${Fn.jsonencode(foundArn)}, the newest issued certificate whose primary domain name is ${primary}; take that one, or correct certificate_domain.`,
      },
      {
        // Up to 1.11 Terraform evaluates both sides of ||, and contains() stops the plan at a null.
        condition: expression`contains([${domainName}, ${wildcard}], coalesce(${certificateDomain}, ${domainName}))`,
        errorMessage: `domain_name is "${domainName}", expected a name that the certificate of ${primary} covers: that name itself, or one label in place of its *; take another certificate, unless ${domainName} is among the subject alternative names of this one, which Terraform cannot look up.`,
      },
    ],
  });
}
