import type { Architecture } from "./architecture";
import type { Drawing, Point, Shape } from "./drawing";
import { icons } from "./icons";
import { styleSheet } from "./style";

/** Writes a drawing as an SVG file. */
export function svgOf(drawing: Drawing, architecture: Architecture): string {
  const { width, height, shapes } = drawing;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="ppm-diagram" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escape(title(architecture))}</title>`,
    `<desc>${escape(description(architecture))}</desc>`,
    `<style>\n${styleSheet()}</style>`,
    ...shapes.flatMap((shape) => written(shape)),
    "</svg>",
    "",
  ].join("\n");
}

function title({ region }: Architecture): string {
  return `Architecture of Posit Package Manager on Amazon EKS${region ? ` in ${region}` : ""}`;
}

/** Both flows in words, for who cannot see them. */
function description({ request, sync }: Architecture): string {
  const told = (name: string, steps: Architecture["request"]) =>
    steps.length === 0 ? [] : [`${name}: ${steps.map((step) => `${step.mark} ${step.words}`).join("; ")}.`];
  return [...told("A client's request", request), ...told("A sync of packages", sync)].join(" ");
}

function written(shape: Shape): string[] {
  switch (shape.is) {
    case "box": {
      const { x, y, width, height, surface, tone, dashed } = shape;
      const radius = { page: 10, region: 10, vpc: 10, public: 6, private: 6, isolated: 6, group: 6, card: 6, chip: 5 };
      const inset = surface === "page" ? 0 : 0.5;
      return [
        `<rect class="${names(surface, tone && `edge-${tone}`, dashed && "yours")}" x="${n(x + inset)}" y="${n(y + inset)}" width="${n(width - 2 * inset)}" height="${n(height - 2 * inset)}" rx="${radius[surface]}"/>`,
      ];
    }
    case "text": {
      const { x, y, text, size, bold, muted, anchor = "start" } = shape;
      const side = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
      return [
        `<text class="${names(bold && "bold", muted && "muted")}" x="${n(x)}" y="${n(y)}" font-size="${size}"${side}>${escape(text)}</text>`.replace(
          ' class=""',
          "",
        ),
      ];
    }
    case "icon": {
      const { x, y, icon, size, tone } = shape;
      const scale = n(size / (size > 14 ? 32 : 24));
      const inset = size > 14 ? size / 8 : 0;
      return [
        ...(size > 14
          ? [`<rect class="tile-${tone}" x="${n(x)}" y="${n(y)}" width="${size}" height="${size}" rx="5"/>`]
          : []),
        `<path class="${size > 14 ? "glyph" : `line-${tone}`}" transform="translate(${n(x + inset)} ${n(y + inset)}) scale(${scale})" d="${icons[icon]}"/>`,
      ];
    }
    case "line":
      return [`<path class="flow-${shape.tone}" d="${path(shape.points)}"/>`, arrow(shape.points, shape.tone)];
    case "mark": {
      const { x, y, text, tone } = shape;
      return [
        `<circle class="mark-${tone}" cx="${n(x)}" cy="${n(y)}" r="8.5"/>`,
        `<text class="mark" x="${n(x)}" y="${n(y + 3.8)}" font-size="10.5" text-anchor="middle">${escape(text)}</text>`,
      ];
    }
    case "group":
      return ["<g>", `<title>${escape(shape.title)}</title>`, ...shape.shapes.flatMap(written), "</g>"];
  }
}

/** Rounded at the corners. */
function path(points: readonly Point[]): string {
  const radius = 6;
  return points
    .map((point, i) => {
      const [before, after] = [points[i - 1], points[i + 1]];
      if (!before) return `M${n(point.x)} ${n(point.y)}`;
      if (!after) return `L${n(point.x)} ${n(point.y)}`;
      const into = towards(point, before, radius);
      const out = towards(point, after, radius);
      return `L${n(into.x)} ${n(into.y)}Q${n(point.x)} ${n(point.y)} ${n(out.x)} ${n(out.y)}`;
    })
    .join("");
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y), 1);
  const part = Math.min(distance / length, 0.5);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** Head at the last point; every line ends straight up, down, left or right. */
function arrow(points: readonly Point[], tone: string): string {
  const [before, end] = points.slice(-2);
  if (!before || !end) return "";
  const dx = Math.sign(end.x - before.x);
  const dy = Math.sign(end.y - before.y);
  const base = { x: end.x - dx * 8, y: end.y - dy * 8 };
  const corners = [end, { x: base.x - dy * 4.5, y: base.y + dx * 4.5 }, { x: base.x + dy * 4.5, y: base.y - dx * 4.5 }];
  return `<path class="head-${tone}" d="M${corners.map(({ x, y }) => `${n(x)} ${n(y)}`).join("L")}Z"/>`;
}

function names(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}

/** At most two digits after the point. */
function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
