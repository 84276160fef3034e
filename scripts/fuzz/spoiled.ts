import fc from "fast-check";
import type { Schema } from "./valid";

type Path = readonly (string | number)[];
type Container = Record<string | number, unknown>;

/** A fault put into a deployment. `at` picks one of its keys. */
interface Fault {
  readonly at: number;
  readonly kind: "wrong" | "misspell" | "unknown" | "remove" | "wrap" | "move";
  readonly pick: number;
}

const wrongs: readonly unknown[] = [
  null,
  "",
  "text",
  "true",
  "3",
  0,
  -1,
  1.5,
  7,
  1e21,
  Infinity,
  NaN,
  true,
  false,
  [],
  ["create"],
  {},
  { mode: "create" },
  { mode: "existing" },
  { backend: "s3" },
  { a: { b: 1 } },
  [{ name: "A" }],
  "a\nb",
];

const strange = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "length",
  "",
  " ",
  "a.b",
  "a\nb",
  "name",
  "mode",
  "deployments",
  "0",
  "é",
  "x".repeat(200),
];

/** Deployments with a few faults; none is left when fast-check shrinks a failure that has nothing to do with them. */
export function spoiled(values: fc.Arbitrary<unknown>, schema: Schema): fc.Arbitrary<unknown> {
  const names = [...new Set([...keysOf(schema), ...strange])];
  const fault: fc.Arbitrary<Fault> = fc.record({
    at: fc.nat(1e6),
    kind: fc.constantFrom("wrong", "misspell", "unknown", "remove", "wrap", "move"),
    pick: fc.nat(1e6),
  });
  return fc
    .tuple(values, fc.array(fault, { minLength: 1, maxLength: 3 }))
    .map(([value, faults]) => faults.reduce<unknown>((whole, one) => apply(whole, one, names), value));
}

function apply(whole: unknown, { at, kind, pick }: Fault, names: readonly string[]): unknown {
  const copy: unknown = structuredClone(whole);
  const paths = pathsOf(copy);
  const path = paths[at % paths.length];
  const wrong = structuredClone(wrongs[pick % wrongs.length]);
  if (!path) return kind === "wrong" ? wrong : copy;
  const name = path.at(-1) as string | number;
  const parent = get(copy, path.slice(0, -1)) as Container;
  const value = parent[name];
  switch (kind) {
    case "wrong":
      parent[name] = wrong;
      return copy;
    case "misspell":
      if (typeof name === "string" && pick % 2 === 0) {
        Reflect.deleteProperty(parent, name);
        define(parent, misspelt(name, pick), value);
      } else parent[name] = typeof value === "string" ? misspelt(value, pick) : wrong;
      return copy;
    case "unknown": {
      const target =
        typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Container) : parent;
      define(target, names[pick % names.length] ?? "", wrong);
      return copy;
    }
    case "remove":
      Reflect.deleteProperty(parent, name);
      return copy;
    case "wrap":
      parent[name] = pick % 2 === 0 ? [value] : { [names[pick % names.length] ?? ""]: value };
      return copy;
    case "move": {
      const from = paths[pick % paths.length];
      parent[name] = from ? structuredClone(get(copy, from)) : wrong;
      return copy;
    }
  }
}

/** Also `__proto__`, as a key like any other. A list takes no keys: it gets one member more. */
function define(target: Container, name: string, value: unknown): void {
  if (Array.isArray(target)) return void target.push(value);
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function misspelt(name: string, pick: number): string {
  const i = pick % Math.max(1, name.length);
  const [before, letter = "", after] = [name.slice(0, i), name[i], name.slice(i + 1)];
  return (
    [before + after, before + letter + letter + after, `${name}s`, name.toUpperCase(), `${before}-${after}`][
      pick % 5
    ] ?? name
  );
}

function get(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, name) => (at as Container)[name], value);
}

function pathsOf(value: unknown, prefix: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const path = [...prefix, Array.isArray(value) ? Number(key) : key];
    return [path, ...pathsOf(member, path)];
  });
}

function keysOf(node: Schema): string[] {
  const children = [...(node.oneOf ?? []), ...(node.anyOf ?? []), ...(node.items ? [node.items] : [])];
  const more = typeof node.additionalProperties === "object" ? [node.additionalProperties] : [];
  return [
    ...Object.entries(node.properties ?? {}).flatMap(([name, child]) => [name, ...keysOf(child)]),
    ...[...children, ...more].flatMap(keysOf),
  ];
}
