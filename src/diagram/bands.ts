import type { Database, LoadBalancer, Nodes, Pods } from "./architecture";
import { card, cardHeight, chip, chipHeight, chips, chipWidth, detailSize, group, titleSize, toneOf } from "./cards";
import type { Area, Shape } from "./drawing";
import type { Item } from "./reading";
import { shorten, textWidth } from "./text";

/** A thing that reaches over all zones, drawn at a place. */
export interface Band {
  readonly height: number;
  readonly shapes: readonly Shape[];
  /** Where arrows to its parts end, from above. */
  readonly entries: readonly number[];
}

export function loadBalancerBand(loadBalancer: LoadBalancer, x: number, y: number, width: number): Band {
  const { item, parts } = loadBalancer;
  const inner = chips(parts, x + 38, y + 34, width - 46);
  const height = 38 + (inner.height === 0 ? 0 : inner.height + 5);
  const title = shorten(item.title, width - 46, titleSize, true);
  const detail = [...item.details, ...(item.yours ? ["yours"] : [])].join(", ");
  const after = x + 38 + textWidth(title, titleSize, true) + 8;
  const shapes: Shape[] = [
    { is: "box", x, y, width, height, surface: "card", tone: toneOf(item), dashed: item.yours },
    { is: "icon", x: x + 8, y: y + 8, size: 22, icon: item.icon, tone: toneOf(item) },
    { is: "text", x: x + 38, y: y + 23, size: titleSize, bold: true, text: title },
    ...text(after, y + 23, shorten(detail, x + width - 8 - after, detailSize)),
  ];
  return { height, shapes: [group(item, shapes), ...inner.shapes], entries: [] };
}

function text(x: number, y: number, content: string): Shape[] {
  return content === "" ? [] : [{ is: "text", x, y, size: detailSize, muted: true, text: content }];
}

const most = 6;
const nodeHeight = 60;

/** Nodes with the pods on them; without nodes, the pods alone. */
export function nodesBand(nodes: Nodes | undefined, pods: Pods | undefined, x: number, y: number, width: number): Band {
  const replicas = pods?.replicas ?? 0;
  const count = nodes?.count ?? replicas;
  const drawn = Math.min(count, most);
  const inner = width - 16;
  const share = (inner + 8) / Math.max(drawn, 1);
  const boxWidth = Math.min(share - 8, 190);
  const boxes = Array.from({ length: drawn }, (_, i): Area => {
    const start = x + 8 + share * i + (share - 8 - boxWidth) / 2;
    return { x: start, y: y + 8, width: boxWidth, height: nodes ? nodeHeight : 30 };
  });
  const podsOn = (i: number) => Math.floor(replicas / count) + (i < replicas % count ? 1 : 0);
  const more = count - drawn;
  const bodyHeight = drawn === 0 ? 0 : (nodes ? nodeHeight : 30) + 8;
  const below = footer(nodes, pods, more, x + 10, y + 8 + bodyHeight, width - 20);
  const height = 8 + bodyHeight + below.height + 8;
  const frame = nodes?.item ?? pods?.item;
  const outline: Shape = { is: "box", x, y, width, height, surface: "group", tone: "compute", dashed: frame?.yours };
  return {
    height,
    // Only a node with a pod is a target.
    entries: boxes.filter((_, i) => podsOn(i) > 0).map((box) => box.x + box.width / 2),
    shapes: [
      ...(frame ? [group(nodes?.item ?? { ...frame, title: "Pods" }, [outline])] : []),
      ...boxes.flatMap((box, i) => nodeBox(nodes, pods, podsOn(i), box)),
      ...below.shapes,
    ],
  };
}

function nodeBox(nodes: Nodes | undefined, pods: Pods | undefined, podCount: number, box: Area): Shape[] {
  const { x, y, width, height } = box;
  const pod: Shape[] =
    pods && podCount > 0
      ? [podChip(pods.item, podCount, { x: x + 6, y: nodes ? y + 28 : y, width: width - 12, height: 26 })]
      : [];
  if (!nodes) return pod;
  const named = { ...nodes.item, title: "Node", details: nodes.instanceType ? [nodes.instanceType] : [] };
  const label = nodes.instanceType ?? "node";
  return [
    group(named, [
      { is: "box", x, y, width, height, surface: "card", tone: "compute", dashed: nodes.item.yours },
      { is: "icon", x: x + 6, y: y + 7, size: 14, icon: "node", tone: "compute" },
      { is: "text", x: x + 25, y: y + 18, size: detailSize, text: shorten(label, width - 29, detailSize) },
    ]),
    ...pod,
  ];
}

function podChip(item: Item, count: number, area: Area): Shape {
  const label = count > 1 ? `${item.title} × ${count}` : item.title;
  const { x, y, width } = area;
  return group(item, [
    { is: "box", ...area, surface: "chip", tone: "compute" },
    { is: "icon", x: x + 5, y: y + 6, size: 14, icon: item.icon, tone: "compute" },
    {
      is: "text",
      x: x + 23,
      y: y + 17,
      size: detailSize,
      bold: true,
      text: shorten(label, width - 26, detailSize, true),
    },
  ]);
}

/** What the frame says of its nodes, of its pods, and of pods that serve the cluster. */
function footer(
  nodes: Nodes | undefined,
  pods: Pods | undefined,
  more: number,
  x: number,
  y: number,
  width: number,
): { shapes: Shape[]; height: number } {
  const shapes: Shape[] = [];
  let height = 0;
  if (nodes) {
    const { item } = nodes;
    const details = [...item.details, more > 0 && `${more} not drawn`, item.yours && "yours"].filter(Boolean);
    const after = x + textWidth(item.title, titleSize, true) + 8;
    shapes.push({ is: "text", x, y: y + 12, size: titleSize, bold: true, text: item.title });
    shapes.push(...text(after, y + 12, shorten(details.join(", "), x + width - after, detailSize)));
    height += 17;
  }
  if (pods) {
    const { item, replicas, others } = pods;
    const label = [`${replicas} × ${item.title}`, ...item.details].join(" ");
    const right = others.reduce((sum, other) => sum + chipWidth(other) + 6, 0);
    const own = others.length > 0 ? chipHeight : 16;
    shapes.push(group(item, text(x, y + height + own / 2 + 4, shorten(label, width - right, detailSize))));
    let left = x + width - right + 6;
    for (const other of others) {
      shapes.push(chip(other, left, y + height));
      left += chipWidth(other) + 6;
    }
    height += own;
  }
  return { shapes, height };
}

/** A card over all zones. */
export function cardBand(item: Item, x: number, y: number, width: number): Band {
  const height = cardHeight(item, width);
  return { height, entries: [], shapes: [card(item, { x, y, width, height })] };
}

/** The server that is used at the right, where lines come in; the other one holds a copy. */
export function databaseBand(database: Database, x: number, y: number, width: number): Band {
  const { item, standby } = database;
  if (!standby) return cardBand(item, x, y, width);
  const space = 34;
  const own = Math.round((width - space) * 0.56);
  const other = width - space - own;
  const height = Math.max(cardHeight(item, own), cardHeight(standby, other));
  const from = { x: x + other + space - 1, y: y + height / 2 };
  return {
    height,
    entries: [],
    shapes: [
      card(standby, { x, y, width: other, height }),
      card(item, { x: x + other + space, y, width: own, height }),
      { is: "line", tone: "database", points: [from, { x: x + other + 1, y: from.y }] },
    ],
  };
}
