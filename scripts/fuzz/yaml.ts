import fc from "fast-check";
import { Document, type ToStringOptions } from "yaml";

/** The same value, written in the ways that people and programs write YAML. */
export function written(values: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const style: fc.Arbitrary<ToStringOptions & { json: boolean; crlf: boolean }> = fc.record({
    json: fc.boolean(),
    crlf: fc.boolean(),
    indent: fc.constantFrom(2, 4, 8),
    lineWidth: fc.constantFrom(0, 40, 120),
    defaultStringType: fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL", "BLOCK_FOLDED"),
    collectionStyle: fc.constantFrom("any", "block", "flow"),
    directives: fc.boolean(),
  });
  return fc.tuple(values, style).map(([value, { json, crlf, ...options }]) => {
    const text = json ? JSON.stringify(value, null, options.indent) : new Document(value).toString(options);
    return crlf ? text.replaceAll("\n", "\r\n") : text;
  });
}

/** Lines that are no deployment, or no YAML, and some that are both but look odd. */
const lines = [
  "name: a: b",
  "name: [a",
  "\tname: ppm",
  "name: &a ppm",
  "output: *a",
  "output: *nowhere",
  "name: !!binary aGVsbG8=",
  "name: !mine ppm",
  "name: !!set { a }",
  "adopt: !!omap [ a.b: c ]",
  "1: one",
  "null: nothing",
  "? [a, b]\n: c",
  "? { mode: create }\n: 1",
  "<<: { name: ppm }",
  "<<: [1]",
  "---\nname: ppm",
  "...",
  "%YAML 1.1\n---\nname: 2001-01-01",
  "%YAML 1.1\n---\nprotection: yes",
  "%YAML 9.9\n---\n",
  "%FOO bar\n---\n",
  "name: ppm\nname: ppm",
  "- a\n- b",
  "just text",
  "name: |\n  ppm",
  "name: >-\n  ppm",
  "name: 'it",
  'name: "\\q"',
  "name: @a",
  "name: `a",
  "network: { mode: create, }",
  "network: { mode: create, zones: 0x3 }",
  "network: { mode: create, zones: 0o3 }",
  "network: { mode: create, zones: .inf }",
  "network: { mode: create, zones: 99999999999999999999999999 }",
  "protection: ~",
  "protection:",
  "network:",
  "deployments:",
  "deployments: {}",
  "deployments: []",
  "deployments: { a1: }",
  "adopt: { __proto__: { a: 1 } }",
  "__proto__: { name: ppm }",
  "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c, *c]",
  "a: &a { b: *a }",
  "packageManager: { extraValues: &a { b: [*a] } }",
  "state: { backend: other, type: gcs, application: &a { b: *a } }",
  "#",
  "\uFEFFname: ppm",
  "name: \u0000",
  "\u0085",
];

/** YAML that something happened to: cut off, doubled, mixed up with lines of other kinds. */
export function odd(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const line = fc.constantFrom(...lines);
  return fc.oneof(
    line,
    fc.tuple(line, texts).map(([one, text]) => `${one}\n${text}`),
    fc.tuple(texts, line).map(([text, one]) => `${text}\n${one}`),
    fc.tuple(texts, fc.nat(1000)).map(([text, cut]) => text.slice(0, cut % (text.length + 1))),
    fc.tuple(texts, fc.nat(1000), fc.string({ maxLength: 3 })).map(([text, at, more]) => {
      const i = at % (text.length + 1);
      return text.slice(0, i) + more + text.slice(i);
    }),
    fc.tuple(texts, texts).map(([one, other]) => `${one}\n---\n${other}`),
    texts.map((text) => text.replace(/^( *)/gm, (spaces) => "\t".repeat(spaces.length / 2))),
    fc.string({ unit: "binary", maxLength: 40 }),
  );
}
