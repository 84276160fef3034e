import { DataAwsLbListener } from "@cdktf/provider-aws/lib/data-aws-lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { type TerraformProvider, TerraformSelf } from "cdktf";
import type { Construct } from "constructs";
import { Check, expression, leaveToUser, requireInteger, requirePattern } from "../core";
import type { INetwork } from "../network";
import { addAlias } from "./alias";
import { type FoundLoadBalancer, findLoadBalancer } from "./find-load-balancer";
import { HostedZone } from "./hosted-zone";
import { loadBalancerLimits, nameRule } from "./limits";
import { LoadBalancerBase, type LoadBalancerMetrics, type SecurityGroups } from "./load-balancer-base";
import { TargetGroup, type Targets } from "./target-group";

export interface ListenerAttachmentProps {
  /** Starts the name of the target group: 1 to 20 letters, digits and hyphens. Changing it replaces the target group. */
  readonly name: string;
  readonly network: INetwork;
  /** HTTPS listener of an Application Load Balancer in the network. Changing it replaces the rule. */
  readonly listenerArn: string;
  /** 1 to 50000, and unique in the listener; the rule with the smallest number that matches wins. */
  readonly priority: number;
  /** The rule takes requests for this name. A certificate of the listener must cover it. */
  readonly domainName: string;
  readonly targets: Targets;
  /** Path that a healthy target answers with 200. */
  readonly healthCheckPath: string;
  /** Gets an alias record of the name. @default - no record: the user points the name to the load balancer */
  readonly hostedZoneId?: string;
  /** Works in the account of the hosted zone. @default - the provider of everything else */
  readonly dnsProvider?: TerraformProvider;
  /**
   * Seconds for which a leaving target still gets its open requests, 0 to 3600. The pods must live longer.
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
   * @default 30
   */
  readonly deregistrationDelaySeconds?: number;
}

/** What a listener's rule may be numbered, by AWS. */
export const listenerRulePriorities = { min: 1, max: 50_000 } as const;

/**
 * Defines a rule for one host name on an HTTPS listener that the user has, which others may use too, with a target group
 * of its own. The listener itself, its certificates and its default action stay as they are.
 *
 * @throws PropError when the name or a number is outside its documented range.
 */
export class ListenerAttachment extends LoadBalancerBase {
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

  constructor(scope: Construct, id: string, props: ListenerAttachmentProps) {
    super(scope, id);
    const { network, priority, domainName, targets, deregistrationDelaySeconds = 30 } = props;
    requirePattern(this, "name", props.name, nameRule);
    requireInteger(this, "priority", priority, listenerRulePriorities);
    const range = loadBalancerLimits.deregistrationDelaySeconds;
    requireInteger(this, "deregistrationDelaySeconds", deregistrationDelaySeconds, range);

    const listener = this.findListener(props);
    const found = findLoadBalancer(this, {
      loadBalancerArn: listener.loadBalancerArn,
      vpcId: network.vpcId,
      given: `listener_arn is "${props.listenerArn}"`,
    });
    const group = new TargetGroup(this, "TargetGroup", {
      ...props,
      vpcId: network.vpcId,
      deregistrationDelaySeconds,
    });
    new LbListenerRule(this, "Rule", {
      listenerArn: listener.arn,
      priority,
      condition: [{ hostHeader: { values: [domainName] } }],
      action: [{ type: "forward", targetGroupArn: group.targetGroupArn }],
    });

    this.loadBalancerArn = found.loadBalancerArn;
    this.targetGroupArn = group.targetGroupArn;
    this.targetPort = targets.port;
    this.url = `https://${domainName}`;
    this.deregistrationDelaySeconds = deregistrationDelaySeconds;
    this.sourceCidrs = found.sourceCidrs;
    this.dnsName = found.dnsName;
    this.dnsZoneId = found.dnsZoneId;
    this.metrics = { loadBalancer: found.metricName, targetGroup: group.metricName };
    this.securityGroups = found.securityGroups;
    this.addRecord(props, found);
  }

  private findListener({ listenerArn, domainName, priority }: ListenerAttachmentProps): DataAwsLbListener {
    const listener = new DataAwsLbListener(this, "Listener", {
      arn: listenerArn,
      lifecycle: {
        postcondition: [
          {
            condition: expression`${TerraformSelf.getString("protocol")} == ${"HTTPS"}`,
            errorMessage: `listener_arn is "${listenerArn}", a listener for ${TerraformSelf.getString("protocol")}, expected one for HTTPS; take the HTTPS listener of that load balancer, or have one made.`,
          },
        ],
      },
    });
    new Check(this, "TlsPolicy", {
      assertions: [
        {
          condition: expression`can(regex("-1-[23]-", ${listener.sslPolicy}))`,
          errorMessage: `TLS policy of ${listener.arn} is ${listener.sslPolicy}, expected one without TLS 1.0 and 1.1; set it to ELBSecurityPolicy-TLS13-1-2-2021-06 or a newer one of its kind.`,
        },
      ],
    });
    leaveToUser(this, {
      what: `A certificate of the listener is issued and covers ${domainName}; Terraform cannot look certificates up by their ARN`,
      text: `aws elbv2 describe-listener-certificates --listener-arn ${listenerArn}`,
    });
    leaveToUser(this, {
      what: `No other rule of the listener has priority ${priority}, and none with a smaller number takes requests for ${domainName}`,
      text: `aws elbv2 describe-rules --listener-arn ${listenerArn}`,
    });
    return listener;
  }

  private addRecord({ hostedZoneId, domainName, dnsProvider }: ListenerAttachmentProps, target: FoundLoadBalancer) {
    if (hostedZoneId === undefined) return;
    const zone = new HostedZone(this, "HostedZone", { hostedZoneId, domainName, dnsProvider, visibility: "any" });
    addAlias(this, { domainName, zone, target, dnsProvider });
  }
}
