import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { TerraformOutput, TerraformVariable, type TerraformStack } from "cdktf";
import { GeneratedKey, Secret, type SecretProps } from "../../modules/secret";
import { SECRET, secretProps } from "../support/secret";
import { FakeGrantee, FakeKey, synthResources, synthStack, warningsOf } from "../support/synth";

const ARN = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:license-AbCdEf";

function secret(stack: TerraformStack, props: Partial<SecretProps> = {}): GeneratedKey {
  return new GeneratedKey(stack, "Secret", { ...secretProps(stack), ...props });
}

describe("every secret", () => {
  test("has a customer key, 30 days to be restored, protection, and a name that is never taken", () => {
    expect(synthResources((stack) => secret(stack))(SecretsmanagerSecret)).toEqual([SECRET]);
    expect(warningsOf((stack) => secret(stack))).toEqual([]);
  });

  test("can be destroyed without protection, which warns", () => {
    expect(synthResources((stack) => secret(stack, { protection: false }))(SecretsmanagerSecret)).toEqual([
      { ...SECRET, lifecycle: { prevent_destroy: false } },
    ]);
    expect(warningsOf((stack) => secret(stack, { protection: false }))).toEqual([
      "`protection` is off: Terraform may destroy this secret.",
    ]);
  });

  test.each([0, 7, 30])("takes recoveryWindowDays %p", (recoveryWindowDays) => {
    expect(synthResources((stack) => secret(stack, { recoveryWindowDays }))(SecretsmanagerSecret)).toEqual([
      { ...SECRET, recovery_window_in_days: recoveryWindowDays },
    ]);
  });

  test.each([-1, 1, 6, 31, 7.5])("rejects recoveryWindowDays %p", (recoveryWindowDays) => {
    expect(() => synthStack((stack) => secret(stack, { recoveryWindowDays }))).toThrow(
      `test/Secret: \`recoveryWindowDays\` is ${recoveryWindowDays}, expected 0 or a whole number of days from 7 to 30; set it to 30`,
    );
  });

  test.each(["", "a".repeat(201), "ppm secret", "ppm:secret"])("rejects namePrefix %p", (namePrefix) => {
    expect(() => synthStack((stack) => secret(stack, { namePrefix }))).toThrow(
      `test/Secret: \`namePrefix\` is "${namePrefix}", expected 1 to 200 letters, digits or /_+=.@-; shorten it or take the other characters out`,
    );
  });

  test.each(["a", "a".repeat(200), "ppm/a_b+c=d.e@f-"])("takes namePrefix %p", (namePrefix) => {
    expect(synthResources((stack) => secret(stack, { namePrefix }))(SecretsmanagerSecret)).toEqual([
      { ...SECRET, name_prefix: namePrefix },
    ]);
  });

  test("takes tokens", () => {
    const resources = synthResources((stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string" });
      const days = new TerraformVariable(stack, "days", { type: "number" });
      secret(stack, { namePrefix: `${name.stringValue}/key-`, recoveryWindowDays: days.numberValue });
    });
    expect(resources(SecretsmanagerSecret)).toEqual([
      { ...SECRET, name_prefix: "${var.name}/key-", recovery_window_in_days: "${var.days}" },
    ]);
  });

  test("grantRead gives exactly reading this secret and decrypting with its key", () => {
    const json = synthStack((stack) => {
      const role = new FakeGrantee(stack, "Role");
      secret(stack).grantRead("License", role);
      new TerraformOutput(stack, "grants", { value: role.grants });
    });

    expect(json).toHaveProperty("output.grants.value", [
      {
        id: "License",
        statements: [
          {
            sid: "ReadSecret",
            actions: ["secretsmanager:GetSecretValue"],
            resources: ["${aws_secretsmanager_secret.secret.arn}"],
          },
        ],
      },
      {
        id: "LicenseKey",
        statements: [
          {
            sid: "UseKey",
            actions: ["kms:Decrypt"],
            resources: ["arn:aws:kms:eu-central-1:111122223333:key/k"],
          },
        ],
      },
    ]);
  });
});

describe("Secret.fromAttributes", () => {
  test("creates nothing and still takes grants", () => {
    const json = synthStack((stack) => {
      const existing = Secret.fromAttributes(stack, "License", { secretArn: ARN, revision: 3 });
      const role = new FakeGrantee(stack, "Role");
      existing.grantRead("License", role);
      expect([existing.secretArn, existing.revision]).toEqual([ARN, 3]);
      expect(role.grants).toEqual([
        {
          id: "License",
          statements: [{ sid: "ReadSecret", actions: ["secretsmanager:GetSecretValue"], resources: [ARN] }],
        },
      ]);
    });
    expect([json.resource, json.data, json.ephemeral]).toEqual([undefined, undefined, undefined]);
  });

  test("grants its customer key when it has one", () => {
    synthStack((stack) => {
      const role = new FakeGrantee(stack, "Role");
      const encryptionKey = new FakeKey(stack, "Key");
      Secret.fromAttributes(stack, "License", { secretArn: ARN, revision: 1, encryptionKey }).grantRead("L", role);
      expect(role.grants.map((grant) => grant.id)).toEqual(["L", "LKey"]);
    });
  });
});
