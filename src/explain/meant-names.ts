import { closest } from "../config/closest";

const most = 5;

/**
 * Names that were probably meant: near as a whole, near in their last part (`zones` of `network.zones`), the same without
 * dots, underscores and case, then those that contain the word.
 */
export function meantNames(word: string, names: readonly string[]): string[] {
  const near = (candidates: ReadonlyMap<string, readonly string[]>, text: string): readonly string[] =>
    candidates.get(closest(text, [...candidates.keys()]) ?? "") ?? [];
  const last = word.slice(word.lastIndexOf(".") + 1);
  const meant = [
    ...near(by(names, plain), plain(word)),
    ...near(
      by(names, (name) => plain(name.slice(name.lastIndexOf(".") + 1))),
      plain(last),
    ),
    ...names.filter((name) => plain(last).length > 2 && plain(name).includes(plain(last))),
  ];
  return [...new Set(meant)].slice(0, most);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[._\-[\]]/g, "");
}

function by(names: readonly string[], spelling: (name: string) => string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const name of names) found.set(spelling(name), [...(found.get(spelling(name)) ?? []), name]);
  return found;
}
