import type { Io } from "../cli/io";
import { effectLines } from "./effect-words";
import type { Entry } from "./entries";
import type { ExplainedEntry, Explanation } from "./explain";

type Colours = Io["colours"];

const width = 12;

/** An explanation as text for a terminal. */
export function renderExplanation({ entries }: Explanation, colours: Colours): string {
  return merged(entries)
    .map((entry) => renderEntry(entry, colours))
    .join("\n\n");
}

/** A variable that several stacks declare alike counts once. */
function merged(entries: readonly ExplainedEntry[]): ExplainedEntry[] {
  const groups = new Map<string, ExplainedEntry>();
  for (const entry of entries) {
    const id = JSON.stringify([entry.kind, entry.meaning, entry.kind === "variable" ? "" : entry.onlyWith]);
    const first = groups.get(id);
    groups.set(id, first ? { ...first, where: `${first.where}, ${entry.where}` } : entry);
  }
  return [...groups.values()];
}

function renderEntry(entry: ExplainedEntry, { bold, dim }: Colours): string {
  const { values, rules, example, onlyWith, secret, source, change } = entry;
  const line = (title: string, text: string) => `  ${dim(title.padEnd(width))}${text}`;
  const lines = (title: string, texts: readonly string[]) => texts.map((text, i) => line(i === 0 ? title : "", text));
  return [
    `${bold(entry.name)} ${dim(`(${kinds[entry.kind]}, ${entry.where})`)}`,
    ...(entry.meaning ? [`  ${entry.meaning}`] : []),
    ...(values ? [line("values", values)] : []),
    ...lines("rules", rules),
    ...(entry.kind === "output" ? [] : [line("default", defaultOf(entry))]),
    ...(source ? [line("source", `the ${source.from}: “${source.quote}”`)] : []),
    ...(example === undefined ? [] : [line("example", JSON.stringify(example))]),
    ...(onlyWith ? [line("only with", onlyWith)] : []),
    ...(secret ? [line("secret", `give it as TF_VAR_${entry.name}; it is neither in the plan nor in the state`)] : []),
    ...(change ? lines("a change", effectLines(change)) : []),
  ].join("\n");
}

const kinds = { key: "key", variable: "Terraform variable", output: "output" } as const;

function defaultOf(entry: Entry): string {
  if (entry.required) return "none: required";
  return entry.default === undefined ? "none" : JSON.stringify(entry.default);
}

/** A line for each name, in groups by where it belongs. */
export function renderList(entries: readonly Entry[], { bold, dim }: Colours): string {
  const groups = new Map<string, Map<string, Entry>>();
  for (const entry of entries) {
    const title = `${entry.where}${entry.kind === "output" ? ", outputs" : ""}`;
    const group = groups.get(title) ?? new Map<string, Entry>();
    if (!group.has(entry.name)) group.set(entry.name, entry);
    groups.set(title, group);
  }
  return [...groups]
    .map(([title, group]) => {
      const longest = Math.max(...[...group.keys()].map((name) => name.length));
      const lines = [...group.values()].map(
        ({ name, meaning }) => `  ${name.padEnd(longest)}  ${dim(firstSentence(meaning))}`,
      );
      return [bold(title), ...lines].join("\n");
    })
    .join("\n\n");
}

function firstSentence(text: string): string {
  return /^.*?[.;:](?=\s|$)/.exec(text)?.[0].replace(/[;:]$/, ".") ?? text;
}
