import { defineVariables } from "../terraform/variables";

const section = "Database";

/** Variables of a server that is restored from a snapshot. */
export const snapshotVariables = defineVariables({
  section,
  when: "database.from: snapshot",
  variables: {
    databaseSnapshotIdentifier: {
      type: "string",
      description:
        "Snapshot of this account that the new server starts with: its name or its ARN. Copy one first that another account shares, by aws rds copy-db-snapshot with --kms-key-id, and name the copy. A server that is there already is not touched; the plan is refused instead.",
      example: "ppm-final-0a1b2c3d",
      rules: [
        {
          condition:
            'can(regex("^(arn:[a-z-]+:rds:[a-z0-9-]+:[0-9]{12}:snapshot:)?([a-z]+:)?[a-zA-Z][a-zA-Z0-9-]{0,254}$", var.database_snapshot_identifier))',
          expected: "the name or the ARN of a snapshot of an RDS server",
          fix: "copy it from the RDS console, or from what ppm-eks restore time prints",
        },
      ],
    },
  },
});

/** Variables of a server that is restored to a point in time. */
export const pointInTimeVariables = defineVariables({
  section,
  when: "database.from: pointInTime",
  variables: {
    databaseRestoreSource: {
      type: "string",
      description:
        "Server whose data the new one starts with: its resource id (db-…), which stays when it is renamed or destroyed, or its name; or the ARN of automated backups that were replicated from another region.",
      example: "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
      rules: [
        {
          condition:
            'can(regex("^(db-[A-Z0-9]+|[a-z](-?[a-z0-9])*|arn:[a-z-]+:rds:[a-z0-9-]+:[0-9]{12}:auto-backup:[a-z0-9-]+)$", var.database_restore_source))',
          expected:
            "a resource id such as db-ABCDEFGHIJKLMNOPQRSTUVWXYZ, the name of a server, or the ARN of replicated automated backups",
          fix: "copy it from what ppm-eks restore time prints",
        },
        {
          condition: "var.database_restore_source != var.name",
          expected: "another name than that of the new server",
          fix: "rename the old server first, and give its resource id",
        },
      ],
    },
    databaseRestoreTime: {
      type: "string",
      description:
        "Time as of which the new server has the data, UTC. A server that is there already is not touched; the plan is refused instead.",
      example: "2026-05-04T03:02:01Z",
      rules: [
        {
          condition:
            'can(regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", var.database_restore_time)) && can(timeadd(var.database_restore_time, "0s"))',
          expected: "a time in UTC, to the second",
          fix: "write it like 2026-05-04T03:02:01Z",
        },
      ],
    },
  },
});
