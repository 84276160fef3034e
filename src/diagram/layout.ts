import type { Architecture } from "./architecture";
import { card, cardHeight, group, titleSize } from "./cards";
import type { Area, Drawing, Shape } from "./drawing";
import { drawLegend } from "./legend";
import type { Item } from "./reading";
import { type Anchors, drawRoutes } from "./routes";
import { drawRows, laneWidth } from "./rows";
import { drawEndpoint, drawShelf, drawSide, endpointSize } from "./side";

const pageWidth = 900;
const margin = 10;
/** Width of what is beside the network, and of the space before it, in which two lines are numbered. */
const sideWidth = 196;
const sideGap = 36;

/** Places everything. Rows are tiers of subnets, columns are zones; what a region offers beside the network is on the right. */
export function layOut(architecture: Architecture): Drawing {
  const { services, bucket, network, region: name } = architecture;
  const region = { x: margin, y: 92, width: pageWidth - 2 * margin };
  const hasSide = services.length > 0 || bucket !== undefined;
  const vpc: Area = {
    x: region.x + 12,
    y: region.y + (network.internetGateway ? 44 : 30),
    width: region.width - 24 - (hasSide ? sideWidth + sideGap : 0) - half(network.bucketEndpoint),
    height: 0,
  };
  const inside = drawNetwork(architecture, vpc);
  const { shapes: actors, anchors: above } = drawActors(architecture);
  const anchors = { ...inside.anchors, ...above };
  const vpcBottom = inside.bottom;
  const below = drawBroughtDatabase(architecture, anchors, vpcBottom);
  const sideArea = {
    x: region.x + region.width - 12 - sideWidth,
    y: vpc.y - (network.internetGateway ? 13 : 0),
    width: sideWidth,
  };
  const side = drawSide(architecture, sideArea, anchors, Math.max(vpcBottom, below.bottom));
  const shelfTop = Math.max(vpcBottom, below.bottom, side.bottom) + 14;
  const shelf = drawShelf(side.left, { x: vpc.x, y: shelfTop, width: region.width - 24 });
  const bottom = Math.max(vpcBottom, side.bottom, below.bottom, shelf.bottom) + 14;
  const routes = drawRoutes(architecture, {
    ...anchors,
    ...below.anchors,
    ...(side.bucket && { bucket: side.bucket }),
  });
  const legend = drawLegend(architecture, margin + 4, bottom + 14, pageWidth - 2 * margin - 8);
  const height = Math.ceil(bottom + 14 + legend.height + margin);
  const frames: Shape[] = [
    { is: "box", x: 0, y: 0, width: pageWidth, height, surface: "page" },
    { is: "box", ...region, height: bottom - region.y, surface: "region" },
    {
      is: "text",
      x: region.x + region.width - 12,
      y: region.y + 19,
      size: titleSize,
      bold: true,
      anchor: "end",
      text: name ? `AWS region ${name}` : "AWS region",
    },
  ];
  const network_: Shape[] = network.item
    ? [
        group(network.item, [
          { is: "box", ...vpc, height: vpcBottom - vpc.y, surface: "vpc", dashed: network.item.yours },
        ]),
      ]
    : [];
  return {
    width: pageWidth,
    height,
    shapes: [
      ...frames,
      ...network_,
      ...inside.back,
      ...routes.lines,
      ...inside.front,
      ...side.shapes,
      ...shelf.shapes,
      ...below.shapes,
      ...actors,
      ...routes.marks,
      ...legend.shapes,
    ],
  };
}

/** What the gateway endpoint takes on each side of the network's border. */
function half(endpoint: Item | undefined): number {
  return endpoint ? endpointSize.width / 2 : 0;
}

function drawNetwork(architecture: Architecture, vpc: Area) {
  const border = vpc.x + vpc.width;
  const endpointX = border - half(architecture.network.bucketEndpoint);
  const right = endpointX - laneWidth;
  const rows = drawRows(architecture, vpc, vpc.x + 30, right);
  const endpoint = drawEndpoint(architecture, endpointX, rows.anchors);
  const bottom = Math.max(rows.bottom, vpc.y + 60, endpoint.area ? endpoint.area.y + endpoint.area.height + 10 : 0);
  const anchors: Anchors = {
    ...rows.anchors,
    ...(endpoint.area && { bucketEndpoint: endpoint.area }),
    vpc: { ...vpc, height: bottom - vpc.y },
    lane: right + laneWidth / 2 - 1,
    gutter: vpc.x + 15,
  };
  return { back: rows.back, front: [...rows.front, ...endpoint.shapes], anchors, bottom };
}

/** Clients and the sources of packages, above the region. */
function drawActors({ clients, internet }: Architecture): { shapes: Shape[]; anchors: Partial<Anchors> } {
  const place = (item: Item | undefined, x: number, width: number) =>
    item && { item, area: { x, y: margin, width, height: cardHeight(item, width) } };
  const left = place(clients, margin, 290);
  const right = place(internet, pageWidth - margin - 430, 430);
  return {
    shapes: [left, right].flatMap((one) => (one ? [card(one.item, one.area)] : [])),
    anchors: { ...(left && { clients: left.area }), ...(right && { internet: right.area }) },
  };
}

/** A server that exists may be in any network: it stands below. */
function drawBroughtDatabase(
  { database }: Architecture,
  { lane = 0, gutter = 0 }: Anchors,
  bottom: number,
): { shapes: Shape[]; anchors: Partial<Anchors>; bottom: number } {
  if (!database?.item.yours) return { shapes: [], anchors: {}, bottom: 0 };
  const area = { x: gutter + 15, y: bottom + 34, width: lane - gutter + 5, height: 0 };
  const placed = { ...area, height: cardHeight(database.item, area.width) };
  return { shapes: [card(database.item, placed)], anchors: { database: placed }, bottom: placed.y + placed.height };
}
