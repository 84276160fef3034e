import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { TerraformOutput, TerraformVariable, type TerraformStack } from "cdktf";
import { statementText } from "../../modules/core";
import {
  EncryptionKey,
  type EncryptionKeyProps,
  type IEncryptionKey,
  type KeyServiceGrant,
} from "../../modules/encryption-key";
import { FakeGrantee, synthResources, synthStack, warningsOf } from "../support/synth";

const EXISTING_ARN = "arn:aws:kms:eu-central-1:111122223333:key/k";

const OWNER = {
  sid: "AllowIamPoliciesOfAccount",
  effect: "Allow",
  principals: [{ type: "AWS", identifiers: ["arn:aws-us-gov:iam::111122223333:root"] }],
  actions: ["kms:*"],
  resources: ["*"],
};

function key(stack: TerraformStack, props: Partial<EncryptionKeyProps> = {}): EncryptionKey {
  return new EncryptionKey(stack, "Key", {
    alias: "ppm-logs",
    description: "Logs",
    partition: "aws-us-gov",
    accountId: "111122223333",
    region: "us-gov-west-1",
    ...props,
  });
}

/** Statements of the policy beside the owner's. */
function statementsFor(...serviceGrants: KeyServiceGrant[]): unknown {
  const documents = synthResources((stack) => key(stack, { serviceGrants }))(DataAwsIamPolicyDocument);
  expect(documents).toEqual([{ statement: [OWNER, ...(documents[0]?.statement as unknown[]).slice(1)] }]);
  return (documents[0]?.statement as unknown[]).slice(1);
}

describe("EncryptionKey", () => {
  test("rotates, cannot be destroyed, and leaves its use to IAM policies of the account", () => {
    const resources = synthResources((stack) => key(stack));

    expect(resources(KmsKey)).toEqual([
      {
        description: "Logs",
        enable_key_rotation: true,
        deletion_window_in_days: 30,
        policy: "${data.aws_iam_policy_document.key_policy.json}",
        lifecycle: { prevent_destroy: true },
      },
    ]);
    expect(resources(KmsAlias)).toEqual([{ name: "alias/ppm-logs", target_key_id: "${aws_kms_key.key.key_id}" }]);
    expect(resources(DataAwsIamPolicyDocument)).toEqual([{ statement: [OWNER] }]);
    expect(warningsOf((stack) => key(stack))).toEqual([]);
  });

  test("admits CloudWatch Logs for log groups of the account in the region only", () => {
    expect(statementsFor("logs")).toEqual([
      {
        sid: "AllowCloudWatchLogs",
        effect: "Allow",
        principals: [{ type: "Service", identifiers: ["logs.us-gov-west-1.amazonaws.com"] }],
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
        resources: ["*"],
        condition: [
          {
            test: "ArnLike",
            variable: "kms:EncryptionContext:aws:logs:arn",
            values: ["arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:*"],
          },
        ],
      },
    ]);
  });

  test("admits CloudWatch for alarms of the account in the region only", () => {
    expect(statementsFor("alarms")).toEqual([
      {
        sid: "AllowCloudWatchAlarms",
        effect: "Allow",
        principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
        actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
        resources: ["*"],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
          {
            test: "ArnLike",
            variable: "aws:SourceArn",
            values: ["arn:aws-us-gov:cloudwatch:us-gov-west-1:111122223333:alarm:*"],
          },
        ],
      },
    ]);
  });

  test("admits the role of Auto Scaling, with grants for AWS resources only", () => {
    const isRole = [
      { test: "StringEquals", variable: "kms:CallerAccount", values: ["111122223333"] },
      {
        test: "ArnEquals",
        variable: "aws:PrincipalArn",
        values: [
          "arn:aws-us-gov:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
        ],
      },
    ];
    const anyone = { effect: "Allow", principals: [{ type: "AWS", identifiers: ["*"] }], resources: ["*"] };

    expect(statementsFor("nodeVolumes")).toEqual([
      {
        ...anyone,
        sid: "AllowAutoScaling",
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        condition: isRole,
      },
      {
        ...anyone,
        sid: "AllowAutoScalingGrants",
        actions: ["kms:CreateGrant"],
        condition: [...isRole, { test: "Bool", variable: "kms:GrantIsForAWSResource", values: ["true"] }],
      },
    ]);
  });

  test("admits several services in the order given", () => {
    expect(statementsFor("alarms", "logs")).toEqual([
      expect.objectContaining({ sid: "AllowCloudWatchAlarms" }),
      expect.objectContaining({ sid: "AllowCloudWatchLogs" }),
    ]);
  });

  test("takes the deletion window, and the end of the protection with a warning", () => {
    const build = (stack: TerraformStack) => key(stack, { deletionWindowDays: 7, protection: false });

    expect(synthResources(build)(KmsKey)).toEqual([
      expect.objectContaining({ deletion_window_in_days: 7, lifecycle: { prevent_destroy: false } }),
    ]);
    expect(warningsOf(build)).toEqual([
      "`protection` is off: Terraform may destroy this key, and all that it encrypts is lost when its deletion window ends.",
    ]);
  });

  test.each([
    [6, "at least 7"],
    [31, "at most 30"],
    [7.5, "8"],
  ])("rejects deletionWindowDays %p", (deletionWindowDays, fix) => {
    expect(() => synthStack((stack) => key(stack, { deletionWindowDays }))).toThrow(
      `test/Key: \`deletionWindowDays\` is ${deletionWindowDays}, expected a whole number of days from 7 to 30; set it to ${fix}`,
    );
  });

  test.each(["", "a".repeat(251), "aws/ebs", "alias:x", "a b"])("rejects the alias %p", (alias) => {
    expect(() => synthStack((stack) => key(stack, { alias }))).toThrow(
      `test/Key: \`alias\` is "${alias}", expected 1 to 250 characters a-z, A-Z, 0-9, /, _ and -, not starting with aws/; ` +
        "leave out other characters and the prefix alias/",
    );
  });

  test.each(["a", "a".repeat(250), "Team/ppm_logs-1"])("takes the alias %p", (alias) => {
    expect(synthResources((stack) => key(stack, { alias }))(KmsAlias)).toEqual([
      expect.objectContaining({ name: `alias/${alias}` }),
    ]);
  });

  test("takes tokens", () => {
    const resources = synthResources((stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string" }).stringValue;
      const days = new TerraformVariable(stack, "days", { type: "number" }).numberValue;
      key(stack, { alias: name, deletionWindowDays: days });
    });

    expect(resources(KmsKey)).toEqual([expect.objectContaining({ deletion_window_in_days: "${var.days}" })]);
    expect(resources(KmsAlias)).toEqual([expect.objectContaining({ name: "alias/${var.name}" })]);
  });

  test.each<[string, (stack: TerraformStack) => IEncryptionKey, string]>([
    ["of its own", (stack) => key(stack), "${aws_kms_key.key.arn}"],
    [
      "that exists",
      (stack) => EncryptionKey.fromAttributes(stack, "Key", { keyArn: EXISTING_ARN }),
      "arn:aws:kms:eu-central-1:111122223333:key/k",
    ],
  ])("grants exactly the use of a key %s", (_, build, arn) => {
    const json = synthStack((stack) => {
      const grantee = new FakeGrantee(stack, "Grantee");
      const subject = build(stack);
      subject.grantEncryptDecrypt("Write", grantee);
      subject.grantDecrypt("Read", grantee);
      new TerraformOutput(stack, "grants", { value: grantee.grants });
    });

    expect(json).toHaveProperty("output.grants.value", [
      {
        id: "Write",
        statements: [{ sid: "EncryptDecrypt", actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [arn] }],
      },
      { id: "Read", statements: [{ sid: "Decrypt", actions: ["kms:Decrypt"], resources: [arn] }] },
    ]);
  });

  test("fromAttributes defines nothing, and warns only of what IAM cannot do", () => {
    const existing = (serviceGrants?: KeyServiceGrant[]) => (stack: TerraformStack) =>
      void EncryptionKey.fromAttributes(stack, "Key", { keyArn: EXISTING_ARN, serviceGrants });

    expect(synthStack(existing(["logs"]))).not.toHaveProperty("resource");
    expect(synthStack(existing(["logs"]))).not.toHaveProperty("data");
    expect(warningsOf(existing())).toEqual([]);
    expect(warningsOf(existing(["alarms"]))).toEqual([
      `The policy of the existing key ${EXISTING_ARN} must admit alarms, which no IAM policy can do. ` +
        "Add to it, with your own values for the capitals: " +
        JSON.stringify(
          {
            Sid: "AllowCloudWatchAlarms",
            Effect: "Allow",
            Principal: { Service: ["cloudwatch.amazonaws.com"] },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: ["*"],
            Condition: {
              StringEquals: { "aws:SourceAccount": ["ACCOUNT_ID"] },
              ArnLike: { "aws:SourceArn": ["arn:PARTITION:cloudwatch:REGION:ACCOUNT_ID:alarm:*"] },
            },
          },
          null,
          2,
        ),
    ]);
    expect(warningsOf(existing(["nodeVolumes"]))).toEqual([
      expect.stringMatching(/"Sid": "AllowAutoScaling",.*},\n\{\n {2}"Sid": "AllowAutoScalingGrants",/s),
    ]);
  });

  test("writes conditions of one operator into one object, as key policies want it", () => {
    const condition = (variable: string) => ({ test: "StringEquals", variable, values: ["x"] });
    const statement = {
      sid: "S",
      actions: ["kms:Decrypt"],
      resources: ["*"],
      conditions: [condition("a"), condition("b")],
    };

    expect(statementText(statement)).toHaveProperty("Condition", { StringEquals: { a: ["x"], b: ["x"] } });
  });
});
