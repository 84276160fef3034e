import { AutoscalingAttachment } from "@cdktf/provider-aws/lib/autoscaling-attachment";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { PODS, TARGET_GROUP, loadBalancer, resourcesOf } from "../support/load-balancer";
import { synthResources } from "../support/synth";

describe("LoadBalancer towards targets", () => {
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

  test.each(["p", "a".repeat(20)])("takes name %p, and the target group's name stays below AWS's limit", (name) => {
    const targets = { mode: "node", port: 32767, autoscalingGroupName: "nodes" } as const;
    const [group] = resourcesOf({ name, targets })(LbTargetGroup);
    expect(group?.["name"]).toBe(`${name}-node-32767`);
    expect(String(group?.["name"]).length).toBeLessThanOrEqual(32);
  });
});
