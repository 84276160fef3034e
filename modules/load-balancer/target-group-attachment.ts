import { AutoscalingAttachment } from "@cdktf/provider-aws/lib/autoscaling-attachment";
import { DataAwsLbTargetGroup } from "@cdktf/provider-aws/lib/data-aws-lb-target-group";
import { TerraformSelf, Token } from "cdktf";
import type { Construct } from "constructs";
import { type Assertion, Check, expression, leaveToUser } from "../core";
import type { INetwork } from "../network";
import { findLoadBalancer } from "./find-load-balancer";
import { LoadBalancerBase, type LoadBalancerMetrics, type SecurityGroups } from "./load-balancer-base";
import { targetPorts } from "./target-group";

/** What is in a target group of the user, as {@link Targets} of one made here; it knows its own NodePort. */
export type GivenTargets =
  | {
      readonly mode: "ip";
      /** Port of the pods. */
      readonly port: number;
    }
  | {
      readonly mode: "node";
      /** Autoscaling group of the nodes. */
      readonly autoscalingGroupName: string;
    };

export interface TargetGroupAttachmentProps {
  readonly network: INetwork;
  /** HTTP target group in the network, behind an Application Load Balancer. */
  readonly targetGroupArn: string;
  /** Name at which the load balancer serves the target group. */
  readonly domainName: string;
  readonly targets: GivenTargets;
  /** Path that a healthy target answers with 200. */
  readonly healthCheckPath: string;
  /** The pods live no longer: each plan warns when the target group's delay is longer. */
  readonly longestDeregistrationDelaySeconds: number;
}

/**
 * Lets a target group that the user has take Package Manager's pods or nodes. What leads to it stays as it is.
 */
export class TargetGroupAttachment extends LoadBalancerBase {
  readonly loadBalancerArn: string;
  readonly targetGroupArn: string;
  readonly targetPort: number;
  readonly url: string;
  readonly deregistrationDelaySeconds: number;
  readonly sourceCidrs: string[];
  readonly dnsName: string;
  readonly dnsZoneId: string;
  readonly metrics: LoadBalancerMetrics;
  protected readonly securityGroups: SecurityGroups;

  constructor(scope: Construct, id: string, props: TargetGroupAttachmentProps) {
    super(scope, id);
    const { targetGroupArn, domainName, targets, network } = props;
    const group = this.findGroup(props);
    const found = findLoadBalancer(this, {
      // AWS lets a target group be behind one load balancer only.
      loadBalancerArn: Token.asString(expression`one(${group.loadBalancerArns})`),
      vpcId: network.vpcId,
      given: `target_group_arn is "${targetGroupArn}"`,
    });
    if (targets.mode === "node") {
      new AutoscalingAttachment(this, "Attachment", {
        autoscalingGroupName: targets.autoscalingGroupName,
        lbTargetGroupArn: group.arn,
      });
    }

    this.loadBalancerArn = found.loadBalancerArn;
    this.targetGroupArn = group.arn;
    this.targetPort = targets.mode === "ip" ? targets.port : group.port;
    this.url = `https://${domainName}`;
    this.deregistrationDelaySeconds = Token.asNumber(expression`tonumber(${group.deregistrationDelay})`);
    this.sourceCidrs = found.sourceCidrs;
    this.dnsName = found.dnsName;
    this.dnsZoneId = found.dnsZoneId;
    this.metrics = { loadBalancer: found.metricName, targetGroup: group.arnSuffix };
    this.securityGroups = found.securityGroups;

    new Check(this, "TargetGroupSettings", { assertions: this.assertions(group, props) });
    leaveToUser(this, {
      what: `An HTTPS listener of the load balancer, with an issued certificate that covers ${domainName}, forwards requests for that name to the target group`,
      text: [
        "aws elbv2 create-rule --listener-arn LISTENER --priority NUMBER \\",
        `  --conditions Field=host-header,Values=${domainName} \\`,
        `  --actions Type=forward,TargetGroupArn=${targetGroupArn}`,
      ].join("\n"),
    });
  }

  private findGroup({ targetGroupArn, network, targets }: TargetGroupAttachmentProps): DataAwsLbTargetGroup {
    const attribute = (name: string) => TerraformSelf.getString(name);
    const given = (what: string) => `target_group_arn is "${targetGroupArn}", ${what}`;
    const type = targets.mode === "ip" ? "ip" : "instance";
    const { min, max } = targetPorts.node;
    const port = TerraformSelf.getNumber("port");
    return new DataAwsLbTargetGroup(this, "TargetGroup", {
      arn: targetGroupArn,
      lifecycle: {
        postcondition: [
          {
            condition: expression`${attribute("target_type")} == ${type}`,
            errorMessage: given(
              `a target group for targets of type ${attribute("target_type")}, expected type ${type}; take such a one, or change loadBalancer.targets.`,
            ),
          },
          {
            condition: expression`${attribute("protocol")} == ${"HTTP"}`,
            errorMessage: given(
              `a target group for ${attribute("protocol")}, expected HTTP, which the pods speak; take such a one.`,
            ),
          },
          {
            condition: expression`${attribute("vpc_id")} == ${network.vpcId}`,
            errorMessage: given(
              `a target group in ${attribute("vpc_id")}, expected one in ${network.vpcId}; take such a one, or correct vpc_id.`,
            ),
          },
          {
            condition: expression`length(${TerraformSelf.getAny("load_balancer_arns")}) > 0`,
            errorMessage: given(
              "a target group of no load balancer, expected one that a listener forwards to; add a rule for your host name to an HTTPS listener first.",
            ),
          },
          ...(targets.mode === "node"
            ? [
                {
                  condition: expression`${port} >= ${min} && ${port} <= ${max}`,
                  errorMessage: given(
                    `a target group with port ${Token.asString(port)}, expected a NodePort from ${min} to ${max}; take such a one: its port becomes the service's.`,
                  ),
                },
              ]
            : []),
        ],
      },
    });
  }

  /** What works, but not well. */
  private assertions(group: DataAwsLbTargetGroup, props: TargetGroupAttachmentProps): Assertion[] {
    const { targets, healthCheckPath, longestDeregistrationDelaySeconds: longest } = props;
    const path = group.healthCheck.get(0).path;
    return [
      {
        condition: expression`${path} == ${healthCheckPath}`,
        errorMessage: `health check path of ${group.arn} is ${path}, expected ${healthCheckPath}; change it, or a pod gets requests before it can answer them.`,
      },
      {
        condition: expression`${this.deregistrationDelaySeconds} <= ${longest}`,
        errorMessage: `deregistration delay of ${group.arn} is ${group.deregistrationDelay} seconds, expected at most ${longest}; lower it, or pods end before their last requests.`,
      },
      ...(targets.mode === "ip"
        ? [
            {
              condition: expression`${group.port} == ${targets.port}`,
              errorMessage: `port of ${group.arn} is ${Token.asString(group.port)}, expected ${targets.port}, the port of the pods; targets registered by hand would not answer, so make the target group anew with that port.`,
            },
          ]
        : []),
    ];
  }
}
