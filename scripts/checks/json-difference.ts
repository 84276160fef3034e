import { isDeepStrictEqual } from "node:util";

/** Path in an output folder → contents. */
export type Folder = ReadonlyMap<string, string>;

/** A key that may differ, in files whose path ends so. */
export interface Removed {
  readonly file: string;
  readonly key: readonly string[];
}

/** What differs between two folders, one line a file; nothing when they have the same bytes in the same files. */
export function differences(one: Folder, other: Folder): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].sort().flatMap((path) => {
    const [a, b] = [one.get(path), other.get(path)];
    if (a === b) return [];
    if (a === undefined || b === undefined)
      return [`${path} is in ${a === undefined ? "the second" : "the first"} only`];
    return [`${path} differs${firstDifference(a, b)}`];
  });
}

/**
 * Returns JSON files with the same members in the same order, without white space of their own and without the keys
 * listed; other files as they are.
 */
export function withoutKeys(folder: Folder, removed: readonly Removed[]): Folder {
  return new Map(
    [...folder].map(([path, contents]) => {
      if (!path.endsWith(".json")) return [path, contents];
      const keys = removed.filter(({ file }) => path.endsWith(file)).map(({ key }) => key);
      const json = keys.reduce<unknown>(without, JSON.parse(contents));
      return [path, JSON.stringify(json, null, 2)];
    }),
  );
}

/** The keys of the list that a folder has nowhere: those need no place in it. */
export function unusedKeys(folder: Folder, removed: readonly Removed[]): Removed[] {
  return removed.filter((entry) => isDeepStrictEqual(withoutKeys(folder, [entry]), withoutKeys(folder, [])));
}

function without(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (typeof value !== "object" || value === null || name === undefined || !(name in value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      if (key !== name) return [[key, member]];
      return rest.length === 0 ? [] : [[key, without(member, rest)]];
    }),
  );
}

function firstDifference(a: string, b: string): string {
  const others = b.split("\n");
  const lines = a.split("\n");
  const i = lines.findIndex((line, n) => line !== others[n]);
  const shown = (line = "nothing") => JSON.stringify(line.trim().slice(0, 100));
  return i < 0
    ? ` in line ${lines.length + 1}: nothing there and ${shown(others[lines.length])}`
    : ` in line ${i + 1}: ${shown(lines[i])} and ${shown(others[i])}`;
}
