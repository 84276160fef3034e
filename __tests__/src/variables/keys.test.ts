import { evaluateTemplate } from "../../../src/inspect/evaluate";
import { snakeCase } from "../../../src/stacks/base-stack";
import type { VariableCatalog, VariableSpec } from "../../../src/terraform/variables";
import { keyVariables } from "../../../src/variables/keys";

const variables = Object.values(keyVariables).flatMap((catalog: VariableCatalog) => Object.entries(catalog.variables));

const takes = (key: string, { rules = [] }: VariableSpec, value: string) =>
  rules.every(({ condition }) =>
    evaluateTemplate(`\${${condition}}`, (path) => {
      expect(path).toEqual(["var", snakeCase(key)]);
      return value;
    }),
  );

const ID = "0a1b2c3d-4e5f-6789-0a1b-2c3d4e5f6789";

test("each key that can be made has a variable", () => {
  expect(variables.map(([key]) => key)).toEqual([
    "logsKmsKeyArn",
    "alarmsKmsKeyArn",
    "clusterKmsKeyArn",
    "databaseKmsKeyArn",
    "secretsKmsKeyArn",
    "bucketKmsKeyArn",
    "clientSideKmsKeyArn",
    "backupKmsKeyArn",
    "backupCopyKmsKeyArn",
  ]);
});

describe.each(variables)("%s", (key, spec) => {
  test.each([
    `arn:aws:kms:eu-central-1:111122223333:key/${ID}`,
    `arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-${"0a".repeat(16)}`,
  ])("takes %s", (arn) => expect(takes(key, spec, arn)).toBe(true));

  test.each([
    ID,
    "alias/ppm",
    "arn:aws:kms:eu-central-1:111122223333:alias/ppm",
    "arn:aws:kms:eu-central-1:111122223333:key/alias/ppm",
    `arn:aws:kms:eu-central-1:111122223333:alias/${ID}`,
    `arn:aws:kms:eu-central-1:1111:key/${ID}`,
    `arn:aws:kms:eu-central-1:111122223333:key/${ID}0`,
  ])("refuses %s", (arn) => expect(takes(key, spec, arn)).toBe(false));

  test("must be given, and shows how", () => {
    expect(spec.default).toBeUndefined();
    expect(takes(key, spec, String(spec.example))).toBe(true);
  });
});
