import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { AwsContext } from "./aws-context";
import { infrastructureVariables } from "./fixture";
import type { Json, JsonObject } from "./json";
import { plannedChanges, text } from "./plan-changes";
import { reduce } from "./reduce";
import { checkBackup } from "./restore-backup";
import { checkLeftovers, checkVersions } from "./restore-bucket";
import { checkEncryptionKey } from "./restore-encryption-key";
import { RestoredServers } from "./restored-servers";
import { storedSecrets } from "./secrets";
import { emulatorProvider, variableEnvironment } from "./settings";
import { stackFolder, synth } from "./synth";
import { TerraformFolder } from "./terraform";

const server = "aws_db_instance.database";

/**
 * All is lost but a snapshot, automated backups and the key: both kinds of restore from nothing, then back to
 * `mode: create`. At the same time a bucket goes back to an instant, what is left after a destroy is listed, and AWS Backup
 * is set up.
 */
export async function checkRestore(context: AwsContext): Promise<void> {
  const servers = new RestoredServers();
  context.amend((exchange) => servers.amend(exchange));
  const { lane } = context;
  const bodies = [
    () => new RestoreScenario(context, servers, "snapshot").run(),
    () => new RestoreScenario(context, servers, "pointInTime").run(),
    () => checkVersions(context).then(() => checkLeftovers(context)),
    () => checkEncryptionKey(context),
    () => checkBackup(context),
  ];
  await Promise.all(bodies.map((body) => lane.run(body)));
}

const lostServer = "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const time = "2026-05-04T03:02:01Z";

/** What each kind asks RDS for, beside what both do. */
const kinds = {
  snapshot: {
    name: "ppm-snap",
    variables: { database_snapshot_identifier: "ppm-snap-before" },
    action: "RestoreDBInstanceFromDBSnapshot",
    request: { DBInstanceIdentifier: "ppm-snap", DBSnapshotIdentifier: "ppm-snap-before", Engine: "postgres" },
    other: { database_snapshot_identifier: "ppm-snap-later" },
  },
  pointInTime: {
    name: "ppm-time",
    variables: { database_restore_source: lostServer, database_restore_time: time },
    action: "RestoreDBInstanceToPointInTime",
    request: { TargetDBInstanceIdentifier: "ppm-time", SourceDbiResourceId: lostServer, RestoreTime: time },
    other: { database_restore_source: lostServer, database_restore_time: "2026-05-04T03:02:02Z" },
  },
} as const;

/** What the emulator forgets of a server that it restores from a snapshot. Never what would replace the server. */
const forgotten = [
  "copy_tags_to_snapshot",
  "deletion_protection",
  "enabled_cloudwatch_logs_exports",
  "parameter_group_name",
  "performance_insights_enabled",
  "performance_insights_kms_key_id",
  "port",
  "tags",
  "tags_all",
  "vpc_security_group_ids",
];

/** And of one that stands for a point in time, which was made without what Terraform asks for. */
const neverAsked = [
  "backup_retention_period",
  "backup_window",
  "db_subnet_group_name",
  "maintenance_window",
  "max_allocated_storage",
  "monitoring_interval",
  "monitoring_role_arn",
  "multi_az",
];

class RestoreScenario {
  private readonly folder: string;
  private readonly kind;

  constructor(
    private readonly context: AwsContext,
    private readonly servers: RestoredServers,
    private readonly from: keyof typeof kinds,
  ) {
    this.kind = kinds[from];
    this.folder = join(context.folder, from);
    mkdirSync(this.folder);
  }

  async run(): Promise<void> {
    const { lane, recorder } = this.context;
    const { from, kind } = this;
    const restore = { mode: "restore", from };
    const keyId = await lane.step(`${from}: finds a backup of a lost server, and its key`, () => this.loseServer());
    const terraform = await lane.step(`${from}: restores it`, async () => {
      const made = await this.deploy(restore, { "aws_kms_key.database_key": keyId }, kind.variables);
      await made.run("init", "-no-color", "-input=false");
      await made.plan();
      await made.applyPlan();
      return made;
    });
    await lane.check(`${from}: asks RDS for exactly that`, async () => {
      const calls = recorder.exchanges.filter(
        ({ action, request }) => action === kind.action && request.includes(kind.name),
      );
      const [asked = {}, ...more] = calls.map(({ request }) => parameters(request));
      equal(more, []);
      const { DBSubnetGroupName, DBInstanceClass, MultiAZ, PubliclyAccessible, DeletionProtection } = asked;
      equal(
        { DBSubnetGroupName, DBInstanceClass, MultiAZ, PubliclyAccessible, DeletionProtection },
        {
          DBSubnetGroupName: kind.name,
          DBInstanceClass: "db.t3.xlarge",
          MultiAZ: "true",
          PubliclyAccessible: "false",
          DeletionProtection: "true",
        },
      );
      for (const [name, value] of Object.entries(kind.request)) equal(asked[name], value, name);
      // RDS takes these from the data, and refuses or ignores them.
      equal(
        ["MasterUsername", "DBName", "KmsKeyId", "MasterUserPassword"].filter((name) => name in asked),
        [],
      );
      await this.checkPassword();
    });
    const second = await lane.step(`${from}: has nothing to change but what the emulator forgets`, async () => {
      const changes = plannedChanges(await terraform.plan()).map(text);
      const known = [...forgotten, ...(from === "pointInTime" ? neverAsked : [])];
      equal(
        changes.filter((change) => !known.includes(change.replace(`${server} update `, ""))),
        [],
      );
      return changes;
    });
    await lane.check(`${from}: going back to mode: create changes nothing, and replaces nothing`, async () => {
      await this.deploy({ mode: "create" }, {}, {});
      equal(plannedChanges(await terraform.plan()).map(text), second);
    });
    await lane.check(`${from}: a server that is there refuses another restore`, async () => {
      await this.deploy(restore, {}, kind.other);
      const message = await terraform.refusedPlan();
      ok(message.replace(/\s+/g, " ").includes("the state has a server that was not restored from there"), message);
    });
  }

  /** The master password of the new stack's secret goes to the server, which has that of the data. */
  private async checkPassword(): Promise<void> {
    const { aws, recorder } = this.context;
    const { name } = this.kind;
    const secrets = await storedSecrets(aws);
    const sent = recorder.exchanges
      .filter(({ action }) => action === "ModifyDBInstance")
      .map(({ request }) => parameters(request))
      .filter(({ DBInstanceIdentifier }) => DBInstanceIdentifier === name)
      .map(({ MasterUserPassword }) => MasterUserPassword);
    equal(sent, [secrets.get(`${name}/database-master-password`)]);
  }

  /** Makes a server with a key, and a snapshot of it, and takes the server away. */
  private async loseServer(): Promise<string> {
    const { aws } = this.context;
    const { name } = this.kind;
    const { KeyMetadata } = await aws.call<{ KeyMetadata: { KeyId: string; Arn: string } }>("kms", "create_key");
    await aws.callAll([
      [
        "rds",
        "create_db_instance",
        {
          DBInstanceIdentifier: `${name}-lost`,
          DBInstanceClass: "db.t3.xlarge",
          Engine: "postgres",
          EngineVersion: "17.6",
          DBName: "package_manager",
          MasterUsername: "ppm_master",
          MasterUserPassword: "of-the-lost-server",
          AllocatedStorage: 100,
          StorageType: "gp3",
          StorageEncrypted: true,
          KmsKeyId: KeyMetadata.Arn,
        },
      ],
      ["rds", "create_db_snapshot", { DBInstanceIdentifier: `${name}-lost`, DBSnapshotIdentifier: `${name}-before` }],
      ["rds", "create_db_snapshot", { DBInstanceIdentifier: `${name}-lost`, DBSnapshotIdentifier: `${name}-later` }],
      ["rds", "delete_db_instance", { DBInstanceIdentifier: `${name}-lost`, SkipFinalSnapshot: true }],
    ]);
    this.servers.expect(name, KeyMetadata.Arn);
    if (this.from === "pointInTime") await this.servers.standIn(aws, name, `${name}-before`);
    return KeyMetadata.KeyId;
  }

  private async deploy(database: Json, adopt: JsonObject, variables: JsonObject): Promise<TerraformFolder> {
    const { environment, aws } = this.context;
    const { name } = this.kind;
    await synth(this.folder, JSON.stringify({ name, database, adopt }));
    const folder = stackFolder(this.folder, `${name}-infrastructure`);
    const terraform = new TerraformFolder(folder, { ...environment, ...variableEnvironment });
    terraform.json = reduce(terraform.json, [server]);
    terraform.override({ provider: emulatorProvider });
    terraform.setVariables({ ...(await infrastructureVariables(aws)), ...variables });
    return terraform;
  }
}

function parameters(request: string): Record<string, string> {
  return Object.fromEntries(
    request.split("\n").map((line) => {
      const [name = "", ...value] = line.split("=");
      return [name, value.join("=")];
    }),
  );
}
