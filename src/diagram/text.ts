/**
 * Width of a text, in pixels: that of DejaVu Sans, the widest of the fonts that may be picked, so that nothing spills over
 * in any of them.
 */
export function textWidth(text: string, size: number, bold = false): number {
  const ems = [...text].reduce((sum, character) => sum + emOf(character), 0);
  return ems * size * (bold ? 1.15 : 1);
}

// No character beyond ASCII in a pattern: the bundle is read byte by byte, where only strings have them escaped.
const widths: readonly (readonly [RegExp, number])[] = [
  [/[ijl'|.,:; ]/, 0.32],
  [/[frt()/[\]-]/, 0.41],
  [/[mMwW\u2026\u2013\u2014\u2192\u00d7@%]/, 0.98],
  [/[A-Z]/, 0.74],
  [/[\d]/, 0.64],
  [/[a-z_]/, 0.62],
];

function emOf(character: string): number {
  return widths.find(([pattern]) => pattern.test(character))?.[1] ?? 1;
}

/** Shortens a text with … until it is at most `width` pixels wide. */
export function shorten(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join("")}…`, size, bold) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

/** Breaks a text into lines of at most `width` pixels, after its spaces; what is wider on its own is shortened. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(shorten(word, width, size));
  }
  return lines;
}
