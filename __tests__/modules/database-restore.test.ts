import { DataAwsDbSnapshot } from "@cdktf/provider-aws/lib/data-aws-db-snapshot";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import type { RestoreSource } from "../../modules/database";
import { database } from "../support/database";
import { type Block, synthResources } from "../support/synth";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/k";
const SNAPSHOT: RestoreSource = { from: "snapshot", snapshotIdentifier: "ppm-final" };
const TIME = "2026-05-04T03:02:01Z";

const synthesized = (restoreFrom?: RestoreSource) => synthResources((stack) => database(stack, { restoreFrom }));
const server = (restoreFrom?: RestoreSource) => synthesized(restoreFrom)(DbInstance)[0] ?? {};

/** The conditions of a block, without their messages. */
const conditions = (block: Block, kind: "precondition" | "postcondition") =>
  ((block.lifecycle as Record<string, { condition: string }[]>)[kind] ?? []).map(({ condition }) => condition);

const asRestored = [
  `\${self.kms_key_id == "${KEY}"}`,
  '${self.username == "ppm_master"}',
  '${self.db_name == "package_manager"}',
];

describe("a restored database", () => {
  test.each([
    ["a snapshot", SNAPSHOT],
    ["a point in time", { from: "pointInTime", source: "db-ABC", time: TIME }],
  ] as const)("of %s differs from an empty one by where it comes from and its conditions only", (_, source) => {
    const { lifecycle, snapshot_identifier, restore_to_point_in_time, iops, ...rest } = server(source);
    const { lifecycle: usual, db_name, iops: own, ...created } = server();
    // RDS takes it from the data.
    expect(db_name).toBe("package_manager");
    expect(rest).toEqual(created);
    // Its storage is that of then, for which the numbers of now may be wrong.
    expect(iops).toBe(source.from === "snapshot" ? own : undefined);
    expect(lifecycle).toEqual({
      ...(usual as Block),
      ignore_changes: ["snapshot_identifier", "restore_to_point_in_time"],
      ...(source.from === "snapshot" && { precondition: expect.anything() as unknown }),
      postcondition: expect.anything() as unknown,
    });
    expect([snapshot_identifier, restore_to_point_in_time].filter(Boolean)).toHaveLength(1);
  });

  test("starts with a snapshot that is looked up first", () => {
    const of = synthesized(SNAPSHOT);
    expect(server(SNAPSHOT).snapshot_identifier).toBe("ppm-final");
    const [snapshot = {}] = of(DataAwsDbSnapshot);
    expect(snapshot.db_snapshot_identifier).toBe("ppm-final");
    const isBy = (maker: string) => `(can(regex("(^|:snapshot:)${maker}:", "ppm-final")))`;
    expect(snapshot.snapshot_type).toBe(
      `\${${isBy("awsbackup")} ? "awsbackup" : (${isBy("rds")} ? "automated" : null)}`,
    );
    expect(conditions(snapshot, "postcondition")).toEqual([
      '${self.status == "available"}',
      '${self.engine == "postgres" && self.encrypted}',
      '${split(".", self.engine_version)[0] == "17"}',
      "${self.allocated_storage <= 100}",
    ]);
    expect(conditions(server(SNAPSHOT), "precondition")).toEqual([
      `\${data.aws_db_snapshot.database_snapshot.kms_key_id == "${KEY}"}`,
    ]);
    expect(conditions(server(SNAPSHOT), "postcondition")).toEqual([
      '${self.snapshot_identifier == "ppm-final"}',
      ...asRestored,
    ]);
  });

  test("starts with a point in time of a server or of automated backups", () => {
    const restored = server({ from: "pointInTime", source: "db-ABC", time: TIME });
    const isBackup = 'startswith("db-ABC", "arn:")';
    const isResource = 'can(regex("^db-[A-Z0-9]+$", "db-ABC"))';
    expect(restored.restore_to_point_in_time).toEqual({
      restore_time: TIME,
      source_db_instance_automated_backups_arn: `\${(${isBackup}) ? "db-ABC" : null}`,
      source_dbi_resource_id: `\${(${isResource}) ? "db-ABC" : null}`,
      source_db_instance_identifier: `\${(${isBackup}) || (${isResource}) ? null : "db-ABC"}`,
    });
    expect(conditions(restored, "precondition")).toEqual([]);
    expect(conditions(restored, "postcondition")).toEqual([
      `\${try(self.restore_to_point_in_time[0].restore_time, "") == "${TIME}"}`,
      ...asRestored,
    ]);
    expect(synthesized({ from: "pointInTime", source: "db-ABC", time: TIME })(DataAwsDbSnapshot)).toEqual([]);
  });

  test("says what to do with a server that is there already", () => {
    const [{ error_message: message } = { error_message: "" }] =
      (server(SNAPSHOT).lifecycle as Record<string, { error_message: string }[]>).postcondition ?? [];
    expect(message).toBe(
      'database_snapshot_identifier is ${jsonencode("ppm-final")}, but the state has a server that was not restored from there, expected none; rename that one and take it out of the state, so that it stays beside the restored one, or go back to database.mode: create.',
    );
  });
});
