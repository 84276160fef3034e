import { asObject, type JsonObject } from "./json";
import type { PlannedChange } from "./plan-changes";
import { text } from "./plan-changes";
import type { Exchange } from "./recorder";

/**
 * Something that the emulator forgets and AWS does not: the next plan wants to set it again. It is excused only where
 * the recorded traffic proves that Terraform sent the value and that the emulator answered without it.
 */
export interface EmulatorGap {
  /** Terraform address. */
  readonly address: string;
  /** Top-level attribute that shows up in the plan. */
  readonly attribute: string;
  /** What the plan wants to do. */
  readonly action: "update" | "replace";
  /** The request that carried the value. */
  readonly sent: Evidence<"includes">;
  /** A later response about the same resource that lacks it. */
  readonly answered: Evidence<"lacks">;
}

/**
 * What a gap brings about elsewhere: an attribute that is known after the apply only, since it refers to a resource that
 * the plan wants to replace for nothing but a gap. It goes when that gap is left alone.
 */
export interface GapConsequence {
  readonly address: string;
  readonly attribute: string;
  readonly action: "update";
  /** Address of the resource that is replaced. */
  readonly follows: string;
}

/** What may differ in a plan that should be empty. */
export type Excuse = EmulatorGap | GapConsequence;

type Evidence<Key extends "includes" | "lacks"> = {
  /** Service and action, as in {@link Exchange}: `rds CreateDBInstance`. A RegExp where the action is a path. */
  readonly call: string | RegExp;
  /** Attribute of the resource whose value names it in that request (`sent`) or in that response (`answered`). */
  readonly identity: string;
} & {
  /** Text of the request (`includes`) or of the response (`lacks`). */
  readonly [K in Key]: string | RegExp;
};

/** What is wrong with a plan that should be empty but for gaps: one line each, none when all is well. */
export function unexcused(
  changes: readonly PlannedChange[],
  gaps: readonly Excuse[],
  exchanges: readonly Exchange[],
): string[] {
  return changes.flatMap((change) => {
    const gap = gaps.find((candidate) => covers(candidate, change));
    if (!gap) return [`${text(change)}: not in the list of emulator gaps`];
    const problem = "follows" in gap ? unfounded(gap, change, gaps) : unproven(gap, change, exchanges);
    return problem ? [`${text(change)}: ${problem}`] : [];
  });
}

/** Gaps that excuse none of `changes`. */
export function unusedGaps(changes: readonly PlannedChange[], gaps: readonly Excuse[]): string[] {
  return gaps
    .filter((gap) => !changes.some((change) => covers(gap, change)))
    .map((gap) => `${gap.address} ${gap.action} ${gap.attribute}: the emulator has no such gap any more`);
}

/**
 * Lets Terraform leave alone what {@link unexcused} has proven in the same run, so that it can go on.
 *
 * @param stack the synthesized JSON.
 */
export function leaveAlone(gaps: readonly Excuse[], stack: JsonObject): JsonObject {
  const resources: Record<string, Record<string, { lifecycle: { ignore_changes: string[] } }>> = {};
  for (const gap of gaps) {
    if ("follows" in gap) continue;
    const { address, attribute } = gap;
    const [type = "", name = ""] = address.split(".");
    const ofType = (resources[type] ??= {});
    (ofType[name] ??= {
      lifecycle: { ignore_changes: ignoredAnyway(stack, type, name) },
    }).lifecycle.ignore_changes.push(attribute);
  }
  return resources;
}

/** An override replaces the whole list. */
function ignoredAnyway(stack: JsonObject, type: string, name: string): string[] {
  const { lifecycle } = asObject(asObject(asObject(stack.resource)[type])[name]);
  const { ignore_changes: ignored } = asObject(lifecycle);
  return Array.isArray(ignored) ? ignored.map(String) : [];
}

function covers(gap: Excuse, change: PlannedChange): boolean {
  return gap.address === change.address && gap.attribute === change.attribute && gap.action === change.action;
}

function unfounded({ follows }: GapConsequence, { isUnknown }: PlannedChange, gaps: readonly Excuse[]) {
  if (!isUnknown) return "its value is known, so that it follows from no replacement";
  const cause = gaps.some((gap) => !("follows" in gap) && gap.address === follows && gap.action === "replace");
  return cause ? undefined : `no gap replaces ${follows}`;
}

function unproven({ sent, answered }: EmulatorGap, change: PlannedChange, exchanges: readonly Exchange[]) {
  const sentName = nameOf(change, sent.identity);
  const answeredName = nameOf(change, answered.identity);
  if (!sentName || !answeredName) return "the resource has no value in the attribute that should name it";

  const first = exchanges.findIndex(
    (exchange) =>
      exchange.status < 300 &&
      isCall(exchange, sent.call) &&
      found(exchange.request, sentName) &&
      found(exchange.request, sent.includes),
  );
  if (first < 0) return `no recorded ${String(sent.call)} for ${sentName} includes ${String(sent.includes)}`;

  const answers = exchanges
    .slice(first + 1)
    .filter(
      (exchange) => exchange.status < 300 && isCall(exchange, answered.call) && found(exchange.response, answeredName),
    );
  if (answers.length === 0) return `no recorded ${String(answered.call)} answered about ${answeredName}`;
  // Every answer must lack it: a value that comes and goes is not a gap but a defect of ours.
  if (answers.some(({ response }) => found(response, answered.lacks))) {
    return `a recorded ${String(answered.call)} about ${answeredName} has ${String(answered.lacks)}`;
  }
  return undefined;
}

function nameOf({ before }: PlannedChange, attribute: string): string | undefined {
  const name = before[attribute];
  return typeof name === "string" && name !== "" ? name : undefined;
}

function isCall({ service, action }: Exchange, call: string | RegExp): boolean {
  const shown = `${service} ${action}`;
  return typeof call === "string" ? shown === call : call.test(shown);
}

function found(text: string, pattern: string | RegExp): boolean {
  return typeof pattern === "string" ? text.includes(pattern) : pattern.test(text);
}
