/** A block between ``` lines. */
export interface Fence {
  /** First word after the backticks, such as `sh`; empty when there is none. */
  readonly language: string;
  /** The rest of that line, such as `run` or `no-run: needs AWS`. */
  readonly label: string;
  readonly text: string;
  /** Line of the opening backticks, from 1. */
  readonly line: number;
}

/** A link or image, with its target as written. */
export interface Link {
  readonly target: string;
  readonly line: number;
}

/** Lines that belong together: a paragraph, a list, a table or a heading. Fences are none. */
export interface Passage {
  readonly text: string;
  readonly line: number;
}

const fenceStart = /^(?<indent>\s*)(?<ticks>`{3,})(?<language>[^\s`]*)\s*(?<label>[^`]*)$/;

/** Every fenced block, in order. The indent of a block in a list is taken off. */
export function fencesOf(markdown: string): Fence[] {
  return read(markdown).fences;
}

/** Every link and image, reference definitions included. What is code is none. */
export function linksOf(markdown: string): Link[] {
  const { outside } = read(markdown);
  return outside.flatMap((written, i) => {
    const text = withoutCode(written);
    const inline = [...text.matchAll(/\]\(<?([^()\s>]+(?:\([^()\s]*\)[^()\s>]*)*)>?(?:\s+"[^"]*")?\)/g)];
    const sources = [...text.matchAll(/\b(?:src|srcset|href)="([^"\s]+)/g)];
    const defined = [...text.matchAll(/^\s{0,3}\[[^\]]+\]:\s+<?([^\s>]+)/g)];
    return [...inline, ...sources, ...defined].map(([, target = ""]) => ({ target, line: i + 1 }));
  });
}

/** The anchors that GitHub gives the headings. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const line of read(markdown).outside) {
    const [, heading] = /^#{1,6}\s+(.*?)\s*#*$/.exec(line) ?? [];
    if (heading === undefined) continue;
    const slug = slugOf(heading);
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** Paragraphs, lists and tables, each whole. */
export function passagesOf(markdown: string): Passage[] {
  const passages: Passage[] = [];
  let current: string[] = [];
  const { outside } = read(markdown);
  const close = (end: number) => {
    if (current.length > 0) passages.push({ text: current.join("\n"), line: end - current.length + 1 });
    current = [];
  };
  outside.forEach((line, i) => {
    if (line.trim() === "" || /^#{1,6}\s/.test(line)) close(i);
    if (line.trim() !== "") current.push(line);
  });
  close(outside.length);
  return passages;
}

/** GitHub's anchor of a heading: markup and punctuation off, spaces to hyphens. */
export function slugOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
    .replace(/ /g, "-");
}

/** A line without its inline code and HTML comments. */
export function withoutCode(line: string): string {
  return line.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, "").replace(/<!--.*?-->/g, "");
}

/** `outside` has the lines of the text, empty where a fence is, so that numbers of lines stay. */
function read(markdown: string): { readonly fences: Fence[]; readonly outside: string[] } {
  const fences: Fence[] = [];
  const outside: string[] = [];
  let open: { fence: Omit<Fence, "text">; ticks: string; indent: string; lines: string[] } | undefined;
  markdown.split("\n").forEach((line, i) => {
    if (open) {
      outside.push("");
      if (new RegExp(`^\\s*${open.ticks}\`*\\s*$`).test(line)) {
        fences.push({ ...open.fence, text: `${open.lines.join("\n")}\n` });
        open = undefined;
      } else open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart());
      return;
    }
    const start = fenceStart.exec(line)?.groups;
    if (!start) return void outside.push(line);
    outside.push("");
    const { indent = "", ticks = "", language = "", label = "" } = start;
    open = { fence: { language, label: label.trim(), line: i + 1 }, ticks, indent, lines: [] };
  });
  if (open) throw new Error(`the fence of line ${open.fence.line} is not closed`);
  return { fences, outside };
}
