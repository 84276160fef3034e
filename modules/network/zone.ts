import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Fn, type ITerraformDependable, type Postcondition } from "cdktf";
import { Construct } from "constructs";
import { expression } from "../core";
import { type SubnetKind, subnetCidr } from "./subnet-layout";

export interface ZoneProps {
  /** Counted from 1. Decides the CIDRs. */
  readonly number: number;
  /** Starts the Name tags. */
  readonly name: string;
  readonly vpc: Vpc;
  /** Where to put the zone when it is new. */
  readonly availabilityZone: string;
  /** The zones before this one. */
  readonly earlier: readonly Zone[];
  readonly publicRouteTable: RouteTable;
  /** Route to the internet in {@link publicRouteTable}. */
  readonly internetRoute: ITerraformDependable;
  readonly isolatedRouteTable: RouteTable;
  /** NAT gateway of another zone to use. @default - one in this zone */
  readonly natGatewayId?: string;
}

/** Tags by which Kubernetes finds subnets for load balancers. */
const ROLE_TAGS: Record<SubnetKind, Record<string, string>> = {
  public: { "kubernetes.io/role/elb": "1" },
  private: { "kubernetes.io/role/internal-elb": "1" },
  isolated: {},
};

/**
 * Defines one public, one private and one isolated subnet with their routes.
 *
 * Subnet ids are read from the route table associations: what is put into a subnet then waits for its routes, and goes
 * before them on destroy.
 */
export class Zone extends Construct {
  /** Where the zone really is: a later change of the choice does not move it. */
  readonly availabilityZone: string;
  readonly publicSubnetId: string;
  readonly publicSubnetCidr: string;
  readonly privateSubnetId: string;
  readonly privateSubnetCidr: string;
  readonly privateRouteTableId: string;
  readonly isolatedSubnetId: string;
  readonly natGatewayId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ZoneProps,
  ) {
    super(scope, id);

    const publicSubnet = this.subnet("PublicSubnet", "public", props.availabilityZone, this.notTaken());
    this.availabilityZone = publicSubnet.availabilityZone;
    this.publicSubnetId = new RouteTableAssociation(this, "PublicRouteTableAssociation", {
      subnetId: publicSubnet.id,
      routeTableId: props.publicRouteTable.id,
      dependsOn: [props.internetRoute],
    }).subnetId;
    this.publicSubnetCidr = publicSubnet.cidrBlock;

    this.natGatewayId = props.natGatewayId ?? this.natGateway();

    const privateSubnet = this.subnet("PrivateSubnet", "private", this.availabilityZone);
    const privateRouteTable = new RouteTable(this, "PrivateRouteTable", {
      vpcId: props.vpc.id,
      tags: { Name: this.nameTag("private") },
    });
    const natRoute = new Route(this, "NatRoute", {
      routeTableId: privateRouteTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: this.natGatewayId,
    });
    this.privateSubnetId = new RouteTableAssociation(this, "PrivateRouteTableAssociation", {
      subnetId: privateSubnet.id,
      routeTableId: privateRouteTable.id,
      dependsOn: [natRoute],
    }).subnetId;
    this.privateSubnetCidr = privateSubnet.cidrBlock;
    this.privateRouteTableId = privateRouteTable.id;

    const isolatedSubnet = this.subnet("IsolatedSubnet", "isolated", this.availabilityZone);
    this.isolatedSubnetId = new RouteTableAssociation(this, "IsolatedRouteTableAssociation", {
      subnetId: isolatedSubnet.id,
      routeTableId: props.isolatedRouteTable.id,
    }).subnetId;
  }

  private nameTag(kind: string): string {
    return `${this.props.name}-${kind}-${this.props.number}`;
  }

  private subnet(id: string, kind: SubnetKind, availabilityZone: string, postcondition: Postcondition[] = []): Subnet {
    const { vpc, number } = this.props;
    return new Subnet(this, id, {
      vpcId: vpc.id,
      cidrBlock: subnetCidr(vpc.cidrBlock, kind, number),
      availabilityZone,
      mapPublicIpOnLaunch: false,
      tags: { Name: this.nameTag(kind), ...ROLE_TAGS[kind] },
      lifecycle: { ignoreChanges: ["availability_zone"], ...(postcondition.length > 0 && { postcondition }) },
    });
  }

  /** The choice may have changed since the earlier zones were made, and name one of them again. */
  private notTaken(): Postcondition[] {
    const { earlier, number } = this.props;
    if (earlier.length === 0) return [];
    const taken = earlier.map((zone) => zone.availabilityZone);
    return [
      {
        condition: expression`!contains(${taken}, self.availability_zone)`,
        errorMessage:
          `Zone ${number} of the network is \${self.availability_zone}, expected one other than ` +
          `${Fn.join(", ", taken)}; name all zones in availability_zones, those in use first and in this order.`,
      },
    ];
  }

  private natGateway(): string {
    const address = new Eip(this, "NatAddress", { domain: "vpc", tags: { Name: this.nameTag("nat") } });
    return new NatGateway(this, "NatGateway", {
      allocationId: address.id,
      subnetId: this.publicSubnetId,
      tags: { Name: this.nameTag("nat") },
    }).id;
  }
}
