import { DataAwsDbSnapshot } from "@cdktf/provider-aws/lib/data-aws-db-snapshot";
import type { DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { Fn, type Postcondition, type Precondition, TerraformSelf } from "cdktf";
import type { Construct } from "constructs";
import { expression } from "../core";

/** Where the data of a server comes from that does not start empty. */
export type RestoreSource =
  | {
      readonly from: "snapshot";
      /** Name or ARN of a snapshot of the account in the region. RDS restores none that another account shares encrypted. */
      readonly snapshotIdentifier: string;
    }
  | {
      readonly from: "pointInTime";
      /** Resource id (`db-…`) of a server, which may be gone, or its name, or ARN of backups from another region. */
      readonly source: string;
      /** UTC, such as `2026-05-04T03:02:01Z`. */
      readonly time: string;
    };

/** What a server has from the data that it is restored from, whatever its own arguments say. */
export interface RestoredProps {
  readonly identifier: string;
  readonly encryptionKeyArn: string;
  readonly databaseName: string;
  readonly masterUsername: string;
  readonly engineVersion: string;
  readonly allocatedStorageGiB: number;
}

/** Arguments and conditions of a server that is restored. */
export interface Restore {
  readonly config: Pick<DbInstanceConfig, "snapshotIdentifier" | "restoreToPointInTime">;
  readonly conditions: { readonly precondition?: Precondition[]; readonly postcondition: Postcondition[] };
}

/**
 * Arguments that say where a server came from. They count when it is made and are ignored from then on, by every server:
 * a restored one would be replaced as soon as its arguments no longer say so.
 */
export const restoreArguments = ["snapshot_identifier", "restore_to_point_in_time"];

const self = (name: string) => TerraformSelf.getString(name);

/**
 * Restores a server from `source`. RDS takes key, master user, database and version from the data and ignores the
 * server's own arguments, which the next plan would then want to replace it for. So they are checked: of a snapshot before
 * it is restored as far as it tells, the rest after it.
 */
export function restore(scope: Construct, source: RestoreSource, props: RestoredProps): Restore {
  switch (source.from) {
    case "snapshot": {
      const { snapshotIdentifier } = source;
      return {
        config: { snapshotIdentifier },
        conditions: {
          precondition: [hasKeyOf(findSnapshot(scope, snapshotIdentifier, props), props)],
          postcondition: [
            isNew(expression`${self("snapshot_identifier")} == ${snapshotIdentifier}`, {
              variableName: "database_snapshot_identifier",
              value: snapshotIdentifier,
            }),
            ...isAsRestored(props),
          ],
        },
      };
    }
    case "pointInTime":
      return {
        config: { restoreToPointInTime: pointInTime(source) },
        conditions: {
          postcondition: [
            isNew(
              expression`try(${TerraformSelf.getAny("restore_to_point_in_time")}[0].restore_time, "") == ${source.time}`,
              {
                variableName: "database_restore_time",
                value: source.time,
              },
            ),
            ...isAsRestored(props),
          ],
        },
      };
  }
}

/** The one of three arguments that `source` is for. */
function pointInTime({ source, time }: Extract<RestoreSource, { from: "pointInTime" }>) {
  const isBackup = expression`startswith(${source}, "arn:")`;
  // RDS writes resource ids in capitals, and names in small letters.
  const isResource = expression`can(regex("^db-[A-Z0-9]+$", ${source}))`;
  return {
    restoreTime: time,
    sourceDbInstanceAutomatedBackupsArn: `${expression`${isBackup} ? ${source} : null`}`,
    sourceDbiResourceId: `${expression`${isResource} ? ${source} : null`}`,
    sourceDbInstanceIdentifier: `${expression`${isBackup} || ${isResource} ? null : ${source}`}`,
  };
}

/** RDS wants to be told the type of what was not made by hand, which the identifier begins with. */
function snapshotType(identifier: string): string {
  const isBy = (maker: string) => expression`can(regex(${`(^|:snapshot:)${maker}:`}, ${identifier}))`;
  return `${expression`${isBy("awsbackup")} ? "awsbackup" : ${expression`${isBy("rds")} ? "automated" : null`}`}`;
}

/** Looks a snapshot up, so that a plan fails with one that a server like this cannot start from. */
function findSnapshot(scope: Construct, snapshotIdentifier: string, props: RestoredProps): DataAwsDbSnapshot {
  const { engineVersion, allocatedStorageGiB } = props;
  const isSnapshot = `database_snapshot_identifier is ${Fn.jsonencode(snapshotIdentifier)}`;
  const storage = TerraformSelf.getNumber("allocated_storage");
  return new DataAwsDbSnapshot(scope, "Snapshot", {
    dbSnapshotIdentifier: snapshotIdentifier,
    snapshotType: snapshotType(snapshotIdentifier),
    lifecycle: {
      postcondition: [
        {
          condition: expression`${self("status")} == "available"`,
          errorMessage: `${isSnapshot} in the state ${self("status")}, expected available; wait until it is, or take another.`,
        },
        {
          condition: expression`${self("engine")} == "postgres" && ${TerraformSelf.getAny("encrypted")}`,
          errorMessage: `${isSnapshot}, expected an encrypted snapshot of an RDS for PostgreSQL server; take another, or encrypt it by copying it with a KMS key.`,
        },
        {
          condition: expression`split(".", ${self("engine_version")})[0] == ${engineVersion}`,
          errorMessage: `database_engine_version is ${Fn.jsonencode(engineVersion)}, expected the major version of the snapshot, ${self("engine_version")}; set it to that, and raise it after the restore.`,
        },
        {
          condition: expression`${storage} <= ${allocatedStorageGiB}`,
          errorMessage: `database_allocated_storage_gib is ${allocatedStorageGiB}, expected at least the ${storage} GiB of the snapshot; raise it, since storage never shrinks.`,
        },
      ],
    },
  });
}

/** A snapshot that was copied under another key, or whose key was lost, is refused before anything is made. */
function hasKeyOf(snapshot: DataAwsDbSnapshot, { encryptionKeyArn }: RestoredProps): Precondition {
  return {
    condition: expression`${snapshot.kmsKeyId} == ${encryptionKeyArn}`,
    errorMessage: `The snapshot is encrypted with ${snapshot.kmsKeyId}, expected the database's key ${encryptionKeyArn}; copy the snapshot with that key and restore the copy, or bring the snapshot's key by adopt or keys.mode: existing.`,
  };
}

/** A server that is there already stays as it is: only a new one gets the data. */
function isNew(condition: Postcondition["condition"], given: { variableName: string; value: string }): Postcondition {
  return {
    condition,
    errorMessage: `${given.variableName} is ${Fn.jsonencode(given.value)}, but the state has a server that was not restored from there, expected none; rename that one and take it out of the state, so that it stays beside the restored one, or go back to database.mode: create.`,
  };
}

function isAsRestored({ encryptionKeyArn, masterUsername, databaseName }: RestoredProps): Postcondition[] {
  const is = (attribute: string, value: string, variableName: string, what: string, fix: string): Postcondition => ({
    condition: expression`${self(attribute)} == ${value}`,
    errorMessage: `${variableName} is ${Fn.jsonencode(value)}, expected ${Fn.jsonencode(self(attribute))}, ${what}; ${fix}, or the next plan replaces the server.`,
  });
  return [
    is(
      "kms_key_id",
      encryptionKeyArn,
      "The database's key",
      "which encrypts the data",
      "bring that key by adopt or keys.mode: existing",
    ),
    is("username", masterUsername, "database_master_username", "the master user of the data", "set it to that"),
    // RDS says it of a restored PostgreSQL server, too: https://github.com/hashicorp/terraform/pull/13140.
    is("db_name", databaseName, "database_name", "the database of the data", "set it to that"),
  ];
}
