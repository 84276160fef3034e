import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { TerraformOutput, TerraformVariable, type TerraformStack } from "cdktf";
import { Network, type NetworkAttributes } from "../../modules/network";
import { addressIn, network, resourcesOf, subnetId } from "../support/network";
import { synthResources, synthStack, warningsOf } from "../support/synth";

const VPC_ID = "${aws_vpc.network.id}";
const PUBLIC_TABLE = "${aws_route_table.network_public_route_table.id}";
const ISOLATED_TABLE = "${aws_route_table.network_isolated_route_table.id}";
const reference = (address: string, attribute = "id") => `\${${address}.${attribute}}`;
const privateTable = (zone: number) => reference(addressIn(zone, "route_table", "private_route_table"));
const natGateway = (zone: number) => reference(addressIn(zone, "nat_gateway", "nat_gateway"));

describe("Network", () => {
  test("is a VPC with DNS and a default security group that admits nothing and is kept so", () => {
    const resources = resourcesOf();

    expect(resources(Vpc)).toEqual([
      {
        cidr_block: "10.0.0.0/16",
        enable_dns_support: true,
        enable_dns_hostnames: true,
        tags: { Name: "ppm" },
        lifecycle: { precondition: [expect.anything(), expect.anything()] },
      },
    ]);
    expect(resources(DefaultSecurityGroup)).toEqual([{ vpc_id: VPC_ID, ingress: [], egress: [] }]);
    expect(resources(InternetGateway)).toEqual([{ vpc_id: VPC_ID, tags: { Name: "ppm" } }]);
    expect(warningsOf((stack) => network(stack))).toEqual([]);
  });

  test("routes public subnets to the internet, private ones to the NAT gateway of their zone, isolated ones nowhere", () => {
    const resources = resourcesOf({ zoneCount: 2 });

    expect(resources(RouteTable)).toEqual([
      { vpc_id: VPC_ID, tags: { Name: "ppm-isolated" } },
      { vpc_id: VPC_ID, tags: { Name: "ppm-public" } },
      { vpc_id: VPC_ID, tags: { Name: "ppm-private-1" } },
      { vpc_id: VPC_ID, tags: { Name: "ppm-private-2" } },
    ]);
    expect(resources(Route)).toEqual([
      {
        route_table_id: PUBLIC_TABLE,
        destination_cidr_block: "0.0.0.0/0",
        gateway_id: "${aws_internet_gateway.network_internet_gateway.id}",
      },
      ...[1, 2].map((zone) => ({
        route_table_id: privateTable(zone),
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: natGateway(zone),
      })),
    ]);
    expect(resources(RouteTableAssociation)).toEqual(
      [1, 2].flatMap((zone) => [
        { subnet_id: reference(addressIn(zone, "subnet", "isolated_subnet")), route_table_id: ISOLATED_TABLE },
        {
          subnet_id: reference(addressIn(zone, "subnet", "private_subnet")),
          route_table_id: privateTable(zone),
          depends_on: [addressIn(zone, "route", "nat_route")],
        },
        {
          subnet_id: reference(addressIn(zone, "subnet", "public_subnet")),
          route_table_id: PUBLIC_TABLE,
          depends_on: ["aws_route.network_internet_route"],
        },
      ]),
    );
  });

  test("has a NAT gateway with an address of its own in each zone", () => {
    const resources = resourcesOf();

    expect(resources(Eip)).toEqual([1, 2, 3].map((zone) => ({ domain: "vpc", tags: { Name: `ppm-nat-${zone}` } })));
    expect(resources(NatGateway)).toEqual(
      [1, 2, 3].map((zone) => ({
        allocation_id: reference(addressIn(zone, "eip", "nat_address")),
        subnet_id: subnetId(zone, "public"),
        tags: { Name: `ppm-nat-${zone}` },
      })),
    );
  });

  test("shares one NAT gateway by option, with a warning that says what it costs", () => {
    const resources = resourcesOf({ natGateways: "single" });

    expect(resources(Eip)).toHaveLength(1);
    expect(resources(NatGateway)).toEqual([expect.objectContaining({ subnet_id: subnetId(1, "public") })]);
    expect(resources(Route).slice(1)).toEqual(
      [1, 2, 3].map((zone) => ({
        route_table_id: privateTable(zone),
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: natGateway(1),
      })),
    );
    expect(warningsOf((stack) => network(stack, { natGateways: "single" }))).toEqual([
      "`natGateways` is single: when the first zone fails, no private subnet reaches the internet, and traffic of the " +
        "other zones is charged for crossing zones.",
    ]);
  });

  test("gives subnet ids by their associations, so that what uses them waits for the routes", () => {
    expect(attributesOf((stack) => network(stack, { zoneCount: 2 }))).toEqual({
      vpcId: VPC_ID,
      vpcCidr: "${aws_vpc.network.cidr_block}",
      publicSubnetIds: [subnetId(1, "public"), subnetId(2, "public")],
      publicSubnetCidrs: [1, 2].map((zone) => reference(addressIn(zone, "subnet", "public_subnet"), "cidr_block")),
      privateSubnetIds: [subnetId(1, "private"), subnetId(2, "private")],
      privateSubnetCidrs: [1, 2].map((zone) => reference(addressIn(zone, "subnet", "private_subnet"), "cidr_block")),
      isolatedSubnetIds: [subnetId(1, "isolated"), subnetId(2, "isolated")],
    });
  });

  test.each(["10.0.0.0/15", "10.0.0.0/22", "10.0.0.1/16", "10.0.16.0/16", "10.0.256.0/20", "10.0.0.0", "fd00::/16"])(
    "rejects vpcCidr %p",
    (vpcCidr) => {
      expect(() => resourcesOf({ vpcCidr })).toThrow(
        `test/Network: \`vpcCidr\` is "${vpcCidr}", expected an IPv4 network of size /16 to /21 such as 10.0.0.0/16, ` +
          "given by its first address; choose one that no network you connect to uses",
      );
    },
  );

  test.each(["10.0.0.0/16", "172.16.248.0/21", "100.64.0.0/18"])("takes vpcCidr %p", (vpcCidr) => {
    expect(resourcesOf({ vpcCidr })(Vpc)).toEqual([expect.objectContaining({ cidr_block: vpcCidr })]);
  });

  test.each(["", "a".repeat(41), "a_b"])("rejects the name %p", (name) => {
    expect(() => resourcesOf({ name })).toThrow(
      `test/Network: \`name\` is "${name}", expected 1 to 40 characters a-z, A-Z, 0-9 and hyphen; shorten it`,
    );
  });

  test("takes tokens", () => {
    const resources = synthResources((stack) => {
      const text = (name: string) => new TerraformVariable(stack, name, { type: "string" }).stringValue;
      network(stack, { name: text("name"), vpcCidr: text("vpc_cidr") });
    });

    expect(resources(Vpc)).toEqual([
      expect.objectContaining({ cidr_block: "${var.vpc_cidr}", tags: { Name: "${var.name}" } }),
    ]);
  });
});

describe("Network.fromAttributes", () => {
  const EXISTING: NetworkAttributes = {
    vpcId: "vpc-0a1b2c3d4e5f67890",
    vpcCidr: "10.0.0.0/16",
    publicSubnetIds: ["subnet-1"],
    publicSubnetCidrs: ["10.0.0.0/24"],
    privateSubnetIds: ["subnet-2", "subnet-3"],
    privateSubnetCidrs: ["10.0.1.0/24", "10.0.2.0/24"],
    isolatedSubnetIds: ["subnet-4", "subnet-5"],
  };
  const existing = (attrs: Partial<NetworkAttributes>) => (stack: TerraformStack) =>
    Network.fromAttributes(stack, "Network", { ...EXISTING, ...attrs });

  test("gives back what it was given and defines nothing", () => {
    expect(attributesOf(existing({}))).toEqual(EXISTING);
    expect(synthStack(existing({}))).not.toHaveProperty("resource");
    expect(synthStack(existing({}))).not.toHaveProperty("data");
  });

  test.each(["vpc-xyz", "vpc-0a1b2c3d4e5f6789", "subnet-0a1b2c3d4e5f67890"])("rejects vpcId %p", (vpcId) => {
    expect(() => synthStack(existing({ vpcId }))).toThrow(
      `test/Network: \`vpcId\` is "${vpcId}", expected an id such as vpc-0a1b2c3d4e5f67890; copy it from the VPC console`,
    );
  });

  test.each(["privateSubnetIds", "isolatedSubnetIds"])("rejects a single one of %s", (prop) => {
    expect(() => synthStack(existing({ [prop]: ["subnet-1"] }))).toThrow(
      `test/Network: \`${prop}\` is ["subnet-1"], expected at least 2 subnets; EKS and RDS need subnets in two zones`,
    );
  });

  test.each(["publicSubnetIds", "privateSubnetIds", "isolatedSubnetIds"])(
    "takes none of %s, where none is used",
    (prop) => {
      expect(attributesOf(existing({ [prop]: [] }))).toEqual({ ...EXISTING, [prop]: [] });
    },
  );

  test("takes tokens", () => {
    const attributes = attributesOf((stack) => {
      const ids = new TerraformVariable(stack, "ids", { type: "list(string)" }).listValue;
      const vpcId = new TerraformVariable(stack, "vpc_id", { type: "string" }).stringValue;
      return existing({ vpcId, privateSubnetIds: ids, isolatedSubnetIds: ids })(stack);
    });

    expect(attributes).toEqual(
      expect.objectContaining({
        vpcId: "${var.vpc_id}",
        privateSubnetIds: "${var.ids}",
        isolatedSubnetIds: "${var.ids}",
      }),
    );
  });
});

/** What a network tells of itself, as Terraform would see it. */
function attributesOf(build: (stack: TerraformStack) => NetworkAttributes): unknown {
  const json = synthStack((stack) => {
    const { vpcId, vpcCidr, publicSubnetIds, publicSubnetCidrs, ...others } = build(stack);
    const { privateSubnetIds, privateSubnetCidrs, isolatedSubnetIds } = others;
    const value = { vpcId, vpcCidr, publicSubnetIds, publicSubnetCidrs };
    new TerraformOutput(stack, "network", {
      value: { ...value, privateSubnetIds, privateSubnetCidrs, isolatedSubnetIds },
    });
  });
  return (json as { output?: { network: { value: unknown } } }).output?.network.value;
}
