import { AutoscalingAttachment } from "@cdktf/provider-aws/lib/autoscaling-attachment";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { requireInteger } from "../core";

/**
 * `ip` targets are registered by a controller in the cluster; `node` targets are the instances of a node group, which
 * Kubernetes forwards from. Changing the mode or the port replaces the target group, without a gap.
 */
export type Targets =
  | {
      readonly mode: "ip";
      /** Port of the pods, 1 to 65535. */
      readonly port: number;
    }
  | {
      readonly mode: "node";
      /** NodePort of the service, 30000 to 32767. */
      readonly port: number;
      /** Autoscaling group of the node group. */
      readonly autoscalingGroupName: string;
    };

/** Ports that each mode admits. Those of nodes are Kubernetes' default range. */
export const targetPorts = {
  ip: { min: 1, max: 65535 },
  node: { min: 30000, max: 32767 },
} as const;

export interface TargetGroupProps {
  /** Start of the name; mode and port follow. */
  readonly name: string;
  readonly vpcId: string;
  readonly targets: Targets;
  readonly healthCheckPath: string;
  readonly deregistrationDelaySeconds: number;
}

/** Defines a group of HTTP targets. */
export class TargetGroup extends Construct {
  readonly targetGroupArn: string;
  /** What its metrics call it. */
  readonly metricName: string;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    const { targets } = props;
    requireInteger(this, "targets.port", targets.port, targetPorts[targets.mode]);

    const group = new LbTargetGroup(this, "Resource", {
      // A listener holds on to the old group until it has the new one, so both exist for a while and need two names.
      name: `${props.name}-${targets.mode}-${Token.asString(targets.port)}`,
      lifecycle: { createBeforeDestroy: true },
      vpcId: props.vpcId,
      targetType: targets.mode === "ip" ? "ip" : "instance",
      protocol: "HTTP",
      port: targets.port,
      deregistrationDelay: Token.asString(props.deregistrationDelaySeconds),
      // Requests differ by orders of magnitude: an index of some kB, an upload of some GB.
      loadBalancingAlgorithmType: "least_outstanding_requests",
      // Half a minute of silence takes a target out, 20 seconds of answers bring it back.
      healthCheck: {
        path: props.healthCheckPath,
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
    });
    this.targetGroupArn = group.arn;
    this.metricName = group.arnSuffix;

    if (targets.mode === "node") {
      new AutoscalingAttachment(this, "Attachment", {
        autoscalingGroupName: targets.autoscalingGroupName,
        lbTargetGroupArn: group.arn,
      });
    }
  }
}
