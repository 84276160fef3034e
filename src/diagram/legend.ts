import type { Architecture } from "./architecture";
import { detailSize, titleSize } from "./cards";
import type { Shape } from "./drawing";
import type { Flow } from "./flows";
import type { Item } from "./reading";
import { wrap } from "./text";

const lineHeight = 20;

/** What the numbers and the dashes mean. */
export function drawLegend(
  architecture: Architecture,
  x: number,
  y: number,
  width: number,
): { shapes: Shape[]; height: number } {
  const half = width / 2;
  const request = steps("A client's request", architecture.request, "request", x, y, half - 10);
  const sync = steps("A sync of packages", architecture.sync, "sync", x + half, y, half - 10);
  const shapes = [...request.shapes, ...sync.shapes];
  let { height } = sync;
  if (isAnythingYours(architecture)) {
    const top = y + height + (height > 0 ? 6 : 0);
    shapes.push(
      { is: "box", x: x + half, y: top + 2, width: 22, height: 14, surface: "card", dashed: true },
      { is: "text", x: x + half + 30, y: top + 13, size: detailSize, muted: true, text: "Exists already: yours" },
    );
    height = top - y + lineHeight;
  }
  return { shapes, height: Math.max(request.height, height) };
}

function steps(
  title: string,
  flow: Flow,
  tone: "request" | "sync",
  x: number,
  y: number,
  width: number,
): { shapes: Shape[]; height: number } {
  if (flow.length === 0) return { shapes: [], height: 0 };
  const shapes: Shape[] = [
    {
      is: "line",
      tone,
      points: [
        { x, y: y + 8 },
        { x: x + 26, y: y + 8 },
      ],
    },
    { is: "text", x: x + 36, y: y + 12, size: titleSize, bold: true, text: title },
  ];
  let height = lineHeight + 2;
  for (const step of flow) {
    const lines = wrap(step.words, width - 26, detailSize);
    shapes.push({ is: "mark", x: x + 9, y: y + height + 9, text: step.mark, tone });
    lines.forEach((text, i) =>
      shapes.push({ is: "text", x: x + 26, y: y + height + 13 + 14 * i, size: detailSize, text }),
    );
    height += lineHeight + 14 * (lines.length - 1);
  }
  return { shapes, height };
}

function isAnythingYours({ network, loadBalancer, nodes, database, bucket, services }: Architecture): boolean {
  const items: (Item | undefined)[] = [
    network.item,
    ...network.tiers.flatMap((tier) => tier.subnets),
    loadBalancer?.item,
    ...(loadBalancer?.parts ?? []),
    nodes?.item,
    database?.item,
    bucket,
    ...services,
  ];
  return items.some((item) => item?.yours === true);
}
