import fc from "fast-check";

/** What of JSON Schema the schema of deployment files comes out as. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Text that hurts where it is not quoted: it is given wherever the schema allows it. */
const boom = "${boom}";
const nasty = [
  boom,
  "%{ if boom }",
  `a${boom}b`,
  '"',
  "'",
  "\\",
  "a: b",
  "# no",
  "~",
  "yes",
  "1e3",
  "0777",
  "<<",
  "*a",
];
const odder = [
  "",
  " ",
  " a ",
  "{{ .Values.a }}",
  "é😀",
  "\u2028",
  "\u0000",
  "a\tb",
  "-",
  "---",
  "2001-01-01",
  "a".repeat(300),
];

/** Free text that a schema takes, beside what {@link texts} finds by itself: Terraform addresses and free chart values. */
export interface Known {
  /** By the pattern of the text. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

/** Values that `root` allows, as far as it can say: rules over several keys, and checks in code, may refuse some. */
export function valid(root: Schema, known: Known): fc.Arbitrary<unknown> {
  const references = new Map<string, fc.Arbitrary<unknown>>();
  const textsOf = once(
    ({ pattern, allOf }: Schema) => JSON.stringify([pattern, allOf]),
    (node) => texts(node, known),
  );

  function of(node: Schema): fc.Arbitrary<unknown> {
    if (node.$ref) return reference(node.$ref);
    if (node.const !== undefined) return fc.constant(node.const);
    if (node.enum) return fc.constantFrom(...node.enum);
    const options = node.oneOf ?? node.anyOf;
    if (options) return fc.oneof(...options.map(of));
    switch (node.type) {
      case "boolean":
        return fc.boolean();
      case "integer":
        return fc.integer({ min: node.minimum, max: node.maximum });
      case "number":
        return fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
      case "string":
        return textsOf(node);
      case "array":
        return fc.array(of(node.items ?? {}), { maxLength: 3 });
      case "object":
        return mapping(node);
      case "null":
        return fc.constant(null);
      case undefined:
        return anything;
      default:
        throw new Error(`the fuzz test knows no type ${node.type}`);
    }
  }

  function mapping({ properties, required = [], propertyNames, additionalProperties }: Schema): fc.Arbitrary<object> {
    if (properties) {
      const members = Object.entries(properties).map(([name, child]) => {
        const member = of(child);
        const absent = fc.constant(undefined);
        // Few keys at once, as people write them, so that rules over several keys leave most files alone.
        const given = required.includes(name)
          ? member
          : fc.oneof({ weight: 3, arbitrary: absent }, { weight: 1, arbitrary: member });
        return [name, given] as const;
      });
      return fc
        .tuple(...members.map(([, given]) => given))
        .map((values) =>
          Object.fromEntries(members.flatMap(([name], i) => (values[i] === undefined ? [] : [[name, values[i]]]))),
        );
    }
    const values = typeof additionalProperties === "object" ? of(additionalProperties) : anything;
    const names = propertyNames ? textsOf(propertyNames) : anyText;
    return fc.array(fc.tuple(names, values), { maxLength: 3 }).map((entries) => Object.fromEntries(entries));
  }

  function reference(path: string): fc.Arbitrary<unknown> {
    const name = path.replace("#/$defs/", "");
    const node = root.$defs?.[name];
    if (!node) throw new Error(`the schema has no ${path}`);
    // A schema that contains itself: any JSON will do, a few levels of it.
    const found = references.get(name) ?? anything;
    references.set(name, found);
    return found;
  }

  return of(root);
}

/** Making an arbitrary from a pattern is slow, and many keys share one. */
function once<A, B>(keyOf: (argument: A) => string, make: (argument: A) => B): (argument: A) => B {
  const made = new Map<string, B>();
  return (argument) => {
    const key = keyOf(argument);
    const result = made.get(key) ?? make(argument);
    made.set(key, result);
    return result;
  };
}

const anyText = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom(...nasty, ...odder));

/** Any JSON, few levels deep. */
const anything: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, 1, -1.5, 1e21),
    anyText,
    fc.array(tie("value"), { maxLength: 2 }),
    fc
      .array(fc.tuple(fc.oneof(fc.stringMatching(/^[a-z][a-zA-Z]{0,7}$/), anyText), tie("value")), { maxLength: 2 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

/** Texts that a schema's pattern takes: made from the pattern, the nasty ones among them, and those known. */
function texts({ pattern, allOf = [] }: Schema, known: Known): fc.Arbitrary<string> {
  const patterns = [pattern, ...allOf.map((node) => node.pattern)].filter((one) => one !== undefined);
  const [first] = patterns;
  if (first === undefined) return anyText;
  const matches = (value: string) => patterns.every((one) => new RegExp(one).test(value));
  const matching = fc.stringMatching(new RegExp(withoutLookaround(first)));
  const examples = patterns.flatMap((one) => known.texts.get(one) ?? []);
  const [start = ""] = fc.sample(matching, { seed: 1, numRuns: 1 });
  const bad = [...nasty, ...odder].flatMap((text) => [text, ...inPlace(start, text)]).filter(matches);
  return fc.oneof(
    { weight: 8, arbitrary: matching.filter(matches) },
    ...(examples.length > 0 ? [{ weight: 24, arbitrary: fc.constantFrom(...examples) }] : []),
    ...(bad.length > 0 ? [{ weight: 1, arbitrary: fc.constantFrom(...bad) }] : []),
  );
}

/** A text put into one that matches, such as in place of the open end of `^arn:[a-z]+:(key|alias)\/.+$`. */
function inPlace(start: string, text: string): string[] {
  return [
    `${start}${text}`,
    `${start.slice(0, Math.floor(start.length / 2))}${text}`,
    start.replace(/[^:/]*$/, () => text),
  ];
}

/** fast-check makes no texts for lookarounds; what does not match the whole pattern is left out afterwards. */
function withoutLookaround(pattern: string): string {
  const start = pattern.search(/\(\?<?[!=]/);
  if (start < 0) return pattern;
  let depth = 0;
  for (let i = start; i < pattern.length; i++) {
    if (pattern[i] === "\\") i++;
    else if (pattern[i] === "(") depth++;
    else if (pattern[i] === ")" && --depth === 0)
      return withoutLookaround(pattern.slice(0, start) + pattern.slice(i + 1));
  }
  throw new Error(`${pattern} has a group without an end`);
}
