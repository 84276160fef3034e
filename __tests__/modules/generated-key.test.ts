import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { TerraformData } from "../../modules/core";
import { GeneratedKey, type GeneratedKeyProps } from "../../modules/secret";
import { SECRET, secretProps } from "../support/secret";
import { synthResources, synthStack } from "../support/synth";

function key(stack: TerraformStack, props: Partial<GeneratedKeyProps> = {}): GeneratedKey {
  return new GeneratedKey(stack, "ProductKey", { ...secretProps(stack), ...props });
}

function passwordLength(build: (stack: TerraformStack) => number): unknown {
  const json = synthStack((stack) => key(stack, { bytes: build(stack) }));
  return json.ephemeral?.aws_secretsmanager_random_password?.product_key_random?.password_length;
}

describe("GeneratedKey", () => {
  test("stores 1024 hexadecimal digits, and never reads them", () => {
    expect(synthStack((stack) => key(stack)).ephemeral).toEqual({
      aws_secretsmanager_random_password: {
        product_key_random: {
          password_length: "${512 * 2}",
          exclude_uppercase: true,
          exclude_punctuation: true,
          exclude_characters: "ghijklmnopqrstuvwxyz",
          include_space: false,
          require_each_included_type: false,
        },
      },
    });
  });

  test("is written once: nothing can change the version, and a lost one stops the plan", () => {
    const resources = synthResources((stack) => key(stack));

    expect(resources(SecretsmanagerSecret)).toEqual([SECRET]);
    expect(resources(SecretsmanagerSecretVersion)).toEqual([
      {
        secret_id: "${aws_secretsmanager_secret.product_key.arn}",
        secret_string_wo: "${ephemeral.aws_secretsmanager_random_password.product_key_random.random_password}",
        secret_string_wo_version: 1,
        lifecycle: { prevent_destroy: true, ignore_changes: ["secret_string_wo_version"] },
      },
    ]);
    expect(resources(TerraformData)).toEqual([
      {
        triggers_replace: { versionId: "${aws_secretsmanager_secret_version.product_key_version.version_id}" },
        lifecycle: { prevent_destroy: true, ignore_changes: ["input"] },
      },
    ]);
  });

  test("can be destroyed without protection, and still never changes", () => {
    const resources = synthResources((stack) => key(stack, { protection: false }));

    expect(resources(SecretsmanagerSecretVersion)).toEqual([
      expect.objectContaining({
        lifecycle: { prevent_destroy: false, ignore_changes: ["secret_string_wo_version"] },
      }),
    ]);
    expect(resources(TerraformData)).toEqual([
      expect.objectContaining({ lifecycle: { prevent_destroy: false, ignore_changes: ["input"] } }),
    ]);
  });

  test("has 64 bytes by option, or what a variable says", () => {
    expect(passwordLength(() => 64)).toBe("${64 * 2}");
    expect(passwordLength((stack) => new TerraformVariable(stack, "bytes", { type: "number" }).numberValue)).toBe(
      "${var.bytes * 2}",
    );
  });

  test.each([63, 65, 511, 513])("rejects %p bytes", (bytes) => {
    expect(() => synthStack((stack) => key(stack, { bytes }))).toThrow(
      `test/ProductKey: \`bytes\` is ${bytes}, expected 64 or 512; use 512 unless the product asks for less`,
    );
  });

  test("is revision 1 for good", () => {
    synthStack((stack) => expect(key(stack).revision).toBe(1));
  });
});
