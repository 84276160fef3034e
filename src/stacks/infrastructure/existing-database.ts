import { Database, type IDatabase } from "../../../modules/database";
import {
  databaseSecurityGroupVariables,
  existingDatabaseVariables,
  masterUsernameVariables,
} from "../../variables/existing-database";
import type { Context } from "./context";

type ExistingDatabase = Extract<Context["deployment"]["database"], { mode: "existing" }>;

/** A PostgreSQL server that the user has. */
export function existingDatabase({ stack }: Context, { credentials, securityGroup }: ExistingDatabase): IDatabase {
  const given = stack.declare(existingDatabaseVariables);
  return Database.fromAttributes(stack, "Database", {
    host: given.databaseHost,
    port: given.databasePort,
    databaseName: given.databaseName,
    maxConnections: given.databaseMaxConnections,
    masterUsername:
      credentials === "master" ? stack.declare(masterUsernameVariables).databaseMasterUsername : undefined,
    securityGroupId: securityGroup ? stack.declare(databaseSecurityGroupVariables).databaseSecurityGroupId : undefined,
  });
}
