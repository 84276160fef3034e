import { DefaultTokenResolver, StringConcat, TerraformElement, type TerraformStack, Token, Tokenization } from "cdktf";

type Members = Record<string, unknown>;

interface Scope {
  readonly stack: TerraformStack;
  /** What texts with tokens in them came out as; many are there more than once. */
  readonly texts: Map<string, unknown>;
}

const resolver = new DefaultTokenResolver(new StringConcat());

/**
 * The JSON of a stack as cdktf makes it, less its metadata, but in one pass over all elements instead of three, and with
 * cdktf's own resolution of tokens only where a token is: a third of the time.
 *
 * Leaves out what this app has none of: aspects and cdktf's custom synthesis.
 *
 * @param overrides what the stack's `addOverride` was given, by path.
 */
export function stackJson(stack: TerraformStack, overrides: ReadonlyMap<string, unknown>): object {
  stack.ensureBackendExists();
  const json: Members = {};
  const scope: Scope = { stack, texts: new Map() };
  for (const element of stack.node.findAll()) {
    if (TerraformElement.isTerraformElement(element)) merge(json, resolve(element.toTerraform(), scope) as Members);
  }
  const nested: Members = {};
  for (const [path, value] of overrides) setAt(nested, path.split("."), value);
  return merge(json, resolve(nested, scope) as Members);
}

/** Replaces tokens by what they stand for, and leaves out what is undefined. */
function resolve(value: unknown, scope: Scope): unknown {
  if (mayBeToken(value)) return typeof value === "string" ? resolveText(value, scope) : resolveToken(value, scope);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter((item) => item !== undefined);
  const result: Members = {};
  for (const key of Object.keys(value)) {
    const member = resolve((value as Members)[key], scope);
    if (member !== undefined) result[key] = member;
  }
  return result;
}

function resolveText(text: string, scope: Scope): unknown {
  const known = scope.texts.get(text) ?? resolveToken(text, scope);
  scope.texts.set(text, known);
  return known;
}

function resolveToken(value: unknown, { stack }: Scope): unknown {
  // `preparing` makes cdktf notice a token of another stack, which BaseStack refuses.
  return Tokenization.resolve(value, { scope: stack, resolver, preparing: true });
}

/** Whether cdktf has to look at a value itself, not only at its members. */
function mayBeToken(value: unknown): boolean {
  if (typeof value === "string") return isTokenText(value);
  if (typeof value === "number") return Token.isUnresolved(value);
  if (typeof value !== "object" || value === null) return typeof value === "function";
  // A list that stands for a token holds one text or number, of its own kind.
  if (Array.isArray(value))
    return value.some((item) => typeof item !== "object" && (mayBeToken(item) || Token.isUnresolved([item])));
  return Object.getPrototypeOf(value) !== Object.prototype || Object.keys(value).some(isTokenText);
}

/** Tokens in text look like `${TfToken[…]}`, or, for a number, like `-1.88e+289`. */
function isTokenText(text: string): boolean {
  return text.includes("{TfToken[") || /e\+\d{3}/.test(text);
}

/** Merges blocks as cdktf does: objects member by member, lists end to end. */
function merge(target: Members, source: Members): Members {
  for (const key of Object.keys(source)) {
    const value = source[key];
    const before = target[key];
    if (Array.isArray(value))
      target[key] = Array.isArray(before) ? [...(before as unknown[]), ...(value as unknown[])] : value;
    else if (typeof value !== "object" || value === null) target[key] = value;
    else
      target[key] = merge(typeof before === "object" && before !== null ? (before as Members) : {}, value as Members);
  }
  return target;
}

function setAt(target: Members, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = target[key];
  const isObject = typeof inner === "object" && inner !== null && !Array.isArray(inner);
  setAt((target[key] = isObject ? (inner as Members) : {}) as Members, rest, value);
}
