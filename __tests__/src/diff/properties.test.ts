import fc from "fast-check";
import { deploymentOf, exampleNames, shape } from "../../../scripts/checks/shapes";
import { comparePlan, compareStacks, type Difference, type NamedStacks } from "../../../src/diff/compare";
import { renderMarkdown } from "../../../src/diff/render-markdown";
import { stackNames } from "../../../src/stacks/names";
import type { Json, JsonObject } from "../../../src/inspect/terraform-json";

/** Some shapes that between them have each stack; all of them would take minutes. */
const names = [
  "reference",
  "private",
  "brought",
  ...exampleNames.filter((name) => /terraform-cloud|application-only/.test(name)),
];

/** The stacks of a shape, under the names of a deployment `ppm`, so that any two can be compared. */
function stacksOf(name: string): NamedStacks {
  const { stacks, names: roles } = shape(name);
  const called = stackNames({ name: "ppm" });
  return Object.fromEntries(roles.map((role) => [called[role], stacks[role]]));
}

/** As it would be read from a file. */
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const summary = (differences: readonly Difference[]) =>
  differences.map(({ stack, address, kind }) => `${stack} ${kind} ${address}`).sort();

const mirrored = (differences: readonly Difference[]): Difference[] =>
  differences.map((difference) => ({
    ...difference,
    kind: ({ added: "removed", removed: "added", changed: "changed" } as const)[difference.kind],
    arguments: difference.arguments.map(({ path, before, after, sensitive }) => ({
      path,
      ...(after !== undefined && { before: after }),
      ...(before !== undefined && { after: before }),
      ...(sensitive && { sensitive }),
    })),
  }));

function expectLaws(a: NamedStacks, b: NamedStacks): void {
  expect(compareStacks(a, copy(a))).toEqual({ differences: [], steps: [] });
  const [there, back] = [compareStacks(a, b).differences, compareStacks(b, a).differences];
  expect(summary(mirrored(there))).toEqual(summary(back));
  const argumentsOf = (differences: readonly Difference[]) =>
    Object.fromEntries(differences.map((one) => [`${one.stack} ${one.address}`, one.arguments]));
  expect(argumentsOf(mirrored(there))).toEqual(argumentsOf(back));
}

test("of real outputs: nothing differs from itself, and the way back swaps added and removed", () => {
  expect(new Set(names.map((name) => deploymentOf(name).name)).size).toBeGreaterThan(3);
  const [first = "", ...others] = names;
  for (const other of others) expectLaws(stacksOf(first), stacksOf(other));
}, 120_000);

const leaf = fc.oneof(
  fc.constantFrom<Json>(
    "a",
    "b",
    "${local.x}",
    "${aws_lb.a.arn}",
    "${broken",
    '{"Action":"x"}',
    "k: 1\nl: 2\n",
    1,
    true,
    null,
  ),
  fc.string({ maxLength: 5 }),
);
const body = fc.dictionary(
  fc.constantFrom("a", "values", "lifecycle", "default", "b c"),
  fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 3 }),
    fc.array(fc.dictionary(fc.constantFrom("x", "y"), leaf), { maxLength: 3 }),
  ),
);
const some = fc.dictionary(fc.constantFrom("a", "b", "database"), body, { maxKeys: 3 });
const stack = fc.record(
  {
    resource: fc.dictionary(fc.constantFrom("aws_lb", "aws_db_instance"), some),
    data: fc.dictionary(fc.constantFrom("aws_lb"), some),
    variable: some,
    output: some,
    locals: fc.dictionary(fc.constantFrom("x", "y"), leaf),
    terraform: fc.constantFrom<JsonObject>({}, { backend: { s3: {} } }, { cloud: {} }),
  },
  { requiredKeys: [] },
);
const stacks = fc.dictionary(
  fc.constantFrom("p-infrastructure", "p-application", "q"),
  stack,
) as fc.Arbitrary<NamedStacks>;

test("of any stacks: the same laws, and the Markdown keeps to its limit", () => {
  fc.assert(
    fc.property(stacks, stacks, fc.integer({ min: 2000, max: 3000 }), (a, b, limit) => {
      const [before, after] = [copy(a), copy(b)];
      expectLaws(before, after);
      const text = renderMarkdown(compareStacks(before, after), [], limit);
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(text.split("<details>").length).toBe(text.split("</details>").length);
    }),
    { numRuns: 60 },
  );
}, 60_000);

const secret = "s3cr3t-value";
const value: fc.Arbitrary<Json> = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>("plain", "other", 1, null, secret, `x${secret}y`, `{"a":"${secret}"}`),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "values"), tie("tree"), { maxKeys: 3 }),
  ),
})).tree;
const tree = fc.dictionary(fc.constantFrom("a", "b", "values", "instance_class"), value, { maxKeys: 4 });

test("of any plan: what is sensitive somewhere is told nowhere", () => {
  fc.assert(
    fc.property(
      tree,
      tree,
      fc.constantFrom("update", "delete", "create"),
      fc.boolean(),
      (before, after, action, forced) => {
        const actions = forced ? ["delete", "create"] : [action];
        const { differences, steps } = comparePlan({
          format_version: "1.2",
          resource_changes: [
            {
              address: "aws_db_instance.database",
              mode: "managed",
              type: "aws_db_instance",
              name: "database",
              change: { actions, before: { ...before, password: secret }, after, before_sensitive: { password: true } },
            },
          ],
          output_changes: { o: { actions: ["update"], before: before, after } },
        });
        expect(JSON.stringify([differences, steps])).not.toContain(secret);
      },
    ),
    { numRuns: 300 },
  );
});
