import { isObject, type Json, type JsonObject } from "../inspect/terraform-json";
import type { Subject } from "./subject";

/** Value of a variable in the first stack that has one; undefined without. */
export function valueOf({ values }: Pick<Subject, "values">, name: string): Json | undefined {
  return values.infrastructure[name] ?? values.application[name] ?? undefined;
}

/** A variable that is a text; undefined where it is empty, too. */
export function textOf(subject: Pick<Subject, "values">, name: string): string | undefined {
  const value = valueOf(subject, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A variable that is a list of texts. */
export function listOf(subject: Pick<Subject, "values">, name: string): readonly string[] {
  const value = valueOf(subject, name);
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Whether a stack has a variable of this name. */
export function hasVariable({ values }: Pick<Subject, "values">, name: string): boolean {
  return name in values.infrastructure || name in values.application;
}

/** Names of the variables that end so, such as `_kms_key_arn`. */
export function variablesEnding({ values }: Pick<Subject, "values">, ...ends: readonly string[]): string[] {
  const names = [...Object.keys(values.infrastructure), ...Object.keys(values.application)];
  return [...new Set(names.filter((name) => ends.some((end) => name.endsWith(end))))].sort();
}

/** Bodies of the resources of a type that the infrastructure stack makes. */
export function resourcesOf({ stacks }: Pick<Subject, "stacks">, type: string): JsonObject[] {
  return Object.values(stacks.infrastructure.resource?.[type] ?? {}).filter(
    (body): body is JsonObject => isObject(body) && body.count !== 0,
  );
}

/** Bodies of the chart releases of the application stack. */
export function releasesOf({ stacks }: Pick<Subject, "stacks">): JsonObject[] {
  return Object.values(stacks.application.resource?.helm_release ?? {});
}

/** The text, unless Terraform has yet to find it out. */
export function known(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" && !value.includes("${") ? value : undefined;
}
