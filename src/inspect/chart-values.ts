import { parse } from "yaml";
import { isObject, type Json, type JsonObject } from "./terraform-json";

/**
 * Values of a Helm release, which are one YAML text in its body.
 *
 * @returns undefined where there are none, or they are known only after an apply.
 */
export function chartValues(release: JsonObject | undefined): JsonObject | undefined {
  const [text] = Array.isArray(release?.values) ? release.values : [];
  if (typeof text !== "string" || text.startsWith("${")) return undefined;
  const values = parse(text) as Json;
  return isObject(values) ? values : undefined;
}
