import type { Architecture } from "./architecture";
import { card, cardHeight, detailSize, group, titleSize, toneOf } from "./cards";
import type { Area, Shape } from "./drawing";
import type { Item } from "./reading";
import { type Anchors, exits } from "./routes";

export interface Side {
  readonly shapes: readonly Shape[];
  readonly bottom: number;
  readonly bucket?: Area;
  /** Items without a place. */
  readonly left: readonly Item[];
}

const gap = 10;

/**
 * What a region offers beside the network: the bucket level with the nodes, the rest above and below it. What reaches far
 * below `limit` is left over.
 */
export function drawSide(
  { services, bucket }: Architecture,
  { x, y: start, width }: Omit<Area, "height">,
  anchors: Anchors,
  limit: number,
): Side {
  const shapes: Shape[] = [];
  const waiting = [...services];
  let y = start;
  let found: Area | undefined;
  const place = (item: Item) => {
    const placed = { x, y, width, height: cardHeight(item, width) };
    shapes.push(card(item, placed));
    y += placed.height + gap;
    return placed;
  };
  const placeUpTo = (end: number) => {
    for (let next = waiting[0]; next && y + cardHeight(next, width) <= end; next = waiting[0]) {
      place(next);
      waiting.shift();
    }
  };
  if (bucket) {
    const level = anchors.pods ? (exits(anchors.pods).request + exits(anchors.pods).sync) / 2 : start;
    const top = level - cardHeight(bucket, width) / 2;
    placeUpTo(top - gap);
    y = Math.max(y, top);
    found = place(bucket);
  }
  placeUpTo(limit + 60);
  return { shapes, bottom: y - gap, left: waiting, ...(found && { bucket: found }) };
}

/** Cards side by side, all of one height. */
export function drawShelf(
  items: readonly Item[],
  { x, y, width }: Omit<Area, "height">,
): { shapes: Shape[]; bottom: number } {
  if (items.length === 0) return { shapes: [], bottom: 0 };
  const perRow = Math.min(Math.max(items.length, 2), 3);
  const own = (width + gap) / perRow - gap;
  let top = y;
  const shapes: Shape[] = [];
  for (let first = 0; first < items.length; first += perRow) {
    const row = items.slice(first, first + perRow);
    const height = Math.max(...row.map((item) => cardHeight(item, own)));
    row.forEach((item, i) => shapes.push(card(item, { x: x + i * (own + gap), y: top, width: own, height })));
    top += height + gap;
  }
  return { shapes, bottom: top - gap };
}

/** Size of the gateway endpoint. */
export const endpointSize = { width: 70, height: 78 };

/** The gateway endpoint of S3, in the right side of the network, level with the nodes. */
export function drawEndpoint(
  { network }: Architecture,
  x: number,
  { pods }: Anchors,
): { shapes: Shape[]; area?: Area } {
  const item = network.bucketEndpoint;
  if (!item) return { shapes: [] };
  const { width, height } = endpointSize;
  const middle = pods ? (exits(pods).request + exits(pods).sync) / 2 : 260;
  const area = { x, y: middle - height / 2, width, height };
  const texts = item.title.split(" ").map((text, i): Shape => ({
    is: "text",
    x: x + width / 2,
    y: area.y + 43 + 13 * i,
    size: i === 0 ? titleSize : detailSize,
    bold: i === 0,
    muted: i > 0,
    anchor: "middle",
    text,
  }));
  const icon: Shape = {
    is: "icon",
    x: x + width / 2 - 11,
    y: area.y + 7,
    size: 22,
    icon: item.icon,
    tone: toneOf(item),
  };
  const box: Shape = { is: "box", ...area, surface: "card", tone: toneOf(item), dashed: item.yours };
  return { shapes: [group(item, [box, icon, ...texts])], area };
}
