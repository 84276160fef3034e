import { Token } from "cdktf";
import type { IConstruct } from "constructs";

/** Thrown when a prop breaks a rule that is known at synth time. Always a user error, never caught inside a module. */
export class PropError extends Error {
  override readonly name = "PropError";

  constructor(scope: IConstruct, prop: string, got: unknown, expected: string, fix: string) {
    super(`${scope.node.path}: \`${prop}\` is ${JSON.stringify(got)}, expected ${expected}; ${fix}`);
  }
}

/**
 * Checks that a number known at synth time is an integer from `min` to `max`, both included.
 *
 * Terraform tokens pass unchecked: their value exists only at apply.
 *
 * @throws PropError naming the prop, the value and the fix.
 */
export function requireInteger(
  scope: IConstruct,
  prop: string,
  value: number,
  range: { min: number; max: number; unit?: string },
): void {
  if (Token.isUnresolved(value)) return;
  if (Number.isInteger(value) && value >= range.min && value <= range.max) return;
  const nearest = Math.min(Math.max(Math.ceil(value), range.min), range.max);
  throw new PropError(
    scope,
    prop,
    value,
    `a whole number${range.unit === undefined ? "" : ` of ${range.unit}`} from ${range.min} to ${range.max}`,
    `set it to ${value < range.min ? `at least ${nearest}` : value > range.max ? `at most ${nearest}` : nearest}`,
  );
}

/**
 * Checks that a string known at synth time matches `pattern`. Terraform tokens pass unchecked.
 *
 * @throws PropError naming the prop, the value and the fix.
 */
export function requirePattern(
  scope: IConstruct,
  prop: string,
  value: string,
  rule: { pattern: RegExp; expected: string; fix: string },
): void {
  if (Token.isUnresolved(value) || rule.pattern.test(value)) return;
  throw new PropError(scope, prop, value, rule.expected, rule.fix);
}
