import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformIterator } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { IPeer } from "../core";

/** What CloudWatch calls a load balancer and a target group, in the dimensions of their metrics. */
export interface LoadBalancerMetrics {
  /** `app/ppm/0123456789abcdef` */
  readonly loadBalancer: string;
  /** `targetgroup/ppm-ip-4242/0123456789abcdef` */
  readonly targetGroup: string;
}

/** An Application Load Balancer with one target group, created here or brought by the user. */
export interface ILoadBalancer extends IConstruct {
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
  /** Name that AWS gave it. */
  readonly dnsName: string;
  /** Hosted zone of {@link dnsName}, which belongs to AWS. */
  readonly dnsZoneId: string;
  readonly metrics: LoadBalancerMetrics;
  /**
   * Lets the load balancer connect to `peer` on {@link targetPort}: a rule out of each of its own security groups and one
   * into the peer's. `id` must be unique in this load balancer; it is part of two Terraform addresses.
   */
  allowTo(id: string, peer: IPeer): void;
}

/** A security group, or each of several. */
export interface SecurityGroups {
  /** `sg-…`; with {@link forEach}, the one at hand. */
  readonly securityGroupId: string;
  /** @default - there is only one */
  readonly forEach?: ITerraformIterator;
}

/** What load balancers created here and those of the user share. */
export abstract class LoadBalancerBase extends Construct implements ILoadBalancer {
  abstract readonly loadBalancerArn: string;
  abstract readonly targetGroupArn: string;
  abstract readonly targetPort: number;
  abstract readonly url: string;
  abstract readonly deregistrationDelaySeconds: number;
  abstract readonly sourceCidrs: string[];
  abstract readonly dnsName: string;
  abstract readonly dnsZoneId: string;
  abstract readonly metrics: LoadBalancerMetrics;
  protected abstract readonly securityGroups: SecurityGroups;

  allowTo(id: string, peer: IPeer): void {
    const { securityGroupId, forEach } = this.securityGroups;
    const rule = { ipProtocol: "tcp", fromPort: this.targetPort, toPort: this.targetPort, ...(forEach && { forEach }) };
    new VpcSecurityGroupEgressRule(this, `${id}Egress`, {
      securityGroupId,
      referencedSecurityGroupId: peer.securityGroupId,
      description: "To the targets",
      ...rule,
    });
    new VpcSecurityGroupIngressRule(this, `${id}Ingress`, {
      securityGroupId: peer.securityGroupId,
      referencedSecurityGroupId: securityGroupId,
      description: "From the load balancer",
      ...rule,
    });
  }
}
