import { Lb } from "@cdktf/provider-aws/lib/lb";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Annotations } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { type IPeer, requireInteger, requirePattern } from "../core";
import type { INetwork } from "../network";
import { type IAccessLogBucket, accessLogDelivery } from "./access-logs";
import { type LoadBalancerTls, addListeners } from "./listeners";
import { TargetGroup, type Targets } from "./target-group";

/** An Application Load Balancer with one target group, created here or brought by the user. */
export interface ILoadBalancer extends IConstruct, IPeer {
  readonly loadBalancerArn: string;
  readonly targetGroupArn: string;
  /** Port on which targets are reached. */
  readonly targetPort: number;
  /** Public address with scheme and without a trailing slash. */
  readonly url: string;
  /** Seconds for which a leaving target still gets its open requests. */
  readonly deregistrationDelaySeconds: number;
  /** CIDRs of the subnets that it sends from. */
  readonly sourceCidrs: string[];
  /**
   * Lets the load balancer connect to `peer` on {@link targetPort}: a rule out of its own security group and one into
   * the peer's. `id` must be unique in this load balancer; it is part of two Terraform addresses.
   */
  allowTo(id: string, peer: IPeer): void;
}

/** What is needed to use a load balancer that this app does not own. */
export type LoadBalancerAttributes = Pick<
  ILoadBalancer,
  | "loadBalancerArn"
  | "targetGroupArn"
  | "targetPort"
  | "securityGroupId"
  | "url"
  | "deregistrationDelaySeconds"
  | "sourceCidrs"
>;

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

/** Limits of AWS. */
export const loadBalancerLimits = {
  idleTimeoutSeconds: { min: 1, max: 4000, unit: "seconds" },
  deregistrationDelaySeconds: { min: 0, max: 3600, unit: "seconds" },
} as const;

abstract class LoadBalancerBase extends Construct implements ILoadBalancer {
  abstract readonly loadBalancerArn: string;
  abstract readonly targetGroupArn: string;
  abstract readonly targetPort: number;
  abstract readonly securityGroupId: string;
  abstract readonly url: string;
  abstract readonly deregistrationDelaySeconds: number;
  abstract readonly sourceCidrs: string[];

  allowTo(id: string, peer: IPeer): void {
    const port = { ipProtocol: "tcp", fromPort: this.targetPort, toPort: this.targetPort };
    new VpcSecurityGroupEgressRule(this, `${id}Egress`, {
      securityGroupId: this.securityGroupId,
      referencedSecurityGroupId: peer.securityGroupId,
      description: "To the targets",
      ...port,
    });
    new VpcSecurityGroupIngressRule(this, `${id}Ingress`, {
      securityGroupId: peer.securityGroupId,
      referencedSecurityGroupId: this.securityGroupId,
      description: "From the load balancer",
      ...port,
    });
  }
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
  /** Refers to an existing load balancer; defines no resource until {@link ILoadBalancer.allowTo} is called. */
  static fromAttributes(scope: Construct, id: string, attrs: LoadBalancerAttributes): ILoadBalancer {
    return new (class extends LoadBalancerBase {
      readonly loadBalancerArn = attrs.loadBalancerArn;
      readonly targetGroupArn = attrs.targetGroupArn;
      readonly targetPort = attrs.targetPort;
      readonly securityGroupId = attrs.securityGroupId;
      readonly url = attrs.url;
      readonly deregistrationDelaySeconds = attrs.deregistrationDelaySeconds;
      readonly sourceCidrs = attrs.sourceCidrs;
    })(scope, id);
  }

  readonly loadBalancerArn: string;
  readonly targetGroupArn: string;
  readonly targetPort: number;
  readonly securityGroupId: string;
  readonly url: string;
  readonly deregistrationDelaySeconds: number;
  readonly sourceCidrs: string[];

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { network, tls, accessLogBucket, scheme = "internetFacing", protection = true } = props;
    const { idleTimeoutSeconds = 300, deregistrationDelaySeconds = 30 } = props;
    requirePattern(this, "name", props.name, {
      pattern: /^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]{0,18}[A-Za-z0-9])?$/,
      expected: "1 to 20 letters, digits and inner hyphens that do not start with internal-",
      fix: "shorten it; AWS allows 32 characters and the names of target groups add up to 11",
    });
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
    this.securityGroupId = firewall.id;
    this.deregistrationDelaySeconds = deregistrationDelaySeconds;
    this.sourceCidrs = scheme === "internal" ? network.privateSubnetCidrs : network.publicSubnetCidrs;
    this.url = tls.mode === "none" ? `http://${balancer.dnsName}` : `https://${tls.domainName}`;
    if (!protection) Annotations.of(this).addWarning("`protection` is off: the load balancer can be deleted.");

    addListeners(this, {
      tls,
      loadBalancerArn: this.loadBalancerArn,
      dnsName: balancer.dnsName,
      dnsZoneId: balancer.zoneId,
      securityGroupId: this.securityGroupId,
      targetGroupArn: this.targetGroupArn,
      allowedCidrs: props.allowedCidrs,
    });
  }
}
