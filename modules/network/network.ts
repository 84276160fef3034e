import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Annotations, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { PropError, requireInteger, requireLogRetentionDays, requirePattern } from "../core";
import type { IEncryptionKey } from "../encryption-key";
import { AvailabilityZones } from "./availability-zones";
import { ExistingNetwork, type NetworkLookup } from "./existing-network";
import { FlowLogs } from "./flow-logs";
import { InterfaceEndpoints } from "./interface-endpoints";
import { S3Endpoint } from "./s3-endpoint";
import { requireVpcCidr, ZONE_COUNT } from "./subnet-layout";
import { Zone } from "./zone";

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

/** What is needed to use a network that this app does not own. */
export type NetworkAttributes = Omit<INetwork, keyof IConstruct>;

export interface NetworkProps {
  /** Starts the names of the log group and the role, and all Name tags: 1 to 40 characters a-z, A-Z, 0-9 and hyphen. */
  readonly name: string;
  /** AWS region of the network. */
  readonly region: string;
  /** Start of the partition's DNS names, reversed: `cn.com.amazonaws` in China. @default "com.amazonaws" */
  readonly reverseDnsPrefix?: string;
  /** AWS account that owns the network: 12 digits. */
  readonly accountId: string;
  /** Zones are chosen among those that offer this EC2 instance type, such as `c6a.4xlarge`. */
  readonly instanceType: string;
  /** Encrypts the flow logs. Its policy must admit CloudWatch Logs. */
  readonly logsKey: IEncryptionKey;
  /**
   * IPv4 network, `/16` to `/21`, given by its first address. Changing it replaces the network with all that is in it.
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
   * @default "10.0.0.0/16"
   */
  readonly vpcCidr?: string;
  /** Availability Zones, 2 to 6, not a Terraform token. More adds zones and moves nothing. @default 3 */
  readonly zoneCount?: number;
  /**
   * Names of the zones, in order; the first {@link zoneCount} count. A change concerns new zones only.
   * @default [] - the first by name that EKS can use and that offer {@link instanceType}
   */
  readonly availabilityZones?: string[];
  /** One NAT gateway in each zone, or one in the first zone for all. @default "perZone" */
  readonly natGateways?: "perZone" | "single";
  /**
   * Reach the AWS services that nodes and pods call through endpoints in the private subnets. About 7 USD a month for
   * each of nine services in each zone. In China the name of the one for EKS Pod Identity is unverified.
   * @default false
   */
  readonly interfaceEndpoints?: boolean;
  /** ARNs of buckets in other accounts that may be written through the S3 endpoint, as those of the account may. @default [] */
  readonly writableBucketArns?: readonly string[];
  /**
   * Days for which flow logs are kept, one of the numbers that CloudWatch Logs allows.
   * @default 90
   */
  readonly flowLogRetentionDays?: number;
  /** Path of IAM roles. @default "/" */
  readonly iamPath?: string;
  /** ARN of the policy that bounds IAM roles. @default - none */
  readonly permissionsBoundaryArn?: string;
  /** Existing role that writes the flow logs. @default - a role is made */
  readonly flowLogsRoleArn?: string;
}

/**
 * Defines a VPC with a public, a private and an isolated subnet in every zone, NAT, an S3 endpoint and flow logs. No
 * subnet hands out public addresses, and the default security group admits nothing.
 *
 * A NAT gateway costs about 33 USD a month, and 0.045 USD for each GB that it carries.
 *
 * @throws PropError when the CIDR, the number of zones, the retention or the name is outside what AWS and the layout allow.
 */
export class Network extends Construct implements INetwork {
  /** Looks up an existing network and checks at plan that it is fit for use; defines no resource. */
  static fromLookup(scope: Construct, id: string, props: NetworkLookup): INetwork {
    return new ExistingNetwork(scope, id, props);
  }

  /** Refers to an existing network; defines no resource. A kind of subnet that nothing is put into may be empty. */
  static fromAttributes(scope: Construct, id: string, attrs: NetworkAttributes): INetwork {
    const network = Object.assign(new Construct(scope, id), attrs);
    requirePattern(network, "vpcId", attrs.vpcId, {
      pattern: /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/,
      expected: "an id such as vpc-0a1b2c3d4e5f67890",
      fix: "copy it from the VPC console",
    });
    for (const prop of ["privateSubnetIds", "isolatedSubnetIds"] as const) {
      const subnets = attrs[prop];
      if (Token.isUnresolved(subnets) || subnets.length === 0 || subnets.length >= ZONE_COUNT.min) continue;
      const fix = "EKS and RDS need subnets in two zones";
      throw new PropError(network, prop, attrs[prop], `at least ${ZONE_COUNT.min} subnets`, fix);
    }
    return network;
  }

  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly publicSubnetIds: string[];
  readonly publicSubnetCidrs: string[];
  readonly privateSubnetIds: string[];
  readonly privateSubnetCidrs: string[];
  readonly isolatedSubnetIds: string[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { name, vpcCidr = "10.0.0.0/16", zoneCount = 3, natGateways = "perZone", flowLogRetentionDays = 90 } = props;
    requirePattern(this, "name", name, {
      pattern: /^[a-zA-Z0-9-]{1,40}$/,
      expected: "1 to 40 characters a-z, A-Z, 0-9 and hyphen",
      fix: "shorten it",
    });
    requireVpcCidr(this, "vpcCidr", vpcCidr);
    if (Token.isUnresolved(zoneCount)) {
      throw new PropError(this, "zoneCount", "a token", "a number known at synth", "set it in the deployment file");
    }
    requireInteger(this, "zoneCount", zoneCount, ZONE_COUNT);
    requireLogRetentionDays(this, "flowLogRetentionDays", flowLogRetentionDays);
    if (natGateways === "single") {
      Annotations.of(this).addWarning(
        "`natGateways` is single: when the first zone fails, no private subnet reaches the internet, and traffic of " +
          "the other zones is charged for crossing zones.",
      );
    }

    const zones = new AvailabilityZones(this, "AvailabilityZones", {
      zoneCount,
      instanceType: props.instanceType,
      given: props.availabilityZones ?? [],
    });
    const vpc = new Vpc(this, "Resource", {
      cidrBlock: vpcCidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
      lifecycle: { precondition: zones.preconditions },
    });
    // Explicit, so that a rule added by hand is removed again.
    new DefaultSecurityGroup(this, "DefaultSecurityGroup", { vpcId: vpc.id, ingress: [], egress: [] });

    const internetGateway = new InternetGateway(this, "InternetGateway", { vpcId: vpc.id, tags: { Name: name } });
    const publicRouteTable = new RouteTable(this, "PublicRouteTable", {
      vpcId: vpc.id,
      tags: { Name: `${name}-public` },
    });
    const internetRoute = new Route(this, "InternetRoute", {
      routeTableId: publicRouteTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: internetGateway.id,
    });
    const isolatedRouteTable = new RouteTable(this, "IsolatedRouteTable", {
      vpcId: vpc.id,
      tags: { Name: `${name}-isolated` },
    });

    const built: Zone[] = [];
    for (let number = 1; number <= zoneCount; number++) {
      built.push(
        new Zone(this, `Zone${number}`, {
          number,
          name,
          vpc,
          availabilityZone: zones.nameOf(number),
          earlier: [...built],
          publicRouteTable,
          internetRoute,
          isolatedRouteTable,
          natGatewayId: natGateways === "single" ? built[0]?.natGatewayId : undefined,
        }),
      );
    }

    this.vpcId = vpc.id;
    this.vpcCidr = vpc.cidrBlock;
    this.publicSubnetIds = built.map((zone) => zone.publicSubnetId);
    this.publicSubnetCidrs = built.map((zone) => zone.publicSubnetCidr);
    this.privateSubnetIds = built.map((zone) => zone.privateSubnetId);
    this.privateSubnetCidrs = built.map((zone) => zone.privateSubnetCidr);
    this.isolatedSubnetIds = built.map((zone) => zone.isolatedSubnetId);

    new S3Endpoint(this, "GatewayEndpoint", {
      vpcId: vpc.id,
      name,
      region: props.region,
      accountId: props.accountId,
      writableBucketArns: props.writableBucketArns,
      routeTableIds: built.map((zone) => zone.privateRouteTableId),
    });
    if (props.interfaceEndpoints) {
      new InterfaceEndpoints(this, "InterfaceEndpoints", {
        vpcId: vpc.id,
        name,
        region: props.region,
        reverseDnsPrefix: props.reverseDnsPrefix,
        subnets: built.map((zone) => ({ id: zone.privateSubnetId, cidr: zone.privateSubnetCidr })),
      });
    }
    new FlowLogs(this, "FlowLogs", {
      vpcId: vpc.id,
      name,
      accountId: props.accountId,
      logsKey: props.logsKey,
      retentionDays: flowLogRetentionDays,
      iamPath: props.iamPath,
      permissionsBoundaryArn: props.permissionsBoundaryArn,
      roleArn: props.flowLogsRoleArn,
    });
  }
}
