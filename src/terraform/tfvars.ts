import { snakeCase } from "../stacks/base-stack";
import { mergeCatalogs } from "./catalogs";
import type { VariableCatalog, VariableSpec, VariableType } from "./variables";

const width = 118;

/**
 * Returns a `terraform.tfvars` with every variable of the catalogs as a comment: its default, or an example where it
 * must be given.
 */
export function tfvarsExample(title: string, catalogs: readonly VariableCatalog[]): string {
  const heading = `# ===== ${title} =====\n# Remove the mark in front of what you set.`;
  return [heading, ...mergeCatalogs(catalogs).map(section), ""].join("\n");
}

function section({ section: title, when, variables }: VariableCatalog): string {
  const heading = `\n# --- ${title}${when ? ` (only with ${when})` : ""} ---`;
  return [heading, ...Object.entries(variables).map(([key, spec]) => entry(snakeCase(key), spec))].join("\n");
}

function entry(name: string, spec: VariableSpec): string {
  const required = spec.default === undefined;
  const rules = (spec.rules ?? []).map(({ expected }) => `Rule: ${expected}.`);
  const secret =
    spec.ephemeral || spec.sensitive ? ["Secret: give it as TF_VAR_" + name + " rather than in a file."] : [];
  const example = required ? [] : exampleOf(spec);
  const text = [`${required ? "Required. " : ""}${spec.description}`, ...rules, ...secret, ...example];
  const value = required ? (spec.example ?? placeholders[spec.type]) : spec.default;
  return ["", ...text.flatMap(wrap).map((line) => `# ${line}`), `# ${name} = ${hcl(value)}`].join("\n");
}

const placeholders: Readonly<Record<VariableType, VariableSpec["default"]>> = {
  string: "",
  number: 0,
  bool: false,
  "list(string)": [],
  "map(string)": {},
};

function exampleOf({ example }: VariableSpec): string[] {
  return example === undefined ? [] : [`Example: ${hcl(example)}`];
}

/** HCL of a variable's value. A template sequence in a string stays text. */
export function hcl(value: VariableSpec["default"]): string {
  if (Array.isArray(value)) return `[${value.map((item: string) => hcl(item)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${hcl(key)} = ${hcl(member)}`);
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  if (typeof value === "string") return JSON.stringify(value).replace(/([$%])\{/g, "$1$1{");
  return String(value);
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
