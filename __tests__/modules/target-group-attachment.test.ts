import { AutoscalingAttachment } from "@cdktf/provider-aws/lib/autoscaling-attachment";
import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { DataAwsLbTargetGroup } from "@cdktf/provider-aws/lib/data-aws-lb-target-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformOutput } from "cdktf";
import { GROUP_ARN, refusals, targetGroup, warningsAtPlan } from "../support/attachment";
import { PODS } from "../support/load-balancer";
import { synthResources, synthStack, warningsOf } from "../support/synth";

const NODES = { mode: "node", autoscalingGroupName: "nodes" } as const;
const FOUND = "data.aws_lb_target_group.load_balancer_target_group";

describe("TargetGroupAttachment", () => {
  test("ip targets: makes nothing", () => {
    expect(synthStack((stack) => targetGroup(stack)).resource).toBeUndefined();
  });

  test("finds the load balancer by the target group", () => {
    const resources = synthResources((stack) => targetGroup(stack));
    expect(resources(DataAwsLbTargetGroup)).toEqual([expect.objectContaining({ arn: GROUP_ARN })]);
    expect(resources(DataAwsLb)).toEqual([
      expect.objectContaining({ arn: `\${one(tolist(${FOUND}.load_balancer_arns))}` }),
    ]);
  });

  test.each([
    ["ip", { mode: "ip", port: 4242 } as const, 4242],
    ["node", NODES, `\${${FOUND}.port}`],
  ])("%s targets: allowTo opens their port from every security group of the load balancer", (_, targets, port) => {
    const resources = synthResources((stack) => targetGroup(stack, { targets }).allowTo("Pods", PODS));
    const rule = {
      for_each: "${toset(tolist(data.aws_lb.load_balancer.security_groups))}",
      from_port: port,
      to_port: port,
    };
    expect(resources(VpcSecurityGroupEgressRule)).toEqual([
      expect.objectContaining({
        ...rule,
        security_group_id: "${each.value}",
        referenced_security_group_id: "sg-pods",
      }),
    ]);
    expect(resources(VpcSecurityGroupIngressRule)).toEqual([
      expect.objectContaining({
        ...rule,
        security_group_id: "sg-pods",
        referenced_security_group_id: "${each.value}",
      }),
    ]);
  });

  test("node targets: the autoscaling group joins", () => {
    const resources = synthResources((stack) => targetGroup(stack, { targets: NODES }));
    expect(resources(AutoscalingAttachment)).toEqual([
      { autoscaling_group_name: "nodes", lb_target_group_arn: `\${${FOUND}.arn}` },
    ]);
  });

  test("reads the deregistration delay, as a number, and the NodePort", () => {
    const json = synthStack((stack) => {
      const balancer = targetGroup(stack, { targets: NODES });
      expect(balancer.url).toBe("https://packages.example.com");
      new TerraformOutput(stack, "delay", { value: balancer.deregistrationDelaySeconds });
      new TerraformOutput(stack, "port", { value: balancer.targetPort });
    }) as { output?: Record<string, { value: unknown }> };
    expect(json.output?.["delay"]?.value).toBe(`\${tonumber(${FOUND}.deregistration_delay)}`);
    expect(json.output?.["port"]?.value).toBe(`\${${FOUND}.port}`);
  });

  const GOOD = { target_type: "ip", protocol: "HTTP", vpc_id: "vpc-1", load_balancer_arns: ["arn:lb"], port: 4242 };

  test.each([
    [
      { target_type: "instance" },
      "for targets of type instance, expected type ip; take such a one, or change loadBalancer.targets.",
    ],
    [{ protocol: "HTTPS" }, "for HTTPS, expected HTTP, which the pods speak; take such a one."],
    [{ vpc_id: "vpc-2" }, "in vpc-2, expected one in vpc-1; take such a one, or correct vpc_id."],
    [
      { load_balancer_arns: [] },
      "of no load balancer, expected one that a listener forwards to; add a rule for your host name to an HTTPS listener first.",
    ],
  ])("the plan fails for a target group with %p", (wrong, message) => {
    const plan = (self: object) => refusals((stack) => targetGroup(stack), "aws_lb_target_group", { ...GOOD, ...self });
    expect(plan({})).toEqual([]);
    expect(plan(wrong)).toEqual([`target_group_arn is "arn:group", a target group ${message}`]);
  });

  test("node targets: the plan fails for other types and for ports that are no NodePorts", () => {
    const plan = (self: object) =>
      refusals((stack) => targetGroup(stack, { targets: NODES }), "aws_lb_target_group", {
        ...GOOD,
        target_type: "instance",
        ...self,
      });
    expect(plan({ port: 30000 })).toEqual([]);
    expect(plan({ port: 32767 })).toEqual([]);
    for (const port of [29999, 32768]) {
      expect(plan({ port })).toEqual([
        `target_group_arn is "arn:group", a target group with port ${port}, expected a NodePort from 30000 to 32767; take such a one: its port becomes the service's.`,
      ]);
    }
    expect(plan({ port: 30000, target_type: "ip" })).toEqual([
      'target_group_arn is "arn:group", a target group for targets of type ip, expected type instance; take such a one, or change loadBalancer.targets.',
    ]);
  });

  test("the plan fails for a load balancer of another type or in another VPC", () => {
    const plan = (type: string, vpc: string) =>
      refusals((stack) => targetGroup(stack), "aws_lb", { load_balancer_type: type, vpc_id: vpc });
    expect(plan("application", "vpc-1")).toEqual([]);
    expect(plan("network", "vpc-2").map((message) => message.split("; ")[0])).toEqual([
      'target_group_arn is "arn:group", whose load balancer is of type network, expected type application',
      'target_group_arn is "arn:group", whose load balancer is in vpc-2, expected one in vpc-1',
    ]);
  });

  test("each plan warns of settings that cut requests off", () => {
    const plan = (group: object, targets: Parameters<typeof targetGroup>[1] = {}, idle = 300) =>
      warningsAtPlan((stack) => targetGroup(stack, targets), {
        "data.aws_lb.load_balancer": { arn: "arn:lb", idle_timeout: idle },
        [FOUND]: {
          arn: GROUP_ARN,
          port: 4242,
          deregistration_delay: "100",
          health_check: [{ path: "/__ping__" }],
          ...group,
        },
      });
    expect(plan({})).toEqual([]);
    expect(plan({ health_check: [{ path: "/" }] })).toEqual([
      "health check path of arn:group is /, expected /__ping__; change it, or a pod gets requests before it can answer them.",
    ]);
    expect(plan({ deregistration_delay: "101" })).toEqual([
      "deregistration delay of arn:group is 101 seconds, expected at most 100; lower it, or pods end before their last requests.",
    ]);
    expect(plan({ port: 80 })).toEqual([
      "port of arn:group is 80, expected 4242, the port of the pods; targets registered by hand would not answer, so make the target group anew with that port.",
    ]);
    expect(plan({ port: 30042 }, { targets: NODES })).toEqual([]);
    expect(plan({}, {}, 60)).toEqual([
      "idle timeout of arn:lb is 60 seconds, expected at least 300; raise it, or a big upload is cut off while it is processed.",
    ]);
  });

  test("leaves the way to the target group to the user", () => {
    expect(warningsOf((stack) => targetGroup(stack))).toContain(
      "An HTTPS listener of the load balancer, with an issued certificate that covers packages.example.com, forwards requests for that name to the target group: aws elbv2 create-rule --listener-arn LISTENER --priority NUMBER \\\n  --conditions Field=host-header,Values=packages.example.com \\\n  --actions Type=forward,TargetGroupArn=arn:group",
    );
  });
});
