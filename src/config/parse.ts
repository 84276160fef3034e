import { LineCounter, parseDocument } from "yaml";
import { explain } from "./messages";
import { deploymentSchema, type Deployment } from "./schema";

/** A valid deployment, or what is wrong with it, one line each. */
export interface Parsed {
  readonly deployment?: Deployment;
  readonly problems: readonly string[];
}

/** Parses the text of a deployment file. An empty one is the reference architecture. */
export function parseDeployment(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const malformed = [...document.errors, ...document.warnings].map(({ pos: [start], message }) => {
    const { line, col } = lines.linePos(start);
    return `${line}:${col} ${message}`;
  });
  if (malformed.length > 0) return { problems: malformed };
  const value: unknown = document.toJS() ?? {};
  const result = deploymentSchema.safeParse(value);
  if (result.success) return { deployment: result.data, problems: [] };
  return { problems: explain(result.error.issues, value) };
}
