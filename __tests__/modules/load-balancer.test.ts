import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { AutoscalingAttachment } from "@cdktf/provider-aws/lib/autoscaling-attachment";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { type TerraformStack, TerraformOutput, TerraformVariable } from "cdktf";
import { Bucket } from "../../modules/bucket";
import { LoadBalancer, type LoadBalancerProps, type LoadBalancerTls } from "../../modules/load-balancer";
import { FakeNetwork, synthResources, synthStack, warningsOf } from "../support/synth";

const PODS = { securityGroupId: "sg-pods" };
const OWN_GROUP = "${aws_security_group.load_balancer_security_group.id}";
const TARGET_GROUP = "${aws_lb_target_group.load_balancer_target_group.arn}";
const ACM: LoadBalancerTls = { mode: "acm", domainName: "packages.example.com", hostedZoneId: "Z0PUBLIC" };
const GIVEN = {
  mode: "certificate",
  domainName: "packages.example.com",
  certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/c",
} as const;

function loadBalancer(stack: TerraformStack, props: Partial<LoadBalancerProps> = {}): LoadBalancer {
  return new LoadBalancer(stack, "LoadBalancer", {
    name: "ppm",
    network: new FakeNetwork(stack, "Network"),
    allowedCidrs: ["203.0.113.0/24"],
    tls: ACM,
    targets: { mode: "ip", port: 4242 },
    healthCheckPath: "/__ping__",
    accessLogBucket: new Bucket(stack, "AccessLogs", {
      bucketName: "ppm-access-logs",
      encryption: { mode: "s3" },
    }),
    accountId: "111122223333",
    ...props,
  });
}

const resourcesOf = (props: Partial<LoadBalancerProps> = {}) => synthResources((stack) => loadBalancer(stack, props));
const urlOf = (props: Partial<LoadBalancerProps>) => {
  const json = synthStack((stack) => new TerraformOutput(stack, "url", { value: loadBalancer(stack, props).url }));
  return (json as { output?: { url: { value: string } } }).output?.url.value;
};

describe("LoadBalancer", () => {
  test("stands in the public subnets, protected, strict about headers, and logs", () => {
    expect(resourcesOf()(Lb)).toEqual([
      {
        name: "ppm",
        load_balancer_type: "application",
        internal: false,
        subnets: ["subnet-public-1", "subnet-public-2"],
        security_groups: [OWN_GROUP],
        idle_timeout: 300,
        enable_deletion_protection: true,
        drop_invalid_header_fields: true,
        desync_mitigation_mode: "defensive",
        xff_header_processing_mode: "append",
        enable_http2: true,
        access_logs: { enabled: true, bucket: "${aws_s3_bucket.access_logs.bucket}" },
        depends_on: ["aws_s3_bucket_policy.access_logs_policy"],
      },
    ]);
    expect(warningsOf((stack) => loadBalancer(stack))).toEqual([]);
  });

  test("lets the log delivery service write under its own account only", () => {
    expect(resourcesOf()(DataAwsIamPolicyDocument)).toEqual([
      {
        statement: [
          expect.objectContaining({ sid: "DenyWithoutTls" }),
          {
            sid: "DeliverAccessLogs",
            effect: "Allow",
            principals: [{ type: "Service", identifiers: ["logdelivery.elasticloadbalancing.amazonaws.com"] }],
            actions: ["s3:PutObject"],
            resources: ["${aws_s3_bucket.access_logs.arn}/AWSLogs/111122223333/*"],
          },
        ],
      },
    ]);
  });

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

  test("reaches nothing until allowTo, then that security group on the targets' port, from both sides", () => {
    expect(resourcesOf()(VpcSecurityGroupEgressRule)).toEqual([]);

    const resources = synthResources((stack) => loadBalancer(stack, { tls: { mode: "none" } }).allowTo("Pods", PODS));
    const port = { ip_protocol: "tcp", from_port: 4242, to_port: 4242 };
    expect(resources(VpcSecurityGroupEgressRule)).toEqual([
      {
        security_group_id: OWN_GROUP,
        referenced_security_group_id: "sg-pods",
        description: "To the targets",
        ...port,
      },
    ]);
    expect(resources(VpcSecurityGroupIngressRule)).toEqual([
      expect.objectContaining({ from_port: 80 }),
      {
        security_group_id: "sg-pods",
        referenced_security_group_id: OWN_GROUP,
        description: "From the load balancer",
        ...port,
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
      '${(("packages.example.com" == trimsuffix(self.name, ".")) || endswith("packages.example.com", join("", [".", trimsuffix(self.name, ".")])))}',
    error_message:
      'domain_name is "packages.example.com", expected ${trimsuffix(self.name, ".")} or a name that ends with ${join("", [".", trimsuffix(self.name, ".")])}; change it, or set hosted_zone_id to the zone of that domain.',
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

  test("ip targets: the name follows mode and port, so that a replacement can stand beside the old group", () => {
    const resources = resourcesOf();

    expect(resources(LbTargetGroup)).toEqual([
      {
        name: "ppm-ip-4242",
        lifecycle: { create_before_destroy: true },
        vpc_id: "vpc-1",
        target_type: "ip",
        protocol: "HTTP",
        port: 4242,
        deregistration_delay: 30,
        load_balancing_algorithm_type: "least_outstanding_requests",
        health_check: {
          path: "/__ping__",
          matcher: "200",
          interval: 10,
          timeout: 5,
          healthy_threshold: 2,
          unhealthy_threshold: 3,
        },
      },
    ]);
    expect(resources(AutoscalingAttachment)).toEqual([]);
  });

  test("node targets: instances of the autoscaling group on the NodePort", () => {
    const resources = synthResources((stack) =>
      loadBalancer(stack, { targets: { mode: "node", port: 30042, autoscalingGroupName: "nodes" } }).allowTo(
        "Nodes",
        PODS,
      ),
    );

    expect(resources(LbTargetGroup)).toEqual([
      expect.objectContaining({ name: "ppm-node-30042", target_type: "instance", port: 30042 }),
    ]);
    expect(resources(AutoscalingAttachment)).toEqual([
      { autoscaling_group_name: "nodes", lb_target_group_arn: TARGET_GROUP },
    ]);
    expect(resources(VpcSecurityGroupEgressRule)).toEqual([
      expect.objectContaining({ from_port: 30042, to_port: 30042 }),
    ]);
  });

  test("internal: private subnets", () => {
    expect(resourcesOf({ scheme: "internal" })(Lb)).toEqual([
      expect.objectContaining({ internal: true, subnets: ["subnet-private-1", "subnet-private-2"] }),
    ]);
  });

  test("can be deleted without protection, which warns", () => {
    expect(resourcesOf({ protection: false })(Lb)).toEqual([
      expect.objectContaining({ enable_deletion_protection: false }),
    ]);
    expect(warningsOf((stack) => loadBalancer(stack, { protection: false }))).toEqual([
      "`protection` is off: the load balancer can be deleted.",
    ]);
  });

  test.each([
    ["idleTimeoutSeconds", "seconds", 1, 4000],
    ["deregistrationDelaySeconds", "seconds", 0, 3600],
  ])("takes %s in %s from %d to %d", (prop, unit, min, max) => {
    const build = (value: number) => () => resourcesOf({ [prop]: value });
    const rule = `expected a whole number of ${unit} from ${min} to ${max}; set it to`;

    expect(build(min - 1)).toThrow(`test/LoadBalancer: \`${prop}\` is ${min - 1}, ${rule} at least ${min}`);
    expect(build(max + 1)).toThrow(`test/LoadBalancer: \`${prop}\` is ${max + 1}, ${rule} at most ${max}`);
    expect(build(min)).not.toThrow();
    expect(build(max)).not.toThrow();
  });

  test.each([
    [{ mode: "ip" } as const, 1, 65535],
    [{ mode: "node", autoscalingGroupName: "nodes" } as const, 30000, 32767],
  ])("takes ports of %p from %d to %d", (targets, min, max) => {
    const build = (port: number) => () => resourcesOf({ targets: { ...targets, port } });
    const rule = `expected a whole number from ${min} to ${max}; set it to`;

    expect(build(min - 1)).toThrow(
      `test/LoadBalancer/TargetGroup: \`targets.port\` is ${min - 1}, ${rule} at least ${min}`,
    );
    expect(build(max + 1)).toThrow(
      `test/LoadBalancer/TargetGroup: \`targets.port\` is ${max + 1}, ${rule} at most ${max}`,
    );
    expect(build(min)).not.toThrow();
    expect(build(max)).not.toThrow();
  });

  test.each(["", "a".repeat(21), "-ppm", "ppm-", "p_m", "internal-ppm"])("rejects name %p", (name) => {
    expect(() => resourcesOf({ name })).toThrow(
      `test/LoadBalancer: \`name\` is "${name}", expected 1 to 20 letters, digits and inner hyphens that do not start with internal-; shorten it; AWS allows 32 characters and the names of target groups add up to 11`,
    );
  });

  test.each(["p", "a".repeat(20)])("takes name %p, and the target group's name stays below AWS's limit", (name) => {
    const targets = { mode: "node", port: 32767, autoscalingGroupName: "nodes" } as const;
    const [group] = resourcesOf({ name, targets })(LbTargetGroup);
    expect(group?.["name"]).toBe(`${name}-node-32767`);
    expect(String(group?.["name"]).length).toBeLessThanOrEqual(32);
  });

  test("takes tokens", () => {
    const resources = synthResources((stack) => {
      const text = (name: string) => new TerraformVariable(stack, name, { type: "string" }).stringValue;
      const number = (name: string) => new TerraformVariable(stack, name, { type: "number" }).numberValue;
      loadBalancer(stack, {
        name: text("name"),
        allowedCidrs: new TerraformVariable(stack, "cidrs", { type: "list(string)" }).listValue,
        tls: { mode: "acm", domainName: text("domain"), hostedZoneId: text("zone"), policy: text("policy") },
        targets: { mode: "node", port: number("port"), autoscalingGroupName: text("group") },
        idleTimeoutSeconds: number("idle"),
        deregistrationDelaySeconds: number("delay"),
      });
    });

    expect(resources(Lb)).toEqual([expect.objectContaining({ name: "${var.name}", idle_timeout: "${var.idle}" })]);
    expect(resources(LbTargetGroup)).toEqual([
      expect.objectContaining({
        name: "${var.name}-node-${var.port}",
        port: "${var.port}",
        deregistration_delay: "${var.delay}",
      }),
    ]);
    expect(resources(VpcSecurityGroupIngressRule)).toEqual([
      expect.objectContaining({ for_each: "${toset(var.cidrs)}" }),
      expect.objectContaining({ for_each: "${toset(var.cidrs)}" }),
    ]);
  });

  describe("fromAttributes", () => {
    const ATTRIBUTES = {
      loadBalancerArn: "arn:lb",
      targetGroupArn: "arn:tg",
      targetPort: 4242,
      securityGroupId: "sg-theirs",
      url: "https://packages.example.com",
      deregistrationDelaySeconds: 60,
    };

    test("defines nothing", () => {
      const json = synthStack((stack) => {
        expect(LoadBalancer.fromAttributes(stack, "LoadBalancer", ATTRIBUTES)).toMatchObject(ATTRIBUTES);
      });
      expect(json.resource).toBeUndefined();
    });

    test("still opens the way to the targets", () => {
      const resources = synthResources((stack) =>
        LoadBalancer.fromAttributes(stack, "LoadBalancer", ATTRIBUTES).allowTo("Pods", PODS),
      );
      const port = { ip_protocol: "tcp", from_port: 4242, to_port: 4242 };
      expect(resources(VpcSecurityGroupEgressRule)).toEqual([
        expect.objectContaining({
          security_group_id: "sg-theirs",
          referenced_security_group_id: "sg-pods",
          ...port,
        }),
      ]);
      expect(resources(VpcSecurityGroupIngressRule)).toEqual([
        expect.objectContaining({
          security_group_id: "sg-pods",
          referenced_security_group_id: "sg-theirs",
          ...port,
        }),
      ]);
    });
  });
});
