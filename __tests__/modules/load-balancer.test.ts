import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformVariable } from "cdktf";
import { LoadBalancer } from "../../modules/load-balancer";
import { OWN_GROUP, PODS, loadBalancer, resourcesOf } from "../support/load-balancer";
import { synthResources, synthStack, warningsOf } from "../support/synth";

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

  test.each(["", "a".repeat(21), "-ppm", "ppm-", "p_m", "internal-ppm"])("rejects name %p", (name) => {
    expect(() => resourcesOf({ name })).toThrow(
      `test/LoadBalancer: \`name\` is "${name}", expected 1 to 20 letters, digits and inner hyphens that do not start with internal-; shorten it; AWS allows 32 characters and the names of target groups add up to 11`,
    );
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
      sourceCidrs: ["10.0.0.0/24"],
      dnsName: "shared.elb.amazonaws.com",
      dnsZoneId: "Z0ELB",
      metrics: { loadBalancer: "app/shared/1", targetGroup: "targetgroup/shared/1" },
    };

    test("defines nothing", () => {
      const json = synthStack((stack) => {
        const { securityGroupId, ...attributes } = ATTRIBUTES;
        expect(LoadBalancer.fromAttributes(stack, "LoadBalancer", ATTRIBUTES)).toMatchObject({
          ...attributes,
          securityGroups: { securityGroupId },
        });
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
