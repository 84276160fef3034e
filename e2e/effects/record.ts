import type { Trial } from "../../src/explain/effects";

type Kind = "variables" | "keys";

interface Stored {
  terraform: string;
  providers: Readonly<Record<string, string>>;
  variables: Record<string, Trial>;
  keys: Record<string, Trial>;
  unknown: Record<Kind, Record<string, string>>;
}

/** The record of effects while it is made. */
export interface EffectRecord extends Pick<Stored, "terraform" | "providers"> {
  /** Notes what a plan did, or why there is none. */
  set(kind: Kind, name: string, outcome: Trial | string): void;
  knows(kind: Kind, name: string): boolean;
  /** Gives each trial other changes. */
  eachTrial(changesOf: (name: string) => Trial["changes"]): void;
  /** The file: sorted, one line a resource. */
  text(): string;
}

/** @param before the file to go on from. @default - an empty one */
export function effectsJson(before?: string): EffectRecord {
  const empty: Stored = { terraform: "", providers: {}, variables: {}, keys: {}, unknown: { variables: {}, keys: {} } };
  const stored: Stored = before ? { ...empty, ...(JSON.parse(before) as Stored) } : empty;
  return {
    terraform: stored.terraform,
    providers: stored.providers,
    set(kind, name, outcome) {
      delete stored[kind][name];
      delete stored.unknown[kind][name];
      if (typeof outcome === "string") stored.unknown[kind][name] = outcome;
      else stored[kind][name] = outcome;
    },
    knows: (kind, name) => name in stored[kind] || refused(stored.unknown[kind][name]),
    eachTrial(changesOf) {
      for (const trials of [stored.variables, stored.keys]) {
        for (const [name, trial] of Object.entries(trials)) trials[name] = { ...trial, changes: changesOf(name) };
      }
    },
    text() {
      return `${show({ ...stored, terraform: this.terraform, providers: this.providers }, 0)}\n`;
    },
  };
}

function refused(reason = ""): boolean {
  return reason.startsWith("Terraform refused");
}

/** JSON with sorted keys in which a change, or what else is short, takes one line. */
function show(value: unknown, depth: number): string {
  const flat = JSON.stringify(value);
  if (typeof value !== "object" || value === null || (depth > 2 && flat.length < 100) || isChange(value)) return flat;
  const inner = "  ".repeat(depth + 1);
  const lines = Array.isArray(value)
    ? value.map((item) => inner + show(item, depth + 1))
    : Object.entries(value)
        .sort(([a], [b]) => (depth === 2 ? 0 : a < b ? -1 : 1))
        .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${show(item, depth + 1)}`);
  if (lines.length === 0) return flat;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join(",\n")}\n${"  ".repeat(depth)}${close}`;
}

function isChange(value: object): boolean {
  return "address" in value;
}
