import { shape, type ShapeName } from "../../scripts/checks/shapes";
import type { Synthesized } from "../../src/inspect/synthesized";
import type { Json, JsonObject, StackName, Stacks } from "../../src/inspect/terraform-json";
import { reportInput as inputOf } from "../../src/report/report";
import type { Changes, ReportInput } from "../../src/report/render";

/** A synthesized shape after a change of its JSON. */
export function changed(name: ShapeName, change: (stacks: Stacks) => unknown): Synthesized {
  // Not structuredClone: under jest its objects are of another realm, and differ from all others.
  const stacks = JSON.parse(JSON.stringify(shape(name).stacks)) as Stacks;
  change(stacks);
  return { ...shape(name), stacks };
}

/** Body of a resource, to be changed; throws when there is none. */
export function body(stacks: Stacks, stack: StackName, address: string): JsonObject {
  const [type = "", name = ""] = address.split(".");
  const found = stacks[stack].resource?.[type]?.[name];
  if (!found) throw new Error(`${stack} has no ${address}`);
  return found;
}

/** Sets arguments of a resource of the infrastructure stack. */
export function set(address: string, values: Readonly<Record<string, Json>>): (stacks: Stacks) => unknown {
  return (stacks) => Object.assign(body(stacks, "infrastructure", address), values);
}

/** What a report of a shape is made of. */
export function reportInput(name: ShapeName, changes?: Changes): ReportInput {
  return { ...inputOf(shape(name)), ...(changes && { changes }) };
}

/** Puts a text wherever the input of a report has free text. */
export function withDescription(input: ReportInput, text: string): ReportInput {
  const { synthesized, cost, capacity } = input;
  const stacks = structuredClone(synthesized.stacks);
  for (const json of Object.values(stacks)) {
    for (const variable of Object.values(json.variable ?? {}))
      Object.assign(variable, { description: text, default: text });
    for (const output of Object.values(json.output ?? {})) Object.assign(output, { description: text, value: text });
    for (const [type, named] of Object.entries(json.resource ?? {})) {
      for (const one of Object.values(named))
        Object.assign(one, { description: text, name: text, tags: { [text]: text } });
      if (type === "aws_kms_key") named[text] = { description: text };
    }
  }
  const mark = (path: string, file: string) =>
    path.endsWith(".md") ? file.replace(/^- \[ \] /gm, `$&${text} `) : file;
  const files = new Map([...synthesized.files].map(([path, file]) => [path, mark(path, file)]));
  const difference = { part: "other", stack: text, address: text, kind: "changed", effect: "unknown" } as const;
  return {
    ...input,
    synthesized: { ...synthesized, stacks, files, warnings: [text] },
    cost: { ...cost, lines: cost.lines.map((line) => ({ ...line, what: text, source: text })), unknown: [text] },
    capacity: [...capacity, { what: text, ok: false, arithmetic: [text] }],
    valuesFrom: text,
    changes: {
      title: text,
      differences: [{ ...difference, words: text, arguments: [{ path: text, before: text, after: text }] }],
      steps: [text],
    },
  };
}
