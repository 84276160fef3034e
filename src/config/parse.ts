import type { z } from "zod";
import { type Alias, type Document, type ErrorCode, LineCounter, isNode, parseDocument, visit } from "yaml";
import { type Problem, explain } from "./messages";
import { isFleet } from "./json-schema";
import { deploymentSchema, fleetSchema, type Deployment } from "./schema";

/** The valid deployments of a file, or what is wrong with it, one line each. */
export type Parsed = { readonly deployments: readonly Deployment[] } | { readonly problems: readonly string[] };

/** Parses the text of a deployment file. An empty one is the reference architecture. */
export function parseDeployment(text: string): Parsed {
  // Then the parser is not needed, nor loaded.
  if (text === "") return { deployments: [deploymentSchema.parse({})] };
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col}`;
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const malformed = [...document.errors, ...document.warnings].map(({ pos, code, message }) => ({
    start: pos[0],
    text: messageOf[code] ?? `${message}; correct the YAML`,
  }));
  if (malformed.length === 0) malformed.push(...wrongAliases(document));
  if (malformed.length > 0) return { problems: malformed.map(({ start, text }) => `${at(start)}: ${text}`) };
  try {
    return validate(document);
  } catch (error) {
    // The parser refuses aliases that would grow without bounds.
    const first = aliasesOf(document)[0];
    if (!(error instanceof ReferenceError) || !first) throw error;
    return {
      problems: [`${at(startOfNode(first.alias))}: aliases grow without bounds from here on; write the values out`],
    };
  }
}

const messageOf: Partial<Record<ErrorCode, string>> = {
  DUPLICATE_KEY: "the key is there already; remove one of the two",
  MULTIPLE_DOCS: "a second document begins; keep one in the file",
  NON_STRING_KEY: "the key is no text; put it in quotes",
  TAB_AS_INDENT: "a tab indents the line; use spaces",
};

function wrongAliases(document: Document.Parsed): { start: number; text: string }[] {
  return aliasesOf(document).flatMap(({ alias, parents }) => {
    const anchored = alias.resolve(document);
    if (anchored && !parents.includes(anchored)) return [];
    const what = anchored ? "what it is a part of" : "no anchor before it";
    return [
      { start: startOfNode(alias), text: `*${alias.source} refers to ${what}; write the value out, or quote it` },
    ];
  });
}

function aliasesOf(document: Document.Parsed): { alias: Alias; parents: readonly unknown[] }[] {
  const found: { alias: Alias; parents: readonly unknown[] }[] = [];
  visit(document, { Alias: (_, alias, parents) => void found.push({ alias, parents }) });
  return found;
}

function startOfNode({ range }: Alias): number {
  return range?.[0] ?? 0;
}

function validate(document: Document.Parsed): Parsed {
  const value: unknown = document.toJS() ?? {};
  const result = parseValue(value);
  if ("deployments" in result) return result;
  const problems = explain(result.issues, value).map(({ path, text }) => ({
    text,
    start: startOf(path, document),
  }));
  problems.sort((a, b) => a.start - b.start);
  return { problems: problems.map(({ text }) => text) };
}

function parseValue(value: unknown): { deployments: readonly Deployment[] } | { issues: readonly z.core.$ZodIssue[] } {
  if (isFleet(value)) {
    const { data, error } = fleetSchema.safeParse(value);
    if (error) return { issues: error.issues };
    return { deployments: Object.entries(data.deployments).map(([name, deployment]) => ({ name, ...deployment })) };
  }
  const { data, error } = deploymentSchema.safeParse(value);
  return error ? { issues: error.issues } : { deployments: [data] };
}

/** Where a key's value begins in the file, or, when the key is missing, the mapping that lacks it. */
function startOf(path: Problem["path"], document: Document.Parsed): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
