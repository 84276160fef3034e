import type { z } from "zod";
import { closest } from "./closest";
import {
  type SchemaNode,
  choiceNode,
  deploymentJsonSchema,
  deploymentKeys,
  discriminatorOf,
  expectedOf,
  fleetJsonSchema,
  isFleet,
} from "./json-schema";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** One line about one key of the deployment file. */
export interface Problem {
  readonly path: Path;
  readonly text: string;
}

/**
 * Turns what zod found in `value` into lines of key, value, rule and fix. Checks that are written in the schema bring
 * "RULE; FIX" as their message; with `params.hidden` the value is not shown.
 */
export function explain(issues: readonly Issue[], value: unknown): Problem[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey([...issue.path, key], value));
    const { path } = issue;
    return [{ path, text: `${subject(issue, value)}, expected ${ruleAndFix(issue, value)}` }];
  });
}

function subject(issue: Issue, value: unknown): string {
  const { path } = issue;
  const got = valueAt(path, value);
  if (got === undefined) return `${keyText(path)} is missing`;
  const hidden = issue.code === "custom" && issue.params?.hidden;
  return `${keyText(path)} is ${hidden ? "set" : shown(got)}`;
}

function ruleAndFix(issue: Issue, value: unknown): string {
  if (issue.code === "custom" || issue.code === "invalid_format") return issue.message;
  if (issue.code === "invalid_key") return issue.issues.map(({ message }) => message).join();
  const node = nodeAt(issue.path, value);
  return `${expectedOf(node)}; ${fixOf(node, valueAt(issue.path, value))}`;
}

function fixOf(node: SchemaNode, got: unknown): string {
  const { minimum = -Infinity, maximum = Infinity, enum: choices, default: fallback } = node;
  const otherwise = fallback === undefined ? "" : `, or remove it for the default ${shown(fallback)}`;
  if (got === undefined) return "add it";
  if (got === null) return `give it a value${otherwise}`;
  if (choices) {
    const meant = typeof got === "string" ? closest(got, choices) : undefined;
    return meant ? `did you mean ${JSON.stringify(meant)}?` : `correct it${otherwise}`;
  }
  if (node.type === "integer" && typeof got === "number" && Number.isFinite(got)) {
    return `set it to ${Math.min(Math.max(Math.ceil(got), minimum), maximum)}`;
  }
  if (node.type === "string" && typeof got !== "object") return "put it in quotes";
  if (node.type === "boolean") return `write one of the two without quotes${otherwise}`;
  if (node.type === "integer") return `write a number without quotes${otherwise}`;
  return `correct it${otherwise}`;
}

function unknownKey(path: Path, value: unknown): Problem {
  const key = keyText(path);
  if (isFleet(value) && path.length === 1) {
    return { path, text: `${key} is not a known key beside deployments; move it into each of them` };
  }
  if (isFleet(value) && path.length === 3 && path[2] === "name") {
    return { path, text: `${key} is not a known key; remove it, since ${String(path[1])} is the name` };
  }
  const inDeployment = keyText(isFleet(value) ? path.slice(2) : path);
  const elsewhere = deploymentKeys().find(({ path: other, onlyWith }) => other === inDeployment && onlyWith);
  if (elsewhere)
    return { path, text: `${key} is not a known key here, it belongs to ${elsewhere.onlyWith}; remove it` };
  const meant = meantKey(path, value);
  const names = namesAt(path, value).join(", ");
  const fix = meant
    ? `did you mean ${meant}?`
    : `remove it, or set it as a Terraform variable if terraform.tfvars.example lists it; the keys here are ${names}`;
  return { path, text: `${key} is not a known key; ${fix}` };
}

/** Looks among the keys of the same mapping first, then everywhere. */
function meantKey(path: Path, value: unknown): string | undefined {
  const name = String(path.at(-1));
  const here = closest(name, namesAt(path, value));
  if (here) return keyText([...path.slice(0, -1), here]);
  const paths = deploymentKeys().flatMap((key) => (key.onlyWith && !key.byDefault ? [] : [key.path]));
  const last = (text: string) => text.slice(text.lastIndexOf(".") + 1);
  const anywhere = closest(name, paths.map(last));
  const found = paths.find((other) => last(other) === anywhere);
  return found && isFleet(value) ? `${keyText(path.slice(0, 2))}.${found}` : found;
}

function namesAt(path: Path, value: unknown): string[] {
  return Object.keys(optionOf(nodeAt(path.slice(0, -1), value), valueAt(path.slice(0, -1), value)).properties ?? {});
}

/** The schema of the key at `path`, in the options that `value` chose. */
function nodeAt(path: Path, value: unknown): SchemaNode {
  let node = isFleet(value) ? fleetJsonSchema() : deploymentJsonSchema();
  for (const [i, name] of path.entries()) {
    if (node.oneOf && name === discriminatorOf(node.oneOf)) return choiceNode(node, node.oneOf);
    const option = optionOf(node, valueAt(path.slice(0, i), value));
    const child = option.properties?.[String(name)] ?? option.items ?? option.additionalProperties;
    if (typeof child !== "object") return {};
    node = child;
  }
  return node;
}

function optionOf(node: SchemaNode, got: unknown): SchemaNode {
  if (!node.oneOf) return node;
  const name = discriminatorOf(node.oneOf);
  const chosen = valueAt([name], got);
  return node.oneOf.find((option) => option.properties?.[name]?.const === chosen) ?? node;
}

function valueAt(path: Path, value: unknown): unknown {
  return path.reduce<unknown>(
    (at, name) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[name] : undefined),
    value,
  );
}

/** `["a", "list", 0, "b"]` → `a.list[0].b`; the whole file has no key. */
export function keyText(path: Path): string {
  if (path.length === 0) return "the file";
  return path
    .map((name) => (typeof name === "number" ? `[${name}]` : `.${readable(String(name))}`))
    .join("")
    .replace(/^\./, "");
}

/** A key that one would not see, or that has line breaks, is put in quotes. */
function readable(name: string): string {
  return /^[^\s\p{C}]+$/u.test(name) ? name : JSON.stringify(name);
}

function shown(value: unknown): string {
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
