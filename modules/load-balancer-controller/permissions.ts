import type { PolicyStatement } from "../core";

/**
 * All that the AWS Load Balancer Controller asks of AWS when it does one thing: keep the targets of one target group
 * through a TargetGroupBinding with `targetType: ip` and without `networking`, its own VPC and region given. Read from the
 * source of version 3.5.0. It makes no load balancer, no rule of a security group and no tag.
 */
export function targetRegistration(targetGroupArn: string): PolicyStatement[] {
  return [
    {
      sid: "KeepTargets",
      actions: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
      resources: [targetGroupArn],
    },
    {
      sid: "Describe",
      actions: [
        // Its webhooks compare a new binding with the target group.
        "elasticloadbalancing:DescribeTargetGroups",
        // Which targets there are, and what the pods' readiness gates wait for.
        "elasticloadbalancing:DescribeTargetHealth",
        // Whether a pod's address is inside the VPC, before it registers one.
        "ec2:DescribeVpcs",
        // It looks for stale rules of its own in the cluster's groups, bindings without `networking` included; if that
        // fails, a deleted binding keeps its finalizer.
        "ec2:DescribeSecurityGroups",
      ],
      // IAM knows no narrower resource for these.
      resources: ["*"],
    },
  ];
}
