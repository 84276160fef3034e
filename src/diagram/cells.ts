import { chip, chipHeight, chipWidth, detailSize, group } from "./cards";
import type { Area, Shape } from "./drawing";
import type { Tier } from "./network";
import type { Item } from "./reading";
import { shorten, textWidth } from "./text";

/** Columns of the zones. */
export interface Columns {
  readonly count: number;
  readonly width: number;
  /** Left side of the `i`-th. */
  x(i: number): number;
}

export function columnsIn(left: number, right: number, count: number): Columns {
  const width = (right - left + 6) / count - 6;
  return { count, width, x: (i) => left + i * (width + 6) };
}

const lineHeight = 14;

/**
 * How a tier's names and NAT gateways stand: all in a line; name and range in a line each; or these two below the gateway.
 */
type Style = "line" | "lines" | "stacked";

function styleOf(tier: Tier, columns: Columns): Style {
  const nat = tier.natGateways.find((one) => one !== undefined);
  const beside = nat ? chipWidth(short(nat)) + 5 : 0;
  const room = columns.width - 17 - beside;
  const fits = (text: (range: string | undefined) => string) =>
    tier.subnets.every((subnet) => textWidth(text(subnet?.details[0]), detailSize) <= room);
  if (fits((range) => [tier.title, range].filter(Boolean).join(" "))) return "line";
  return fits((range) => range ?? tier.title) ? "lines" : "stacked";
}

function short(nat: Item): Item {
  return { ...nat, title: "NAT" };
}

function labels(tier: Tier, range: string | undefined, style: Style): string[] {
  if (!range) return [tier.title];
  return style === "line" ? [`${tier.title} ${range}`] : [tier.title, range];
}

function lineCount(tier: Tier, style: Style): number {
  return Math.max(0, ...tier.subnets.map((subnet) => (subnet ? labels(tier, subnet.details[0], style).length : 0)));
}

function hasNat(tier: Tier): boolean {
  return tier.natGateways.some(Boolean);
}

/** A line from the lane to a NAT gateway in another column passes below the names. */
export function passesBelow(tier: Tier, columns: Columns): boolean {
  return hasNat(tier) && tier.natGateways.at(-1) === undefined && styleOf(tier, columns) !== "stacked";
}

/** Traffic enters a public subnet from above, so that its name stands there; the others keep that side free for it. */
export function headerHeight(tier: Tier, columns: Columns): number {
  if (tier.name !== "public") return 0;
  const style = styleOf(tier, columns);
  const text = lineHeight * lineCount(tier, style) + 2;
  const nat = hasNat(tier) ? chipHeight : 0;
  const below = passesBelow(tier, columns) ? 6 : 0;
  return (style === "stacked" ? text + nat + (nat && 4) : Math.max(text, nat)) + 8 + below;
}

export function footerHeight(tier: Tier, columns: Columns): number {
  return tier.name === "public" ? 0 : lineHeight * lineCount(tier, styleOf(tier, columns)) + 2;
}

/** One cell a zone. */
export function drawCells(tier: Tier, columns: Columns, y: number, height: number): Shape[] {
  const style = styleOf(tier, columns);
  const nat = style === "stacked" && hasNat(tier) ? chipHeight + 4 : 0;
  const start = tier.name === "public" ? y + 20 + nat : y + height - 9 - lineHeight * (lineCount(tier, style) - 1);
  return tier.subnets.flatMap((subnet, i) => {
    if (!subnet) return [];
    const x = columns.x(i);
    const inset = style === "stacked" ? 4 : 9;
    const texts = labels(tier, subnet.details[0], style).map((text, line): Shape => {
      const size = [detailSize, 10, 9].find((one) => textWidth(text, one) <= columns.width - 2 * inset) ?? 9;
      const shown = shorten(text, columns.width - 2 * inset, size);
      return { is: "text", x: x + inset, y: start + lineHeight * line, size, muted: true, text: shown };
    });
    const box: Shape = { is: "box", x, y, width: columns.width, height, surface: tier.name, dashed: subnet.yours };
    return [group({ ...subnet, title: `${tier.title} subnet` }, [box, ...texts])];
  });
}

/** Where each NAT gateway of a tier stands, by zone. */
export function natAreas(tier: Tier, columns: Columns, y: number): (Area | undefined)[] {
  return tier.natGateways.map((nat, i) => {
    if (!nat) return undefined;
    const width = Math.min(chipWidth(short(nat)), columns.width - 10);
    const inset = styleOf(tier, columns) === "stacked" ? 5 : 8;
    return { x: columns.x(i) + columns.width - width - inset, y: y + 8, width, height: chipHeight };
  });
}

export function drawNats(tier: Tier, areas: readonly (Area | undefined)[]): Shape[] {
  return tier.natGateways.flatMap((nat, i) => {
    const area = areas[i];
    return nat && area ? [chip(short(nat), area.x, area.y, area.width)] : [];
  });
}
