import { deepStrictEqual as equal, ok } from "node:assert/strict";
import type { AwsContext } from "./aws-context";
import type { AwsClient } from "./aws-client";
import { accountId } from "./emulator";
import { infrastructureVariables } from "./fixture";
import { asObject, type Json, type JsonObject } from "./json";
import { planCheck } from "./plan-check";
import { reduce } from "./reduce";
import { storedSecrets } from "./secrets";
import { emulatorProvider, region, variableEnvironment } from "./settings";
import { stackFolder, synth } from "./synth";
import { TerraformFolder } from "./terraform";

const stack = "ppm-infrastructure";
const bucket = `ppm-packages-${accountId}-${region}`;

/** What the team has, by the address that it gets. */
type Found = Readonly<
  Record<
    "aws_kms_key.bucket_key" | "aws_kms_key.database_key" | "aws_s3_bucket.bucket" | "aws_db_instance.database",
    string
  >
>;

/** Resources that a team made itself are adopted, and neither replaced nor destroyed. */
export async function checkAdoption(context: AwsContext): Promise<void> {
  const { lane, folder, environment, aws, recorder } = context;
  const found = await lane.step("finds a bucket, its objects, keys and a database server", () => makeParts(aws));
  const before = await identities(aws, found);
  await lane.step("synthesizes with adopt", () => synth(folder, JSON.stringify({ adopt: found })));
  const terraform = new TerraformFolder(stackFolder(folder, stack), { ...environment, ...variableEnvironment });
  // What was found, and what it refers to: the rest is applied by another part.
  terraform.json = reduce(terraform.json, [
    "aws_kms_alias.bucket_key_alias",
    "aws_s3_bucket_public_access_block.bucket_public_access_block",
    ...Object.keys(found),
  ]);
  terraform.override({ provider: emulatorProvider });
  const variables = await infrastructureVariables(aws);
  terraform.setVariables(variables);
  await terraform.run("init", "-no-color", "-input=false");

  await lane.step("plans to import all of it, and to destroy or replace nothing", async () => {
    const { resource_changes: changes = [] } = await terraform.plan();
    const imported = changes.filter(({ change }) => change.importing !== undefined).map(({ address }) => address);
    equal(imported.sort(), Object.keys(found).sort());
    equal(
      changes.filter(({ change }) => change.actions.includes("delete")).map(({ address }) => address),
      [],
    );
  });
  await lane.check("plan:check passes that plan", async () => {
    const { code, stdout, stderr } = await planCheck(terraform);
    equal(code, 0, stderr);
    ok(stdout.includes("4 adopted (4 imported by this plan)"), stdout);
  });
  await lane.step("applies it", () => terraform.applyPlan());
  await lane.check("what was there is still there, under its address", async () => {
    equal(await identities(aws, found), before);
    const state = await terraform.state();
    const ids = Object.keys(found).map((address) => state.find((resource) => resource.address === address)?.values);
    equal(
      ids.map((values) => values?.bucket ?? values?.key_id ?? values?.identifier),
      Object.values(found),
    );
  });
  await lane.check("the server got the password of the secret, in one change", async () => {
    const sent = recorder.exchanges
      .filter(({ action }) => action === "ModifyDBInstance")
      .map(({ request }) => /^MasterUserPassword=(.*)$/m.exec(request)?.[1]);
    equal(
      sent.filter((password) => password !== undefined),
      [(await storedSecrets(aws)).get("ppm/database-master-password")],
    );
  });
  await lane.check("a plan without adopt takes nothing back", async () => {
    terraform.json = Object.fromEntries(Object.entries(terraform.json).filter(([key]) => key !== "import"));
    const { resource_changes: changes = [] } = await terraform.plan();
    equal(
      changes.filter(({ change }) => change.actions.includes("delete")).map(({ address }) => address),
      [],
    );
  });
  await lane.check("plan:check refuses a plan that would replace it, and names the argument", async () => {
    terraform.setVariables({ ...variables, name: "other" });
    const refused = await terraform.refusedPlan();
    ok(refused.includes("Instance cannot be destroyed"), refused);
    const { code, stderr } = await planCheck(terraform);
    equal(code, 1, stderr);
    const other = bucket.replace("ppm-", "other-");
    ok(
      stderr.includes(`aws_s3_bucket.bucket: bucket is "${other}", expected "${bucket}", as the existing resource`),
      stderr,
    );
    ok(stderr.includes("it is protected; set var.name and var.region so that it gives that"), stderr);
  });
}

/** Made as with the AWS CLI, long before. */
async function makeParts(aws: AwsClient): Promise<Found> {
  const key = async (Description: string) =>
    (await aws.call<{ KeyMetadata: { KeyId: string; Arn: string } }>("kms", "create_key", { Description })).KeyMetadata;
  const [bucketKey, databaseKey] = [await key("packages"), await key("database")];
  await aws.callAll([
    ["s3", "create_bucket", { Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region } }],
    ["s3", "put_object", { Bucket: bucket, Key: "a-package", Body: "kept" }],
    [
      "rds",
      "create_db_instance",
      {
        DBInstanceIdentifier: "ppm",
        DBInstanceClass: "db.t3.xlarge",
        Engine: "postgres",
        EngineVersion: "17.6",
        DBName: "package_manager",
        MasterUsername: "ppm_master",
        MasterUserPassword: "typed-by-somebody",
        AllocatedStorage: 100,
        StorageType: "gp3",
        StorageEncrypted: true,
        KmsKeyId: databaseKey.Arn,
      },
    ],
  ]);
  return {
    "aws_kms_key.bucket_key": bucketKey.KeyId,
    "aws_kms_key.database_key": databaseKey.KeyId,
    "aws_s3_bucket.bucket": bucket,
    "aws_db_instance.database": "ppm",
  };
}

/** What changes when something is made anew under the same name. */
async function identities(aws: AwsClient, found: Found): Promise<Json> {
  const keys = ["aws_kms_key.bucket_key", "aws_kms_key.database_key"] as const;
  const states = await aws.callAll<{ KeyMetadata: JsonObject }>(
    keys.map((address) => ["kms", "describe_key", { KeyId: found[address] }]),
  );
  const [objects, servers] = await aws.callAll<JsonObject>([
    ["s3", "list_objects_v2", { Bucket: bucket }],
    ["rds", "describe_db_instances", { DBInstanceIdentifier: "ppm" }],
  ]);
  const [server] = (servers?.DBInstances ?? []) as readonly JsonObject[];
  return {
    keys: states.map(({ KeyMetadata }) => KeyMetadata.KeyState ?? null),
    objects: ((objects?.Contents ?? []) as readonly JsonObject[]).map(({ Key, LastModified }) => [
      Key ?? null,
      LastModified ?? null,
    ]),
    server: asObject(server).DbiResourceId ?? null,
  };
}
