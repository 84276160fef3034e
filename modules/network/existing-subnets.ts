import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import type { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { Fn, type Postcondition, type Precondition, TerraformCount, TerraformLocal, TerraformSelf, Token } from "cdktf";
import { Construct } from "constructs";
import { Check, expression, leaveToUser } from "../core";

/** What the route tables of subnets must say of 0.0.0.0/0. */
export type DefaultRoute =
  /** To an internet gateway. */
  | "internetGateway"
  /** To anything but an internet gateway: a NAT gateway, a transit gateway, a firewall, … */
  | "wayOut"
  /** As with `wayOut`, or nothing. */
  | "notPublic";

export interface ExistingSubnetsProps {
  readonly vpc: DataAwsVpc;
  /** At least two. Terraform must know at plan how many; the ids themselves may come later. */
  readonly subnetIds: string[];
  /** Terraform variable that gives {@link subnetIds}, for messages. */
  readonly variable: string;
  readonly defaultRoute: DefaultRoute;
  /** Free addresses below which a plan warns, and what takes them. @default - they are not counted */
  readonly freeAddresses?: { readonly min: number; readonly use: string };
  /** Tag by which Kubernetes finds these subnets. @default - it need not */
  readonly roleTag?: string;
}

/**
 * Looks up subnets of one kind, and their route tables; defines no resource. The plan fails when one is in another VPC,
 * shares its zone with another, or is routed otherwise than its kind should be.
 *
 * By number rather than by id, so that the root module of a child module can make the subnets in the same apply.
 */
export class ExistingSubnets extends Construct {
  /** In the order given. What is put into them waits for every check. */
  readonly subnetIds: string[];
  /** In the same order. */
  readonly cidrs: string[];
  private readonly subnets: string;
  /** Id of the subnet that an instance of a data source is about. */
  private readonly current: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ExistingSubnetsProps,
  ) {
    super(scope, id);
    const { vpc, subnetIds } = props;
    const count = TerraformCount.of(Token.asNumber(expression`length(${subnetIds})`));

    const subnets = new DataAwsSubnet(this, "Resource", {
      count,
      id: Token.asString(expression`${subnetIds}[count.index]`),
      lifecycle: { postcondition: [this.inVpc()] },
    });
    this.subnets = subnets.fqn;
    this.current = Token.asString(expression`${this.subnets}[count.index].id`);
    const associated = new DataAwsRouteTables(this, "RouteTables", {
      count,
      filter: [{ name: "association.subnet-id", values: [this.current] }],
      lifecycle: { precondition: [this.inZoneOfItsOwn()] },
    });
    const isAssociated = expression`length(${associated.fqn}[count.index].ids) > 0`;
    const routeTables = new DataAwsRouteTable(this, "RouteTable", {
      count,
      vpcId: vpc.id,
      // The VPC's main one is that of all subnets without an association.
      filter: [
        {
          name: Token.asString(expression`${isAssociated} ? "association.subnet-id" : "association.main"`),
          values: [Token.asString(expression`${isAssociated} ? ${this.current} : "true"`)],
        },
      ],
      lifecycle: { postcondition: this.routed() },
    });
    this.subnetIds = new TerraformLocal(
      this,
      "Ids",
      expression`[for index, checked in ${routeTables.fqn} : ${this.subnets}[index].id]`,
    ).asList;
    this.cidrs = Token.asList(expression`${this.subnets}[*].cidr_block`);

    this.countFreeAddresses();
    this.lookForRoleTag();
  }

  private inVpc(): Postcondition {
    const vpcId = TerraformSelf.getString("vpc_id");
    const { vpc } = this.props;
    return {
      condition: expression`${vpcId} == ${vpc.id}`,
      errorMessage: this.problem(
        `with ${TerraformSelf.getString("id")} of ${vpcId}`,
        `subnets of ${vpc.id}`,
        "name subnets of that VPC, or correct vpc_id",
      ),
    };
  }

  /** Also makes two zones of two subnets. */
  private inZoneOfItsOwn(): Precondition {
    const zone = expression`${this.subnets}[count.index].availability_zone`;
    return {
      condition: expression`!contains(slice(${this.subnets}[*].availability_zone, 0, count.index), ${zone})`,
      errorMessage: this.problem(
        `with ${this.current} in ${zone} after another one there`,
        "each in a zone of its own",
        "name one subnet of every zone, in two zones or more",
      ),
    };
  }

  private routed(): Postcondition[] {
    const routes = TerraformSelf.getAny("routes");
    const table = `${this.current}, whose route table ${TerraformSelf.getString("route_table_id")}`;
    const toInternet = expression`anytrue([for route in ${routes} : route.cidr_block == "0.0.0.0/0" && try(startswith(route.gateway_id, "igw-"), false)])`;
    if (this.props.defaultRoute === "internetGateway") {
      return [
        {
          condition: toInternet,
          errorMessage: this.problem(
            `with ${table} does not lead 0.0.0.0/0 to an internet gateway`,
            "public subnets",
            "name public ones, or add that route",
          ),
        },
      ];
    }
    const notPublic = {
      condition: expression`!${toInternet}`,
      errorMessage: this.problem(
        `with ${table} leads 0.0.0.0/0 to an internet gateway`,
        "subnets that are not public",
        "name others, or lead that route to a NAT gateway",
      ),
    };
    if (this.props.defaultRoute === "notPublic") return [notPublic];
    return [
      notPublic,
      {
        condition: expression`anytrue([for route in ${routes} : route.cidr_block == "0.0.0.0/0"])`,
        errorMessage: this.problem(
          `with ${table} has no route for 0.0.0.0/0`,
          "subnets with a way out",
          "add that route, to a NAT gateway, a transit gateway or the like, or turn packageManager.outboundProxy on",
        ),
      },
    ];
  }

  private countFreeAddresses(): void {
    const { freeAddresses, variable } = this.props;
    if (freeAddresses === undefined) return;
    const { min, use } = freeAddresses;
    const free = expression`jsonencode({for subnet in ${this.subnets} : subnet.id => subnet.available_ip_address_count})`;
    new Check(this, "FreeAddresses", {
      assertions: [
        {
          condition: expression`alltrue([for subnet in ${this.subnets} : subnet.available_ip_address_count >= ${min}])`,
          errorMessage: `free addresses of ${variable} are ${free}, expected at least ${min} in each for ${use}; name larger subnets, or free addresses.`,
        },
      ],
    });
  }

  private lookForRoleTag(): void {
    const { roleTag, variable, subnetIds } = this.props;
    if (roleTag === undefined) return;
    const untagged = expression`jsonencode([for subnet in ${this.subnets} : subnet.id if !contains(["", "1"], try(subnet.tags[${roleTag}], "missing"))])`;
    new Check(this, "RoleTag", {
      assertions: [
        {
          condition: expression`alltrue([for subnet in ${this.subnets} : contains(["", "1"], try(subnet.tags[${roleTag}], "missing"))])`,
          errorMessage: `subnets of ${variable} without the tag ${roleTag} are ${untagged}, expected none; add it with the value 1, or Kubernetes finds no subnet for load balancers of its own.`,
        },
      ],
    });
    leaveToUser(this, {
      what: `The subnets of ${variable} must carry the tag ${roleTag} where the cluster is to make load balancers of its own; Package Manager's needs no tag`,
      text: `aws ec2 create-tags --resources ${Fn.join(" ", subnetIds)} --tags Key=${roleTag},Value=1`,
    });
  }

  private problem(what: string, expected: string, fix: string): string {
    const { variable, subnetIds } = this.props;
    return `${variable} is ${Fn.jsonencode(subnetIds)}, ${what}, expected ${expected}; ${fix}.`;
  }
}
