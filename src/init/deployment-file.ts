import { stringify } from "yaml";
import { deploymentKeys, type Key } from "../config/json-schema";
import { type Answers, deploymentOf } from "./answers";

const width = 100;

/** Name of the schema beside the deployment file, which its first line refers to. */
export const schemaFile = "deployment.schema.json";

type Chosen = Readonly<Record<string, unknown>>;

/**
 * Returns a deployment file for the answers: what they decide, each with its meaning, then every other key that such a
 * deployment has, with its default, as a comment.
 */
export function deploymentFile(answers: Answers): string {
  const chosen: Chosen = { ...deploymentOf(answers) };
  const keys = deploymentKeys();
  const open = keys.filter((key) => isOpen(key, chosen, keys));
  const ofPart = (part: string) => open.filter(({ path }) => path.startsWith(`${part}.`));
  return [
    `# yaml-language-server: $schema=${schemaFile}`,
    "# Posit Package Manager on Amazon EKS: decides what is made. Values such as sizes are Terraform variables.",
    "# Check it with `ppm-eks check`, write the Terraform with `ppm-eks synth`, learn about a key with `ppm-eks explain KEY`.",
    "# What is a comment with a key has a default. To change it, remove the mark and give another value.",
    ...Object.entries(chosen).flatMap(([key, value]) => [
      "",
      ...comment(meaningOf(key, keys)),
      stringify({ [key]: value }).trimEnd(),
      ...ofPart(key).flatMap(({ path, node }) => keyLines(path.slice(key.length + 1), node, "  # ")),
    ]),
    ...defaultLines(open.filter(({ path }) => chosen[path.split(".")[0] ?? ""] === undefined)),
    "",
  ].join("\n");
}

function meaningOf(key: string, keys: readonly Key[]): string {
  const paths = [key, `${key}.mode`, `${key}.backend`];
  return keys.find(({ path, node }) => paths.includes(path) && node.description)?.node.description ?? "";
}

/** Whether a deployment has a key with a default that it does not set. */
function isOpen({ path, node, onlyWith }: Key, chosen: Chosen, keys: readonly Key[]): boolean {
  return (
    node.default !== undefined &&
    !path.includes("[]") &&
    at(path, chosen) === undefined &&
    holds(onlyWith, chosen, keys)
  );
}

/** Whether the choice that brings a key in is made. */
function holds(onlyWith: string | undefined, chosen: Chosen, keys: readonly Key[]): boolean {
  const [, path, value] = /^(\S+): (.+)$/.exec(onlyWith ?? "") ?? [];
  if (path === undefined) return true;
  const choice = keys.find((key) => key.path === path);
  return (at(path, chosen) ?? choice?.node.default) === value && holds(choice?.onlyWith, chosen, keys);
}

function at(path: string, chosen: Chosen): unknown {
  return path.split(".").reduce<unknown>((value, name) => (value as Chosen | undefined)?.[name], chosen);
}

/** Keys as comments, nested as in the file. */
function defaultLines(keys: readonly Key[]): string[] {
  const lines: string[] = [];
  let above: readonly string[] = [];
  for (const { path, node } of keys) {
    const parents = path.split(".").slice(0, -1);
    const shared = parents.filter((name, i) => name === above[i]).length;
    if (shared === 0) lines.push("");
    for (const [i, name] of parents.entries()) if (i >= shared) lines.push(`# ${"  ".repeat(i)}${name}:`);
    lines.push(...keyLines(path.slice(path.lastIndexOf(".") + 1), node, `# ${"  ".repeat(parents.length)}`));
    above = parents;
  }
  return lines;
}

function keyLines(name: string, node: Key["node"], mark: string): string[] {
  const value = stringify(node.default, { collectionStyle: "flow" }).trimEnd();
  // Two marks tell it from a key: to remove the first one of a block leaves it a comment.
  return [...comment(node.description ?? "", `${mark}# `), `${mark}${name}: ${value}`];
}

/** Text as YAML comments of limited width. */
function comment(text: string, mark = "# "): string[] {
  if (text === "") return [];
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || mark.length + last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => mark + line);
}
