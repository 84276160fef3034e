import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Annotations, Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { type IPeer, ServiceRole, TerraformData, leaveToUser, managedPolicyArns, serviceTrust } from "../core";
import { baseIops } from "./base-iops";
import { maxConnections } from "./max-connections";
import { MONITORING_POLICIES } from "./permissions";
import type { DatabaseProps } from "./props";
import { restore, restoreArguments } from "./restore";
import { validateDatabase } from "./validation";

/** A PostgreSQL server with one database, created here or brought by the user. */
export interface IDatabase extends IConstruct {
  /** DNS name, without port. A token until apply when the server is created here. */
  readonly host: string;
  /** TCP port. */
  readonly port: number;
  /** Name of the database. */
  readonly databaseName: string;
  /** User who may make roles and schemas. @default - none is known: the application's role and schemas exist */
  readonly masterUsername?: string;
  /** Connections that the server accepts. */
  readonly maxConnections: number;
  /** Name of the server, as the metrics of RDS carry it. @default - not known */
  readonly identifier?: string;
  /** Lets `peer` open connections to {@link port}. `id` must be unique in this database; it is part of a Terraform address. */
  allowFrom(id: string, peer: IPeer): void;
}

/** What is needed to use a server that this app does not own. */
export type DatabaseAttributes = Omit<IDatabase, "allowFrom" | keyof IConstruct> & {
  /**
   * Security group of the server, `sg-…`; {@link IDatabase.allowFrom} adds its rules there.
   * @default - none: {@link IDatabase.allowFrom} leaves it to the user to let peers in
   */
  readonly securityGroupId?: string;
};

abstract class DatabaseBase extends Construct implements IDatabase {
  abstract readonly host: string;
  abstract readonly port: number;
  abstract readonly databaseName: string;
  abstract readonly masterUsername?: string;
  abstract readonly maxConnections: number;
  abstract readonly identifier?: string;
  protected abstract readonly securityGroupId?: string;

  allowFrom(id: string, peer: IPeer): void {
    if (this.securityGroupId === undefined) {
      leaveToUser(this, {
        what: `The database server is not managed here; admit TCP port ${this.port} from the security group ${peer.securityGroupId} or its subnets`,
      });
      return;
    }
    new VpcSecurityGroupIngressRule(this, id, {
      securityGroupId: this.securityGroupId,
      description: `PostgreSQL from ${id}`,
      referencedSecurityGroupId: peer.securityGroupId,
      ipProtocol: "tcp",
      fromPort: this.port,
      toPort: this.port,
    });
  }
}

/** Both logs that RDS for PostgreSQL can export. */
const LOGS = { Postgresql: "postgresql", Upgrade: "upgrade" };

/**
 * Defines a private, encrypted, deletion-protected RDS for PostgreSQL server that only talks TLS, over two zones.
 *
 * The password is write-only: it is in neither the synthesized JSON nor the plan nor the state. Whatever changes is
 * applied at once instead of in the maintenance window, so that the server is what the last apply said; a change of
 * class, storage key or major version is therefore planned like an outage.
 *
 * Destroying the server takes a final snapshot under a new name. To replace it, replace its final snapshot's name
 * too: `-replace` both addresses.
 *
 * @throws PropError when a name, a version or a number is not what RDS allows.
 */
export class Database extends DatabaseBase {
  /** Refers to an existing server; defines no resource until {@link IDatabase.allowFrom} is called. */
  static fromAttributes(scope: Construct, id: string, attrs: DatabaseAttributes): IDatabase {
    return new (class extends DatabaseBase {
      readonly host = attrs.host;
      readonly port = attrs.port;
      readonly databaseName = attrs.databaseName;
      readonly masterUsername = attrs.masterUsername;
      readonly maxConnections = attrs.maxConnections;
      readonly identifier = attrs.identifier;
      protected readonly securityGroupId = attrs.securityGroupId;
    })(scope, id);
  }

  readonly host: string;
  readonly port = 5432;
  readonly databaseName: string;
  readonly masterUsername: string;
  readonly maxConnections: number;
  readonly identifier: string;
  readonly instanceClass: string;
  readonly arn: string;
  protected readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const {
      identifier,
      engineVersion = "17",
      instanceClass = "db.t3.xlarge",
      multiAz = true,
      allocatedStorageGiB = 100,
      maxAllocatedStorageGiB = 500,
      backupRetentionDays = 14,
      slowQueryMilliseconds = 1000,
      monitoringIntervalSeconds = 60,
      protection = true,
    } = props;
    validateDatabase(this, {
      ...props,
      engineVersion,
      instanceClass,
      allocatedStorageGiB,
      maxAllocatedStorageGiB,
      backupRetentionDays,
      slowQueryMilliseconds,
      monitoringIntervalSeconds,
    });
    if (multiAz === false) Annotations.of(this).addWarning("`multiAz` is off: a failed zone takes the server down.");
    if (!protection) Annotations.of(this).addWarning("`protection` is off: Terraform may destroy this server.");

    const subnets = new DbSubnetGroup(this, "SubnetGroup", {
      name: identifier,
      subnetIds: props.network.isolatedSubnetIds,
    });
    const firewall = new SecurityGroup(this, "SecurityGroup", {
      name: `${identifier}-postgresql`,
      description: "PostgreSQL server",
      vpcId: props.network.vpcId,
    });
    const parameters = new DbParameterGroup(this, "ParameterGroup", {
      // The version in the name lets the group of the next version exist beside this one.
      name: `${identifier}-postgres${engineVersion}`,
      description: "TLS only, slow statements logged",
      family: `postgres${engineVersion}`,
      parameter: [
        // RDS says so of its default, which this is; any other way would be a change in each plan.
        { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
        { name: "log_min_duration_statement", value: `${slowQueryMilliseconds}` },
      ],
      lifecycle: { createBeforeDestroy: true },
    });
    const monitoringRole = ServiceRole.define(this, "MonitoringRole", {
      roleArn: props.monitoringRoleArn,
      name: `${identifier}-monitoring`,
      trust: serviceTrust("monitoring.rds.amazonaws.com"),
      managedPolicyArns: managedPolicyArns(props.partition, MONITORING_POLICIES),
      permissionsBoundaryArn: props.permissionsBoundaryArn,
      iamPath: props.iamPath,
    });
    // RDS would make the groups itself, unencrypted and without end.
    const logGroups = Object.entries(LOGS).map(
      ([role, log]) =>
        new CloudwatchLogGroup(this, `${role}LogGroup`, {
          name: `/aws/rds/instance/${identifier}/${log}`,
          kmsKeyId: props.logEncryptionKey.keyArn,
          retentionInDays: props.logRetentionDays ?? 365,
        }),
    );
    // Its id is new for each server: whatever replaces the server replaces it as well.
    const finalSnapshot = new TerraformData(this, "FinalSnapshot", {
      triggersReplace: {
        encryptionKeyArn: props.encryptionKey.keyArn,
        databaseName: props.databaseName,
        masterUsername: props.masterUsername,
      },
    });

    const restored =
      props.restoreFrom &&
      restore(this, props.restoreFrom, {
        ...props,
        engineVersion,
        allocatedStorageGiB,
        encryptionKeyArn: props.encryptionKey.keyArn,
      });
    const server = new DbInstance(this, "Resource", {
      identifier,
      engine: "postgres",
      engineVersion,
      allowMajorVersionUpgrade: true,
      autoMinorVersionUpgrade: true,
      applyImmediately: true,
      instanceClass,
      multiAz,
      allocatedStorage: allocatedStorageGiB,
      maxAllocatedStorage: maxAllocatedStorageGiB,
      storageType: "gp3",
      // To a point in time, RDS restores with the storage of then.
      ...(props.restoreFrom?.from !== "pointInTime" && { iops: baseIops(allocatedStorageGiB) }),
      storageEncrypted: true,
      kmsKeyId: props.encryptionKey.keyArn,
      // RDS takes no name for a PostgreSQL database that it restores; the provider would send it all the same.
      ...(!restored && { dbName: props.databaseName }),
      username: props.masterUsername,
      passwordWo: props.password.value,
      passwordWoVersion: props.password.revision,
      iamDatabaseAuthenticationEnabled: false,
      port: this.port,
      publiclyAccessible: false,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [firewall.id],
      parameterGroupName: parameters.name,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      backupRetentionPeriod: backupRetentionDays,
      backupWindow: props.backupWindow ?? "03:00-04:00",
      maintenanceWindow: props.maintenanceWindow ?? "sun:04:30-sun:05:30",
      copyTagsToSnapshot: true,
      // Kept for their time, so that a server can be restored to any second before its end.
      deleteAutomatedBackups: false,
      deletionProtection: protection,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${identifier}-final-${Fn.substr(finalSnapshot.id, 0, 8)}`,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: props.encryptionKey.keyArn,
      performanceInsightsRetentionPeriod: 7,
      monitoringInterval: monitoringIntervalSeconds,
      monitoringRoleArn: monitoringRole.arn,
      enabledCloudwatchLogsExports: Object.values(LOGS),
      ...restored?.config,
      lifecycle: { preventDestroy: protection, ignoreChanges: restoreArguments, ...restored?.conditions },
      dependsOn: [...monitoringRole.dependencies, ...logGroups],
    });

    this.host = server.address;
    this.databaseName = props.databaseName;
    this.masterUsername = props.masterUsername;
    this.maxConnections = maxConnections(this, instanceClass, props.maxConnections);
    this.identifier = server.identifier;
    this.instanceClass = instanceClass;
    this.arn = server.arn;
    this.securityGroupId = firewall.id;
  }
}
