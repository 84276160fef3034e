import { TerraformOutput, TerraformVariable, type TerraformStack } from "cdktf";
import { Network, type INetwork, type NetworkLookup } from "../../modules/network";
import { evaluateTemplate } from "../../src/inspect/evaluate";
import type { Json } from "../../src/inspect/terraform-json";
import { synthStack, warningsOf } from "../support/synth";

type Kind = "public" | "private" | "database";
type Options = Pick<NetworkLookup, "hostsCluster" | "outboundProxy">;
const ALL: readonly Kind[] = ["public", "private", "database"];

function lookup(stack: TerraformStack, kinds = ALL, options: Options = {}): INetwork {
  const ids = (kind: Kind) => new TerraformVariable(stack, `${kind}_subnet_ids`, { type: "list(string)" }).listValue;
  return Network.fromLookup(stack, "Network", {
    vpcId: new TerraformVariable(stack, "vpc_id", { type: "string" }).stringValue,
    publicSubnetIds: kinds.includes("public") ? ids("public") : undefined,
    privateSubnetIds: kinds.includes("private") ? ids("private") : undefined,
    databaseSubnetIds: kinds.includes("database") ? ids("database") : undefined,
    ...options,
  });
}

interface Condition {
  readonly condition: string;
  readonly error_message: string;
}
interface Data {
  readonly lifecycle: { readonly postcondition: Condition[]; readonly precondition: Condition[] };
}
interface Looked {
  readonly resource?: unknown;
  readonly data: Record<string, Record<string, Data>>;
  readonly check?: Record<string, { readonly assert: Condition[] }>;
  readonly locals?: Record<string, string>;
  readonly output?: Record<string, { readonly value: unknown }>;
}
const synth = (kinds = ALL, options: Options = {}) =>
  synthStack((stack) => lookup(stack, kinds, options)) as unknown as Looked;

const SUBNETS = [
  { id: "subnet-a", vpc_id: "vpc-1", availability_zone: "eu-central-1a", available_ip_address_count: 40, tags: {} },
  { id: "subnet-b", vpc_id: "vpc-1", availability_zone: "eu-central-1b", available_ip_address_count: 7, tags: {} },
];

/** Where the subnets of each kind are `subnets`, and the instance is the second one. */
function holds(template: string, { self = {}, subnets = SUBNETS }: { self?: Json; subnets?: Json } = {}): Json {
  const ids = ["subnet-a", "subnet-b"];
  const kinds = Object.fromEntries(ALL.map((kind) => [`network_${kind}`, subnets]));
  const known: Record<string, Json> = {
    self,
    count: { index: 1 },
    var: { vpc_id: "vpc-1", public_subnet_ids: ids, private_subnet_ids: ids, database_subnet_ids: ids },
    data: { aws_vpc: { network: { id: "vpc-1" } }, aws_subnet: kinds },
  };
  return evaluateTemplate(template, (reference) =>
    reference.reduce<Json>((at, key) => {
      const found = (at as Record<string, Json>)[key];
      if (found === undefined) throw new Error(`${reference.join(".")} is not there`);
      return found;
    }, known),
  );
}

const texts = ({ condition, error_message: message }: Condition, values: Parameters<typeof holds>[1]) => ({
  holds: holds(condition, values),
  message: holds(message, values),
});
const GIVEN = '["subnet-a","subnet-b"]';

describe("Network.fromLookup", () => {
  test("defines no resource, and looks up only what it is asked for", () => {
    const json = synth();
    expect(json.resource).toBeUndefined();
    expect(Object.keys(json.data.aws_vpc ?? {})).toEqual(["network"]);
    expect(Object.keys(json.data.aws_subnet ?? {}).sort()).toEqual([
      "network_database",
      "network_private",
      "network_public",
    ]);
    expect(synth([]).data).toEqual({ aws_vpc: json.data.aws_vpc });
    expect(synth([]).check).toBeUndefined();
  });

  test("gives ids by way of the route tables, in the order given, and so after every check", () => {
    const json = synthStack((stack) => {
      const { vpcId, vpcCidr, publicSubnetIds, publicSubnetCidrs, ...others } = lookup(stack);
      const { privateSubnetIds, privateSubnetCidrs, isolatedSubnetIds } = others;
      const value = { vpcId, vpcCidr, publicSubnetIds, publicSubnetCidrs, privateSubnetIds, privateSubnetCidrs };
      new TerraformOutput(stack, "network", { value: { ...value, isolatedSubnetIds } });
    }) as unknown as Looked;

    expect(json.output?.network?.value).toEqual({
      vpcId: "${data.aws_vpc.network.id}",
      vpcCidr: "${data.aws_vpc.network.cidr_block}",
      publicSubnetIds: "${local.network_public_ids}",
      publicSubnetCidrs: "${data.aws_subnet.network_public[*].cidr_block}",
      privateSubnetIds: "${local.network_private_ids}",
      privateSubnetCidrs: "${data.aws_subnet.network_private[*].cidr_block}",
      isolatedSubnetIds: "${local.network_database_ids}",
    });
    expect(json.locals?.network_private_ids).toBe(
      "${[for index, checked in data.aws_route_table.network_private_route_table : data.aws_subnet.network_private[index].id]}",
    );
    expect(json.data.aws_subnet?.network_private).toMatchObject({
      count: "${length(var.private_subnet_ids)}",
      id: "${var.private_subnet_ids[count.index]}",
    });
  });

  test("puts a database into the private subnets where it has none of its own", () => {
    const seen: unknown[] = [];
    synthStack((stack) => {
      const network = lookup(stack, ["private"]);
      seen.push(network.isolatedSubnetIds === network.privateSubnetIds, network.publicSubnetIds);
    });
    expect(seen).toEqual([true, []]);
  });

  test("reads the routes of a subnet's own route table, or of the VPC's main one", () => {
    const table = synth().data.aws_route_table?.network_private_route_table as unknown as {
      vpc_id: string;
      filter: { name: string; values: string[] }[];
    };
    const own = "length(data.aws_route_tables.network_private_route_tables[count.index].ids) > 0";
    expect(table.vpc_id).toBe("${data.aws_vpc.network.id}");
    expect(table.filter).toEqual([
      {
        name: `\${(${own}) ? "association.subnet-id" : "association.main"}`,
        values: [`\${(${own}) ? (data.aws_subnet.network_private[count.index].id) : "true"}`],
      },
    ]);
  });

  test.each([
    [0, "enable_dns_support", "DNS resolution", "--enable-dns-support"],
    [1, "enable_dns_hostnames", "DNS hostnames", "--enable-dns-hostnames"],
  ])("stops without DNS (%i)", (index, attribute, name, option) => {
    const condition = synth().data.aws_vpc?.network?.lifecycle.postcondition[index] as Condition;
    expect(holds(condition.condition, { self: { [attribute]: true } })).toBe(true);
    expect(texts(condition, { self: { [attribute]: false } })).toEqual({
      holds: false,
      message: `vpc_id is "vpc-1", a VPC without ${name}, expected one with it; run 'aws ec2 modify-vpc-attribute --vpc-id vpc-1 ${option}'.`,
    });
  });

  test.each(ALL)("stops with a %s subnet of another VPC", (kind) => {
    const [condition] = synth().data.aws_subnet?.[`network_${kind}`]?.lifecycle.postcondition as [Condition];
    expect(holds(condition.condition, { self: { id: "subnet-a", vpc_id: "vpc-1" } })).toBe(true);
    expect(texts(condition, { self: { id: "subnet-x", vpc_id: "vpc-2" } })).toEqual({
      holds: false,
      message: `${kind}_subnet_ids is ${GIVEN}, with subnet-x of vpc-2, expected subnets of vpc-1; name subnets of that VPC, or correct vpc_id.`,
    });
  });

  test.each(ALL)("stops with two %s subnets in a zone", (kind) => {
    const tables = synth().data.aws_route_tables?.[`network_${kind}_route_tables`];
    const [condition] = tables?.lifecycle.precondition as [Condition];
    expect(holds(condition.condition)).toBe(true);
    const subnets = SUBNETS.map((subnet) => ({ ...subnet, availability_zone: "eu-central-1a" }));
    expect(texts(condition, { subnets })).toEqual({
      holds: false,
      message: `${kind}_subnet_ids is ${GIVEN}, with subnet-b in eu-central-1a after another one there, expected each in a zone of its own; name one subnet of every zone, in two zones or more.`,
    });
  });

  const internet = { cidr_block: "0.0.0.0/0", gateway_id: "igw-1" };
  const nat = { cidr_block: "0.0.0.0/0", gateway_id: "", nat_gateway_id: "nat-1" };
  const others = [
    { cidr_block: "10.1.0.0/16", gateway_id: "igw-1" },
    { cidr_block: "", gateway_id: "vpce-1" },
  ];
  const isPublic = "whose route table rtb-1 leads 0.0.0.0/0 to an internet gateway";
  const notPublicFix = "expected subnets that are not public; name others, or lead that route to a NAT gateway.";
  const noWayOut =
    "whose route table rtb-1 has no route for 0.0.0.0/0, expected subnets with a way out; add that route, to a NAT gateway, a transit gateway or the like, or turn packageManager.outboundProxy on.";
  const notInternet =
    "whose route table rtb-1 does not lead 0.0.0.0/0 to an internet gateway, expected public subnets; name public ones, or add that route.";

  test.each<[string, Kind, Options, Json[], string[]]>([
    ["public to the internet", "public", {}, [internet], []],
    ["public to NAT", "public", {}, [nat, ...others], [notInternet]],
    ["public nowhere", "public", {}, others, [notInternet]],
    ["private to the internet", "private", {}, [internet], [`${isPublic}, ${notPublicFix}`]],
    ["private to NAT", "private", {}, [nat, ...others], []],
    ["private to a virtual private gateway", "private", {}, [{ cidr_block: "0.0.0.0/0", gateway_id: "vgw-1" }], []],
    ["private nowhere", "private", {}, others, [noWayOut]],
    ["private nowhere, with a proxy", "private", { outboundProxy: true }, others, []],
    ["private nowhere, without a cluster", "private", { hostsCluster: false }, others, []],
    [
      "private to the internet, with a proxy",
      "private",
      { outboundProxy: true },
      [internet],
      [`${isPublic}, ${notPublicFix}`],
    ],
    ["database to the internet", "database", {}, [internet], [`${isPublic}, ${notPublicFix}`]],
    ["database nowhere", "database", {}, others, []],
    ["database to NAT", "database", {}, [nat], []],
  ])("judges a route of %s", (_, kind, options, routes, problems) => {
    const table = synth(ALL, options).data.aws_route_table?.[`network_${kind}_route_table`];
    const results = (table?.lifecycle.postcondition ?? []).map((condition) =>
      texts(condition, { self: { routes, route_table_id: "rtb-1" } }),
    );
    expect(results.filter((result) => result.holds !== true).map((result) => result.message)).toEqual(
      problems.map((problem) => `${kind}_subnet_ids is ${GIVEN}, with subnet-b, ${problem}`),
    );
  });

  test.each<[Kind, Options, number, string]>([
    ["public", {}, 8, "a load balancer"],
    ["private", {}, 32, "nodes and pods"],
    ["private", { hostsCluster: false }, 8, "a load balancer"],
  ])("warns of %s subnets with too few addresses (%j)", (kind, options, min, use) => {
    const [assertion] = synth(ALL, options).check?.[`network_${kind}_free_addresses`]?.assert as [Condition];
    const free = (count: number) => ({
      subnets: SUBNETS.map((subnet, i) => ({ ...subnet, available_ip_address_count: i === 0 ? 40 : count })),
    });
    expect(holds(assertion.condition, free(min))).toBe(true);
    expect(texts(assertion, free(min - 1))).toEqual({
      holds: false,
      message: `free addresses of ${kind}_subnet_ids are {"subnet-a":40,"subnet-b":${min - 1}}, expected at least ${min} in each for ${use}; name larger subnets, or free addresses.`,
    });
  });

  test.each([
    ["public", "kubernetes.io/role/elb"],
    ["private", "kubernetes.io/role/internal-elb"],
  ])("warns of %s subnets without the tag %s, and leaves it to the user", (kind, tag) => {
    const [assertion] = synth().check?.[`network_${kind}_role_tag`]?.assert as [Condition];
    const tagged = (...values: Json[]) => ({
      subnets: SUBNETS.map((subnet, i) => ({ ...subnet, tags: { [tag]: values[i] ?? null } })),
    });
    expect(holds(assertion.condition, tagged("1", ""))).toBe(true);
    expect(texts(assertion, tagged("", "0"))).toEqual({
      holds: false,
      message: `subnets of ${kind}_subnet_ids without the tag ${tag} are ["subnet-b"], expected none; add it with the value 1, or Kubernetes finds no subnet for load balancers of its own.`,
    });
    expect(holds(assertion.condition)).toBe(false);
    expect(warningsOf((stack) => lookup(stack))).toContain(
      `The subnets of ${kind}_subnet_ids must carry the tag ${tag} where the cluster is to make load balancers of its own; Package Manager's needs no tag: aws ec2 create-tags --resources \${join(" ", var.${kind}_subnet_ids)} --tags Key=${tag},Value=1`,
    );
  });

  test("asks for no tag and no room for pods where no cluster is put", () => {
    expect(Object.keys(synth(ALL, { hostsCluster: false }).check ?? {})).toEqual([
      "network_private_free_addresses",
      "network_public_free_addresses",
    ]);
    expect(warningsOf((stack) => lookup(stack, ALL, { hostsCluster: false }))).toEqual([]);
  });
});
