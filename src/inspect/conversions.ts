import { isObject, type Json, type JsonObject } from "./terraform-json";

// What Terraform makes of a value where it wants one of a type. Each throws where Terraform refuses.

export function text(value: Json): string {
  if (value === null || typeof value === "object") throw new Error(`${JSON.stringify(value)} is no text`);
  return String(value);
}

export function number(value: Json): number {
  const found = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof found !== "number" || Number.isNaN(found)) throw new Error(`${JSON.stringify(value)} is no number`);
  return found;
}

export function list(value: Json): Json[] {
  if (!Array.isArray(value)) throw new Error(`${JSON.stringify(value)} is no list`);
  return value;
}

export function object(value: Json): JsonObject {
  if (!isObject(value)) throw new Error(`${JSON.stringify(value)} is no map`);
  return value;
}

export function truth(value: Json): boolean {
  if (typeof value !== "boolean") throw new Error(`${JSON.stringify(value)} is no truth value`);
  return value;
}
