/**
 * Tells whether the lines of `shown` are in `printed`, in that order. `…` in a line stands for anything; a line of
 * nothing but `…` for any lines. Colours and white space at the end of lines do not count.
 *
 * @returns the first line that is missing, or undefined.
 */
export function missingLine(shown: string, printed: string): string | undefined {
  const lines = printed.split("\n").map((line) => line.trimEnd());
  let from = 0;
  for (const line of shown
    .trimEnd()
    .split("\n")
    .map((each) => each.trimEnd())) {
    if (line.trim() === "…" || line === "") continue;
    const pattern = new RegExp(`^${line.split("…").map(quoted).join(".*")}$`);
    const found = lines.findIndex((each, i) => i >= from && pattern.test(each));
    if (found < 0) return line;
    from = found + 1;
  }
  return undefined;
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
