import type { Shape, ShapeName } from "../shapes";
import type { Stacks } from "../../../src/inspect/terraform-json";
import { conformanceRules } from "../../../src/conformance/rules";
import { View, type Rule } from "../../../src/conformance/view";

export { checkExample, deviations } from "./examples";
export { conformanceMutations } from "./mutations";

/** A rule with what is not as it requires. */
export interface Verdict {
  readonly rule: Rule;
  readonly problems: readonly string[];
}

/** Judges synthesized stacks. `change` is applied to each shape before it is looked at. */
export function checkConformance(
  shapeOf: (name: ShapeName) => Shape,
  rules: readonly Rule[] = conformanceRules,
  change: (stacks: Stacks) => unknown = () => {},
): Verdict[] {
  const views = new Map<ShapeName, View>();
  const view = (name: ShapeName): View => {
    const known = views.get(name);
    if (known) return known;
    const { stacks, inputs } = shapeOf(name);
    const changed = structuredClone(stacks);
    change(changed);
    const made = new View(changed, inputs);
    views.set(name, made);
    return made;
  };
  return rules.map((rule) => ({ rule, problems: rule.check(view("reference"), view) }));
}
