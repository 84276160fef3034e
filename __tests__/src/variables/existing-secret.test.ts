import { evaluateTemplate } from "../../../src/inspect/evaluate";
import type { Json } from "../../../src/inspect/terraform-json";
import type { VariableSpec } from "../../../src/terraform/variables";
import { kubernetesSecretsVariables } from "../../../src/variables/application-options";
import * as catalogs from "../../../src/variables/existing-secret";
import { existingLicenseVariables } from "../../../src/variables/secret";

const variables: Record<string, VariableSpec> = Object.assign(
  {},
  ...[
    catalogs.masterSecretVariables,
    catalogs.applicationSecretVariables,
    catalogs.givenPasswordRevisionVariables,
    catalogs.encryptionKeySecretVariables,
    existingLicenseVariables,
    kubernetesSecretsVariables,
  ].map((catalog) => catalog.variables),
);

const broken = (key: string, value: Json): string[] =>
  (variables[key]?.rules ?? [])
    .filter(
      ({ condition }) =>
        evaluateTemplate(`\${${condition}}`, ([, name]) => (name === "region" ? "eu-central-1" : value)) !== true,
    )
    .map(({ expected }) => expected);

describe("variables of secrets that exist", () => {
  const arns = ["databaseMasterSecretArn", "databaseSecretArn", "encryptionKeySecretArn", "licenseSecretArn"];
  const IS_ARN = "the ARN of a Secrets Manager secret";
  const IN_REGION = "a secret in ${var.region}, where it is read";

  test.each(arns)("%s is required, and is the ARN of a secret in the region of the deployment", (key) => {
    expect(variables[key]?.default).toBeUndefined();
    expect(broken(key, String(variables[key]?.example))).toEqual([]);
    expect(broken(key, "arn:aws-us-gov:secretsmanager:eu-central-1:111122223333:secret:rds!db-0a1b-AbCdEf")).toEqual(
      [],
    );
    expect(broken(key, "arn:aws:secretsmanager:us-east-1:111122223333:secret:a-AbCdEf")).toEqual([IN_REGION]);
    expect(broken(key, "arn:aws:kms:eu-central-1:111122223333:key/a")).toEqual([IS_ARN]);
    expect(broken(key, "a-secret")).toEqual([IS_ARN]);
  });

  test.each(["databasePasswordRevision", "encryptionKeyRevision", "licenseRevision", "kubernetesSecretsRevision"])(
    "%s is a whole number from 1, by default 1",
    (key) => {
      expect(variables[key]?.default).toBe(1);
      expect([1, 2, 1000].filter((value) => broken(key, value).length > 0)).toEqual([]);
      expect([0, -1, 1.5].map((value) => broken(key, value))).toEqual(Array(3).fill(["a whole number of at least 1"]));
    },
  );
});
