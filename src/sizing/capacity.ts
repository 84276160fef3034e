import type { Synthesized } from "../inspect/synthesized";

/** Whether a deployment has room for something. */
export interface CapacityCheck {
  readonly what: string;
  /** "unknown" where a number is not known before an apply, or not in the committed tables. */
  readonly ok: boolean | "unknown";
  /** Each step, with its source; the last says what to change when `ok` is false. */
  readonly arithmetic: readonly string[];
}

/** Checks that a deployment, with the values of its tfvars example, fits into what it makes. */
export function checkCapacity(synthesized: Synthesized): CapacityCheck[] {
  void synthesized;
  return [];
}
