import { referencedAddress, referencesIn, type Reference } from "../inspect/references";
import { isObject, type Json } from "../inspect/terraform-json";

/**
 * A value in words: `yes`, `a, b`, `key = value`. Expressions that Terraform has yet to evaluate stay in `${…}`, shortened
 * to what they name; {@link pieces} finds them again.
 */
export function inWords(value: Json | undefined): string {
  if (value === undefined || value === null || value === "") return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(inWords).join(", ");
  if (isObject(value)) {
    const entries = Object.entries(value);
    return entries.length === 0
      ? "none"
      : entries.map(([key, item]) => `${key} = ${isObject(item) ? `{ ${inWords(item)} }` : inWords(item)}`).join(", ");
  }
  return pieces(String(value))
    .map(({ text, isExpression }) => (isExpression ? `\${${shortened(text)}}` : text))
    .join("");
}

/** A part of a text: plain, or the inside of a `${…}`. */
export interface Piece {
  readonly text: string;
  readonly isExpression: boolean;
}

/** Splits a text at its `${…}`. An expression without an end is plain text. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let plain = "";
  for (let at = 0; at < text.length; at++) {
    const end = text.startsWith("${", at) && !text.startsWith("$${", at - 1) ? endOf(text, at + 2) : undefined;
    if (end === undefined) {
      plain += text[at];
      continue;
    }
    if (plain) found.push({ text: plain, isExpression: false });
    plain = "";
    found.push({ text: text.slice(at + 2, end), isExpression: true });
    at = end;
  }
  if (plain) found.push({ text: plain, isExpression: false });
  return found;
}

/** Address of the block that an argument such as `${aws_kms_key.database_key.arn}` refers to, when it does only that. */
export function addressIn(value: Json | undefined): string | undefined {
  const [reference, ...more] = typeof value === "string" ? references(value) : [];
  if (!reference || more.length > 0 || !/^\$\{[\w.[\]*-]+\}$/.test(String(value))) return undefined;
  return referencedAddress(reference);
}

/** As `referencesIn`; nothing for a text that is no template, such as one that was cut off. */
export function references(text: string): Reference[] {
  try {
    return referencesIn(text);
  } catch {
    return [];
  }
}

const LONGEST_EXPRESSION = 56;

function shortened(expression: string): string {
  const whole = `\${${expression}}`;
  const address = addressIn(whole);
  if (address && /^\.(arn|id|name|key_id|bucket)$/.test(expression.slice(address.length))) return address;
  if (address) return expression;
  if (expression.length <= LONGEST_EXPRESSION) return expression;
  const all = [...new Set(references(whole).map(referencedAddress))];
  // What variables decide is said beside it; what is left says where the value is from.
  const others = all.filter((name) => !name.startsWith("var."));
  const names = others.length > 0 ? others : all;
  return names.length > 0 ? `… ${names.join(", ")} …` : `${expression.slice(0, LONGEST_EXPRESSION)} …`;
}

function endOf(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return at;
  }
  return undefined;
}
