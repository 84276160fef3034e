import { AutoscalingAttachment } from "@cdktf/provider-aws/lib/autoscaling-attachment";
import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { DataAwsLbListener } from "@cdktf/provider-aws/lib/data-aws-lb-listener";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformOutput } from "cdktf";
import type { ListenerAttachmentProps } from "../../modules/load-balancer";
import { LISTENER_ARN, listener, refusals, warningsAtPlan } from "../support/attachment";
import { PODS, TARGET_GROUP } from "../support/load-balancer";
import { synthResources, synthStack, warningsOf } from "../support/synth";

const resourcesOf = (props: Partial<ListenerAttachmentProps> = {}) => synthResources((stack) => listener(stack, props));

describe("ListenerAttachment", () => {
  test("makes a rule for the host name and a target group, and touches nothing else", () => {
    const json = synthStack((stack) => listener(stack));

    expect(Object.keys(json.resource ?? {}).sort()).toEqual(["aws_lb_listener_rule", "aws_lb_target_group"]);
    expect(resourcesOf()(LbListenerRule)).toEqual([
      {
        listener_arn: "${data.aws_lb_listener.load_balancer_listener.arn}",
        priority: 100,
        condition: [{ host_header: { values: ["packages.example.com"] } }],
        action: [{ type: "forward", target_group_arn: TARGET_GROUP }],
      },
    ]);
    expect(resourcesOf()(LbTargetGroup)).toEqual([
      expect.objectContaining({ name: "ppm-ip-4242", vpc_id: "vpc-1", port: 4242, deregistration_delay: 30 }),
    ]);
  });

  test("finds the load balancer by its listener, and sends from the CIDRs of its subnets", () => {
    const resources = resourcesOf();
    expect(resources(DataAwsLbListener)).toEqual([expect.objectContaining({ arn: LISTENER_ARN })]);
    expect(resources(DataAwsLb)).toEqual([
      expect.objectContaining({ arn: "${data.aws_lb_listener.load_balancer_listener.load_balancer_arn}" }),
    ]);
    expect(resources(DataAwsSubnet)).toEqual([
      { for_each: "${toset(tolist(data.aws_lb.load_balancer.subnets))}", id: "${each.value}" },
    ]);
    const json = synthStack((stack) => {
      const balancer = listener(stack);
      expect(balancer.url).toBe("https://packages.example.com");
      expect(balancer.deregistrationDelaySeconds).toBe(30);
      expect(balancer.targetPort).toBe(4242);
      new TerraformOutput(stack, "cidrs", { value: balancer.sourceCidrs });
      new TerraformOutput(stack, "dns", { value: [balancer.dnsName, balancer.dnsZoneId] });
    }) as { output?: Record<string, { value: unknown }> };
    expect(json.output?.["cidrs"]?.value).toBe(
      "${[for subnet in data.aws_subnet.load_balancer_subnets : subnet.cidr_block]}",
    );
    expect(json.output?.["dns"]?.value).toEqual([
      "${data.aws_lb.load_balancer.dns_name}",
      "${data.aws_lb.load_balancer.zone_id}",
    ]);
  });

  test("allowTo: out of each security group of the load balancer, and into the peer from each", () => {
    const resources = synthResources((stack) => listener(stack).allowTo("Pods", PODS));
    const rule = {
      for_each: "${toset(tolist(data.aws_lb.load_balancer.security_groups))}",
      ip_protocol: "tcp",
      from_port: 4242,
      to_port: 4242,
    };
    expect(resources(VpcSecurityGroupEgressRule)).toEqual([
      {
        ...rule,
        security_group_id: "${each.value}",
        referenced_security_group_id: "sg-pods",
        description: "To the targets",
      },
    ]);
    expect(resources(VpcSecurityGroupIngressRule)).toEqual([
      {
        ...rule,
        security_group_id: "sg-pods",
        referenced_security_group_id: "${each.value}",
        description: "From the load balancer",
      },
    ]);
  });

  test("node targets: the autoscaling group joins", () => {
    const resources = resourcesOf({ targets: { mode: "node", port: 30042, autoscalingGroupName: "nodes" } });
    expect(resources(LbTargetGroup)).toEqual([expect.objectContaining({ target_type: "instance", port: 30042 })]);
    expect(resources(AutoscalingAttachment)).toEqual([
      { autoscaling_group_name: "nodes", lb_target_group_arn: TARGET_GROUP },
    ]);
  });

  test("makes an alias record in a hosted zone, by the provider given", () => {
    const record = {
      zone_id: "${data.aws_route53_zone.load_balancer_hosted_zone.zone_id}",
      name: "packages.example.com",
      type: "A",
      alias: {
        name: "${data.aws_lb.load_balancer.dns_name}",
        zone_id: "${data.aws_lb.load_balancer.zone_id}",
        evaluate_target_health: false,
      },
    };
    expect(resourcesOf()(Route53Record)).toEqual([]);
    expect(resourcesOf({ hostedZoneId: "Z0" })(Route53Record)).toEqual([record]);

    const elsewhere = synthResources((stack) =>
      listener(stack, { hostedZoneId: "Z0", dnsProvider: new AwsProvider(stack, "Dns", { alias: "dns" }) }),
    );
    expect(elsewhere(Route53Record)).toEqual([{ ...record, provider: "aws.dns" }]);
    expect(elsewhere(DataAwsRoute53Zone)).toEqual([expect.objectContaining({ zone_id: "Z0", provider: "aws.dns" })]);
    expect(elsewhere(LbListenerRule)[0]).not.toHaveProperty("provider");
  });

  test("the plan fails for a listener that is not for HTTPS", () => {
    const plan = (protocol: string) => refusals((stack) => listener(stack), "aws_lb_listener", { protocol });
    expect(plan("HTTPS")).toEqual([]);
    expect(plan("HTTP")).toEqual([
      'listener_arn is "arn:listener", a listener for HTTP, expected one for HTTPS; take the HTTPS listener of that load balancer, or have one made.',
    ]);
  });

  test("the plan fails for a load balancer of another type or in another VPC", () => {
    const plan = (type: string, vpc: string) =>
      refusals((stack) => listener(stack), "aws_lb", { load_balancer_type: type, vpc_id: vpc });
    expect(plan("application", "vpc-1")).toEqual([]);
    expect(plan("network", "vpc-1")).toEqual([
      'listener_arn is "arn:listener", whose load balancer is of type network, expected type application; take one of an Application Load Balancer.',
    ]);
    expect(plan("application", "vpc-2")).toEqual([
      'listener_arn is "arn:listener", whose load balancer is in vpc-2, expected one in vpc-1; take one of a load balancer in that VPC, or correct vpc_id.',
    ]);
  });

  test("each plan warns of a short idle timeout and of old TLS versions", () => {
    const plan = (idle: number, policy: string) =>
      warningsAtPlan((stack) => listener(stack), {
        "data.aws_lb.load_balancer": { arn: "arn:lb", idle_timeout: idle },
        "data.aws_lb_listener.load_balancer_listener": { arn: LISTENER_ARN, ssl_policy: policy },
      });
    const good = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    expect(plan(300, good)).toEqual([]);
    expect(plan(300, "ELBSecurityPolicy-TLS13-1-3-2021-06")).toEqual([]);
    expect(plan(300, "ELBSecurityPolicy-FS-1-2-Res-2020-10")).toEqual([]);
    expect(plan(299, good)).toEqual([
      "idle timeout of arn:lb is 299 seconds, expected at least 300; raise it, or a big upload is cut off while it is processed.",
    ]);
    for (const policy of ["2016-08", "TLS-1-1-2017-01", "TLS13-1-0-2021-06"].map((p) => `ELBSecurityPolicy-${p}`)) {
      expect(plan(300, policy)).toEqual([
        `TLS policy of arn:listener is ${policy}, expected one without TLS 1.0 and 1.1; set it to ELBSecurityPolicy-TLS13-1-2-2021-06 or a newer one of its kind.`,
      ]);
    }
  });

  test("leaves to the user what it cannot see or may not change", () => {
    expect(warningsOf((stack) => listener(stack))).toEqual([
      "A certificate of the listener is issued and covers packages.example.com; Terraform cannot look certificates up by their ARN: aws elbv2 describe-listener-certificates --listener-arn arn:listener",
      "No other rule of the listener has priority 100, and none with a smaller number takes requests for packages.example.com: aws elbv2 describe-rules --listener-arn arn:listener",
      expect.stringMatching(
        /^The load balancer's security groups admit your clients on its HTTPS port, and nobody else/,
      ),
      "The load balancer redirects HTTP to HTTPS, or has no listener on port 80",
      expect.stringContaining("--load-balancer-arn ${data.aws_lb.load_balancer.arn} \\\n"),
      expect.stringMatching(/^AWS WAF, where the load balancer has it, does not block request bodies/),
    ]);
  });

  test.each([
    ["priority", "", 1, 50000],
    ["deregistrationDelaySeconds", " of seconds", 0, 3600],
  ])("takes %s as a whole number%s from %d to %d", (prop, unit, min, max) => {
    const build = (value: number) => () => resourcesOf({ [prop]: value });
    const rule = `expected a whole number${unit} from ${min} to ${max}; set it to`;
    expect(build(min - 1)).toThrow(`test/LoadBalancer: \`${prop}\` is ${min - 1}, ${rule} at least ${min}`);
    expect(build(max + 1)).toThrow(`test/LoadBalancer: \`${prop}\` is ${max + 1}, ${rule} at most ${max}`);
    expect(build(min)).not.toThrow();
    expect(build(max)).not.toThrow();
  });

  test("rejects a name that the target group's would not fit", () => {
    expect(() => resourcesOf({ name: "a".repeat(21) })).toThrow(
      `test/LoadBalancer: \`name\` is "${"a".repeat(21)}", expected 1 to 20 letters`,
    );
  });
});
