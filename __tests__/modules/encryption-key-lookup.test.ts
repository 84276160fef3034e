import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { readable } from "../../modules/core";
import { EncryptionKey, type EncryptionKeyLookup, type IEncryptionKey } from "../../modules/encryption-key";
import { evaluateTemplate } from "../../src/inspect/evaluate";
import { FakeGrantee, synthResources, synthStack, warningsOf } from "../support/synth";

const ARN = "arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-4e5f-6789-0a1b-2c3d4e5f6789";

function lookUp(stack: TerraformStack, props: Partial<EncryptionKeyLookup> = {}): IEncryptionKey {
  const variable = (name: string) => new TerraformVariable(stack, name, { type: "string" }).stringValue;
  return EncryptionKey.fromLookup(stack, "Key", {
    keyArn: variable("logs_kms_key_arn"),
    variableName: "logs_kms_key_arn",
    partition: "aws-us-gov",
    accountId: "111122223333",
    region: variable("region"),
    ...props,
  });
}

interface Rule {
  readonly condition: string;
  readonly error_message: string;
}

const KEY = {
  enabled: true,
  key_state: "Enabled",
  key_usage: "ENCRYPT_DECRYPT",
  key_spec: "SYMMETRIC_DEFAULT",
  key_manager: "CUSTOMER",
};

/** Messages of a plan with a key and its ARN. */
function faults(key: Partial<Record<keyof typeof KEY, unknown>>, arn = ARN, props: Partial<EncryptionKeyLookup> = {}) {
  const [data] = synthResources((stack) => lookUp(stack, props))(DataAwsKmsKey);
  const { precondition, postcondition } = data?.lifecycle as { precondition: Rule[]; postcondition: Rule[] };
  const values = { region: "eu-central-1", logs_kms_key_arn: arn, ...KEY, ...key };
  const evaluate = (text: string) =>
    evaluateTemplate(text, (path) => values[path.at(-1) as keyof typeof values] as string);
  return [...precondition, ...postcondition]
    .filter(({ condition }) => evaluate(condition) !== true)
    .map(({ error_message: message }) => evaluate(message));
}

describe("EncryptionKey.fromLookup", () => {
  test("looks the key up, defines no resource, and is the key of the ARN", () => {
    const json = synthStack((stack) => {
      const grantee = new FakeGrantee(stack, "Grantee");
      const key = lookUp(stack);
      expect(readable(stack, key.keyArn)).toBe("${var.logs_kms_key_arn}");
      key.grantDecrypt("Read", grantee);
      expect(grantee.grants).toEqual([
        { id: "Read", statements: [{ sid: "Decrypt", actions: ["kms:Decrypt"], resources: [key.keyArn] }] },
      ]);
    });
    expect(json).not.toHaveProperty("resource");
    expect(json.data).toEqual({ aws_kms_key: { key: expect.objectContaining({ key_id: "${var.logs_kms_key_arn}" }) } });
  });

  test("takes an enabled symmetric key of the region", () => {
    expect(faults({})).toEqual([]);
    expect(faults({}, ARN, { serviceGrants: ["logs"] })).toEqual([]);
  });

  test.each([
    [
      { enabled: false, key_state: "PendingDeletion" },
      "in the state PendingDeletion, expected Enabled; enable it or cancel its deletion, or name another key.",
    ],
    [
      { enabled: false },
      "in the state Enabled, expected Enabled; enable it or cancel its deletion, or name another key.",
    ],
    [
      { key_state: "Updating" },
      "in the state Updating, expected Enabled; enable it or cancel its deletion, or name another key.",
    ],
    [{ key_usage: "SIGN_VERIFY" }, "with the usage SIGN_VERIFY, expected ENCRYPT_DECRYPT; name a key that encrypts."],
    [{ key_spec: "RSA_4096" }, "of the kind RSA_4096, expected SYMMETRIC_DEFAULT; name a symmetric key."],
  ])("refuses one that is %j", (key, message) => {
    expect(faults(key)).toEqual([`logs_kms_key_arn is "${ARN}" ${message}`]);
  });

  test("refuses one of another region, before KMS is asked", () => {
    const arn = ARN.replace("eu-central-1", "us-east-1");
    expect(faults({}, arn)).toEqual([
      `logs_kms_key_arn is "${arn}", expected a key in the region eu-central-1; take one of that region, or a replica there of a multi-Region key.`,
    ]);
  });

  test("refuses one that AWS manages only where its policy has to admit a service", () => {
    expect(faults({ key_manager: "AWS" })).toEqual([]);
    expect(faults({ key_manager: "AWS" }, ARN, { serviceGrants: ["logs", "alarms"] })).toEqual([
      `logs_kms_key_arn is "${ARN}", which AWS manages, expected a customer key; name one whose policy can admit what uses it: logs, alarms.`,
    ]);
  });

  const OWNER = {
    Sid: "AllowIamPoliciesOfAccount",
    Effect: "Allow",
    Principal: { AWS: ["arn:aws-us-gov:iam::111122223333:root"] },
    Action: ["kms:*"],
    Resource: ["*"],
  };
  const NEEDS =
    "The policy of the existing key ${var.logs_kms_key_arn} must let IAM policies of the account count, as AWS's default policy does";

  test("says that IAM policies must count", () => {
    expect(warningsOf((stack) => lookUp(stack))).toEqual([
      `${NEEDS}, with this statement: ${JSON.stringify(OWNER, null, 2)}`,
    ]);
  });

  test("says which services its policy must admit, where", () => {
    const logs = {
      Sid: "AllowCloudWatchLogs",
      Effect: "Allow",
      Principal: { Service: ["logs.${var.region}.amazonaws.com"] },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
      Resource: ["*"],
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": ["arn:aws-us-gov:logs:${var.region}:111122223333:log-group:*"],
        },
      },
    };
    expect(warningsOf((stack) => lookUp(stack, { serviceGrants: ["logs"] }))).toEqual([
      `${NEEDS}, and admit logs, which no IAM policy can do, with these statements: ` +
        `${JSON.stringify(OWNER, null, 2)},\n${JSON.stringify(logs, null, 2)}`,
    ]);
  });
});
