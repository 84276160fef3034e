import type { Check } from "./check";
import { identity } from "./identity";

/** Every check, in the order of the table. */
export const checks: readonly Check[] = [identity];
