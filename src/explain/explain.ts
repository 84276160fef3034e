import { type Effects, effects, type Trial } from "./effects";
import { allEntries, type Entry, keyEntries } from "./entries";
import { sourceOf } from "./sources";

/** All that is known of a name. */
export interface Explanation {
  readonly name: string;
  /** In the order deployment file, infrastructure, application, workspaces. */
  readonly entries: readonly ExplainedEntry[];
}

export interface ExplainedEntry extends Entry {
  /** Where the default comes from, where that is recorded. */
  readonly source?: ReturnType<typeof sourceOf>;
  /** Of a key or variable. */
  readonly change?: ChangeOf;
}

/** What happens when the value changes. */
export type ChangeOf =
  (Trial & { readonly known: true; readonly shownBy: string }) | { readonly known: false; readonly reason: string };

/**
 * Explains a key (`network.zones`), a variable (`database_instance_class`) or an output.
 *
 * @param entries to look in. @default - every one
 * @returns undefined when there is no such name.
 */
export function explain(name: string, entries?: readonly Entry[]): Explanation | undefined {
  const named = (all: readonly Entry[]) => all.filter((entry) => entry.name === name);
  // No variable has a dot in its name, and to collect the variables takes a while.
  const keys = name.includes(".") ? named(entries ?? keyEntries()) : [];
  const found = keys.length > 0 ? keys : named(entries ?? allEntries());
  return found.length === 0 ? undefined : { name, entries: found.map(explained) };
}

function explained(entry: Entry): ExplainedEntry {
  if (entry.kind === "output") return entry;
  // A stack that passes the variable on has no default of its own.
  const source = (entry.default ?? null) === null ? undefined : sourceOf(entry.name);
  return { ...entry, ...(source && { source }), change: changeOf(entry) };
}

/** What the record of plans says about a key or variable: it is made on the reference architecture. */
export function changeOf(
  { kind, name, onlyWith, inReference }: Pick<Entry, "kind" | "name" | "onlyWith" | "inReference">,
  record = effects,
): ChangeOf {
  const kinds = kind === "key" ? "keys" : "variables";
  if (!inReference) {
    return { known: false, reason: `no plan here changed it${onlyWith ? `; it is there only with ${onlyWith}` : ""}` };
  }
  // An item of a list changes as the list does.
  const listed = name.replace(/\[\].*$/, "");
  const trial = record[kinds][listed];
  if (trial) return { known: true, ...trial, shownBy: shownBy(record) };
  return { known: false, reason: record.unknown[kinds][listed] ?? "no plan here changed it" };
}

function shownBy({ terraform, providers }: Effects): string {
  const versions = Object.entries(providers).map(([source, version]) => `${source} ${version}`);
  return [`Terraform ${terraform}`, ...versions].join(", ");
}
