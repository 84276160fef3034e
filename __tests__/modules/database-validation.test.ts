import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { TerraformVariable } from "cdktf";
import type { DatabaseProps } from "../../modules/database";
import { database } from "../support/database";
import { synthResources, synthStack, warningsOf } from "../support/synth";

const synth = (props: Partial<DatabaseProps>) => () => synthStack((stack) => database(stack, props));

describe("Database refuses", () => {
  test.each([
    ["allocatedStorageGiB", 19, "GiB from 20 to 65536; set it to at least 20"],
    ["allocatedStorageGiB", 65537, "GiB from 20 to 65536; set it to at most 65536"],
    ["allocatedStorageGiB", 20.5, "GiB from 20 to 65536; set it to 21"],
    ["maxAllocatedStorageGiB", 109, "GiB from 110 to 65536; set it to at least 110"],
    ["maxAllocatedStorageGiB", 65537, "GiB from 110 to 65536; set it to at most 65536"],
    ["backupRetentionDays", 0, "days from 1 to 35; set it to at least 1"],
    ["backupRetentionDays", 36, "days from 1 to 35; set it to at most 35"],
    ["slowQueryMilliseconds", -1, "milliseconds from 0 to 2147483647; set it to at least 0"],
    ["slowQueryMilliseconds", 2 ** 31, "milliseconds from 0 to 2147483647; set it to at most 2147483647"],
  ])("%s %p", (prop, value, rule) => {
    expect(synth({ [prop]: value })).toThrow(
      `test/Database: \`${prop}\` is ${value}, expected a whole number of ${rule}`,
    );
  });

  test.each([
    ["", "a".repeat(54)],
    ["Ppm", "1ppm"],
    ["ppm-", "ppm--db"],
  ])("identifiers %p and %p", (...identifiers) => {
    for (const identifier of identifiers) {
      expect(synth({ identifier })).toThrow(
        `test/Database: \`identifier\` is "${identifier}", expected 1 to 53 characters a-z, 0-9 and single hyphens, starting with a letter; shorten it or take the other characters out`,
      );
    }
  });

  test.each(["databaseName", "masterUsername"])("a bad %s", (prop) => {
    for (const value of ["", "a".repeat(64), "package-manager", "1pm", "_pm"]) {
      expect(synth({ [prop]: value })).toThrow(
        `test/Database: \`${prop}\` is "${value}", expected 1 to 63 letters, digits or underscores, starting with a letter; write it with underscores`,
      );
    }
  });

  test.each(["admin", "public", "rdsadmin", "rdsrepladmin", "user", "pg_master"])(
    "the reserved user %p",
    (masterUsername) => {
      expect(synth({ masterUsername })).toThrow(
        `test/Database: \`masterUsername\` is "${masterUsername}", expected none of admin, public, rdsadmin, rdsrepladmin, user, and none that starts with pg_; choose another name`,
      );
    },
  );

  test.each(["14", "9", "17.4", "seventeen"])("engineVersion %p", (engineVersion) => {
    expect(synth({ engineVersion })).toThrow(
      `test/Database: \`engineVersion\` is "${engineVersion}", expected a PostgreSQL major version from 15 on; leave out the minor version, as in "17"`,
    );
  });

  test.each(["t3.xlarge", "db.t3", "db.t3.xlarge.big"])("instanceClass %p", (instanceClass) => {
    expect(synth({ instanceClass })).toThrow(
      `test/Database: \`instanceClass\` is "${instanceClass}", expected an RDS instance class; write it like db.t3.xlarge`,
    );
  });

  test.each([0, 2, 61])("monitoringIntervalSeconds %p", (monitoringIntervalSeconds) => {
    expect(synth({ monitoringIntervalSeconds })).toThrow(
      `test/Database: \`monitoringIntervalSeconds\` is ${monitoringIntervalSeconds}, expected one of 1, 5, 10, 15, 30, 60; use 60`,
    );
  });
});

describe("Database takes", () => {
  test.each<Partial<DatabaseProps>>([
    { allocatedStorageGiB: 20, maxAllocatedStorageGiB: 22 },
    { allocatedStorageGiB: 65536, maxAllocatedStorageGiB: 65536 },
    { maxAllocatedStorageGiB: 110 },
    { backupRetentionDays: 1, slowQueryMilliseconds: 0, monitoringIntervalSeconds: 1 },
    { backupRetentionDays: 35, slowQueryMilliseconds: 2 ** 31 - 1, monitoringIntervalSeconds: 60 },
    { identifier: "a", databaseName: "a", masterUsername: "a", engineVersion: "15" },
    { identifier: "a".repeat(53), databaseName: "a".repeat(63), masterUsername: "a".repeat(63), engineVersion: "19" },
    { instanceClass: "db.x2iedn.32xlarge" },
  ])("%j", (props) => {
    expect(synth(props)).not.toThrow();
  });

  test("tokens for every checked prop", () => {
    const resources = synthResources((stack) => {
      const number = (name: string) => new TerraformVariable(stack, name, { type: "number" }).numberValue;
      const string = (name: string) => new TerraformVariable(stack, name, { type: "string" }).stringValue;
      database(stack, {
        identifier: string("name"),
        databaseName: string("database_name"),
        masterUsername: string("user"),
        engineVersion: string("engine"),
        instanceClass: string("class"),
        multiAz: new TerraformVariable(stack, "multi_az", { type: "bool" }).booleanValue,
        allocatedStorageGiB: number("storage"),
        maxAllocatedStorageGiB: number("ceiling"),
        backupRetentionDays: number("backup"),
        slowQueryMilliseconds: number("slow"),
        monitoringIntervalSeconds: number("interval"),
      });
    });
    expect(resources(DbInstance)).toEqual([
      expect.objectContaining({
        identifier: "${var.name}",
        db_name: "${var.database_name}",
        username: "${var.user}",
        engine_version: "${var.engine}",
        instance_class: "${var.class}",
        multi_az: "${var.multi_az}",
        allocated_storage: "${var.storage}",
        max_allocated_storage: "${var.ceiling}",
        backup_retention_period: "${var.backup}",
        monitoring_interval: "${var.interval}",
        final_snapshot_identifier: "${var.name}-final-${substr(terraform_data.database_final_snapshot.id, 0, 8)}",
      }),
    ]);
    expect(resources(DbParameterGroup)).toEqual([
      expect.objectContaining({
        name: "${var.name}-postgres${var.engine}",
        family: "postgres${var.engine}",
        parameter: [
          { name: "rds.force_ssl", value: "1", apply_method: "pending-reboot" },
          { name: "log_min_duration_statement", value: "${var.slow}" },
        ],
      }),
    ]);
  });

  test("a token for the zones without a warning", () => {
    expect(
      warningsOf((stack) =>
        database(stack, { multiAz: new TerraformVariable(stack, "multi_az", { type: "bool" }).booleanValue }),
      ),
    ).toEqual([]);
  });
});
