import { isDeepStrictEqual } from "node:util";
import { partOf } from "../inspect/parts";
import type { Json, TerraformJson } from "../inspect/terraform-json";
import type { PlanJson, PlannedChange, PlannedResource } from "../plan/plan-check";
import { sorted } from "./compare-stacks";
import type { ArgumentChange, Comparison, Difference } from "./difference";
import { nounOf } from "./nouns";
import { secretsOf } from "./plan-secrets";
import { planSteps } from "./plan-steps";
import { changesBetween, knownAfterApply, pathText } from "./values";
import { describe, mostInWords, pathInWords, sentence, some } from "./words";

/**
 * Says what a plan would change: of resources and outputs, with the effects that Terraform says.
 *
 * @param stack JSON of the stack; attributes that it does not set and that only follow from the rest are then left out
 * @param name of the stack @default "plan"
 */
export function comparePlan(plan: PlanJson, stack?: TerraformJson, name = "plan"): Comparison {
  const isSecret = secretsOf(plan);
  const resources = (plan.resource_changes ?? [])
    .filter(({ mode }) => mode === "managed")
    .flatMap((resource) => resourceDifference(resource, { name, stack, isSecret }));
  const outputs = Object.entries(plan.output_changes ?? {}).flatMap(([output, change]) =>
    outputDifference(output, change, { name, stack, isSecret }),
  );
  const differences = sorted([...resources, ...outputs]);
  return { differences, steps: planSteps(plan, name, differences) };
}

interface Context {
  readonly name: string;
  readonly stack: TerraformJson | undefined;
  readonly isSecret: (text: string) => boolean;
}

function resourceDifference(resource: PlannedResource, context: Context): Difference[] {
  const { address, type, change, previous_address: previous } = resource;
  const moves: ArgumentChange[] = previous === undefined ? [] : [{ path: "address", before: previous, after: address }];
  const changes = change.actions.includes("update") || isReplaced(change) ? argumentsOf(resource, context) : [];
  const all = [...moves, ...changes];
  const noun = nounOf(resource);
  const of = (
    kind: Difference["kind"],
    effect: Difference["effect"],
    words: string,
    list: Difference["arguments"] = all,
  ): Difference[] => [{ part: partOf(resource), stack: context.name, address, kind, effect, arguments: list, words }];
  const takeOver = change.importing === undefined ? "" : "is taken over as it exists (imported)";
  switch ([...change.actions].sort().join()) {
    case "create":
      return of("added", "create", `${noun} is made`, []);
    case "delete":
      return of("removed", "destroy", `${noun} is destroyed`, []);
    case "forget":
      return of("removed", "unknown", `${noun} leaves the state, and stays in place`, []);
    case "create,delete":
      return of("changed", "replace", `${noun} is replaced${reason(resource)}${told(all, change)}`);
    case "create,forget":
      return of("changed", "create", `${noun} is made anew; the former leaves the state, and stays in place`);
    case "update": {
      const restarts = type === "helm_release" && changes.some(({ path }) => restartsPods(path));
      const text = sentence(noun, type, all) + updateEffect(type, restarts);
      return of("changed", restarts ? "restart" : "update", takeOver ? `${noun} ${takeOver}; ${text}` : text);
    }
    case "no-op":
      if (takeOver) return of("added", "update", `${noun} ${takeOver}; nothing of it changes`);
      if (previous !== undefined)
        return of("changed", "update", `${sentence(noun, type, moves)}; nothing else changes`);
      return [];
    default:
      // "read" of a data source; what a later Terraform adds is shown rather than left out.
      return of("changed", "unknown", `${noun}: ${change.actions.join(" and ")}`);
  }
}

function isReplaced({ actions }: PlannedChange): boolean {
  return actions.includes("create") && actions.length > 1;
}

function argumentsOf({ type, name, change }: PlannedResource, { stack, isSecret }: Context): ArgumentChange[] {
  const written = stack?.resource?.[type]?.[name];
  const forcing = new Set((change.replace_paths ?? []).map((path) => pathText(path.slice(0, 1))));
  return changesOf(change, isSecret).filter((argument) => {
    const root = rootOf(argument);
    // Providers do not tell empty from not set.
    if (isEmpty(argument.before) && isEmpty(argument.after) && !argument.sensitive) return forcing.has(root);
    // What AWS fills in anew with each update or replacement follows from the rest.
    const isWritten = written ? root in written : !isReplaced(change);
    return argument.after !== knownAfterApply || forcing.has(root) || isWritten;
  });
}

function changesOf(change: PlannedChange, isSecret: Context["isSecret"]): ArgumentChange[] {
  const marks = {
    sensitiveBefore: change.before_sensitive,
    sensitiveAfter: change.after_sensitive,
    unknownAfter: change.after_unknown,
  };
  return changesBetween(change.before, change.after, marks, isSecret);
}

function rootOf({ path }: ArgumentChange): string {
  return path.split(/[.[]/)[0] ?? "";
}

function isEmpty(value: Json | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    isDeepStrictEqual(value, []) ||
    isDeepStrictEqual(value, {})
  );
}

/** The values of what forces a replacement, else of all that changes. */
function told(all: readonly ArgumentChange[], { replace_paths: paths = [] }: PlannedChange): string {
  const forcing = all.filter((change) => paths.some(([root]) => root === rootOf(change)));
  const changes = forcing.length > 0 ? forcing : all;
  if (changes.length === 0) return "";
  return changes.length <= mostInWords
    ? `: ${changes.map(describe).join("; ")}`
    : `: ${changes.length} arguments change`;
}

/** Why, where it is not an argument. */
function reason({ action_reason: why, change }: PlannedResource): string {
  if (why === "replace_because_tainted") return ", since it is tainted";
  if (why === "replace_by_request") return ", as -replace asks";
  if (why === "replace_by_triggers") return ", since what its replace_triggered_by names changes";
  const paths = [...new Set((change.replace_paths ?? []).map(pathText))];
  return paths.length > 0 ? `, since ${some(paths.map(pathInWords))} cannot change in place` : "";
}

/** The annotation of the pod template that is there to restart the pods. */
function restartsPods(path: string): boolean {
  return /^values\[\d+\]\.pod\.annotations\b/.test(path);
}

function updateEffect(type: string, restarts: boolean): string {
  if (type !== "helm_release") return "";
  return restarts ? "; the release is upgraded, and its pods restart" : "; the release is upgraded";
}

function outputDifference(output: string, change: PlannedChange, { name, isSecret }: Context): Difference[] {
  const [action = "no-op"] = change.actions;
  if (action === "no-op") return [];
  const kind = action === "create" ? "added" : action === "delete" ? "removed" : "changed";
  const noun = `the output ${output}`;
  // As members of an object, so that a value that is no object has a name.
  const wrap = (value: Json | undefined): Json => (value === undefined ? {} : { value });
  const changes =
    kind === "changed"
      ? changesOf(
          {
            actions: change.actions,
            before: wrap(change.before),
            after: wrap(change.after),
            before_sensitive: wrap(change.before_sensitive),
            after_sensitive: wrap(change.after_sensitive),
            after_unknown: wrap(change.after_unknown),
          },
          isSecret,
        )
      : [];
  const words = kind === "changed" ? sentence(noun, "output", changes) : `${noun} is ${kind}`;
  const part = partOf({ type: "", name: output });
  return [{ part, stack: name, address: `output.${output}`, kind, effect: "unknown", arguments: changes, words }];
}
