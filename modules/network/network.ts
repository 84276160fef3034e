import type { IConstruct } from "constructs";

/** Where everything runs: a VPC over several Availability Zones, created here or brought by the user. */
export interface INetwork extends IConstruct {
  /** `vpc-…` */
  readonly vpcId: string;
  /** IPv4 CIDR of the VPC. */
  readonly vpcCidr: string;
  /** One a zone, with a route to an internet gateway. For load balancers. */
  readonly publicSubnetIds: string[];
  /** CIDRs of {@link publicSubnetIds}, in the same order. */
  readonly publicSubnetCidrs: string[];
  /** One a zone, with a route out through NAT. For the cluster. */
  readonly privateSubnetIds: string[];
  /** CIDRs of {@link privateSubnetIds}, in the same order. */
  readonly privateSubnetCidrs: string[];
  /** One a zone, without any route out. For the database. */
  readonly isolatedSubnetIds: string[];
}
