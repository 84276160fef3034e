import type { Architecture } from "./architecture";
import type { Flow, Place } from "./flows";
import type { Tier } from "./network";
import { type Item, lines } from "./reading";

/** Writes an architecture as a Mermaid flowchart. */
export function mermaidOf(architecture: Architecture): string {
  const chart = new Chart();
  const { clients, internet, region, network, bucket, services } = architecture;
  if (clients) chart.node("clients", clients);
  if (internet) chart.node("internet", internet);
  chart.group("region", region ? `AWS region ${region}` : "AWS region", () => {
    const vpc = network.item ?? { icon: "network", title: "Network", details: [], yours: false, addresses: [] };
    chart.group("vpc", name(vpc), () => drawVpc(chart, architecture), vpc.yours);
    if (architecture.database?.item.yours) chart.node("database", architecture.database.item);
    if (bucket) chart.node("bucket", bucket);
    chart.group("services", "Beside the network", () => {
      chart.columns(services.map((item, i) => [`service${i + 1}`, item]));
    });
  });
  chart.flow(architecture.request);
  chart.flow(architecture.sync);
  if (architecture.database?.standby) chart.link("database", "standby", "copies");
  return chart.text();
}

function drawVpc(chart: Chart, architecture: Architecture): void {
  const { network, loadBalancer, database } = architecture;
  if (network.internetGateway) chart.node("internetGateway", network.internetGateway);
  if (network.bucketEndpoint) chart.node("bucketEndpoint", network.bucketEndpoint);
  if (network.interfaceEndpoints) chart.node("interfaceEndpoints", network.interfaceEndpoints);
  for (const tier of ["public", "private", "isolated"] as const) {
    const found = network.tiers.find(({ name: own }) => own === tier);
    const draw = () => {
      if (found) drawSubnets(chart, found, network.zones);
      if (found) drawNats(chart, found);
      if (loadBalancer && (loadBalancer.tier ?? "public") === tier) {
        const parts = loadBalancer.parts.map(name);
        chart.node("loadBalancer", { ...loadBalancer.item, details: [...loadBalancer.item.details, ...parts] });
      }
      if ((architecture.nodes?.tier ?? "private") === tier) drawNodes(chart, architecture);
      if (database && !database.item.yours && (database.tier ?? "isolated") === tier) {
        chart.node("database", database.item);
        if (database.standby) chart.node("standby", database.standby);
      }
    };
    if (found) chart.group(tier, `${found.title} subnets`, draw);
    else draw();
  }
}

/** One node for the subnets of a tier, a line each: Mermaid would put a node for each side by side. */
function drawSubnets(chart: Chart, { name: id, title, subnets }: Tier, zones: readonly string[]): void {
  const there = subnets.flatMap((subnet, i) => (subnet ? [{ subnet, zone: zones[i] ?? "" }] : []));
  const [first] = there;
  if (!first) return;
  const details = there.flatMap(({ subnet, zone }) => lines([zone, ...subnet.details].filter(Boolean).join(": ")));
  const count = there.length === 1 ? "1 subnet" : `${there.length} subnets`;
  chart.node(`${id}Subnets`, { ...first.subnet, title: `${count}, ${title.toLowerCase()}`, details });
}

function drawNats(chart: Chart, tier: Tier): void {
  const nats = tier.natGateways.filter((nat) => nat !== undefined);
  const [first] = nats;
  if (first)
    chart.node("natGateway", { ...first, title: nats.length > 1 ? `${nats.length} NAT gateways` : first.title });
}

function drawNodes(chart: Chart, { nodes, pods }: Architecture): void {
  const draw = () => {
    if (!pods) return;
    chart.node("pods", { ...pods.item, title: `${pods.replicas} × ${pods.item.title}` });
    pods.others.forEach((item, i) => chart.node(`others${i + 1}`, item));
  };
  if (nodes) chart.group("nodes", [name(nodes.item), ...nodes.item.details].join(", "), draw, nodes.item.yours);
  else draw();
}

function name({ title, yours }: Item): string {
  return yours ? `${title} (yours)` : title;
}

class Chart {
  private readonly lines = ["flowchart TB"];
  private readonly yours: string[] = [];
  private readonly links: string[] = [];
  private depth = 1;

  node(id: string, item: Item): void {
    this.write(`${id}[${quoted([name(item), ...item.details])}]`);
    if (item.yours) this.yours.push(id);
  }

  /** Nodes in two columns, which takes links that do not show. */
  columns(nodes: readonly (readonly [string, Item])[]): void {
    if (nodes.length > 1) this.write("direction TB");
    nodes.forEach(([id, item]) => this.node(id, item));
    const half = Math.ceil(nodes.length / 2);
    for (const column of [nodes.slice(0, half), nodes.slice(half)]) {
      if (column.length > 1) this.write(column.map(([id]) => id).join(" ~~~ "));
    }
  }

  /** A frame around what `draw` adds; none around nothing, which Mermaid would not draw either. */
  group(id: string, title: string, draw: () => void, yours = false): void {
    const start = this.lines.length;
    this.write(`subgraph ${id}[${quoted([title])}]`);
    this.depth++;
    draw();
    this.depth--;
    if (this.lines.length === start + 1) {
      this.lines.pop();
      return;
    }
    this.write("end");
    if (yours) this.yours.push(id);
  }

  flow(steps: Flow): void {
    for (const { mark, places, protocol } of steps) {
      places.slice(1).forEach((place, i) => {
        const label = i === 0 ? `${mark} ${protocol}`.trim() : mark;
        this.link(places[i] as Place, place, label);
      });
    }
  }

  link(from: string, to: string, label: string): void {
    this.links.push(`  ${from} -->|${quoted([label])}| ${to}`);
  }

  text(): string {
    const dashed =
      this.yours.length === 0
        ? []
        : ["  classDef yours stroke-dasharray: 5 4", `  class ${this.yours.join(",")} yours`];
    return [...this.lines, ...this.links, ...dashed, ""].join("\n");
  }

  private write(line: string): void {
    this.lines.push("  ".repeat(this.depth) + line);
  }
}

/** One label; Mermaid takes no bare quotation mark in it. */
function quoted(parts: readonly string[]): string {
  const safe = parts.map((part) =>
    part.replaceAll("#", "#35;").replaceAll('"', "#quot;").replaceAll("<", "#lt;").replaceAll(">", "#gt;"),
  );
  return `"${safe.join("<br/>")}"`;
}
