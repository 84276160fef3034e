import type { Block, Json } from "../inspect/terraform-json";
import { type Item, known, lines, type Reading, refersTo } from "./reading";

export type TierName = "public" | "private" | "isolated";

/** The subnets of one kind, side by side in the zones. */
export interface Tier {
  readonly name: TierName;
  readonly title: string;
  /** In the order of the zones; `undefined` where a zone has none of this kind. */
  readonly subnets: readonly (Item | undefined)[];
  /** In the order of the zones. */
  readonly natGateways: readonly (Item | undefined)[];
}

export interface Network {
  /** The VPC itself. */
  readonly item?: Item;
  /** Titles of the columns; empty where a subnet's zone is not known. */
  readonly zones: readonly string[];
  readonly tiers: readonly Tier[];
  readonly internetGateway?: Item;
  /** Gateway endpoint of S3. */
  readonly bucketEndpoint?: Item;
  readonly interfaceEndpoints?: Item;
}

const titles: Readonly<Record<TierName, string>> = { public: "Public", private: "Private", isolated: "Isolated" };

interface Subnet {
  readonly tier: TierName;
  readonly zone: string;
  readonly address: string;
  readonly item: Item;
}

export function readNetwork(reading: Reading): Network {
  const subnets = [...made(reading), ...brought(reading)];
  const zones = [...new Set(subnets.map(({ zone }) => zone))];
  const nats = reading.all("aws_nat_gateway").map((nat) => ({
    zone: subnets.find(({ address }) => refersTo(nat.body.subnet_id, address))?.zone,
    item: item("nat", "NAT gateway", nat),
  }));
  const tiers = (["public", "private", "isolated"] as const).map((name) => ({
    name,
    // What a user names for databases may well have a way out.
    title:
      name === "isolated" && subnets.some(({ tier, item: { yours } }) => tier === name && yours)
        ? "Database"
        : titles[name],
    subnets: zones.map((zone) => subnets.find((subnet) => subnet.tier === name && subnet.zone === zone)?.item),
    natGateways: zones.map((zone) => (name === "public" ? nats.find((nat) => nat.zone === zone)?.item : undefined)),
  }));
  const gateway = reading.all("aws_internet_gateway")[0];
  return {
    ...vpc(reading),
    ...endpoints(reading),
    zones: zones.map((zone, i) => (zone.startsWith("?") ? "" : (known(zone) ?? `Zone ${i + 1}`))),
    tiers: tiers.filter((tier) => tier.subnets.some(Boolean) || tier.natGateways.some(Boolean)),
    ...(gateway && { internetGateway: item("gateway", "Internet gateway", gateway) }),
  };
}

/** Which subnets a resource is in, by its arguments. */
export function tierOf(reading: Reading, subnetIds: Json | undefined): TierName | undefined {
  return [...made(reading), ...brought(reading)].find(({ address }) => refersTo(subnetIds, address))?.tier;
}

function vpc(reading: Reading): Pick<Network, "item"> {
  const own = reading.all("aws_vpc")[0];
  const found = own ?? reading.all("data.aws_vpc")[0];
  if (!found) return {};
  const cidr = own && known(own.body.cidr_block);
  return { item: item("network", cidr ? `VPC ${cidr}` : "VPC", found) };
}

/** Subnets of this deployment: what they are is where their routes lead. */
function made(reading: Reading): Subnet[] {
  return reading.all("aws_subnet").map((subnet) => ({
    tier: tierByRoutes(reading, subnet),
    zone: String(subnet.body.availability_zone),
    address: subnet.address,
    item: { ...item("network", "", subnet), details: lines(known(subnet.body.cidr_block)) },
  }));
}

function tierByRoutes(reading: Reading, subnet: Block): TierName {
  const association = reading
    .all("aws_route_table_association")
    .find(({ body }) => refersTo(body.subnet_id, subnet.address));
  const ways = reading
    .all("aws_route")
    .filter(({ body }) => association !== undefined && body.route_table_id === association.body.route_table_id)
    .flatMap(({ body }) => Object.keys(body));
  if (ways.includes("gateway_id")) return "public";
  return ways.includes("nat_gateway_id") ? "private" : "isolated";
}

/** Subnets that exist: one data source for all of a kind. Their zones are not known, so that they stand in any order. */
function brought(reading: Reading): Subnet[] {
  const kinds: readonly [string, TierName][] = [
    ["network_public", "public"],
    ["network_private", "private"],
    ["network_database", "isolated"],
  ];
  return kinds.flatMap(([name, tier]) => {
    const found = reading.find("data.aws_subnet", name);
    const count = typeof found?.body.count === "number" ? found.body.count : 1;
    if (!found) return [];
    return Array.from({ length: count }, (_, i) => ({
      tier,
      zone: `?${i}`,
      address: found.address,
      item: item("network", "", found),
    }));
  });
}

function endpoints(reading: Reading): Pick<Network, "bucketEndpoint" | "interfaceEndpoints"> {
  const all = reading.all("aws_vpc_endpoint");
  const gateway = all.find(({ body }) => body.vpc_endpoint_type === "Gateway");
  const others = all.filter(({ body }) => body.vpc_endpoint_type === "Interface");
  // com.amazonaws.REGION.ecr.api
  const service = ({ body }: Block) =>
    String(body.service_name).replace(/^(\$\{[^}]*\}|com\.amazonaws)\.(\$\{[^}]*\}|[\w-]+)\./, "");
  return {
    ...(gateway && { bucketEndpoint: item("endpoint", "S3 gateway endpoint", gateway) }),
    ...(others.length > 0 && {
      interfaceEndpoints: {
        icon: "endpoint",
        title: others.length > 1 ? `${others.length} interface endpoints` : "Interface endpoint",
        details: [others.map(service).join(", ")],
        yours: false,
        addresses: others.map(({ address }) => address),
      },
    }),
  };
}

/** What a block shows; a data source stands for what the user brings. */
export function item(icon: Item["icon"], title: string, block: Block, details: readonly string[] = []): Item {
  return { icon, title, details, yours: block.kind === "data", addresses: [block.address] };
}
