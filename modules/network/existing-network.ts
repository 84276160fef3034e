import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { Fn, type Postcondition, TerraformSelf } from "cdktf";
import { Construct } from "constructs";
import { expression } from "../core";
import { ExistingSubnets } from "./existing-subnets";
import type { INetwork } from "./network";

/** Where to find a network that this app does not own, and what it is going to be used for. */
export interface NetworkLookup {
  /** Must resolve names of its own, as EKS and interface endpoints need. */
  readonly vpcId: string;
  /** Subnets for an internet-facing load balancer, one in each of two or more zones. @default - nothing is put there */
  readonly publicSubnetIds?: string[];
  /** Subnets for all that must not be reached from the internet, likewise. @default - nothing is put there */
  readonly privateSubnetIds?: string[];
  /** Subnets for a database, likewise. @default - {@link privateSubnetIds} */
  readonly databaseSubnetIds?: string[];
  /**
   * Whether nodes and pods are put into the private subnets, which then need a way out and room.
   * @default true
   */
  readonly hostsCluster?: boolean;
  /** Whether nodes and pods reach everything outside through a proxy, so that no way out is needed. @default false */
  readonly outboundProxy?: boolean;
}

/**
 * Addresses that must be free in each subnet of a load balancer.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
 */
const loadBalancerAddresses = { min: 8, use: "a load balancer" };

/** Room for a node of each zone, with the addresses that it keeps ready for pods. */
const clusterAddresses = { min: 32, use: "nodes and pods" };

/** Refers to a VPC and its subnets by their ids; defines no resource. The plan fails where they are not fit for use. */
export class ExistingNetwork extends Construct implements INetwork {
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly publicSubnetIds: string[];
  readonly publicSubnetCidrs: string[];
  readonly privateSubnetIds: string[];
  readonly privateSubnetCidrs: string[];
  readonly isolatedSubnetIds: string[];

  constructor(scope: Construct, id: string, props: NetworkLookup) {
    super(scope, id);
    const { hostsCluster = true, outboundProxy = false } = props;
    const vpc = new DataAwsVpc(this, "Resource", {
      id: props.vpcId,
      lifecycle: { postcondition: nameResolution(props.vpcId) },
    });
    const publicSubnets =
      props.publicSubnetIds &&
      new ExistingSubnets(this, "Public", {
        vpc,
        subnetIds: props.publicSubnetIds,
        variable: "public_subnet_ids",
        defaultRoute: "internetGateway",
        freeAddresses: loadBalancerAddresses,
        roleTag: hostsCluster ? "kubernetes.io/role/elb" : undefined,
      });
    const privateSubnets =
      props.privateSubnetIds &&
      new ExistingSubnets(this, "Private", {
        vpc,
        subnetIds: props.privateSubnetIds,
        variable: "private_subnet_ids",
        defaultRoute: hostsCluster && !outboundProxy ? "wayOut" : "notPublic",
        freeAddresses: hostsCluster ? clusterAddresses : loadBalancerAddresses,
        roleTag: hostsCluster ? "kubernetes.io/role/internal-elb" : undefined,
      });
    const databaseSubnets =
      props.databaseSubnetIds &&
      new ExistingSubnets(this, "Database", {
        vpc,
        subnetIds: props.databaseSubnetIds,
        variable: "database_subnet_ids",
        defaultRoute: "notPublic",
      });

    this.vpcId = vpc.id;
    this.vpcCidr = vpc.cidrBlock;
    this.publicSubnetIds = publicSubnets?.subnetIds ?? [];
    this.publicSubnetCidrs = publicSubnets?.cidrs ?? [];
    this.privateSubnetIds = privateSubnets?.subnetIds ?? [];
    this.privateSubnetCidrs = privateSubnets?.cidrs ?? [];
    this.isolatedSubnetIds = (databaseSubnets ?? privateSubnets)?.subnetIds ?? [];
  }
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
function nameResolution(vpcId: string): Postcondition[] {
  const options = [
    { attribute: "enable_dns_support", name: "DNS resolution", option: "enable-dns-support" },
    { attribute: "enable_dns_hostnames", name: "DNS hostnames", option: "enable-dns-hostnames" },
  ];
  return options.map(({ attribute, name, option }) => ({
    condition: expression`${TerraformSelf.getAny(attribute)}`,
    errorMessage: `vpc_id is ${Fn.jsonencode(vpcId)}, a VPC without ${name}, expected one with it; run 'aws ec2 modify-vpc-attribute --vpc-id ${vpcId} --${option}'.`,
  }));
}
