import { defineVariables } from "../terraform/variables";
import { wholeNumber } from "./whole-number";

const section = "Backups";
const when = "backup.mode: create";
const days = { min: 1, max: 36500, unit: "days" };

/** Variables of backups by AWS Backup. */
export const backupVariables = defineVariables({
  section,
  when,
  variables: {
    backupSchedule: {
      type: "string",
      description:
        "When backups start, UTC, as a cron expression of EventBridge; at most an hour later they do. RDS starts none in its backup and maintenance windows, and in the hour before each.",
      default: "cron(0 1 ? * * *)",
      rules: [
        {
          condition: 'can(regex("^cron\\\\(([0-9*?/,A-Z#L-]+ ){5}[0-9*?/,-]+\\\\)$", var.backup_schedule))',
          expected: "a cron expression with six fields",
          fix: "write it like cron(0 1 ? * * *)",
        },
      ],
    },
    backupRetentionDays: {
      type: "number",
      description: "Days for which AWS Backup keeps a backup, 1 to 36500.",
      default: 35,
      rules: [wholeNumber("backup_retention_days", { ...days, fix: "use 35" })],
    },
  },
});

/** Variables of a vault with a lock. */
export const vaultLockVariables = defineVariables({
  section,
  when: "backup.vaultLock: true",
  variables: {
    backupLockDays: {
      type: "number",
      description:
        "Days for which a backup cannot be deleted, but by who may change the lock of its vault (governance mode); at most as long as backups and their copies are kept.",
      default: 30,
      rules: [wholeNumber("backup_lock_days", { ...days, fix: "use 30" })],
    },
  },
});

/** Variables of copies in another region. */
export const backupCopyVariables = defineVariables({
  section,
  when: "backup.copy: otherRegion",
  variables: {
    backupCopyRegion: {
      type: "string",
      description:
        "AWS region that every backup is copied to. Changing it makes a vault there; remove the former one when its backups are of no use.",
      example: "eu-west-1",
      rules: [
        {
          condition: 'can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.backup_copy_region))',
          expected: "a region such as eu-west-1",
          fix: "take the code, not the name",
        },
        {
          condition: "var.backup_copy_region != var.region",
          expected: "another region than region",
          fix: "name one that fails on its own, in the same partition",
        },
      ],
    },
    backupCopyRetentionDays: {
      type: "number",
      description: "Days for which a copy is kept, 1 to 36500.",
      default: 35,
      rules: [wholeNumber("backup_copy_retention_days", { ...days, fix: "use 35" })],
    },
  },
});

/** Variables of vaults that Terraform may destroy. */
export const unprotectedBackupVariables = defineVariables({
  section,
  when: "backup.mode: create and protection: false",
  variables: {
    backupForceDestroy: {
      type: "bool",
      description: "Destroy the backup vaults together with every backup in them. Without it, one with backups stays.",
      default: false,
    },
  },
});
