import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { DataAwsAcmCertificate } from "@cdktf/provider-aws/lib/data-aws-acm-certificate";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { TerraformVariable } from "cdktf";
import type { Json } from "../../src/inspect/terraform-json";
import { warningsAtPlan } from "../support/attachment";
import { ACM, loadBalancer } from "../support/load-balancer";
import { synthResources, synthStack } from "../support/synth";

/** Warnings of a plan with these variables, which finds the certificate `found`. */
const plan = (variables: { name: string; arn: string; primary: Json }, found: string) =>
  warningsAtPlan(
    (stack) => {
      const variable = (name: string) => new TerraformVariable(stack, name, { type: "string" }).stringValue;
      const [domainName, certificateArn, certificateDomain] = ["name", "arn", "primary"].map(variable) as [
        string,
        string,
        string,
      ];
      loadBalancer(stack, { tls: { mode: "certificate", domainName, certificateArn, certificateDomain } });
    },
    { var: variables, "data.aws_acm_certificate.load_balancer_given_certificate": found ? [{ arn: found }] : [] },
  );

describe("a certificate of the user", () => {
  test("is looked up among issued ones of every key type, where its primary domain name is given", () => {
    const tls = { mode: "certificate", domainName: "a.example.com", certificateArn: "arn:c" } as const;
    const looked = (certificateDomain?: string) =>
      synthResources((stack) => loadBalancer(stack, { tls: { ...tls, certificateDomain } }))(DataAwsAcmCertificate);
    expect(looked("*.example.com")).toEqual([
      expect.objectContaining({
        count: '${("*.example.com" != null) ? 1 : 0}',
        domain: "*.example.com",
        statuses: ["ISSUED"],
        most_recent: true,
        key_types: ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"],
      }),
    ]);
    expect(looked()).toEqual([]);
  });

  test.each([
    ["a.example.com", "a.example.com"],
    ["a.example.com", "*.example.com"],
  ])("%s is covered by a certificate of %p", (name, primary) => {
    expect(plan({ name, arn: "arn:c", primary }, "arn:c")).toEqual([]);
  });

  test("one whose primary domain name is null at plan is not judged", () => {
    expect(plan({ name: "a.example.com", arn: "arn:c", primary: null }, "")).toEqual([]);
  });

  test.each([
    ["a.b.example.com", "*.example.com"],
    ["example.com", "*.example.com"],
    ["a.example.com", "b.example.com"],
  ])("each plan warns that %s may not be covered by a certificate of %s", (name, primary) => {
    expect(plan({ name, arn: "arn:c", primary }, "arn:c")).toEqual([
      `domain_name is "${name}", expected a name that the certificate of "${primary}" covers: that name itself, or one label in place of its *; take another certificate, unless ${name} is among the subject alternative names of this one, which Terraform cannot look up.`,
    ]);
  });

  test("each plan warns when the issued certificate is another one", () => {
    expect(plan({ name: "a.example.com", arn: "arn:old", primary: "a.example.com" }, "arn:new")).toEqual([
      'certificate_arn is "arn:old", expected "arn:new", the newest issued certificate whose primary domain name is "a.example.com"; take that one, or correct certificate_domain.',
    ]);
  });

  test("one that is made here is not looked up", () => {
    expect(synthStack((stack) => loadBalancer(stack))).not.toHaveProperty("check");
  });
});

test("a hosted zone of another account: zone and records by its provider, the certificate by the usual one", () => {
  const resources = synthResources((stack) =>
    loadBalancer(stack, { tls: { ...ACM, dnsProvider: new AwsProvider(stack, "Dns", { alias: "dns" }) } }),
  );
  expect(resources(DataAwsRoute53Zone).map(({ provider }) => provider)).toEqual(["aws.dns"]);
  expect(resources(Route53Record).map(({ provider }) => provider)).toEqual(["aws.dns", "aws.dns"]);
  expect(resources(AcmCertificate)[0]).not.toHaveProperty("provider");
  expect(resources(AcmCertificateValidation)[0]).not.toHaveProperty("provider");
});
