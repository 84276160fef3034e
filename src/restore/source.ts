import {
  type DBInstanceAutomatedBackup,
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBSnapshotsCommand,
  type RDSClient,
} from "@aws-sdk/client-rds";
import { UserError } from "../config/errors";
import type { RestoreWindow } from "./instant";

/** What a backup says of the server that it is of. */
export interface Source {
  readonly kmsKeyId?: string;
  readonly engineVersion?: string;
  readonly storageGiB?: number;
  readonly masterUsername?: string;
  readonly databaseName?: string;
}

/** A snapshot, and the instant that its data is of. */
export interface Snapshot extends Source {
  readonly status?: string;
  readonly time: Date;
}

/** @throws UserError when there is none. */
export async function findSnapshot(rds: RDSClient, identifier: string): Promise<Snapshot> {
  const found = await rds
    .send(
      new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: identifier, SnapshotType: snapshotTypeOf(identifier) }),
    )
    .then(
      ({ DBSnapshots = [] }) => DBSnapshots[0],
      (error: unknown) => {
        if ((error as Error).name.startsWith("DBSnapshotNotFound")) return undefined;
        throw error;
      },
    );
  // The last transaction in it; of a copy, that of the original.
  const time = found?.SnapshotDatabaseTime ?? found?.OriginalSnapshotCreateTime ?? found?.SnapshotCreateTime;
  if (!found || !time) {
    throw new UserError(
      `--snapshot is ${JSON.stringify(identifier)}, expected a snapshot of an RDS server in this account and region; aws rds describe-db-snapshots lists them, those of AWS Backup with --snapshot-type awsbackup, and aws rds copy-db-snapshot copies one that another account shares`,
    );
  }
  return {
    status: found.Status,
    time,
    kmsKeyId: found.KmsKeyId,
    engineVersion: found.EngineVersion,
    storageGiB: found.AllocatedStorage,
    masterUsername: found.MasterUsername,
  };
}

/** RDS wants to be told the type of what was not made by hand, which the identifier begins with. */
function snapshotTypeOf(identifier: string): "awsbackup" | "automated" | undefined {
  const [, maker] = /(?:^|:snapshot:)(awsbackup|rds):/.exec(identifier) ?? [];
  if (maker === undefined) return undefined;
  return maker === "rds" ? "automated" : "awsbackup";
}

/** Automated backups of a server, which may be gone. */
export interface Backups extends Source {
  readonly window: RestoreWindow;
  /** What a restore names: the server's resource id, or the ARN of backups that came from another region. */
  readonly restoreFrom: string;
}

/** @throws UserError when there are none, or those of several servers. */
export async function findBackups(rds: RDSClient, source: string, region: string): Promise<Backups> {
  const by = source.startsWith("arn:")
    ? { DBInstanceAutomatedBackupsArn: source }
    : /^db-[A-Z0-9]+$/.test(source)
      ? { DbiResourceId: source }
      : { DBInstanceIdentifier: source };
  const found = await rds.send(new DescribeDBInstanceAutomatedBackupsCommand(by)).then(
    ({ DBInstanceAutomatedBackups = [] }) => DBInstanceAutomatedBackups,
    (error: unknown) => {
      if ((error as Error).name.startsWith("DBInstanceAutomatedBackupNotFound")) return [];
      throw error;
    },
  );
  const [only, ...others] = found;
  if (others.length > 0) {
    const list = found.map(({ DbiResourceId, Status }) => `${DbiResourceId} (${Status})`).join(", ");
    throw new UserError(
      `${source} has automated backups of several servers, expected one; give --source one of ${list}`,
    );
  }
  if (!only) {
    throw new UserError(
      `${source} has no automated backups, expected those of a server; aws rds describe-db-instance-automated-backups lists them, and --source names one`,
    );
  }
  return backupsOf(only, source, region);
}

function backupsOf(backup: DBInstanceAutomatedBackup, source: string, region: string): Backups {
  const { RestoreWindow, DbiResourceId, DBInstanceAutomatedBackupsArn, Region = region } = backup;
  const { EarliestTime: earliest, LatestTime: latest } = RestoreWindow ?? {};
  if (!earliest || !latest) {
    throw new UserError(`${source} cannot be restored to a time yet, expected a first automated backup; wait for it`);
  }
  // `Region` is the server's. Its resource id, which outlives it, means nothing in another one.
  const restoreFrom = Region === region ? DbiResourceId : DBInstanceAutomatedBackupsArn;
  return {
    window: { earliest, latest },
    restoreFrom: restoreFrom ?? source,
    kmsKeyId: backup.KmsKeyId,
    engineVersion: backup.EngineVersion,
    storageGiB: backup.AllocatedStorage,
    masterUsername: backup.MasterUsername,
  };
}
