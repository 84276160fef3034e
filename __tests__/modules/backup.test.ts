import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { Backup, type BackupProps } from "../../modules/backup";
import { tasksOf } from "../../modules/core";
import { FakeKey, synthResources, warningsOf } from "../support/synth";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/k";
const DATA = ["arn:aws:rds:eu-central-1:111122223333:db:ppm", "arn:aws:s3:::ppm-packages"];

function backup(stack: TerraformStack, props: Partial<BackupProps> = {}): Backup {
  return new Backup(stack, "Backup", {
    name: "ppm",
    partition: "aws-us-gov",
    resourceArns: DATA,
    encryptionKey: new FakeKey(stack, "Key"),
    ...props,
  });
}

function withCopy(stack: TerraformStack, props: Partial<BackupProps> = {}): Backup {
  const provider = new AwsProvider(stack, "Elsewhere", { alias: "backup", region: "eu-west-1" });
  return backup(stack, {
    copy: { provider, encryptionKey: new FakeKey(stack, "CopyKey"), retentionDays: 90 },
    ...props,
  });
}

describe("Backup", () => {
  test("keeps daily backups of what is named by ARN in an encrypted vault that stays", () => {
    const resources = synthResources((stack) => backup(stack));
    expect(resources(BackupVault)).toEqual([
      { name: "ppm-backups", kms_key_arn: KEY, force_destroy: false, lifecycle: { prevent_destroy: true } },
    ]);
    expect(resources(BackupPlan)).toEqual([
      {
        name: "ppm-backups",
        rule: [
          {
            rule_name: "daily",
            target_vault_name: "${aws_backup_vault.backup_vault.name}",
            schedule: "cron(0 1 ? * * *)",
            start_window: 60,
            completion_window: 600,
            lifecycle: { delete_after: 35 },
          },
        ],
      },
    ]);
    expect(resources(BackupSelection)).toEqual([
      {
        name: "ppm-data",
        plan_id: "${aws_backup_plan.backup_plan.id}",
        iam_role_arn: "${aws_iam_role.backup_role.arn}",
        resources: DATA,
        depends_on: [
          "aws_iam_role_policy_attachment.backup_role_policy",
          "aws_iam_role_policy_attachment.backup_role_bucket_policy",
        ],
      },
    ]);
    expect(resources(BackupVaultLockConfiguration)).toEqual([]);
    expect(warningsOf((stack) => backup(stack))).toEqual([]);
  });

  test("acts by a role that may back up, and not restore", () => {
    const resources = synthResources((stack) => backup(stack));
    expect(resources(IamRole)).toEqual([
      { name: "ppm-backup", assume_role_policy: "${data.aws_iam_policy_document.backup_role_trust.json}" },
    ]);
    expect(resources(DataAwsIamPolicyDocument)).toEqual([
      {
        statement: [
          expect.objectContaining({
            actions: ["sts:AssumeRole"],
            principals: [{ type: "Service", identifiers: ["backup.amazonaws.com"] }],
          }),
        ],
      },
    ]);
    expect(resources(IamRolePolicyAttachment).map(({ policy_arn }) => policy_arn)).toEqual([
      "arn:aws-us-gov:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
      "arn:aws-us-gov:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    ]);
  });

  test("takes a role that exists, and says what it needs", () => {
    const roleArn = "arn:aws:iam::111122223333:role/backup";
    const resources = synthResources((stack) => backup(stack, { roleArn }));
    expect([resources(IamRole), resources(IamRolePolicyAttachment)]).toEqual([[], []]);
    expect(resources(BackupSelection)).toEqual([
      expect.objectContaining({ iam_role_arn: "arn:aws:iam::111122223333:role/backup" }),
    ]);
    let tasks: string[] = [];
    synthResources((stack) => (tasks = tasksOf(backup(stack, { roleArn })).map(({ what }) => what)));
    expect(tasks).toEqual([
      expect.stringContaining("its trust policy must say this"),
      expect.stringContaining("attach these managed policies to it"),
    ]);
  });

  test("locks the vault in governance mode, which never becomes compliance", () => {
    expect(synthResources((stack) => backup(stack, { lockDays: 30 }))(BackupVaultLockConfiguration)).toEqual([
      {
        backup_vault_name: "${aws_backup_vault.backup_vault.name}",
        min_retention_days: 30,
        lifecycle: {
          precondition: [
            {
              condition: "${30 <= 35}",
              error_message: expect.stringMatching(/^backup_lock_days is 30, expected at most the 35 days/) as unknown,
            },
          ],
        },
      },
    ]);
  });

  test("copies to a vault of another region with a key there, locked as the first", () => {
    const resources = synthResources((stack) => withCopy(stack, { lockDays: 30 }));
    expect(resources(BackupVault)).toEqual([
      expect.objectContaining({ name: "ppm-backups", provider: "aws.backup", lifecycle: { prevent_destroy: true } }),
      expect.not.objectContaining({ provider: "aws.backup" }),
    ]);
    expect(resources(BackupVaultLockConfiguration)).toEqual([
      expect.objectContaining({ provider: "aws.backup", min_retention_days: 30 }),
      expect.objectContaining({ min_retention_days: 30 }),
    ]);
    const [plan] = resources(BackupPlan) as { rule: { copy_action: unknown }[] }[];
    expect(plan?.rule[0]?.copy_action).toEqual([
      { destination_vault_arn: "${aws_backup_vault.backup_copy_vault.arn}", lifecycle: { delete_after: 90 } },
    ]);
  });

  test("may be destroyed without protection, and warns", () => {
    const unprotected = (stack: TerraformStack) => backup(stack, { protection: false });
    expect(synthResources(unprotected)(BackupVault)).toEqual([
      expect.objectContaining({ force_destroy: false, lifecycle: { prevent_destroy: false } }),
    ]);
    expect(warningsOf(unprotected)).toEqual(["`protection` is off: Terraform may destroy these backup vaults."]);
  });

  test.each([
    [{ retentionDays: 0 }, "`retentionDays` is 0, expected a whole number of days from 1 to 36500"],
    [{ lockDays: 36501 }, "`lockDays` is 36501, expected a whole number of days from 1 to 36500"],
    [{ name: "a_b" }, '`name` is "a_b", expected 2 to 42 letters, digits or hyphens'],
    [{ resourceArns: [] }, "`resourceArns` is [], expected at least one ARN; name what is backed up"],
  ])("refuses %p", (props, message) => {
    expect(() => synthResources((stack) => backup(stack, props))).toThrow(`test/Backup: ${message}`);
  });
});
