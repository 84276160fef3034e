import { deepStrictEqual as equal, match, ok } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AwsContext } from "./aws-context";
import { accountId } from "./emulator";
import { infrastructureVariables } from "./fixture";
import { command, type CommandResult } from "./processes";
import { reduce } from "./reduce";
import { emulatorProvider, region, variableEnvironment } from "./settings";
import { stackFolder, synth } from "./synth";
import { TerraformFolder } from "./terraform";
import { projectFolder } from "./work-folder";

const name = "ppm-bucket";
const bucket = `${name}-packages-${accountId}-${region}`;

/** Objects that are overwritten, deleted and made later come back to what they were. */
export async function checkVersions(context: AwsContext): Promise<void> {
  const { lane, aws } = context;
  await lane.step("bucket: applies a bucket that keeps versions", async () => {
    const terraform = await deploy(context);
    await terraform.run("init", "-no-color", "-input=false");
    await terraform.plan();
    await terraform.applyPlan();
  });
  const value = randomUUID();
  const put = (Key: string, Body: string) => ["s3", "put_object", { Bucket: bucket, Key, Body }] as const;
  const time = await lane.step("bucket: finds the instant of a snapshot", async () => {
    await aws.callAll([
      put("kept", value),
      put("over written/ä+", value),
      put("deleted", value),
      put("deleted and made again", value),
      put("gone then", value),
      ["s3", "delete_object", { Bucket: bucket, Key: "gone then" }],
      ["s3", "put_bucket_lifecycle_configuration", { Bucket: bucket, LifecycleConfiguration: { Rules: [expiry] } }],
    ]);
    await aws.callAll([
      [
        "rds",
        "create_db_instance",
        {
          DBInstanceIdentifier: name,
          DBInstanceClass: "db.t3.xlarge",
          Engine: "postgres",
          EngineVersion: "16.9",
          MasterUsername: "ppm_master",
          MasterUserPassword: "typed-by-somebody",
          AllocatedStorage: 200,
          StorageEncrypted: true,
          KmsKeyId: (await aws.call<{ KeyMetadata: { Arn: string } }>("kms", "create_key")).KeyMetadata.Arn,
        },
      ],
      ["rds", "create_db_snapshot", { DBInstanceIdentifier: name, DBSnapshotIdentifier: "before" }],
    ]);
    // The instant is the next whole second, which must have passed.
    await sleep(1000);
    const { code, stdout, stderr } = await run(context, "restore", "time", "--snapshot", "before", "--json");
    equal(code, 0, stderr + stdout);
    const found = JSON.parse(stdout) as { time: string; variables: object };
    // What the data decides, where the deployment has it otherwise.
    equal(found.variables, {
      database_snapshot_identifier: "before",
      database_engine_version: "16",
      database_allocated_storage_gib: 200,
    });
    return found.time;
  });
  // Versions are told apart by the second.
  await sleep(2100);
  await aws.callAll([
    put("over written/ä+", "worse"),
    ["s3", "delete_object", { Bucket: bucket, Key: "deleted" }],
    ["s3", "delete_object", { Bucket: bucket, Key: "deleted and made again" }],
    put("deleted and made again", "another"),
    put("gone then", "back"),
    put("later", "new"),
  ]);
  const before = await contents(context);
  const restore = (...more: string[]) => run(context, "restore", "bucket", "--time", time, "--json", ...more);
  await lane.check("bucket: a dry run counts, and changes nothing", async () => {
    const { code, stdout, stderr } = await restore("--dry-run");
    equal(code, 0, stderr);
    equal(JSON.parse(stdout), { bucket, time, dryRun: true, kept: 1, copied: 3, removed: 2, before: 0 });
    equal(await contents(context), before);
  });
  await lane.check("bucket: the random value of this run is read back from every key of then", async () => {
    const { code, stdout, stderr } = await restore();
    equal(code, 0, stderr);
    equal(JSON.parse(stdout), { bucket, time, dryRun: false, kept: 1, copied: 3, removed: 2, before: 0 });
    equal(
      await contents(context),
      ["deleted", "deleted and made again", "kept", "over written/ä+"].map((key) => `${key}: ${value}`),
    );
  });
  await lane.check("bucket: a second run finds nothing to do, and no version is gone", async () => {
    const versions = (await versionsOf(context)).length;
    const { stdout } = await restore();
    equal(JSON.parse(stdout), { bucket, time, dryRun: false, kept: 3, copied: 0, removed: 0, before: 3 });
    equal((await versionsOf(context)).length, versions);
    equal(versions, 6 + 6 + 5);
  });
  await lane.check("bucket: a time from before the versions is refused, and nothing is changed", async () => {
    const long = new Date(Date.now() - 8 * 24 * 3600_000).toISOString().replace(/\.\d+Z/, "Z");
    const { code, stderr } = await run(context, "restore", "bucket", "--time", long);
    equal(code, 1);
    // The emulator knows no bucket of before today; how long old versions are kept is tried in unit tests.
    match(stderr, /was made at .* only; take a later time/);
  });
}

const expiry = {
  ID: "expire",
  Status: "Enabled",
  Filter: { Prefix: "" },
  NoncurrentVersionExpiration: { NoncurrentDays: 7 },
};

/** What a destroy leaves is listed with the day on which it goes. */
export async function checkLeftovers(context: AwsContext): Promise<void> {
  const { lane } = context;
  const key = `arn:aws:kms:${region}:${accountId}:key/`;
  await lane.check("leftovers: lists what is there, and says so by its exit code", async () => {
    const { code, stdout, stderr } = await run(context, "leftovers");
    equal(code, 2, stderr);
    for (const text of [`arn:aws:s3:::${bucket}`, key, `alias/${name}-packages`]) ok(stdout.includes(text), stdout);
  });
  await lane.step("leftovers: the bucket and its key are destroyed", async () => {
    // Not by `bucket_force_destroy`: the provider tries for ever to delete a key with a + from the emulator.
    await emptyBucket(context);
    const terraform = await deploy(context);
    const { code, stderr } = await terraform.destroy();
    equal(code, 0, stderr);
  });
  await lane.check("leftovers: afterwards only the key is left, with the day on which it goes", async () => {
    const { code, stdout } = await run(context, "leftovers", "--json");
    equal(code, 2);
    const { found } = JSON.parse(stdout) as { found: { arn: string; note?: string }[] };
    equal(found.length, 1, stdout);
    ok(found[0]?.arn.startsWith(key), stdout);
    match(found[0]?.note ?? "", /^AWS deletes it on \d{4}-\d{2}-\d{2}$/);
  });
  await lane.check("leftovers: nothing is left of a deployment that never was", async () => {
    writeFileSync(join(context.folder, "bucket", "other.tfvars"), `region = "${region}"\nname   = "other"\n`);
    const { code, stdout } = await run(context, "leftovers", "--var-file", "other.tfvars");
    // The emulator lists no automated backups, and the command says so.
    equal(code, 3, stdout);
    match(stdout, /^nothing listed of other is left in eu-central-1\n\nAWS did not list:\n {2}automated backups/);
  });
}

async function deploy({ folder, environment, aws }: AwsContext): Promise<TerraformFolder> {
  mkdirSync(join(folder, "bucket"), { recursive: true });
  await synth(join(folder, "bucket"), JSON.stringify({ name, protection: false }));
  const stack = stackFolder(join(folder, "bucket"), `${name}-infrastructure`);
  const terraform = new TerraformFolder(stack, { ...environment, ...variableEnvironment });
  terraform.json = reduce(terraform.json, [
    "aws_s3_bucket_versioning.bucket_versioning",
    "aws_s3_bucket_server_side_encryption_configuration.bucket_server_side_encryption",
    "aws_kms_alias.bucket_key_alias",
  ]);
  terraform.override({ provider: emulatorProvider });
  terraform.setVariables(await infrastructureVariables(aws));
  return terraform;
}

/** Runs `ppm-eks` as a user does in the folder of the deployment. */
function run({ folder, environment }: AwsContext, ...args: string[]): Promise<CommandResult> {
  return command(
    process.execPath,
    [
      join(projectFolder, "scripts", "ppm-eks.mjs"),
      ...args,
      ...(args.includes("--var-file") ? [] : ["--region", region]),
    ],
    { cwd: join(folder, "bucket"), env: environment },
  );
}

/** Each key with its contents. */
async function contents({ aws }: AwsContext): Promise<string[]> {
  const { Contents = [] } = await aws.call<{ Contents?: { Key: string }[] }>("s3", "list_objects_v2", {
    Bucket: bucket,
  });
  const objects = await aws.callAll<{ Body: string }>(
    Contents.map(({ Key }) => ["s3", "get_object", { Bucket: bucket, Key }]),
  );
  return Contents.map(({ Key }, i) => `${Key}: ${objects[i]?.Body}`);
}

async function versionsOf({ aws }: AwsContext): Promise<readonly { Key: string; VersionId: string }[]> {
  type List = { Key: string; VersionId: string }[];
  const { Versions = [], DeleteMarkers = [] } = await aws.call<{ Versions?: List; DeleteMarkers?: List }>(
    "s3",
    "list_object_versions",
    { Bucket: bucket },
  );
  return [...Versions, ...DeleteMarkers];
}

async function emptyBucket(context: AwsContext): Promise<void> {
  const versions = await versionsOf(context);
  await context.aws.callAll(
    versions.map(({ Key, VersionId }) => ["s3", "delete_object", { Bucket: bucket, Key, VersionId }]),
  );
}
