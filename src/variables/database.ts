import { LOG_RETENTION_DAYS } from "../../modules/core";
import { defaults } from "../compatibility/matrix";
import { databaseEngineRule } from "../compatibility/rules";
import { defineVariables } from "../terraform/variables";
import { wholeNumber } from "./whole-number";

const identifierRule = (name: string) => ({
  condition: `can(regex("^[a-zA-Z][a-zA-Z0-9_]{0,62}$", var.${name}))`,
  expected: "1 to 63 letters, digits or underscores, starting with a letter",
  fix: "write it with underscores",
});

const HOUR = "([01][0-9]|2[0-3]):[0-5][0-9]";
const DAY = "(mon|tue|wed|thu|fri|sat|sun)";

/** Variables of the PostgreSQL server. */
export const databaseVariables = defineVariables({
  section: "Database",
  variables: {
    databaseEngineVersion: {
      type: "string",
      description:
        "PostgreSQL major version; RDS keeps the minor version up to date. Raising it upgrades the server at once, with minutes of downtime and no way back.",
      default: defaults.databaseEngineVersion,
      rules: [databaseEngineRule],
    },
    databaseInstanceClass: {
      type: "string",
      description: "RDS instance class. Changing it restarts the server at once.",
      default: "db.t3.xlarge",
      rules: [
        {
          condition: 'can(regex("^db[.][a-z0-9-]+[.][a-z0-9]+$", var.database_instance_class))',
          expected: "an RDS instance class",
          fix: "write it like db.t3.xlarge",
        },
      ],
    },
    databaseMaxConnections: {
      type: "number",
      description:
        "Connections that the server accepts. Only for instance classes whose memory EC2 does not know; otherwise it is computed from the class.",
      default: null,
      rules: [
        {
          condition:
            "var.database_max_connections == null || try(var.database_max_connections >= 6 && floor(var.database_max_connections) == var.database_max_connections, false)",
          expected: "a whole number of at least 6",
          fix: "run SHOW max_connections on the server, or leave it out",
        },
      ],
    },
    databaseAllocatedStorageGib: {
      type: "number",
      description: "Initial gp3 storage, in GiB, 20 to 65536. It can grow, never shrink.",
      default: 100,
      rules: [
        wholeNumber("database_allocated_storage_gib", {
          min: 20,
          max: 65536,
          unit: "GiB",
          fix: "use 100 as the reference architecture",
        }),
      ],
    },
    databaseMaxAllocatedStorageGib: {
      type: "number",
      description: "Up to which RDS enlarges the storage by itself, in GiB; a tenth or more above the initial storage.",
      default: 500,
      rules: [
        wholeNumber("database_max_allocated_storage_gib", { min: 22, max: 65536, unit: "GiB", fix: "use 500" }),
        {
          condition:
            "var.database_max_allocated_storage_gib * 10 >= min(var.database_allocated_storage_gib * 11, 655360)",
          expected: "a tenth or more above database_allocated_storage_gib",
          fix: "raise it",
        },
      ],
    },
    databaseMultiAz: {
      type: "bool",
      description:
        "Keep a standby in a second zone, which doubles the price. Without it a failed zone takes the server down.",
      default: true,
    },
    databaseBackupRetentionDays: {
      type: "number",
      description: "Days for which the server can be restored to any second, 1 to 35.",
      default: 14,
      rules: [wholeNumber("database_backup_retention_days", { min: 1, max: 35, unit: "days", fix: "use 14" })],
    },
    databaseBackupWindow: {
      type: "string",
      description: "Daily time of the backup, UTC, 30 minutes or more, outside the maintenance window.",
      default: "03:00-04:00",
      rules: [
        {
          condition: `can(regex("^${HOUR}-${HOUR}$", var.database_backup_window))`,
          expected: "a time of day from-to",
          fix: "write it like 03:00-04:00",
        },
      ],
    },
    databaseMaintenanceWindow: {
      type: "string",
      description: "Weekly time in which RDS installs minor versions, UTC, 30 minutes or more.",
      default: "sun:04:30-sun:05:30",
      rules: [
        {
          condition: `can(regex("^${DAY}:${HOUR}-${DAY}:${HOUR}$", var.database_maintenance_window))`,
          expected: "a time of the week from-to, in lower case",
          fix: "write it like sun:04:30-sun:05:30",
        },
      ],
    },
    databaseSlowQueryMilliseconds: {
      type: "number",
      description: "Statements that take at least as many milliseconds are logged with their text.",
      default: 1000,
      rules: [
        wholeNumber("database_slow_query_milliseconds", {
          min: 0,
          max: 2147483647,
          unit: "milliseconds",
          fix: "use 1000",
        }),
      ],
    },
    databaseLogRetentionDays: {
      type: "number",
      description: "Days for which CloudWatch keeps the server's logs.",
      default: 365,
      rules: [
        {
          condition: `contains([${LOG_RETENTION_DAYS.join(", ")}], var.database_log_retention_days)`,
          expected: "a retention that CloudWatch Logs offers",
          fix: "use 30, 90, 365 or 731",
        },
      ],
    },
    databaseMonitoringIntervalSeconds: {
      type: "number",
      description: "Seconds between two measurements of the server's operating system.",
      default: 60,
      rules: [
        {
          condition: "contains([1, 5, 10, 15, 30, 60], var.database_monitoring_interval_seconds)",
          expected: "1, 5, 10, 15, 30 or 60",
          fix: "use 60; less costs more",
        },
      ],
    },
    databaseName: {
      type: "string",
      description: "Name of the database. Changing it replaces the server.",
      default: "package_manager",
      rules: [identifierRule("database_name")],
    },
    databaseMasterUsername: {
      type: "string",
      description: "User who makes the application's role and schemas. Changing it replaces the server.",
      default: "ppm_master",
      rules: [
        identifierRule("database_master_username"),
        {
          condition:
            '!can(regex("^(admin|public|rdsadmin|rdsrepladmin|user|pg_.*)$", lower(var.database_master_username)))',
          expected: "a name that PostgreSQL and RDS do not keep for themselves",
          fix: "choose another one, such as ppm_master",
        },
      ],
    },
  },
});
