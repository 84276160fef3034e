import { asObject, type Json, type JsonObject } from "./json";

type Blocks = Readonly<Record<string, Readonly<Record<string, Json>>>>;

const kinds = { resource: "", data: "data.", ephemeral: "ephemeral." } as const;
type Kind = keyof typeof kinds;

/**
 * A stack with fewer resources, for a test that needs no more: `wanted` and all that they refer to. Backend, providers and
 * variables stay as they are; outputs, checks and import blocks where nothing is missing that they refer to.
 */
export function reduce(stack: JsonObject, wanted: readonly string[]): JsonObject {
  const bodies = bodiesOf(stack);
  const kept = new Set<string>();
  const keep = (address: string): void => {
    if (kept.has(address)) return;
    const body = bodies.get(address);
    if (body === undefined) throw new Error(`the stack has no ${address}`);
    kept.add(address);
    referencesOf(body, bodies).forEach(keep);
  };
  wanted.forEach(keep);

  const complete = ([, body]: [string, Json]) => referencesOf(body, bodies).every((address) => kept.has(address));
  const onlyKept = (kind: Kind) =>
    Object.fromEntries(
      Object.entries(asObject(stack[kind]) as Blocks)
        .map(([type, named]) => [
          type,
          Object.fromEntries(Object.entries(named).filter(([name]) => kept.has(`${kinds[kind]}${type}.${name}`))),
        ])
        .filter(isFilled),
    );
  const { locals, output, check, import: imports = [], ...rest } = stack;
  const reduced: JsonObject = {
    ...rest,
    ...Object.fromEntries((Object.keys(kinds) as Kind[]).map((kind) => [kind, onlyKept(kind)])),
    locals: Object.fromEntries(Object.entries(asObject(locals)).filter(([name]) => kept.has(`local.${name}`))),
    output: Object.fromEntries(Object.entries(asObject(output)).filter(complete)),
    check: Object.fromEntries(Object.entries(asObject(check)).filter(complete)),
    import: (imports as readonly JsonObject[]).filter(({ to }) => kept.has(String(to))),
  };
  return Object.fromEntries(Object.entries(reduced).filter(isFilled));
}

/** Terraform refuses a block type without a block. */
function isFilled([, value]: readonly unknown[]): boolean {
  return Object.keys(value as object).length > 0;
}

function bodiesOf(stack: JsonObject): Map<string, Json> {
  const blocks = (Object.keys(kinds) as Kind[]).flatMap((kind) =>
    Object.entries(asObject(stack[kind]) as Blocks).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => [`${kinds[kind]}${type}.${name}`, body] as const),
    ),
  );
  const locals = Object.entries(asObject(stack.locals)).map(([name, body]) => [`local.${name}`, body] as const);
  return new Map([...blocks, ...locals]);
}

/** What of `known` the expressions in `body` name. */
function referencesOf(body: Json, known: ReadonlyMap<string, Json>): string[] {
  const names = JSON.stringify(body).matchAll(/\b(?:(?:data|ephemeral)\.)?[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*/g);
  return [...new Set([...names].map(([name]) => name))].filter((name) => known.has(name));
}
