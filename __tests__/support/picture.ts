import { shape } from "../../scripts/checks/shapes";
import { drawDiagram, type Picture } from "../../src/diagram/draw";
import type { Json, Stacks, TerraformJson } from "../../src/inspect/terraform-json";

const pictures = new Map<string, Picture>();

/** The picture of a shape, or of what is left of it without some blocks. */
export function pictureOf(name: string, without?: (type: string, address: string) => boolean): Picture {
  const { stacks, inputs } = shape(name);
  if (without) return drawDiagram(reduced(stacks, without), inputs);
  const known = pictures.get(name) ?? drawDiagram(stacks, inputs);
  pictures.set(name, known);
  return known;
}

/** The picture of a shape with other values of its variables. */
export function pictureWith(name: string, values: Record<string, Json>): Picture {
  const { stacks, inputs } = shape(name);
  const { infrastructure, application, workspaces } = inputs;
  return drawDiagram(stacks, {
    infrastructure: { ...infrastructure, ...values },
    application: { ...application, ...values },
    workspaces,
  });
}

/** Of copies as deep as something is left out: each drawing of a test would take longer to copy all than to make. */
function reduced(stacks: Stacks, without: (type: string, address: string) => boolean): Stacks {
  const rest = (kind: string, types: object = {}) =>
    Object.fromEntries(
      Object.entries(types).map(([type, named]: [string, object]) => {
        const full = kind === "resource" ? type : `${kind}.${type}`;
        return [type, Object.fromEntries(Object.entries(named).filter(([name]) => !without(full, `${full}.${name}`)))];
      }),
    );
  const less = (json: TerraformJson): TerraformJson => {
    const kinds = (["resource", "data", "ephemeral"] as const).filter((kind) => json[kind]);
    return { ...json, ...Object.fromEntries(kinds.map((kind) => [kind, rest(kind, json[kind])])) };
  };
  const { infrastructure, application, workspaces } = stacks;
  return { infrastructure: less(infrastructure), application: less(application), workspaces: less(workspaces) };
}

/** What can be seen of an SVG file: its titles, which only name blocks, left out. */
export function seen(svg: string): string {
  return svg.replace(/<title>[^<]*<\/title>/g, "");
}

/** Addresses of blocks that an SVG file names. */
export function addressesIn(svg: string): string[] {
  const titles = [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title = ""]) => title);
  return [...new Set(titles.flatMap((title) => title.match(/(?:data\.|ephemeral\.)?[a-z0-9]+_\w+\.\w+/g) ?? []))];
}

/** Texts of an SVG file, in their order. */
export function textsIn(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) => text);
}
