import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { TerraformStack } from "cdktf";
import { TerraformData } from "../../modules/core";
import { Database } from "../../modules/database";
import { database } from "../support/database";
import { synthResources, synthStack, warningsOf } from "../support/synth";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/k";
const WORKERS = { securityGroupId: "sg-workers" };

describe("Database", () => {
  test("is private, encrypted, over two zones, backed up, watched and protected by default", () => {
    expect(synthResources((stack) => database(stack))(DbInstance)).toEqual([
      {
        identifier: "ppm",
        engine: "postgres",
        engine_version: "17",
        allow_major_version_upgrade: true,
        auto_minor_version_upgrade: true,
        apply_immediately: true,
        instance_class: "db.t3.xlarge",
        multi_az: true,
        allocated_storage: 100,
        max_allocated_storage: 500,
        storage_type: "gp3",
        iops: "${100 >= 400 ? 12000 : null}",
        storage_encrypted: true,
        kms_key_id: KEY,
        db_name: "package_manager",
        username: "ppm_master",
        password_wo: "${ephemeral.some.password}",
        password_wo_version: 3,
        iam_database_authentication_enabled: false,
        port: 5432,
        publicly_accessible: false,
        db_subnet_group_name: "${aws_db_subnet_group.database_subnet_group.name}",
        vpc_security_group_ids: ["${aws_security_group.database_security_group.id}"],
        parameter_group_name: "${aws_db_parameter_group.database_parameter_group.name}",
        ca_cert_identifier: "rds-ca-rsa2048-g1",
        backup_retention_period: 14,
        backup_window: "03:00-04:00",
        maintenance_window: "sun:04:30-sun:05:30",
        copy_tags_to_snapshot: true,
        delete_automated_backups: false,
        deletion_protection: true,
        skip_final_snapshot: false,
        final_snapshot_identifier: "ppm-final-${substr(terraform_data.database_final_snapshot.id, 0, 8)}",
        performance_insights_enabled: true,
        performance_insights_kms_key_id: KEY,
        performance_insights_retention_period: 7,
        monitoring_interval: 60,
        monitoring_role_arn: "${aws_iam_role.database_monitoring_role.arn}",
        enabled_cloudwatch_logs_exports: ["postgresql", "upgrade"],
        lifecycle: { prevent_destroy: true, ignore_changes: ["snapshot_identifier", "restore_to_point_in_time"] },
        depends_on: [
          "aws_iam_role_policy_attachment.database_monitoring_role_policy",
          "aws_cloudwatch_log_group.database_postgresql_log_group",
          "aws_cloudwatch_log_group.database_upgrade_log_group",
        ],
      },
    ]);
    expect(warningsOf((stack) => database(stack))).toEqual([]);
  });

  test("lies in the isolated subnets", () => {
    expect(synthResources((stack) => database(stack))(DbSubnetGroup)).toEqual([
      { name: "ppm", subnet_ids: ["subnet-isolated-1", "subnet-isolated-2"] },
    ]);
  });

  test("admits nobody until allowFrom, then only that security group on 5432", () => {
    const closed = synthResources((stack) => database(stack));
    expect(closed(SecurityGroup)).toEqual([
      { name: "ppm-postgresql", description: "PostgreSQL server", vpc_id: "vpc-1" },
    ]);
    expect(closed(VpcSecurityGroupIngressRule)).toEqual([]);

    const open = synthResources((stack) => database(stack).allowFrom("Workers", WORKERS));
    expect(open(VpcSecurityGroupIngressRule)).toEqual([
      {
        security_group_id: "${aws_security_group.database_security_group.id}",
        description: "PostgreSQL from Workers",
        referenced_security_group_id: "sg-workers",
        ip_protocol: "tcp",
        from_port: 5432,
        to_port: 5432,
      },
    ]);
  });

  test("talks TLS only, logs slow statements, and has parameters of its own for each major version", () => {
    const group = (version?: string) =>
      synthResources((stack) => database(stack, { engineVersion: version, slowQueryMilliseconds: 250 }))(
        DbParameterGroup,
      );
    const expected = {
      name: "ppm-postgres17",
      description: "TLS only, slow statements logged",
      family: "postgres17",
      parameter: [
        { name: "rds.force_ssl", value: "1", apply_method: "pending-reboot" },
        { name: "log_min_duration_statement", value: "250" },
      ],
      lifecycle: { create_before_destroy: true },
    };
    expect(group()).toEqual([expected]);
    expect(group("18")).toEqual([{ ...expected, name: "ppm-postgres18", family: "postgres18" }]);
  });

  test("writes its logs to encrypted groups that end", () => {
    const logGroup = (name: string, days: number) => ({
      name: `/aws/rds/instance/ppm/${name}`,
      kms_key_id: "arn:aws:kms:eu-central-1:111122223333:key/logs",
      retention_in_days: days,
    });
    expect(synthResources((stack) => database(stack))(CloudwatchLogGroup)).toEqual([
      logGroup("postgresql", 365),
      logGroup("upgrade", 365),
    ]);
    expect(synthResources((stack) => database(stack, { logRetentionDays: 30 }))(CloudwatchLogGroup)).toEqual([
      logGroup("postgresql", 30),
      logGroup("upgrade", 30),
    ]);
  });

  test("is measured through a role of its own in the partition", () => {
    const resources = synthResources((stack) =>
      database(stack, { permissionsBoundaryArn: "arn:boundary", iamPath: "/ppm/" }),
    );
    expect(resources(IamRole)).toEqual([
      {
        name: "ppm-monitoring",
        assume_role_policy: "${data.aws_iam_policy_document.database_monitoring_role_trust.json}",
        permissions_boundary: "arn:boundary",
        path: "/ppm/",
      },
    ]);
    expect(resources(DataAwsIamPolicyDocument)).toEqual([
      {
        statement: [
          expect.objectContaining({
            actions: ["sts:AssumeRole"],
            principals: [{ type: "Service", identifiers: ["monitoring.rds.amazonaws.com"] }],
          }),
        ],
      },
    ]);
    expect(resources(IamRolePolicyAttachment)).toEqual([
      {
        role: "${aws_iam_role.database_monitoring_role.id}",
        policy_arn: "arn:aws-us-gov:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
      },
    ]);
  });

  test("names the final snapshot anew with every server", () => {
    expect(synthResources((stack) => database(stack))(TerraformData)).toEqual([
      { triggers_replace: { encryptionKeyArn: KEY, databaseName: "package_manager", masterUsername: "ppm_master" } },
    ]);
  });

  test("takes each size and time", () => {
    const resources = synthResources((stack) =>
      database(stack, {
        instanceClass: "db.m7g.large",
        multiAz: false,
        allocatedStorageGiB: 200,
        maxAllocatedStorageGiB: 400,
        backupRetentionDays: 35,
        backupWindow: "01:00-02:00",
        maintenanceWindow: "mon:02:00-mon:03:00",
        monitoringIntervalSeconds: 15,
        protection: false,
      }),
    );
    expect(resources(DbInstance)).toEqual([
      expect.objectContaining({
        instance_class: "db.m7g.large",
        multi_az: false,
        allocated_storage: 200,
        max_allocated_storage: 400,
        backup_retention_period: 35,
        backup_window: "01:00-02:00",
        maintenance_window: "mon:02:00-mon:03:00",
        monitoring_interval: 15,
        deletion_protection: false,
        skip_final_snapshot: false,
        lifecycle: { prevent_destroy: false, ignore_changes: ["snapshot_identifier", "restore_to_point_in_time"] },
      }),
    ]);
  });

  test("warns of what unsafe choices cost", () => {
    expect(warningsOf((stack) => database(stack, { multiAz: false, protection: false }))).toEqual([
      "`multiAz` is off: a failed zone takes the server down.",
      "`protection` is off: Terraform may destroy this server.",
    ]);
  });

  test("fromAttributes creates nothing and still takes rules", () => {
    const attributes = {
      host: "db.example.com",
      port: 6432,
      databaseName: "pm",
      masterUsername: "owner",
      maxConnections: 100,
      securityGroupId: "sg-database",
    };
    const existing = (stack: TerraformStack) => Database.fromAttributes(stack, "Database", attributes);

    const empty = synthStack((stack) => {
      const { host, port, databaseName, masterUsername, maxConnections } = existing(stack);
      expect({ host, port, databaseName, masterUsername, maxConnections, securityGroupId: "sg-database" }).toEqual(
        attributes,
      );
    });
    expect([empty.resource, empty.data]).toEqual([undefined, undefined]);

    const json = synthStack((stack) => existing(stack).allowFrom("Workers", WORKERS));
    expect(Object.keys(json.resource ?? {})).toEqual(["aws_vpc_security_group_ingress_rule"]);
    expect(json.resource?.aws_vpc_security_group_ingress_rule?.database_workers).toMatchObject({
      security_group_id: "sg-database",
      referenced_security_group_id: "sg-workers",
      from_port: 6432,
      to_port: 6432,
    });
  });
});
