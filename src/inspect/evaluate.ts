import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { parseTemplate, type Expression } from "./expression";
import type { Reference } from "./references";
import { isObject, type Json, type JsonObject } from "./terraform-json";
import { list, number, object, text, truth } from "./conversions";

/** Gives the value of a reference, or throws when it has none before an apply. */
export type Lookup = (reference: Reference) => Json;

/**
 * Replaces each expression below `value` by what it evaluates to. Where one needs a value that `lookup` cannot give, or a
 * function that is not known here, its text stays as it is.
 */
export function resolve(value: Json, lookup: Lookup): Json {
  if (typeof value === "string") {
    if (!/[$%]\{/.test(value)) return value;
    try {
      return evaluateTemplate(value, lookup);
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) return value.map((item) => resolve(item, lookup));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, item]) => [k, resolve(item, lookup)]));
  return value;
}

/** @throws Error saying what could not be evaluated. */
export function evaluateTemplate(text: string, lookup: Lookup): Json {
  return evaluate(parsed(text), { lookup, bound: {} });
}

/** The same few hundred texts are evaluated for each question about a stack; to parse one takes as long as the rest. */
function parsed(text: string): Expression {
  const expression = expressions.get(text) ?? parseTemplate(text);
  expressions.set(text, expression);
  return expression;
}

const expressions = new Map<string, Expression>();

class UnknownFunction extends Error {}

interface Scope {
  readonly lookup: Lookup;
  readonly bound: JsonObject;
}

function evaluate(expression: Expression, scope: Scope): Json {
  const value = (part: Expression): Json => evaluate(part, scope);
  switch (expression.is) {
    case "literal":
      return expression.value;
    case "template":
      return expression.parts.map((part) => text(value(part))).join("");
    case "name":
    case "get":
      return evaluateGet(expression, scope, []);
    case "call": {
      const args = expression.args;
      if (expression.name === "try" || expression.name === "can") return evaluateTry(expression.name, args, value);
      const call = functions[expression.name];
      if (!call) throw new UnknownFunction(`the function ${expression.name} is not known here`);
      const values = args.map(value);
      return call(...(expression.spread ? [...values.slice(0, -1), ...list(values.at(-1) ?? null)] : values));
    }
    case "operation":
      return operate(expression.operator, expression.args, value);
    case "if":
      return value(value(expression.test) === true ? expression.then : expression.otherwise);
    case "list":
      return expression.items.map(value);
    case "object":
      return Object.fromEntries(expression.entries.map(([key, item]) => [text(value(key)), value(item)]));
    case "for":
      return evaluateFor(expression, scope);
  }
}

/** Looks up the longest chain of literal keys as one reference; a computed key ends it. */
function evaluateGet(expression: Expression, scope: Scope, keys: readonly (string | number)[]): Json {
  if (expression.is === "name") {
    const { name } = expression;
    if (!(name in scope.bound)) return scope.lookup([name, ...keys]);
    return keys.reduce(member, scope.bound[name] ?? null);
  }
  if (expression.is !== "get") return keys.reduce(member, evaluate(expression, scope));
  const key = evaluate(expression.key, scope);
  if (typeof key !== "string" && typeof key !== "number") throw new Error(`${JSON.stringify(key)} is no key`);
  return evaluateGet(expression.of, scope, [key, ...keys]);
}

function evaluateTry(name: string, args: readonly Expression[], value: (part: Expression) => Json): Json {
  for (const arg of args) {
    try {
      const found = value(arg);
      return name === "can" ? true : found;
    } catch (error) {
      // Else every condition with such a function would be false, and its negation true.
      if (name === "can" && error instanceof UnknownFunction) throw error;
    }
  }
  if (name === "can") return false;
  throw new Error("no argument of try() has a value");
}

function evaluateFor(expression: Extract<Expression, { is: "for" }>, scope: Scope): Json {
  const over = evaluate(expression.over, scope);
  const entries: [Json, Json][] = isObject(over) ? Object.entries(over) : list(over).map((item, i) => [i, item]);
  const [first, second] = expression.names;
  const results: [Json, Json][] = [];
  for (const [key, item] of entries) {
    const names = second === undefined ? { [first ?? ""]: item } : { [first ?? ""]: key, [second]: item };
    const inner = { ...scope, bound: { ...scope.bound, ...names } };
    if (expression.when && evaluate(expression.when, inner) !== true) continue;
    results.push([expression.key ? evaluate(expression.key, inner) : null, evaluate(expression.value, inner)]);
  }
  return expression.key ? Object.fromEntries(results.map(([k, v]) => [text(k), v])) : results.map(([, v]) => v);
}

function operate(operator: string, args: readonly Expression[], value: (part: Expression) => Json): Json {
  const [first, second] = args;
  if (!first) throw new Error(`${operator} without operands`);
  if (!second) return operator === "!" ? value(first) !== true : -number(value(first));
  const a = value(first);
  // Both sides, always: before Terraform 1.12, `||` and `&&` look at the second even when the first decides.
  const b = value(second);
  if (operator === "&&") return truth(a) && truth(b);
  if (operator === "||") return truth(a) || truth(b);
  if (operator === "==") return JSON.stringify(a) === JSON.stringify(b);
  if (operator === "!=") return JSON.stringify(a) !== JSON.stringify(b);
  const [x, y] = [number(a), number(b)];
  const results: Record<string, Json> = {
    "<": x < y,
    ">": x > y,
    "<=": x <= y,
    ">=": x >= y,
    "+": x + y,
    "-": x - y,
    "*": x * y,
    "/": x / y,
    "%": x % y,
  };
  return results[operator] ?? null;
}

/** The functions of Terraform that synthesized stacks use, as far as their results can be known before an apply. */
const functions: Readonly<Record<string, (...args: Json[]) => Json>> = {
  alltrue: (items = null) => list(items).every((item) => item === true),
  anytrue: (items = null) => list(items).some((item) => item === true),
  ceil: (x = null) => Math.ceil(number(x)),
  cidrsubnet: (range = null, bits = null, i = null) => cidrSubnet(text(range), number(bits), number(i)),
  coalesce: (...args) => args.find((arg) => arg !== null && arg !== "") ?? null,
  compact: (items = null) => list(items).filter((item) => item !== null && item !== ""),
  concat: (...args) => args.flatMap(list),
  contains: (items = null, item = null) => list(items).some((one) => JSON.stringify(one) === JSON.stringify(item)),
  distinct: (items = null) => [...new Set(list(items))],
  element: (items = null, i = null) => list(items)[number(i) % list(items).length] ?? null,
  endswith: (value = null, end = null) => text(value).endsWith(text(end)),
  flatten: (items = null) => list(items).flatMap(leaves),
  floor: (x = null) => Math.floor(number(x)),
  format: (pattern = null, ...args) => text(pattern).replace(/%[sdv]/g, () => text(args.shift() ?? null)),
  join: (separator = null, items = null) => list(items).map(text).join(text(separator)),
  jsondecode: (value = null) => JSON.parse(text(value)) as Json,
  jsonencode: (value = null) => JSON.stringify(value),
  keys: (value = null) => Object.keys(object(value)).sort(),
  length: (value = null) =>
    typeof value === "string" ? value.length : isObject(value) ? Object.keys(value).length : list(value).length,
  lower: (value = null) => text(value).toLowerCase(),
  max: (...args) => Math.max(...args.map(number)),
  merge: (...args) => Object.assign({}, ...args.filter((arg) => arg !== null).map(object)) as JsonObject,
  min: (...args) => Math.min(...args.map(number)),
  nonsensitive: (value = null) => value,
  one: (items = null) => list(items)[0] ?? null,
  regex: (pattern = null, value = null) => {
    const match = new RegExp(text(pattern)).exec(text(value));
    if (!match) throw new Error(`${text(value)} does not match ${text(pattern)}`);
    return match.length === 1 ? match[0] : match.slice(1).map((group) => group ?? null);
  },
  replace: (value = null, search = null, by = null) => {
    const pattern = /^\/(.*)\/$/.exec(text(search))?.[1];
    return pattern === undefined
      ? text(value).replaceAll(text(search), text(by))
      : text(value).replace(new RegExp(pattern, "g"), text(by));
  },
  sha256: (value = null) => createHash("sha256").update(text(value)).digest("hex"),
  slice: (items = null, from = null, to = null) => list(items).slice(number(from), number(to)),
  sort: (items = null) => list(items).map(text).sort(),
  split: (separator = null, value = null) => text(value).split(text(separator)),
  startswith: (value = null, start = null) => text(value).startsWith(text(start)),
  strcontains: (value = null, part = null) => text(value).includes(text(part)),
  substr: (value = null, from = null, length = null) => text(value).substring(number(from)).slice(0, number(length)),
  sum: (items = null) => list(items).reduce<number>((sum, item) => sum + number(item), 0),
  timecmp: (a = null, b = null) => Math.sign(Date.parse(text(a)) - Date.parse(text(b))),
  tobool: (value = null) => (typeof value === "string" ? value === "true" : value),
  tolist: (items = null) => list(items),
  tomap: (value = null) => object(value),
  tonumber: (value = null) => number(value),
  toset: (items = null) => [...new Set(list(items))],
  tostring: (value = null) => text(value),
  trimprefix: (value = null, prefix = null) =>
    text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value),
  trimspace: (value = null) => text(value).trim(),
  trimsuffix: (value = null, suffix = null) =>
    text(suffix) !== "" && text(value).endsWith(text(suffix))
      ? text(value).slice(0, -text(suffix).length)
      : text(value),
  upper: (value = null) => text(value).toUpperCase(),
  values: (value = null) =>
    Object.entries(object(value))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, item]) => item),
  yamlencode: (value = null) => stringify(value),
};

/** The `i`-th of the IPv4 ranges that are `bits` longer than `range`. */
function cidrSubnet(range: string, bits: number, i: number): string {
  const [, address = "", length = ""] = /^(\d+(?:\.\d+){3})\/(\d+)$/.exec(range) ?? [];
  const longer = Number(length) + bits;
  if (address === "" || longer > 32 || i >= 2 ** bits) throw new Error(`no subnet ${i} of ${bits} bits in ${range}`);
  const whole = 2 ** (32 - Number(length));
  const given = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const start = given - (given % whole) + i * 2 ** (32 - longer);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".")}/${longer}`;
}

function member(value: Json, key: string | number): Json {
  const found = Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined;
  if (found === undefined) throw new Error(`${JSON.stringify(value)} has no ${key}`);
  return found;
}

function leaves(value: Json): Json[] {
  return Array.isArray(value) ? value.flatMap(leaves) : [value];
}
