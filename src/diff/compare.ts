/** What changed between two outputs, or what a plan would change: the entrance of this room. */
export type { ArgumentChange, Comparison, Difference, NamedStacks } from "./difference";
export { comparePlan } from "./compare-plan";
export { compareStacks } from "./compare-stacks";
