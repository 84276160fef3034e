import { isObject, type Json } from "../inspect/terraform-json";
import { importIdOf } from "./import-ids";
import type { PlanJson } from "./plan-check";

/** What has become of a resource that an interrupted apply began to make. */
interface Begun {
  /** What Terraform printed when it was made; undefined where that never came. */
  readonly id: string | undefined;
}

/** Script that imports what an apply made and its state does not know, and what it does, for people. */
export interface ImportScript {
  readonly script: string;
  readonly summary: string;
}

/**
 * Writes the commands that give back to Terraform what an apply made before it was killed.
 *
 * @param plan made afterwards: what it would create is in no state.
 * @param log what the apply printed. @default - unknown: anything that the plan would create may be there
 */
export function importScript(plan: PlanJson, log?: string): ImportScript {
  const begun = log === undefined ? undefined : begunIn(log);
  const lost = (plan.resource_changes ?? []).filter(
    ({ address, mode, change }) =>
      mode === "managed" && change.actions.join() === "create" && (begun === undefined || begun.has(address)),
  );
  const blocks = lost.map(({ address, type, change }) => {
    const planned = change.after as Json | undefined;
    return blockFor(address, type, isObject(planned) ? planned : {}, begun?.get(address)?.id);
  });
  const count = (kind: Block["kind"]) => blocks.filter((block) => block.kind === kind).length;
  return {
    script: [
      "#!/bin/sh",
      "# Run it in the stack's folder, then plan again.",
      ...helper,
      ...blocks.map(({ text }) => text),
    ]
      .join("\n")
      .concat("\n"),
    summary:
      `${lost.length} resources may be there and are in no state: ${count("import")} to import, ` +
      `${count("again")} to make again, ${count("later")} to look at after the next plan, ${count("unknown")} unknown`,
  };
}

/** Resources that an apply says it creates, in its output on a terminal or in a log of CI. */
function begunIn(log: string): Map<string, Begun> {
  const begun = new Map<string, Begun>();
  // Colours, and whatever CI puts before a line.
  const plain = log.replace(/\u001b\[[0-9;]*m/g, "");
  const line =
    /((?:module\.[\w-]+\.)*[a-z]\w*\.[\w-]+(?:\["[^"]*"\]|\[\d+\])?): (?:Creating\.\.\.|Creation complete after [^[\n]*(?:\[id=(.*)\])?)/g;
  for (const [, address = "", id] of plain.matchAll(line)) begun.set(address, { id: id ?? begun.get(address)?.id });
  return begun;
}

interface Block {
  readonly kind: "import" | "again" | "later" | "unknown";
  readonly text: string;
}

/** Imports what is found, and only when it is one thing. An apply names what it begins before AWS has it. */
const helper = [
  "import() { # ADDRESS ID…",
  '  if [ $# -gt 2 ]; then echo "$*: more than one; import the one that the apply made"',
  '  elif [ $# -eq 2 ] && answer=$(terraform import -input=false "$1" "$2" 2>&1); then echo "$answer"',
  "  else",
  "    case $#$answer in",
  '      1*|*"non-existent remote object"*) echo "$1: AWS has none, so there is nothing to import" ;;',
  '      *) echo "$answer" >&2 ;;',
  "    esac",
  "  fi",
  "}",
  'unanswered() { echo "$1: the command for its id failed, so it is not imported" >&2; }',
];

/** The one secret that may never be another: no import can read it, and nothing in an empty state guards it. */
const encryptionKey = /^(module\.[\w-]+\.)*aws_secretsmanager_secret_version\.encryption_key_version$/;
const handOver =
  "the next apply writes a new encryption key. Has Package Manager run with the one that is there? " +
  "Then hand that over first: docs/runbooks/lost-state.md, step 4";

function blockFor(address: string, type: string, planned: { [key: string]: Json }, logged: string | undefined): Block {
  const id = importIdOf(type, planned);
  if (id === undefined) {
    const hint = logged === undefined ? "" : `; Terraform called it ${logged}`;
    return { kind: "unknown", text: `# ${address}: see the end of the provider's page of ${type} for its id${hint}` };
  }
  if (id.from === "again") {
    const text = `# ${address}: nothing to import, the next apply makes it again`;
    return {
      kind: "again",
      text: encryptionKey.test(address) ? `echo ${quoted(`${address}: ${handOver}`)} >&2` : text,
    };
  }
  const known = id.from === "plan" ? id.id : logged;
  if (known !== undefined) return { kind: "import", text: `import ${quoted(address)} ${quoted(known)}` };
  if (id.from === "aws" && id.command !== undefined) {
    const text = `found=$(${id.command}) && import ${quoted(address)} $found || unanswered ${quoted(address)}`;
    return { kind: "import", text };
  }
  return { kind: "later", text: `# ${address}: its id follows from others; import those, plan again and come back` };
}

/** For a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
