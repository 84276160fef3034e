import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { join } from "node:path";
import type { AwsContext } from "../aws-context";
import { asObject } from "../json";
import { plannedChanges, text } from "../plan-changes";
import { commandFailure } from "../processes";
import type { TerraformFolder } from "../terraform";
import { projectFolder } from "../work-folder";
import { runbookSteps, runSteps } from "./recover";

const runbook = join(projectFolder, "docs", "runbooks", "lost-state.md");

/** The state in S3 is deleted, then damaged, and brought back by the runbook. */
export async function checkLostState(context: AwsContext, terraform: TerraformFolder): Promise<void> {
  const { lane, aws } = context;
  const { bucket = "", key = "" } = asObject(asObject(asObject(terraform.json.terraform).backend).s3);
  const where = { Bucket: bucket, Key: key };
  const variables = { BUCKET: String(bucket), KEY: String(key) };
  const bring = async (step: string) => {
    const result = await runSteps(context, terraform, `set -e\n${runbookSteps(step, runbook)}`, variables);
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
}
