import { problemsIn } from "../config/errors";
import { evaluateTemplate, type Lookup } from "./evaluate";
import type { Synthesized } from "./synthesized";
import { isObject, type Json, type JsonObject, type StackName } from "./terraform-json";
import { type Values, withValues } from "./values";

/** A tfvars file and what it says. */
export interface VarFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The deployment with the values of tfvars files in place of the defaults; a later file wins.
 *
 * @throws UserError as {@link parseVarFile}.
 */
export function withVarFiles(synthesized: Synthesized, files: readonly VarFile[]): Synthesized {
  return files.reduce((now, { path, text }) => withValues(now, parseVarFile(path, text, now)), synthesized);
}

/**
 * Reads a tfvars file with values for variables of a deployment: of one stack, or of several.
 *
 * @throws UserError naming each line that is no assignment, each name that no stack declares, and each value that breaks a
 * rule of its variable.
 */
export function parseVarFile(path: string, text: string, synthesized: Synthesized): Values {
  const problems: string[] = [];
  const values: Partial<Record<StackName, Record<string, Json>>> = {};
  for (const { name, value, problem } of assignments(text)) {
    if (problem) {
      problems.push(problem);
      continue;
    }
    const stacks = synthesized.names.filter((stack) => name in (synthesized.stacks[stack].variable ?? {}));
    if (stacks.length === 0) problems.push(`${name} is no variable of ${synthesized.deployment.name}; remove it`);
    for (const stack of stacks) {
      const wrongType = typeProblem(name, value, synthesized.stacks[stack].variable?.[name]);
      if (wrongType) problems.push(wrongType);
      else values[stack] = { ...values[stack], [name]: value };
    }
  }
  for (const [stack, given] of Object.entries(values)) {
    problems.push(...brokenRules(synthesized, stack as StackName, given));
  }
  if (problems.length > 0) throw problemsIn(path, [...new Set(problems)]);
  return values;
}

interface Assignment {
  readonly name: string;
  readonly value: Json;
  /** What is wrong with it; the value is then nothing. */
  readonly problem?: string;
}

/** `name = value` for each; a value goes on until its brackets are closed. */
function assignments(text: string): Assignment[] {
  const found: Assignment[] = [];
  const lines = text.split(/\r?\n/).map(withoutComment);
  for (let i = 0; i < lines.length; i++) {
    const first = i + 1;
    let line = lines[i] ?? "";
    if (line.trim() === "") continue;
    while (depth(line) > 0 && i + 1 < lines.length) line += ` ${lines[++i] ?? ""}`;
    const [, name, expression] = /^\s*([A-Za-z_][\w-]*)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    const none = { name: name ?? "", value: null };
    if (name === undefined || expression === undefined) {
      found.push({
        ...none,
        problem: `line ${first} is ${line.trim()}, expected NAME = VALUE; write one variable a line`,
      });
      continue;
    }
    try {
      found.push({ name, value: evaluateTemplate(`\${${expression}}`, noReference) });
    } catch (error) {
      found.push({
        ...none,
        problem: `${name} in line ${first} is ${expression}, expected a plain value (${(error as Error).message})`,
      });
    }
  }
  return found;
}

const noReference: Lookup = (reference) => {
  throw new Error(`${reference.join(".")} is a reference; quote it if it is a text`);
};

/** Strings are kept, with what looks like a comment in them. */
function withoutComment(line: string): string {
  return line.replace(/("(?:[^"\\]|\\.)*")|(?:#|\/\/).*$/g, (_all, text?: string) => text ?? "");
}

function depth(line: string): number {
  const brackets = line.replace(/"(?:[^"\\]|\\.)*"/g, "");
  return (brackets.match(/[[{(]/g)?.length ?? 0) - (brackets.match(/[\]})]/g)?.length ?? 0);
}

function typeProblem(name: string, value: Json, variable: JsonObject | undefined): string | undefined {
  const type = String(variable?.type);
  if (value === null) return undefined;
  const fits: Readonly<Record<string, boolean>> = {
    string: typeof value === "string",
    number: typeof value === "number",
    bool: typeof value === "boolean",
    "list(string)": Array.isArray(value),
    "map(string)": isObject(value),
  };
  return fits[type] === false ? `${name} is ${JSON.stringify(value)}, expected ${type}` : undefined;
}

/** Messages of the rules that a value breaks, of those that can be decided before a plan. */
function brokenRules(
  { stacks, inputs }: Synthesized,
  stack: StackName,
  given: Readonly<Record<string, Json>>,
): string[] {
  const all = { ...inputs[stack], ...given };
  const lookup: Lookup = ([root, name, ...rest]) => {
    if (root !== "var" || rest.length > 0) throw new Error("known at plan only");
    return all[String(name)] ?? null;
  };
  return Object.keys(given).flatMap((name) => {
    const rules = stacks[stack].variable?.[name]?.validation;
    return (Array.isArray(rules) ? rules : []).flatMap((rule) => {
      const { condition, error_message: message } = rule as { condition?: string; error_message?: string };
      try {
        return evaluateTemplate(String(condition), lookup) === false
          ? [String(evaluateTemplate(String(message), lookup))]
          : [];
      } catch {
        return [];
      }
    });
  });
}
