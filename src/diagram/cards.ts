import type { Area, Shape, Tone } from "./drawing";
import type { IconName } from "./icons";
import type { Item } from "./reading";
import { shorten, textWidth, wrap } from "./text";

/** Sizes of text, in pixels. */
export const titleSize = 12;
export const detailSize = 11;
const lineHeight = 14;

const tones: Readonly<Record<IconName, Tone>> = {
  clients: "actor",
  internet: "actor",
  network: "network",
  gateway: "network",
  nat: "network",
  endpoint: "network",
  loadBalancer: "network",
  listener: "network",
  target: "network",
  firewall: "security",
  dns: "network",
  certificate: "security",
  cluster: "compute",
  node: "compute",
  pod: "compute",
  database: "database",
  bucket: "storage",
  vault: "storage",
  secret: "security",
  key: "security",
  logs: "management",
};

export function toneOf(item: Item): Tone {
  return tones[item.icon];
}

/** All shapes of an item, named for screen readers and tooltips by the blocks that it was read from. */
export function group(item: Item, shapes: readonly Shape[]): Shape {
  const yours = item.yours ? " (yours)" : "";
  const name = [item.title, ...item.details].filter(Boolean).join(", ");
  const blocks = item.addresses.length > 0 ? `: ${item.addresses.join(", ")}` : "";
  return { is: "group", title: `${name}${yours}${blocks}`, shapes };
}

const textStart = 38;

function detailLines(item: Item, width: number): string[] {
  const [first, ...more] = item.details;
  const details = item.yours ? [first ? `yours: ${first}` : "yours", ...more] : item.details;
  return details.flatMap((detail) => wrap(detail, width - textStart - 8, detailSize));
}

/** Height of a card of this width. */
export function cardHeight(item: Item, width: number): number {
  return Math.max(38, 28 + lineHeight * detailLines(item, width).length);
}

/** A box with an icon, a title and lines below it. */
export function card(item: Item, area: Area): Shape {
  const { x, y, width, height } = area;
  const details = detailLines(item, width);
  const first = y + (height - lineHeight * details.length) / 2 + 4;
  return group(item, [
    { is: "box", x, y, width, height, surface: "card", tone: toneOf(item), dashed: item.yours },
    {
      is: "icon",
      x: x + 8,
      y: details.length === 0 ? y + (height - 22) / 2 : first - 11,
      size: 22,
      icon: item.icon,
      tone: toneOf(item),
    },
    {
      is: "text",
      x: x + textStart,
      y: first,
      size: titleSize,
      bold: true,
      text: shorten(item.title, width - textStart - 8, titleSize, true),
    },
    ...details.map((text, i): Shape => ({
      is: "text",
      x: x + textStart,
      y: first + lineHeight * (i + 1),
      size: detailSize,
      muted: true,
      text,
    })),
  ]);
}

export const chipHeight = 22;

/** Width of a chip, which has an icon and one text. */
export function chipWidth(item: Item): number {
  return Math.ceil(30 + textWidth(item.title, detailSize));
}

/** A small box with an icon and one text. */
export function chip(item: Item, x: number, y: number, width = chipWidth(item)): Shape {
  const height = chipHeight;
  return group(item, [
    { is: "box", x, y, width, height, surface: "chip", tone: toneOf(item), dashed: item.yours },
    { is: "icon", x: x + 5, y: y + 4, size: 14, icon: item.icon, tone: toneOf(item) },
    { is: "text", x: x + 24, y: y + 15, size: detailSize, text: shorten(item.title, width - 28, detailSize) },
  ]);
}

/** Chips side by side, in as many rows as they need. */
export function chips(
  items: readonly Item[],
  x: number,
  y: number,
  width: number,
): { shapes: Shape[]; height: number } {
  let [left, top] = [x, y];
  const shapes = items.map((item) => {
    const own = Math.min(chipWidth(item), width);
    if (left > x && left + own > x + width) [left, top] = [x, top + chipHeight + 4];
    const shape = chip(item, left, top, own);
    left += own + 6;
    return shape;
  });
  return { shapes, height: items.length === 0 ? 0 : top + chipHeight - y };
}
