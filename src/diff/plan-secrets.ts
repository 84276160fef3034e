import { isObject, type Json } from "../inspect/terraform-json";
import type { PlanJson, PlannedChange } from "../plan/plan-check";

/** Shorter texts are in too many others to tell a secret from them. */
const shortest = 4;

/**
 * Tells whether a text must not be shown: it has in it what is sensitive anywhere in the plan. Terraform marks the place
 * where a secret is given, not each place where a provider copies it to (tried: `terraform_data` has it in `output` too).
 */
export function secretsOf(plan: PlanJson): (text: string) => boolean {
  const changes = [
    ...(plan.resource_changes ?? []).map(({ change }) => change),
    ...Object.values(plan.output_changes ?? {}),
  ];
  const declared = plan.configuration?.root_module?.variables ?? {};
  const given = Object.entries(plan.variables ?? {}).flatMap(([name, { value }]) =>
    declared[name]?.sensitive ? textsIn(value) : [],
  );
  const secrets = new Set([...changes.flatMap(secretsIn), ...given].filter((text) => text.length >= shortest));
  for (const word of ["true", "false"]) secrets.delete(word);
  return (text) => [...secrets].some((secret) => text.includes(secret));
}

function secretsIn({ before, after, before_sensitive, after_sensitive }: PlannedChange): string[] {
  return [...marked(before, before_sensitive), ...marked(after, after_sensitive)];
}

function marked(value: Json | undefined, marks: Json | undefined): string[] {
  if (marks === true) return textsIn(value);
  if (Array.isArray(marks) && Array.isArray(value)) return marks.flatMap((mark, i) => marked(value[i], mark));
  if (isObject(marks) && isObject(value)) return Object.keys(marks).flatMap((key) => marked(value[key], marks[key]));
  return [];
}

function textsIn(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
