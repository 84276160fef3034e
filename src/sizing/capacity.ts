import type { Synthesized } from "../inspect/synthesized";
import { checkConnections } from "./checks/connections";
import { checkCredits } from "./checks/credits";
import { checkNodes } from "./checks/nodes";
import { checkSubnets } from "./checks/subnets";
import { ResolvedSizes } from "./resolved-sizes";

/** Whether a deployment has room for something. */
export interface CapacityCheck {
  readonly what: string;
  /** "unknown" where a number is not known before an apply, or not in the committed tables. */
  readonly ok: boolean | "unknown";
  /** Each step, with its source; the last says what to change when `ok` is false. */
  readonly arithmetic: readonly string[];
}

/**
 * Checks that a deployment, with the values of its inputs, fits into what it makes.
 *
 * @param installsPerDay load of the database. @default - what the nodes serve
 */
export function checkCapacity(synthesized: Synthesized, installsPerDay?: number): CapacityCheck[] {
  const sizes = new ResolvedSizes(synthesized);
  return [
    checkNodes(sizes),
    checkConnections(sizes),
    ...checkSubnets(sizes, synthesized.deployment),
    checkCredits(sizes, installsPerDay),
  ];
}
