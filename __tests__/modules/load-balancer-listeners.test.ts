import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { ACM, OWN_GROUP, TARGET_GROUP, loadBalancer, resourcesOf, urlOf } from "../support/load-balancer";
import { warningsOf } from "../support/synth";

const GIVEN = {
  mode: "certificate",
  domainName: "packages.example.com",
  certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/c",
} as const;

describe("LoadBalancer towards clients", () => {
  test("admits each listed CIDR on 80 and 443, by a rule of its own", () => {
    const resources = resourcesOf({ allowedCidrs: ["203.0.113.0/24", "198.51.100.7/32"] });
    const rule = {
      for_each: '${toset(["203.0.113.0/24", "198.51.100.7/32"])}',
      security_group_id: OWN_GROUP,
      cidr_ipv4: "${each.value}",
      description: "From clients",
      ip_protocol: "tcp",
    };

    expect(resources(VpcSecurityGroupIngressRule)).toEqual([
      { ...rule, from_port: 80, to_port: 80 },
      { ...rule, from_port: 443, to_port: 443 },
    ]);
    expect(resources(SecurityGroup)).toEqual([
      {
        name: "ppm-load-balancer",
        description: "Load balancer",
        vpc_id: "vpc-1",
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });

  test("serves HTTPS with TLS 1.3 and redirects HTTP to it", () => {
    expect(resourcesOf()(LbListener)).toEqual([
      {
        load_balancer_arn: "${aws_lb.load_balancer.arn}",
        port: 80,
        protocol: "HTTP",
        default_action: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } }],
      },
      {
        load_balancer_arn: "${aws_lb.load_balancer.arn}",
        port: 443,
        protocol: "HTTPS",
        ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        certificate_arn: "${aws_acm_certificate_validation.load_balancer_certificate_validation.certificate_arn}",
        default_action: [{ type: "forward", target_group_arn: TARGET_GROUP }],
      },
    ]);
    expect(urlOf({})).toBe("https://packages.example.com");
  });

  test("takes another TLS policy", () => {
    const policy = "ELBSecurityPolicy-TLS13-1-3-2021-06";
    expect(resourcesOf({ tls: { ...ACM, policy } })(LbListener)[1]).toHaveProperty("ssl_policy", policy);
    expect(resourcesOf({ tls: { ...GIVEN, policy } })(LbListener)[1]).toHaveProperty("ssl_policy", policy);
  });

  test("acm: proves the domain in its hosted zone and waits for the certificate, which is replaced without a gap", () => {
    const resources = resourcesOf();
    const zone = "${data.aws_route53_zone.load_balancer_hosted_zone.zone_id}";
    const proof = "tolist(aws_acm_certificate.load_balancer_certificate.domain_validation_options).0";

    expect(resources(AcmCertificate)).toEqual([
      {
        domain_name: "packages.example.com",
        validation_method: "DNS",
        lifecycle: {
          create_before_destroy: true,
          precondition: [
            {
              condition: '${(length("packages.example.com") <= 64)}',
              error_message:
                'domain_name is "packages.example.com", expected at most 64 characters; ACM issues no certificate for a longer one, so shorten it or bring a certificate (loadBalancer.tls.mode: certificate).',
            },
          ],
        },
      },
    ]);
    expect(resources(Route53Record)).toEqual([
      {
        zone_id: zone,
        name: "packages.example.com",
        type: "A",
        alias: {
          name: "${aws_lb.load_balancer.dns_name}",
          zone_id: "${aws_lb.load_balancer.zone_id}",
          evaluate_target_health: false,
        },
      },
      {
        zone_id: zone,
        name: `\${${proof}.resource_record_name}`,
        type: `\${${proof}.resource_record_type}`,
        records: [`\${${proof}.resource_record_value}`],
        ttl: 60,
        allow_overwrite: true,
      },
    ]);
    expect(resources(AcmCertificateValidation)).toEqual([
      {
        certificate_arn: "${aws_acm_certificate.load_balancer_certificate.arn}",
        validation_record_fqdns: ["${aws_route53_record.load_balancer_certificate_validation_record.fqdn}"],
        timeouts: { create: "30m" },
      },
    ]);
  });

  const INSIDE_ZONE = {
    condition:
      '${(("packages.example.com" == trimsuffix(self.name, ".")) || endswith("packages.example.com", ".${trimsuffix(self.name, ".")}"))}',
    error_message:
      'domain_name is "packages.example.com", expected ${trimsuffix(self.name, ".")} or a name that ends with .${trimsuffix(self.name, ".")}; change it, or set hosted_zone_id to the zone of that domain.',
  };

  test("acm: the plan fails for a domain outside the zone, and for a private zone", () => {
    expect(resourcesOf()(DataAwsRoute53Zone)).toEqual([
      {
        zone_id: "Z0PUBLIC",
        lifecycle: {
          postcondition: [
            INSIDE_ZONE,
            {
              condition: "${!self.private_zone}",
              error_message:
                'hosted_zone_id is "Z0PUBLIC", expected a public hosted zone; ACM cannot validate a certificate in a private one, so take the public zone of ${trimsuffix(self.name, ".")} or bring a certificate (loadBalancer.tls.mode: certificate).',
            },
          ],
        },
      },
    ]);
  });

  test("certificate: uses it as it is, and makes the alias record in any zone of the domain", () => {
    const resources = resourcesOf({ tls: { ...GIVEN, hostedZoneId: "Z0PRIVATE" } });

    expect(resources(LbListener)[1]).toHaveProperty("certificate_arn", GIVEN.certificateArn);
    expect(resources(AcmCertificate)).toEqual([]);
    expect(resources(Route53Record)).toEqual([expect.objectContaining({ name: "packages.example.com", type: "A" })]);
    expect(resources(DataAwsRoute53Zone)).toEqual([
      { zone_id: "Z0PRIVATE", lifecycle: { postcondition: [INSIDE_ZONE] } },
    ]);
  });

  test("certificate: leaves DNS alone without a hosted zone", () => {
    const resources = resourcesOf({ tls: GIVEN });

    expect(resources(LbListener)[1]).toHaveProperty("certificate_arn", GIVEN.certificateArn);
    expect(resources(Route53Record)).toEqual([]);
    expect(resources(DataAwsRoute53Zone)).toEqual([]);
    expect(urlOf({ tls: GIVEN })).toBe("https://packages.example.com");
  });

  test("none: forwards plain HTTP on AWS's own name, and warns", () => {
    const resources = resourcesOf({ tls: { mode: "none" } });

    expect(resources(LbListener)).toEqual([
      {
        load_balancer_arn: "${aws_lb.load_balancer.arn}",
        port: 80,
        protocol: "HTTP",
        default_action: [{ type: "forward", target_group_arn: TARGET_GROUP }],
      },
    ]);
    expect(resources(VpcSecurityGroupIngressRule)).toEqual([expect.objectContaining({ from_port: 80, to_port: 80 })]);
    expect(resources(Route53Record)).toEqual([]);
    expect(urlOf({ tls: { mode: "none" } })).toBe("http://${aws_lb.load_balancer.dns_name}");
    expect(warningsOf((stack) => loadBalancer(stack, { tls: { mode: "none" } }))).toEqual([
      "`tls.mode` is none: tokens and packages cross the network unencrypted, and anyone on the way can read and change them. Use it for trials only.",
    ]);
  });
});
