import type { Surface, Tone } from "./drawing";

export interface Palette {
  readonly text: string;
  readonly muted: string;
  /** Digits in a mark, lines in a tile. */
  readonly onTone: string;
  readonly surfaces: Readonly<Record<Surface, { readonly fill: string; readonly edge: string }>>;
  readonly tones: Readonly<Record<Tone, string>>;
}

/** Colours of a light and of a dark page. */
export const palettes: Readonly<Record<"light" | "dark", Palette>> = {
  light: {
    text: "#1f2328",
    muted: "#4d5763",
    onTone: "#ffffff",
    surfaces: {
      page: { fill: "#ffffff", edge: "none" },
      region: { fill: "#f6f8fa", edge: "#afb8c1" },
      vpc: { fill: "#ffffff", edge: "#8250df" },
      public: { fill: "#e6f6ea", edge: "#aeddba" },
      private: { fill: "#e7f1fc", edge: "#b3d3f5" },
      isolated: { fill: "#efeafb", edge: "#cfc1f2" },
      group: { fill: "#fff8f0", edge: "#bc5a00" },
      card: { fill: "#ffffff", edge: "#8c959f" },
      chip: { fill: "#ffffff", edge: "#8c959f" },
    },
    tones: {
      request: "#0a5fd0",
      sync: "#b0268a",
      network: "#7a3ff2",
      compute: "#b35900",
      storage: "#1a7f37",
      database: "#0b6e99",
      security: "#c0262d",
      management: "#57606a",
      actor: "#57606a",
    },
  },
  dark: {
    text: "#f0f3f6",
    muted: "#b4bdc8",
    onTone: "#0d1117",
    surfaces: {
      page: { fill: "#0d1117", edge: "none" },
      region: { fill: "#151b23", edge: "#4b5563" },
      vpc: { fill: "#0d1117", edge: "#a988f5" },
      public: { fill: "#10271a", edge: "#245c36" },
      private: { fill: "#0f2337", edge: "#24507f" },
      isolated: { fill: "#1f1836", edge: "#4a3b80" },
      group: { fill: "#251a0f", edge: "#e0964a" },
      card: { fill: "#1b222c", edge: "#768390" },
      chip: { fill: "#1b222c", edge: "#768390" },
    },
    tones: {
      request: "#6cb0ff",
      sync: "#f58fd0",
      network: "#b896ff",
      compute: "#f0a35e",
      storage: "#5fd07a",
      database: "#5cc4ea",
      security: "#ff8f93",
      management: "#b4bdc8",
      actor: "#b4bdc8",
    },
  },
};

/** System fonts, since a picture may fetch none. */
export const fonts = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';

/** Rules of an SVG file. All start at its class, so that those of a page around it stay as they are. */
export function styleSheet(): string {
  const shared = [
    rule("text", `font-family: ${fonts}`),
    rule(".bold, & .mark", "font-weight: 600"),
    rule(".yours", "stroke-dasharray: 5 4"),
    rule(".glyph", "fill: none; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round"),
    rule('[class^="line-"]', "fill: none; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round"),
    rule('[class^="flow-"]', "fill: none; stroke-width: 2"),
  ];
  const dark = colours(palettes.dark).map((line) => `  ${line}`);
  return `${[...shared, ...colours(palettes.light), "@media (prefers-color-scheme: dark) {", ...dark, "}"].join("\n")}\n`;
}

function colours({ text, muted, onTone, surfaces, tones }: Palette): string[] {
  return [
    rule("text", `fill: ${text}`),
    rule(".muted", `fill: ${muted}`),
    rule("text.mark", `fill: ${onTone}`),
    rule(".glyph", `stroke: ${onTone}`),
    ...Object.entries(surfaces).map(([name, { fill, edge }]) => rule(`.${name}`, `fill: ${fill}; stroke: ${edge}`)),
    ...Object.entries(tones).flatMap(([name, colour]) => [
      rule(`.tile-${name}, & .mark-${name}, & .head-${name}`, `fill: ${colour}`),
      rule(`.edge-${name}, & .line-${name}, & .flow-${name}`, `stroke: ${colour}`),
    ]),
  ];
}

/** `&` stands for the picture. */
function rule(selector: string, declarations: string): string {
  return `.ppm-diagram ${selector.replaceAll("&", ".ppm-diagram")} { ${declarations}; }`;
}
