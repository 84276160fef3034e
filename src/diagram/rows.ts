import type { Architecture } from "./architecture";
import { type Band, cardBand, databaseBand, loadBalancerBand, nodesBand } from "./bands";
import { detailSize, group, titleSize } from "./cards";
import {
  type Columns,
  columnsIn,
  drawCells,
  drawNats,
  footerHeight,
  headerHeight,
  natAreas,
  passesBelow,
} from "./cells";
import type { Area, Shape } from "./drawing";
import type { Item } from "./reading";
import type { Tier, TierName } from "./network";
import type { Anchors } from "./routes";
import { shorten, textWidth } from "./text";

/** Between boxes that arrows connect. */
export const arrowGap = 28;
/** Right of the zones, where lines go up and down. */
export const laneWidth = 36;

/** The network's insides, drawn at a place. */
export interface Rows {
  readonly back: readonly Shape[];
  readonly front: readonly Shape[];
  readonly anchors: Anchors;
  readonly bottom: number;
}

/** Draws the tiers of subnets one below the other, with what is in them, between two sides. */
export function drawRows(architecture: Architecture, vpc: Area, left: number, right: number): Rows {
  const { network } = architecture;
  const columns = columnsIn(left, right, Math.max(network.zones.length, 1));
  const rows = new RowBuilder(columns);
  rows.y = vpc.y + (network.internetGateway ? 16 : 6);
  if (network.internetGateway) rows.gate(network.internetGateway, architecture, vpc, left, right);
  if (network.item) rows.heading(network.item, left);
  if (network.zones.some(Boolean)) rows.zones(network.zones);
  rows.y += 8;
  for (const name of ["public", "private", "isolated"] as const) {
    const tier = network.tiers.find((one) => one.name === name);
    const bands = bandsIn(architecture, name);
    if (tier ?? bands[0]) rows.row(tier, bands);
  }
  return rows.done();
}

/** How to draw a band, and what its place is called. */
type Placed = readonly [keyof Anchors, (x: number, y: number, width: number) => Band];

function bandsIn({ loadBalancer, nodes, pods, database, network }: Architecture, name: TierName): Placed[] {
  const isIn = (tier: TierName | undefined, usual: TierName) => (tier ?? usual) === name;
  return [
    ...(loadBalancer && isIn(loadBalancer.tier, "public")
      ? [["loadBalancer", (x, y, width) => loadBalancerBand(loadBalancer, x, y, width)] as Placed]
      : []),
    ...((nodes ?? pods) && isIn(nodes?.tier, "private")
      ? [["pods", (x, y, width) => nodesBand(nodes, pods, x, y, width)] as Placed]
      : []),
    ...(network.interfaceEndpoints && name === "private"
      ? [["interfaceEndpoints", (x, y, width) => cardBand(network.interfaceEndpoints as Item, x, y, width)] as Placed]
      : []),
    ...(database && !database.item.yours && isIn(database.tier, "isolated")
      ? [["database", (x, y, width) => databaseBand(database, x, y, width)] as Placed]
      : []),
  ];
}

class RowBuilder {
  y = 0;
  private readonly back: Shape[] = [];
  private readonly front: Shape[] = [];
  private anchors: Anchors = { podEntries: [] };

  constructor(private readonly columns: Columns) {}

  /** The internet gateway, across the upper side of the network. What enters there passes it; what does not passes beside. */
  gate(item: Item, { loadBalancer }: Architecture, vpc: Area, left: number, right: number): void {
    const isEntry = loadBalancer !== undefined && !loadBalancer.isInternal;
    const x = isEntry ? vpc.x + 4 : left;
    const area = { x, y: vpc.y - 13, width: right + laneWidth - 4 - x, height: 26 };
    const start = area.x + (area.width - textWidth(item.title, detailSize, true) - 20) / 2;
    this.front.push(
      group(item, [
        { is: "box", ...area, surface: "card", tone: "network" },
        { is: "icon", x: start, y: area.y + 6, size: 14, icon: item.icon, tone: "network" },
        { is: "text", x: start + 20, y: area.y + 17, size: detailSize, bold: true, text: item.title },
      ]),
    );
  }

  heading(item: Item, x: number): void {
    this.y += 16;
    const text = item.yours ? `${item.title}, yours` : item.title;
    this.back.push({ is: "text", x, y: this.y, size: titleSize, bold: true, text });
  }

  zones(titles: readonly string[]): void {
    this.y += 17;
    const { columns, y } = this;
    titles.forEach((title, i) => {
      const text = shorten(title, columns.width - 4, detailSize);
      if (text !== "") this.back.push({ is: "text", x: columns.x(i) + 2, y, size: detailSize, muted: true, text });
    });
  }

  row(tier: Tier | undefined, bands: readonly Placed[]): void {
    const { columns } = this;
    const top = this.y;
    const { x, width } = this.extent(tier);
    this.y += 8 + (tier ? headerHeight(tier, columns) : 0);
    bands.forEach(([name, draw], i) => {
      if (i > 0) this.y += name === "interfaceEndpoints" ? 8 : arrowGap;
      const band = draw(x, this.y, width);
      this.front.push(...band.shapes);
      const area = { x, y: this.y, width, height: band.height };
      this.anchors = { ...this.anchors, [name]: area, ...(name === "pods" && { podEntries: band.entries }) };
      this.y += band.height;
    });
    this.y += 8 + (tier ? footerHeight(tier, columns) : 0);
    if (tier) {
      this.back.push(...drawCells(tier, columns, top, this.y - top));
      const nats = natAreas(tier, columns, top);
      this.front.push(...drawNats(tier, nats));
      // Lines go through the NAT gateway that is nearest to the lane.
      const nat = nats.findLast((area) => area !== undefined);
      const below = passesBelow(tier, columns) ? top + headerHeight(tier, columns) + 2 : undefined;
      if (nat) this.anchors = { ...this.anchors, natGateway: nat, ...(below && { belowNames: below }) };
    }
    this.y += arrowGap - 8;
  }

  /** What a tier's subnets reach over, less an edge. */
  private extent(tier: Tier | undefined): { x: number; width: number } {
    const { columns } = this;
    const has = (tier?.subnets ?? []).map(Boolean);
    const first = Math.max(has.indexOf(true), 0);
    const last = has.includes(true) ? has.lastIndexOf(true) : columns.count - 1;
    const x = columns.x(first) + 8;
    return { x, width: columns.x(last) + columns.width - 8 - x };
  }

  done(): Rows {
    return { back: this.back, front: this.front, anchors: this.anchors, bottom: this.y - arrowGap + 18 };
  }
}
