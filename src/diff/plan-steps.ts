import { isObject } from "../inspect/terraform-json";
import type { PlanJson } from "../plan/plan-check";
import type { Difference } from "./difference";
import { nounOf } from "./nouns";
import { isProtected, roleOf } from "./steps";
import { some } from "./words";

/** What to do with a plan, and with the other stack because of it. */
export function planSteps(plan: PlanJson, stack: string, differences: readonly Difference[]): string[] {
  if (differences.length === 0) return [];
  const destroyed = (plan.resource_changes ?? []).filter(
    ({ change: { actions, before } }) => actions.includes("delete") && isObject(before) && isProtected(before),
  );
  const nouns = destroyed.map(nounOf);
  const unprotect =
    nouns.length === 0
      ? []
      : [
          `with the former deployment file and \`protection: false\`, synthesize and apply${stack === "plan" ? "" : ` ${stack}`}, then plan again: so far ` +
            `AWS refuses to delete ${some(nouns)}`,
        ];
  const outputs = differences.flatMap(({ address }) => (address.startsWith("output.") ? [address.slice(7)] : []));
  const { role, deployment } = roleOf(stack);
  const reader = role === "infrastructure" ? `${deployment}-application` : "the stack that reads its outputs";
  const follow =
    outputs.length === 0 || role === "application" || role === "workspaces"
      ? []
      : [`plan ${reader}: ${some(outputs)} of what it may read ${outputs.length === 1 ? "is" : "are"} new or changed`];
  return [...unprotect, stack === "plan" ? "apply this plan" : `apply this plan of ${stack}`, ...follow];
}
