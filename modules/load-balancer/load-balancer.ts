import { Lb } from "@cdktf/provider-aws/lib/lb";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Annotations } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { type IPeer, requireInteger, requirePattern } from "../core";
import type { INetwork } from "../network";
import { type IAccessLogBucket, accessLogDelivery } from "./access-logs";
import { DEFAULT_IDLE_TIMEOUT_SECONDS, loadBalancerLimits, nameRule } from "./limits";
import { ListenerAttachment, type ListenerAttachmentProps } from "./listener-attachment";
import { type LoadBalancerTls, addListeners } from "./listeners";
import { type ILoadBalancer, LoadBalancerBase, type LoadBalancerMetrics } from "./load-balancer-base";
import { TargetGroupAttachment, type TargetGroupAttachmentProps } from "./target-group-attachment";
import { TargetGroup, type Targets } from "./target-group";

/** What is needed to use a load balancer that this app does not own. */
export type LoadBalancerAttributes = Omit<ILoadBalancer, keyof IConstruct | "allowTo"> & IPeer;

export interface LoadBalancerProps {
  /**
   * 1 to 20 letters, digits and hyphens: AWS allows 32 for load balancers and target groups, and the names of target
   * groups add up to 11. Unique in account and region. Changing it replaces the load balancer.
   */
  readonly name: string;
  readonly network: INetwork;
  /** IPv4 CIDRs of clients. `["0.0.0.0/0"]` admits everyone. */
  readonly allowedCidrs: string[];
  readonly tls: LoadBalancerTls;
  readonly targets: Targets;
  /** Path that a healthy target answers with 200. */
  readonly healthCheckPath: string;
  /** Gets an access log every five minutes. */
  readonly accessLogBucket: IAccessLogBucket;
  /** AWS account of the load balancer. */
  readonly accountId: string;
  /**
   * `internetFacing` uses the public subnets, `internal` the private ones. Changing it replaces the load balancer.
   * @default "internetFacing"
   */
  readonly scheme?: "internetFacing" | "internal";
  /**
   * Seconds without a byte in either direction after which a connection is closed, 1 to 4000.
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
   * @default 300, so that a big upload survives while it is processed
   */
  readonly idleTimeoutSeconds?: number;
  /**
   * Seconds for which a leaving target still gets its open requests, 0 to 3600. The pods must live longer.
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
   * @default 30
   */
  readonly deregistrationDelaySeconds?: number;
  /** AWS refuses to delete the load balancer while this is on. @default true */
  readonly protection?: boolean;
}

/**
 * Defines an Application Load Balancer that serves HTTPS and redirects HTTP to it. It admits the listed clients only,
 * reaches nothing until {@link ILoadBalancer.allowTo}, and logs every request.
 *
 * Costs about 20 USD a month, and capacity units by traffic. Turn `protection` off and apply before
 * what replaces or destroys it.
 *
 * @throws PropError when the name or a number is outside its documented range.
 */
export class LoadBalancer extends LoadBalancerBase {
  /** Puts a rule and a target group behind an HTTPS listener that the user has. */
  static fromListener(scope: Construct, id: string, props: ListenerAttachmentProps): ListenerAttachment {
    return new ListenerAttachment(scope, id, props);
  }

  /** Fills a target group that the user has. */
  static fromTargetGroup(scope: Construct, id: string, props: TargetGroupAttachmentProps): TargetGroupAttachment {
    return new TargetGroupAttachment(scope, id, props);
  }

  /** Refers to an existing load balancer; defines no resource until {@link ILoadBalancer.allowTo} is called. */
  static fromAttributes(scope: Construct, id: string, attrs: LoadBalancerAttributes): ILoadBalancer {
    return new (class extends LoadBalancerBase {
      readonly loadBalancerArn = attrs.loadBalancerArn;
      readonly targetGroupArn = attrs.targetGroupArn;
      readonly targetPort = attrs.targetPort;
      readonly url = attrs.url;
      readonly deregistrationDelaySeconds = attrs.deregistrationDelaySeconds;
      readonly sourceCidrs = attrs.sourceCidrs;
      readonly dnsName = attrs.dnsName;
      readonly dnsZoneId = attrs.dnsZoneId;
      readonly metrics = attrs.metrics;
      protected readonly securityGroups = { securityGroupId: attrs.securityGroupId };
    })(scope, id);
  }

  readonly loadBalancerArn: string;
  readonly targetGroupArn: string;
  readonly targetPort: number;
  readonly url: string;
  readonly deregistrationDelaySeconds: number;
  readonly sourceCidrs: string[];
  readonly dnsName: string;
  readonly dnsZoneId: string;
  readonly metrics: LoadBalancerMetrics;
  /** Certificate of the HTTPS listener. @default - none: there is only HTTP */
  readonly certificateArn?: string;
  protected readonly securityGroups: IPeer;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { network, tls, accessLogBucket, scheme = "internetFacing", protection = true } = props;
    const { idleTimeoutSeconds = DEFAULT_IDLE_TIMEOUT_SECONDS, deregistrationDelaySeconds = 30 } = props;
    requirePattern(this, "name", props.name, nameRule);
    requireInteger(this, "idleTimeoutSeconds", idleTimeoutSeconds, loadBalancerLimits.idleTimeoutSeconds);
    requireInteger(
      this,
      "deregistrationDelaySeconds",
      deregistrationDelaySeconds,
      loadBalancerLimits.deregistrationDelaySeconds,
    );

    accessLogBucket.addToPolicy([accessLogDelivery(accessLogBucket.bucketArn, props.accountId)]);
    const firewall = new SecurityGroup(this, "SecurityGroup", {
      name: `${props.name}-load-balancer`,
      description: "Load balancer",
      vpcId: network.vpcId,
      lifecycle: { createBeforeDestroy: true },
    });
    const targets = new TargetGroup(this, "TargetGroup", {
      ...props,
      vpcId: network.vpcId,
      deregistrationDelaySeconds,
    });
    const balancer = new Lb(this, "Resource", {
      name: props.name,
      loadBalancerType: "application",
      internal: scheme === "internal",
      subnets: scheme === "internal" ? network.privateSubnetIds : network.publicSubnetIds,
      securityGroups: [firewall.id],
      idleTimeout: idleTimeoutSeconds,
      enableDeletionProtection: protection,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      xffHeaderProcessingMode: "append",
      enableHttp2: true,
      accessLogs: { enabled: true, bucket: accessLogBucket.bucketName },
      dependsOn: [accessLogBucket.policy],
    });

    this.loadBalancerArn = balancer.arn;
    this.targetGroupArn = targets.targetGroupArn;
    this.targetPort = props.targets.port;
    this.securityGroups = { securityGroupId: firewall.id };
    this.deregistrationDelaySeconds = deregistrationDelaySeconds;
    this.sourceCidrs = scheme === "internal" ? network.privateSubnetCidrs : network.publicSubnetCidrs;
    this.dnsName = balancer.dnsName;
    this.dnsZoneId = balancer.zoneId;
    this.metrics = { loadBalancer: balancer.arnSuffix, targetGroup: targets.metricName };
    this.url = tls.mode === "none" ? `http://${balancer.dnsName}` : `https://${tls.domainName}`;
    if (!protection) Annotations.of(this).addWarning("`protection` is off: the load balancer can be deleted.");

    this.certificateArn = addListeners(this, {
      tls,
      loadBalancerArn: this.loadBalancerArn,
      dnsName: this.dnsName,
      dnsZoneId: this.dnsZoneId,
      securityGroupId: firewall.id,
      targetGroupArn: this.targetGroupArn,
      allowedCidrs: props.allowedCidrs,
    });
  }
}
