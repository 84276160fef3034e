import { deepStrictEqual as equal, match, ok } from "node:assert/strict";
import { cpSync, existsSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import type { AwsContext } from "./aws-context";
import { accountId } from "./emulator";
import { infrastructureVariables } from "./fixture";
import { inventory, unlisted } from "./inventory";
import { asObject, type JsonObject } from "./json";
import { plannedChanges, text } from "./plan-changes";
import type { CommandResult } from "./processes";
import { reduce } from "./reduce";
import { emulatorProvider, region, variableEnvironment } from "./settings";
import { stackFolder, synth } from "./synth";
import { TerraformFolder } from "./terraform";

const bucket = "team-terraform-states";

/** State in S3 and in files: two applies at once on each, of which one must be refused and nothing may get lost. */
export async function checkState(context: AwsContext): Promise<void> {
  const { lane, aws } = context;
  const keyArn = await lane.step("finds a bucket and a key for states", async () => {
    const { KeyMetadata } = await aws.call<{ KeyMetadata: { Arn: string } }>("kms", "create_key");
    await aws.call("s3", "create_bucket", {
      Bucket: bucket,
      CreateBucketConfiguration: { LocationConstraint: region },
    });
    return KeyMetadata.Arn;
  });
  await checkS3(context, keyArn);
  await checkLocal(context);
}

async function checkS3(context: AwsContext, keyArn: string): Promise<void> {
  const { lane, folder, aws, recorder } = context;
  await lane.step("s3: synthesizes", () =>
    synth(
      folder,
      JSON.stringify({ state: { backend: "s3", bucket, region, keyPrefix: "packages/", kmsKeyId: keyArn } }),
    ),
  );
  const terraform = await smallStack(context, {});
  const sent = recorder.exchanges.length;
  const { refused } = await applyTwiceAtOnce(context, "s3", terraform);
  await lane.check("s3: the one refused reads who has the lock", () => {
    const locks = recorder.exchanges
      .slice(sent)
      .filter(({ action, status }) => /^PUT .*\.tflock$/.test(action) && status === 200)
      .map(({ request }) => JSON.parse(request.slice(request.indexOf("\n"))) as { ID: string; Operation: string })
      // The plan of the check before has one, too.
      .filter(({ Operation }) => Operation === "OperationTypeApply");
    equal(locks.length, 1, "one apply gets the lock");
    expectOwner(refused, locks[0]?.ID ?? "", `${bucket}/packages/ppm-infrastructure.tfstate`);
  });
  await lane.check(
    "s3: the state is encrypted with the key given, and nothing else is left of the applies",
    async () => {
      const { Contents } = await aws.call<{ Contents: { Key: string }[] }>("s3", "list_objects_v2", { Bucket: bucket });
      equal(
        Contents.map(({ Key }) => Key),
        ["packages/ppm-infrastructure.tfstate"],
      );
      const head = await aws.call("s3", "head_object", { Bucket: bucket, Key: Contents[0]?.Key ?? "" });
      equal([head.ServerSideEncryption, head.SSEKMSKeyId], ["aws:kms", keyArn]);
    },
  );
  await lane.check("s3: the application stack reads the state", async () => {
    equal(await readAsApplication(context), await output(terraform, "encryption_key_secret_arn"));
  });
}

async function checkLocal(context: AwsContext): Promise<void> {
  const { lane, folder } = context;
  await lane.step("local: synthesizes", () => synth(folder));
  const terraform = await smallStack(context, { name: "ppm-local" });
  const { refused } = await applyTwiceAtOnce(context, "local", terraform);
  await lane.check("local: the one refused reads who has the lock", () => {
    expectOwner(refused, "", "../../../terraform.ppm-infrastructure.tfstate");
  });
  await lane.check("local: the state is beside the deployment file, and the lock is gone", () => {
    ok(existsSync(join(folder, "terraform.ppm-infrastructure.tfstate")));
    ok(!existsSync(join(folder, ".terraform.ppm-infrastructure.tfstate.lock.info")));
  });
}

/** The infrastructure stack with its keys and secrets only, initialized: real, with its own backend, and fast. */
async function smallStack({ folder, environment, aws }: AwsContext, variables: JsonObject): Promise<TerraformFolder> {
  const terraform = new TerraformFolder(stackFolder(folder, "ppm-infrastructure"), {
    ...environment,
    ...variableEnvironment,
  });
  const { json } = terraform;
  const wanted = ["aws_kms_alias", "aws_secretsmanager_secret_version"].flatMap((type) =>
    Object.keys(asObject(asObject(json.resource)[type])).map((name) => `${type}.${name}`),
  );
  terraform.json = reduce(json, wanted);
  terraform.override({ provider: emulatorProvider });
  terraform.setVariables({ ...(await infrastructureVariables(aws)), ...variables });
  await terraform.run("init", "-no-color", "-input=false", "-reconfigure");
  return terraform;
}

/** Applies the same stack from two folders, as two people do. */
async function applyTwiceAtOnce(
  { lane, environment, aws }: AwsContext,
  name: string,
  terraform: TerraformFolder,
): Promise<{ refused: CommandResult }> {
  const other = new TerraformFolder(`${terraform.folder}-of-a-colleague`, {
    ...environment,
    ...variableEnvironment,
    TF_DATA_DIR: join(terraform.folder, ".terraform"),
  });
  cpSync(terraform.folder, other.folder, {
    recursive: true,
    filter: (path) => !path.endsWith(".terraform"),
  });
  const before = await inventory(aws);
  const refused = await lane.step(`${name}: of two applies at once, one is refused`, async () => {
    const apply = ["apply", "-no-color", "-input=false", "-auto-approve"];
    const results = await Promise.all([terraform, other].map((one) => one.try(...apply)));
    const failed = results.filter(({ code }) => code !== 0);
    equal(failed.length, 1, results.map(({ code, stderr }) => `${code}: ${stderr}`).join("\n"));
    return failed[0] as CommandResult;
  });
  await lane.check(`${name}: nothing is lost, nothing is made twice`, async () => {
    const state = await terraform.state();
    const addresses = state.filter(({ mode }) => mode === "managed").map(({ address }) => address);
    equal(addresses.sort(), addressesOf(terraform.json));
    const after = await inventory(aws);
    equal(unlisted(state, after), []);
    const made = after.filter((line) => !before.includes(line) && /^aws_(kms_key|secretsmanager_secret) /.test(line));
    equal(made.length, addresses.filter((address) => /^aws_(kms_key|secretsmanager_secret)\./.test(address)).length);
  });
  await lane.check(`${name}: the plan of the one refused is clean`, async () => {
    equal(plannedChanges(await other.plan()).map(text), []);
  });
  return { refused };
}

function expectOwner({ stderr }: CommandResult, id: string, path: string): void {
  match(stderr, /Error acquiring the state lock/);
  ok(stderr.includes(`ID:        ${id}`), stderr);
  ok(stderr.includes(`Who:       ${userInfo().username}@${hostname()}`), stderr);
  ok(stderr.includes(`Path:      ${path}`), stderr);
  match(stderr, /Operation: OperationTypeApply/);
}

function addressesOf(json: JsonObject): string[] {
  return Object.entries(asObject(json.resource))
    .flatMap(([type, named]) => Object.keys(asObject(named)).map((name) => `${type}.${name}`))
    .sort();
}

/** What the application stack's own data source gets of the infrastructure's outputs, from the application's backend. */
async function readAsApplication({ folder, environment }: AwsContext): Promise<string> {
  const terraform = new TerraformFolder(stackFolder(folder, "ppm-application"), environment);
  const { terraform: settings, data } = terraform.json;
  const rest = Object.entries(asObject(settings)).filter(([key]) => key !== "required_providers");
  terraform.json = {
    terraform: Object.fromEntries(rest),
    data: { terraform_remote_state: asObject(asObject(data).terraform_remote_state) },
    output: { read: { value: "${data.terraform_remote_state.infrastructure.outputs.encryption_key_secret_arn}" } },
  };
  await terraform.run("init", "-no-color", "-input=false");
  await terraform.run("apply", "-no-color", "-input=false", "-auto-approve");
  return output(terraform, "read");
}

async function output(terraform: TerraformFolder, name: string): Promise<string> {
  const value = JSON.parse(await terraform.run("output", "-json", name)) as string;
  ok(value.includes(`:${accountId}:secret:`), value);
  return value;
}
