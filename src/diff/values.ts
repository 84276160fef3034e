import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { isObject, type Json, type JsonObject } from "../inspect/terraform-json";
import type { ArgumentChange } from "./difference";

/** Stands for a value that only the apply gives, in the words of Terraform. */
export const knownAfterApply = "(known after apply)";

/** What a plan says about values, in their shape: `true` in the place of each that is sensitive, or not known yet. */
export interface Marks {
  readonly sensitiveBefore?: Json | undefined;
  readonly sensitiveAfter?: Json | undefined;
  readonly unknownAfter?: Json | undefined;
}

/** Keys to a value, from the outside in. */
export type Path = readonly (string | number)[];

/**
 * Every argument below which two values differ, as deep as they have the same shape. Texts that hold JSON, and a release's
 * values in YAML, are looked into. What is null counts as not set.
 *
 * @param isSecret whether a text must not be told although no mark says so. @default - none
 */
export function changesBetween(
  before: Json | undefined,
  after: Json | undefined,
  marks: Marks = {},
  isSecret: (text: string) => boolean = () => false,
): ArgumentChange[] {
  return [...walk([], before, after, marks)].map(({ path, hidden, before, after }) => {
    if (hidden || hides(before, isSecret) || hides(after, isSecret)) return { path: pathText(path), sensitive: true };
    return {
      path: pathText(path),
      ...(isSet(before) && { before }),
      ...(isSet(after) && { after }),
    };
  });
}

/** `["rule", 0, "id"]` → `rule[0].id`; a key that is no word stands in brackets. */
export function pathText(path: Path): string {
  return path
    .map((key) =>
      typeof key === "number" ? `[${key}]` : /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    )
    .join("")
    .replace(/^\./, "");
}

interface Leaf {
  readonly path: Path;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly hidden: boolean;
}

function* walk(path: Path, before: Json | undefined, after: Json | undefined, marks: Marks): Iterable<Leaf> {
  const { sensitiveBefore, sensitiveAfter, unknownAfter } = marks;
  const isUnknown = anyMark(unknownAfter);
  if (!isUnknown && (isDeepStrictEqual(before, after) || !(isSet(before) || isSet(after)))) return;
  const isMarked = [sensitiveBefore, sensitiveAfter, unknownAfter].includes(true);
  const pair = isMarked ? undefined : sameShape(path, before, after);
  if (!pair) {
    const hidden = anyMark(sensitiveBefore) || anyMark(sensitiveAfter);
    yield { path, before, after: withUnknown(after, unknownAfter), hidden };
    return;
  }
  // Text that was looked into has no marks inside.
  const inner = typeof before === "string" ? {} : marks;
  for (const [key, from, to] of membersOf(pair)) {
    yield* walk([...path, to ?? from ?? key], member(pair[0], from), member(pair[1], to), {
      sensitiveBefore: member(inner.sensitiveBefore, from),
      sensitiveAfter: member(inner.sensitiveAfter, to),
      unknownAfter: member(inner.unknownAfter, to),
    });
  }
}

type Pair = readonly [JsonObject, JsonObject] | readonly [Json[], Json[]];

/** The two values, when both are objects or lists of such. */
function sameShape(path: Path, before: Json | undefined, after: Json | undefined): Pair | undefined {
  if (isObject(before) && isObject(after)) return [before, after];
  if (Array.isArray(before) && Array.isArray(after)) {
    // A list of plain values says more as a whole.
    const isBlock = (item: Json) => typeof item === "object" && item !== null;
    return [...before, ...after].some((item) => isBlock(item) || isLong(item)) ? [before, after] : undefined;
  }
  if (typeof before !== "string" || typeof after !== "string") return undefined;
  const isYaml = path.at(-2) === "values" && typeof path.at(-1) === "number";
  const [former, latter] = [structureIn(before, isYaml), structureIn(after, isYaml)];
  return former !== undefined && latter !== undefined ? sameShape(path, former, latter) : undefined;
}

function isLong(value: Json): boolean {
  return typeof value === "string" && value.includes("\n");
}

function structureIn(text: string, isYaml: boolean): Json | undefined {
  if (!isYaml && !/^\s*[{[]/.test(text)) return undefined;
  try {
    const value = (isYaml ? parse(text) : JSON.parse(text)) as Json;
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

type Key = string | number;

/** Key, key in the first and key in the second of each member; a list's equal ends are matched first. */
function membersOf([before, after]: Pair): [Key, Key | undefined, Key | undefined][] {
  if (!Array.isArray(before) || !Array.isArray(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.map((key) => [key, key, key]);
  }
  if (before.length === after.length) return before.map((_, i) => [i, i, i]);
  const [shorter, longer] = [Math.min(before.length, after.length), Math.max(before.length, after.length)];
  let start = 0;
  while (start < shorter && isDeepStrictEqual(before[start], after[start])) start++;
  let end = 0;
  while (end < shorter - start && isDeepStrictEqual(before.at(-1 - end), after.at(-1 - end))) end++;
  const members: [Key, Key | undefined, Key | undefined][] = [];
  for (let i = 0; i < longer; i++) {
    const inBefore = i < before.length - end;
    const inAfter = i < after.length - end;
    if (inBefore || inAfter) members.push([i, inBefore ? i : undefined, inAfter ? i : undefined]);
  }
  return members;
}

function member(value: Json | undefined, key: Key | undefined): Json | undefined {
  // A mark holds for all that is below.
  if (value === true) return true;
  if (key === undefined || typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, key) ? (value as Record<Key, Json>)[key] : undefined;
}

function anyMark(marks: Json | undefined): boolean {
  return marks === true || (typeof marks === "object" && marks !== null && Object.values(marks).some(anyMark));
}

function withUnknown(value: Json | undefined, unknown: Json | undefined): Json | undefined {
  if (unknown === true) return knownAfterApply;
  if (!anyMark(unknown) || typeof unknown !== "object") return value;
  if (Array.isArray(unknown)) {
    const items = Array.isArray(value) ? value : [];
    return unknown.map((mark, i) => withUnknown(items[i], mark) ?? null);
  }
  const marked = Object.entries(unknown ?? {}).map(([key, mark]): [string, Json] => [
    key,
    withUnknown(member(value, key), mark) ?? null,
  ]);
  return { ...(isObject(value) ? value : {}), ...Object.fromEntries(marked) };
}

function hides(value: Json | undefined, isSecret: (text: string) => boolean): boolean {
  if (typeof value === "string") return isSecret(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, item]) => isSecret(key) || hides(item, isSecret));
}

function isSet(value: Json | undefined): value is Json {
  return value !== undefined && value !== null;
}
