import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { GeneratedPassword, type GeneratedPasswordProps } from "../../modules/secret";
import { SECRET, secretProps } from "../support/secret";
import { synthResources, synthStack } from "../support/synth";

function password(stack: TerraformStack, props: Partial<GeneratedPasswordProps> = {}): GeneratedPassword {
  return new GeneratedPassword(stack, "Password", { ...secretProps(stack), revision: 1, ...props });
}

const RANDOM = {
  password_length: 48,
  exclude_punctuation: true,
  include_space: false,
  require_each_included_type: true,
};

describe("GeneratedPassword", () => {
  test("stores letters and digits that Secrets Manager makes, and reads back the version it wrote", () => {
    const json = synthStack((stack) => password(stack));

    expect(json.ephemeral).toEqual({
      aws_secretsmanager_random_password: { password_random: RANDOM },
      aws_secretsmanager_secret_version: {
        password_current: {
          secret_id: "${aws_secretsmanager_secret_version.password_version.secret_id}",
          version_id: "${aws_secretsmanager_secret_version.password_version.version_id}",
        },
      },
    });
    const resources = synthResources((stack) => password(stack));
    expect(resources(SecretsmanagerSecret)).toEqual([SECRET]);
    expect(resources(SecretsmanagerSecretVersion)).toEqual([
      {
        secret_id: "${aws_secretsmanager_secret.password.arn}",
        secret_string_wo: "${ephemeral.aws_secretsmanager_random_password.password_random.random_password}",
        secret_string_wo_version: 1,
      },
    ]);
  });

  test("gives its value and revision to write-only arguments", () => {
    const resources = synthResources((stack) => {
      const { value, revision } = password(stack, { revision: 7 });
      new DbInstance(stack, "Server", {
        instanceClass: "db.t3.xlarge",
        passwordWo: value,
        passwordWoVersion: revision,
      });
    });
    expect(resources(DbInstance)).toEqual([
      {
        instance_class: "db.t3.xlarge",
        password_wo: "${ephemeral.aws_secretsmanager_secret_version.password_current.secret_string}",
        password_wo_version: 7,
      },
    ]);
  });

  test.each([32, 128])("takes length %p", (length) => {
    expect(synthStack((stack) => password(stack, { length })).ephemeral?.aws_secretsmanager_random_password).toEqual({
      password_random: { ...RANDOM, password_length: length },
    });
  });

  test.each([
    [31, "at least 32"],
    [129, "at most 128"],
  ])("rejects length %p", (length, fix) => {
    expect(() => synthStack((stack) => password(stack, { length }))).toThrow(
      `test/Password: \`length\` is ${length}, expected a whole number of characters from 32 to 128; set it to ${fix}`,
    );
  });

  test("takes revisions from 1, and tokens", () => {
    expect(() => synthStack((stack) => password(stack, { revision: 0 }))).toThrow(
      "test/Password: `revision` is 0, expected a whole number of revisions from 1 to 2147483647; set it to at least 1",
    );
    expect(() => synthStack((stack) => password(stack, { revision: 2 ** 31 }))).toThrow(
      "test/Password: `revision` is 2147483648, expected a whole number of revisions from 1 to 2147483647; set it to at most 2147483647",
    );
    const versionOf = (build: (stack: TerraformStack) => number) =>
      synthResources((stack) => password(stack, { revision: build(stack) }))(SecretsmanagerSecretVersion);
    expect(versionOf(() => 2 ** 31 - 1)).toEqual([expect.objectContaining({ secret_string_wo_version: 2147483647 })]);
    expect(versionOf((stack) => new TerraformVariable(stack, "revision", { type: "number" }).numberValue)).toEqual([
      expect.objectContaining({ secret_string_wo_version: "${var.revision}" }),
    ]);
  });
});
