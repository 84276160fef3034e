import { deepStrictEqual as equal, ok } from "node:assert/strict";
import type { AwsClient } from "../aws-client";
import type { Faults } from "../faults";
import { inventory } from "../inventory";
import { asObject, type Json } from "../json";
import { plannedChanges, text } from "../plan-changes";
import { commandFailure } from "../processes";
import { variableEnvironment } from "../settings";
import { TerraformFolder } from "../terraform";
import { runbookSteps, runSteps } from "../runbook";
import { storedSecrets } from "../secrets";
import { importWhatWasMade } from "./recover";
import { resynthesize } from "./stack";

/** What is imported without `--long`, with what it refers to: an import takes seconds. */
const importedPart = [
  "aws_iam_openid_connect_provider.cluster_oidc_provider",
  "aws_s3_bucket_versioning.bucket_versioning",
  "aws_secretsmanager_secret_version.encryption_key_version",
];

/** The state in S3 is deleted, then damaged, then gone for good, and brought back by the runbook. */
export async function checkLostState({ context, long }: Faults, terraform: TerraformFolder): Promise<void> {
  const { lane, aws } = context;
  const { bucket = "", key = "" } = asObject(asObject(asObject(terraform.json.terraform).backend).s3);
  const where = { Bucket: bucket, Key: key };
  const variables = { BUCKET: String(bucket), KEY: String(key) };
  const bring = async (step: string) => {
    const result = await runSteps(context, terraform, `set -e\n${runbookSteps("lost-state", step)}`, variables);
    equal(result.code, 0, commandFailure(step, result));
    equal(plannedChanges(await terraform.plan()).map(text), []);
  };
  await lane.check("a deleted state is brought back", async () => {
    await aws.call("s3", "delete_object", where);
    equal((await terraform.state()).length, 0);
    await bring("delete-object");
  });
  await lane.check("a damaged state is brought back", async () => {
    await aws.call("s3", "put_object", { ...where, Body: "{" });
    ok((await terraform.try("state", "list")).code !== 0, "Terraform reads a damaged state");
    await bring("get-object");
  });
  await lane.step("without any version, imports bring back what they can", async () => {
    const before = { secrets: await storedSecrets(aws), all: await inventory(aws) };
    await forget(aws, where);
    equal((await terraform.state()).length, 0);
    await resynthesize(context, terraform, long ? undefined : importedPart, {
      packageManager: { encryptionKey: "given" },
    });
    const imported = await importWhatWasMade(context, terraform, {
      from: "plan",
      before: `set -e\n${runbookSteps("lost-state", "TF_VAR_encryption_key")}`,
      variables: { NAME: "ppm" },
    });
    lane.note(`imported without any version: ${imported.join(", ")}`);
    const key = before.secrets.get("ppm/encryption-key");
    const given = new TerraformFolder(terraform.folder, {
      ...context.environment,
      ...variableEnvironment,
      TF_VAR_encryption_key: key,
    });
    const replaced = plannedChanges(await given.plan()).filter(({ action }) => /replace|delete/.test(action));
    equal(replaced.map(text), []);
    await given.applyPlan();
    equal((await storedSecrets(aws)).get("ppm/encryption-key"), key);
    equal(await inventory(aws), before.all);
    equal(plannedChanges(await given.plan()).map(text), []);
  });
}

/** Deletes every version of an object. */
async function forget(aws: AwsClient, { Bucket, Key }: { readonly Bucket: Json; readonly Key: Json }) {
  const listed = await aws.call<Record<string, { Key: string; VersionId: string }[]>>("s3", "list_object_versions", {
    Bucket,
    Prefix: Key,
  });
  for (const { Key, VersionId } of [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])]) {
    await aws.call("s3", "delete_object", { Bucket, Key, VersionId });
  }
}
