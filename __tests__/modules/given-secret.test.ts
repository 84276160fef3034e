import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { TerraformData } from "../../modules/core";
import { GivenSecret, type GivenSecretProps } from "../../modules/secret";
import { SECRET, secretProps } from "../support/secret";
import { synthResources, synthStack } from "../support/synth";

function license(stack: TerraformStack, props: Partial<GivenSecretProps> = {}): GivenSecret {
  return new GivenSecret(stack, "License", {
    ...secretProps(stack),
    value: new TerraformVariable(stack, "license", { type: "string" }).stringValue,
    variableName: "license",
    revision: 1,
    ...props,
  });
}

describe("GivenSecret", () => {
  test("stores the value when its revision changes, and takes none in other runs", () => {
    const resources = synthResources((stack) => license(stack, { revision: 4 }));

    expect(resources(SecretsmanagerSecret)).toEqual([SECRET]);
    expect(resources(SecretsmanagerSecretVersion)).toEqual([
      {
        secret_id: "${aws_secretsmanager_secret.license.arn}",
        secret_string_wo: '${coalesce(var.license, "unchanged")}',
        secret_string_wo_version: 4,
      },
    ]);
  });

  test("refuses a plan that would write it without a value", () => {
    expect(synthResources((stack) => license(stack))(TerraformData)).toEqual([
      {
        triggers_replace: { versionId: "${aws_secretsmanager_secret_version.license_version.version_id}" },
        input: { time: "${plantimestamp()}" },
        lifecycle: {
          ignore_changes: ["input"],
          postcondition: [
            {
              condition: "${(try(self.input.time != plantimestamp(), true)) || (try(length(var.license) > 0, false))}",
              error_message:
                "license is null, expected a value in the first apply and whenever its revision changes; give it, or put the revision back.",
            },
          ],
        },
      },
    ]);
  });

  test("reads nothing back", () => {
    expect(synthStack((stack) => license(stack)).ephemeral).toBeUndefined();
  });

  test("takes revisions from 1, and tokens", () => {
    expect(() => synthStack((stack) => license(stack, { revision: 0 }))).toThrow(
      "test/License: `revision` is 0, expected a whole number of revisions from 1 to 2147483647; set it to at least 1",
    );
    expect(() => synthStack((stack) => license(stack, { revision: 2 ** 31 }))).toThrow(
      "test/License: `revision` is 2147483648, expected a whole number of revisions from 1 to 2147483647; set it to at most 2147483647",
    );
    const resources = synthResources((stack) => {
      const revision = new TerraformVariable(stack, "revision", { type: "number" }).numberValue;
      expect(license(stack, { revision }).revision).toBe(revision);
    });
    expect(resources(SecretsmanagerSecretVersion)).toEqual([
      expect.objectContaining({ secret_string_wo_version: "${var.revision}" }),
    ]);
  });
});
