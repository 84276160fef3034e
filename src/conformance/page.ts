/** How the quotes of the rules cover the reference page. */
export interface Coverage {
  /** Quotes that are not in the page. */
  readonly unknown: readonly string[];
  /** Passages of the page that are in no quote. */
  readonly uncovered: readonly string[];
}

/** Compares a page with quotes from it. Line breaks count as spaces, since the page breaks lines inside sentences. */
export function compareWithPage(page: string, quotes: readonly string[]): Coverage {
  let rest = page.replace(/\s+/g, " ");
  const unknown: string[] = [];
  // Longest first, so that a heading does not take a word out of a sentence.
  for (const quote of [...quotes].sort((a, b) => b.length - a.length)) {
    if (rest.includes(quote)) rest = rest.replace(quote, () => GAP);
    else unknown.push(quote);
  }
  const uncovered = rest
    .split(GAP)
    .map((passage) => passage.trim())
    .filter(Boolean);
  return { unknown, uncovered };
}

/** Takes the place of a quote; no page contains it. */
const GAP = "\0";
