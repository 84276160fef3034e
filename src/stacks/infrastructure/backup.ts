import { Backup, type BackupCopy } from "../../../modules/backup";
import type { IBucket } from "../../../modules/bucket";
import { leaveToUser } from "../../../modules/core";
import { Database, type IDatabase } from "../../../modules/database";
import { addBackupCopyProvider } from "../../terraform/providers";
import {
  backupCopyVariables,
  backupVariables,
  unprotectedBackupVariables,
  vaultLockVariables,
} from "../../variables/backup";
import { backupRoleVariables } from "../../variables/iam";
import { type Context, encryptionKey, givenRoles } from "./context";

export interface BackedUp {
  readonly database: IDatabase;
  readonly bucket: IBucket;
}

/** Backups by AWS Backup of what is made here and holds data. */
export function backup(context: Context, parts: BackedUp): Backup | undefined {
  const { stack, deployment, account, iam, name } = context;
  const { backup: choice, protection } = deployment;
  if (choice.mode === "none") return undefined;
  const { backupSchedule, backupRetentionDays } = stack.declare(backupVariables);
  return new Backup(stack, "Backup", {
    ...iam,
    name,
    partition: account.partition,
    resourceArns: ownArns(context, parts),
    encryptionKey: encryptionKey(context, "BackupKey", {
      purpose: "backup",
      alias: "backup",
      description: "Backups of Package Manager's bucket by AWS Backup",
    }),
    schedule: backupSchedule,
    retentionDays: backupRetentionDays,
    lockDays: choice.vaultLock ? stack.declare(vaultLockVariables).backupLockDays : undefined,
    copy: choice.copy === "otherRegion" ? otherRegion(context) : undefined,
    roleArn: givenRoles(context, backupRoleVariables).backupRoleArn,
    protection,
    forceDestroy: protection ? undefined : stack.declare(unprotectedBackupVariables).backupForceDestroy,
  });
}

/** By ARN and not by tag: a tag that somebody sets elsewhere adds nothing, and one that gets lost leaves nothing out. */
function ownArns({ stack, deployment }: Context, { database, bucket }: BackedUp): string[] {
  const leave = (what: string) =>
    leaveToUser(stack, {
      what: `${what} is not managed here, so AWS Backup leaves it out; back it up where its owner does`,
    });
  const arns: string[] = [];
  if (database instanceof Database) arns.push(database.arn);
  else leave(`The database server ${database.host}`);
  if (deployment.bucket.mode === "create") arns.push(bucket.bucketArn);
  else leave(`The bucket ${bucket.bucketName}`);
  return arns;
}

function otherRegion(context: Context): BackupCopy {
  const { stack, tags, ignoredTags, assumedRole } = context;
  const { backupCopyRegion: region, backupCopyRetentionDays } = stack.declare(backupCopyVariables);
  const provider = addBackupCopyProvider(stack, {
    region,
    defaultTags: tags,
    ...ignoredTags(),
    assumeRole: assumedRole(),
  });
  return {
    provider,
    retentionDays: backupCopyRetentionDays,
    encryptionKey: encryptionKey(context, "BackupCopyKey", {
      purpose: "backupCopy",
      alias: "backup-copy",
      description: "Copies of Package Manager's backups",
      elsewhere: { region, provider },
    }),
  };
}
