import { Check } from "../../../modules/core";
import { Database, type IDatabase, type RestoreSource } from "../../../modules/database";
import type { INetwork } from "../../../modules/network";
import type { IWriteOnlySecret } from "../../../modules/secret";
import { databaseWarnings } from "../../compatibility/rules";
import { databaseVariables } from "../../variables/database";
import { databaseMonitoringRoleVariables } from "../../variables/iam";
import { pointInTimeVariables, snapshotVariables } from "../../variables/restore";
import { type Context, encryptionKey, givenRoles } from "./context";
import { existingDatabase } from "./existing-database";

export interface DatabaseParts {
  readonly network: INetwork;
  /** Of a server that is made here. */
  readonly masterPassword?: IWriteOnlySecret;
}

/** The PostgreSQL server with Package Manager's database. */
export function database(context: Context, { network, masterPassword }: DatabaseParts): IDatabase {
  const { stack, deployment, account, iam, name } = context;
  if (deployment.database.mode === "existing") return existingDatabase(context, deployment.database, network);
  if (!masterPassword) throw new Error("a database that is made here needs a master password");
  const variables = stack.declare(databaseVariables);
  new Check(stack, "DatabaseVersion", { assertions: databaseWarnings });
  return new Database(stack, "Database", {
    ...iam,
    monitoringRoleArn: givenRoles(context, databaseMonitoringRoleVariables).databaseMonitoringRoleArn,
    partition: account.partition,
    network,
    identifier: name,
    encryptionKey: encryptionKey(context, "DatabaseKey", {
      purpose: "database",
      alias: "database",
      description: "Package Manager's database, its snapshots and Performance Insights",
    }),
    logEncryptionKey: context.logsKey(),
    password: masterPassword,
    masterUsername: variables.databaseMasterUsername,
    databaseName: variables.databaseName,
    engineVersion: variables.databaseEngineVersion,
    instanceClass: variables.databaseInstanceClass,
    maxConnections: variables.databaseMaxConnections,
    multiAz: variables.databaseMultiAz,
    allocatedStorageGiB: variables.databaseAllocatedStorageGib,
    maxAllocatedStorageGiB: variables.databaseMaxAllocatedStorageGib,
    backupRetentionDays: variables.databaseBackupRetentionDays,
    backupWindow: variables.databaseBackupWindow,
    maintenanceWindow: variables.databaseMaintenanceWindow,
    slowQueryMilliseconds: variables.databaseSlowQueryMilliseconds,
    logRetentionDays: variables.databaseLogRetentionDays,
    monitoringIntervalSeconds: variables.databaseMonitoringIntervalSeconds,
    restoreFrom: restoreSource(context),
    protection: deployment.protection,
  });
}

/** Where the data of a server comes from that is restored. */
function restoreSource({ stack, deployment: { database } }: Context): RestoreSource | undefined {
  if (database.mode !== "restore") return undefined;
  switch (database.from) {
    case "snapshot": {
      const { databaseSnapshotIdentifier } = stack.declare(snapshotVariables);
      return { from: "snapshot", snapshotIdentifier: databaseSnapshotIdentifier };
    }
    case "pointInTime": {
      const { databaseRestoreSource, databaseRestoreTime } = stack.declare(pointInTimeVariables);
      return { from: "pointInTime", source: databaseRestoreSource, time: databaseRestoreTime };
    }
  }
}
