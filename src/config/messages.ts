import type { z } from "zod";
export function explain(issues: readonly z.core.$ZodIssue[], _value: unknown): string[] {
  return issues.map((i) => `${i.path.join(".")}: ${i.message}`);
}
