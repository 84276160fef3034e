import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shape, shapeNames } from "../../../scripts/checks/shapes";
import { readArchitecture } from "../../../src/diagram/architecture";
import { type Drawing, flat, type Shape } from "../../../src/diagram/drawing";
import { layOut } from "../../../src/diagram/layout";
import { palettes, type Palette } from "../../../src/diagram/style";
import { textWidth } from "../../../src/diagram/text";
import { pictureOf, textsIn } from "../../support/picture";

interface Box {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function drawing(name: string): Drawing {
  const { stacks, inputs } = shape(name);
  return layOut(readArchitecture(stacks, inputs));
}

/** Areas that texts take, marks among them. */
function textBoxes(shapes: readonly Shape[]): Box[] {
  return flat(shapes).flatMap((one): Box[] => {
    if (one.is === "mark") {
      return [{ name: one.text, left: one.x - 8.5, right: one.x + 8.5, top: one.y - 8.5, bottom: one.y + 8.5 }];
    }
    if (one.is !== "text") return [];
    const width = textWidth(one.text, one.size, one.bold);
    const left = one.anchor === "middle" ? one.x - width / 2 : one.anchor === "end" ? one.x - width : one.x;
    // From the top of capitals to the bottom of a p.
    return [
      { name: one.text, left, right: left + width, top: one.y - one.size * 0.75, bottom: one.y + one.size * 0.22 },
    ];
  });
}

const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe.each(shapeNames)("the picture of %s", (name) => {
  test("has no texts over each other", () => {
    const boxes = textBoxes(drawing(name).shapes);
    expect(boxes.length).toBeGreaterThan(20);
    const pairs = boxes.flatMap((a, i) =>
      boxes.slice(i + 1).flatMap((b) => (overlap(a, b) ? [`${a.name} | ${b.name}`] : [])),
    );
    expect(pairs).toEqual([]);
  });

  test("has every text inside its box and the page", () => {
    const { shapes, width, height } = drawing(name);
    const page = { name: "page", left: 0, right: width, top: 0, bottom: height };
    const inside = (text: Box, box: Box) =>
      text.left >= box.left && text.right <= box.right && text.top >= box.top && text.bottom <= box.bottom;
    const groups = shapes.flatMap((one) => (one.is === "group" ? [one] : []));
    const spilled = groups.flatMap(({ shapes: own }) => {
      const [first] = own;
      if (first?.is !== "box") return [];
      const box = {
        name: "",
        left: first.x,
        right: first.x + first.width,
        top: first.y,
        bottom: first.y + first.height,
      };
      return textBoxes(own).filter((text) => !inside(text, box));
    });
    expect(spilled.map((text) => text.name)).toEqual([]);
    expect(
      textBoxes(shapes)
        .filter((text) => !inside(text, page))
        .map((text) => text.name),
    ).toEqual([]);
  });

  test("has no line across a text, and no box across another's side", () => {
    const { shapes } = drawing(name);
    const texts = textBoxes(shapes.filter((one) => one.is !== "mark"));
    const lines = flat(shapes).flatMap((one) => (one.is === "line" ? [one] : []));
    // What stands in a box covers lines below it.
    const open = texts.filter((text) => !isCovered(text, shapes));
    const crossed = lines.flatMap(({ points }) =>
      points.slice(1).flatMap((end, i) => {
        const start = points[i] ?? end;
        const segment = {
          name: "line",
          left: Math.min(start.x, end.x) - 1,
          right: Math.max(start.x, end.x) + 1,
          top: Math.min(start.y, end.y) - 1,
          bottom: Math.max(start.y, end.y) + 1,
        };
        return open.filter((text) => overlap(text, segment)).map((text) => text.name);
      }),
    );
    expect(crossed).toEqual([]);
    expect(cutBoxes(shapes)).toEqual([]);
  });

  test("is well-formed, says something in every text, and refers to nothing", () => {
    const { svg } = pictureOf(name);
    expect(wellFormed(svg)).toBe("");
    expect(textsIn(svg).filter((text) => text.trim() === "")).toEqual([]);
    expect([...svg.matchAll(/<title>([^<]*)<\/title>/g)].filter(([, title]) => title?.trim() === "")).toEqual([]);
    expect(svg).not.toMatch(/<script|<image|<use|<foreignObject|href|url\(|@import|\bon\w+=|\bid=/);
    expect([...svg.matchAll(/ ([\w:]+)="[^"]*http/g)].map(([, attribute]) => attribute)).toEqual(["xmlns"]);
    expect(svg).toMatch(
      /^<svg [^>]*role="img" width="900" height="\d+" viewBox="0 0 900 \d+">\n<title>[^<]+<\/title>\n<desc>[^<]+<\/desc>\n/,
    );
  });
});

function isCovered(text: Box, shapes: readonly Shape[]): boolean {
  return flat(shapes).some(
    (one) =>
      one.is === "box" &&
      ["card", "chip", "group"].includes(one.surface) &&
      one.x <= text.left &&
      one.x + one.width >= text.right &&
      one.y <= text.top &&
      one.y + one.height >= text.bottom,
  );
}

/** Cards and chips that another one covers in part. */
function cutBoxes(shapes: readonly Shape[]): string[] {
  const boxes = flat(shapes).flatMap((one) =>
    one.is === "box" && ["card", "chip"].includes(one.surface) ? [one] : [],
  );
  return boxes.flatMap((a, i) =>
    boxes.slice(i + 1).flatMap((b) => {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      const within = b.x >= a.x && b.x + b.width <= a.x + a.width && b.y >= a.y && b.y + b.height <= a.y + a.height;
      return apart || within ? [] : [`${JSON.stringify(a)} ${JSON.stringify(b)}`];
    }),
  );
}

/** What is wrong with the tags, attributes and entities of an XML text; empty when nothing is. */
function wellFormed(xml: string): string {
  const open: string[] = [];
  const token = /<(\/?)([a-z]+)((?: [\w:-]+="[^"<&]*")*)(\/?)>|&(?:amp|lt|gt|quot);|[^<&]/gy;
  let at = 0;
  for (let match = token.exec(xml); match; match = token.exec(xml)) {
    at = token.lastIndex;
    const [, close, tag, , empty] = match;
    if (tag === undefined || empty) continue;
    if (!close) open.push(tag);
    else if (open.pop() !== tag) return `</${tag}> closes nothing at ${at}`;
  }
  if (at !== xml.length) return `unexpected ${xml.slice(at, at + 20)}`;
  return open.length === 0 ? "" : `not closed: ${open.join(", ")}`;
}

test("the check of XML sees what is not", () => {
  expect(wellFormed('<a b="1"><c/>&amp;</a>')).toBe("");
  expect(["<a>", "<a></b>", "<a>&</a>", "<a b=1></a>", '<a b="<"></a>'].map(wellFormed)).not.toContain("");
});

test("the style sheet reaches nothing outside of the picture", () => {
  const css = /<style>([^<]*)<\/style>/.exec(pictureOf("reference").svg)?.[1] ?? "";
  const rules = css.split("\n").filter((line) => line.includes("{") && !line.startsWith("@media"));
  const selectors = rules.flatMap((rule) => (rule.split("{")[0] ?? "").split(","));
  expect(selectors.length).toBeGreaterThan(50);
  expect(selectors.filter((selector) => !selector.trim().startsWith(".ppm-diagram "))).toEqual([]);
  expect(css).toContain("@media (prefers-color-scheme: dark) {");
});

test("every class of the picture has a rule", () => {
  const used = new Set(
    shapeNames.flatMap((name) =>
      [...pictureOf(name).svg.matchAll(/class="([^"]*)"/g)].flatMap(([, names = ""]) => names.split(" ")),
    ),
  );
  const css = /<style>([^<]*)<\/style>/.exec(pictureOf("reference").svg)?.[1] ?? "";
  const missing = [...used].filter((one) => !css.includes(`.${one}`) && one !== "ppm-diagram");
  expect(missing).toEqual([]);
});

describe.each(Object.entries(palettes))("colours on a %s page", (_, palette: Palette) => {
  const { text, muted, onTone, surfaces, tones } = palette;

  test("text can be read on every surface (WCAG 1.4.3: 4.5)", () => {
    const poor = Object.entries(surfaces).flatMap(([name, { fill }]) =>
      [text, muted].filter((colour) => contrast(colour, fill) < 4.5).map((colour) => `${colour} on ${name}`),
    );
    expect(poor).toEqual([]);
    expect(Object.values(tones).filter((tone) => contrast(onTone, tone) < 4.5)).toEqual([]);
  });

  test("lines and edges of things can be seen (WCAG 1.4.11: 3)", () => {
    const poor = Object.values(tones).flatMap((tone) =>
      Object.entries(surfaces)
        .filter(([, { fill }]) => contrast(tone, fill) < 3)
        .map(([name]) => `${tone} on ${name}`),
    );
    expect(poor).toEqual([]);
  });
});

/** Ratio of two colours, as WCAG 2.2 defines it. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, bl = 0] = [1, 3, 5]
      .map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

test("the check of contrast knows black and white", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test("the README shows the picture of the reference architecture", () => {
  const root = join(__dirname, "../../..");
  expect(readFileSync(join(root, "docs/architecture.svg"), "utf8")).toBe(pictureOf("reference").svg);
  expect(readFileSync(join(root, "README.md"), "utf8")).toContain("](docs/architecture.svg)");
});
