import { evaluateTemplate } from "../../../src/inspect/evaluate";
import type { VariableSpec } from "../../../src/terraform/variables";
import * as catalogs from "../../../src/variables/secret";

const variables: Record<string, VariableSpec> = Object.assign(
  {},
  ...Object.values(catalogs).map((catalog) => catalog.variables),
);

function holds(key: string, value: number | string | null): boolean {
  const rules = variables[key]?.rules ?? [];
  expect(rules).toHaveLength(1);
  return rules.every((rule) => evaluateTemplate(`\${${rule.condition}}`, () => value) === true);
}

describe("variables of the secrets", () => {
  test("those that hold a secret are ephemeral, sensitive and optional; no other is", () => {
    const marked = Object.entries(variables).filter(([, spec]) => spec.ephemeral || spec.sensitive);
    expect(marked.map(([key, { ephemeral, sensitive, default: d }]) => [key, ephemeral, sensitive, d])).toEqual([
      ["encryptionKey", true, true, null],
      ["license", true, true, null],
    ]);
  });

  test("the others have safe defaults, and an existing license has none", () => {
    const others = Object.entries(variables).filter(([, spec]) => !spec.ephemeral);
    expect(Object.fromEntries(others.map(([key, spec]) => [key, spec.default]))).toEqual({
      secretRecoveryWindowDays: 30,
      databasePasswordRevision: 1,
      encryptionKeyBytes: 512,
      encryptionKeyRevision: 2,
      licenseRevision: 1,
      licenseSecretArn: undefined,
    });
  });

  test.each([
    ["secretRecoveryWindowDays", [0, 7, 30], [-1, 1, 6, 7.5, 31]],
    ["databasePasswordRevision", [1, 2, 1000], [0, -1, 1.5]],
    ["encryptionKeyBytes", [64, 512], [63, 128, 1024]],
    // 1 is the generated key: were it taken here too, a change to a key of the user's own would not be written.
    ["encryptionKeyRevision", [2, 3], [1, 2.5]],
    ["licenseRevision", [1, 2], [0, 1.5]],
  ])("%s takes %p and not %p", (key, good, bad) => {
    expect(good.filter((value) => !holds(key, value))).toEqual([]);
    expect(bad.filter((value) => holds(key, value))).toEqual([]);
  });
});
