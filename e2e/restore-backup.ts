import { deepStrictEqual as equal } from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { AwsContext } from "./aws-context";
import { infrastructureVariables } from "./fixture";
import type { Json } from "./json";
import { plannedChanges, text } from "./plan-changes";
import { reduce } from "./reduce";
import { emulatorProvider, region, variableEnvironment } from "./settings";
import { stackFolder, synth } from "./synth";
import { TerraformFolder } from "./terraform";

const name = "ppm-backup";
const copyRegion = "eu-west-1";

/**
 * Backups by AWS Backup of database and bucket, with copies in a vault of another region: plan with locks, of which the
 * emulator knows nothing, then apply without, and destroy.
 */
export async function checkBackup(context: AwsContext): Promise<void> {
  const { lane } = context;
  const locks = await lane.step("backup: plans locked vaults", async () => {
    const plan = await (await deploy(context, true)).plan();
    return (plan.resource_changes ?? []).filter(({ address }) => address.startsWith("aws_backup_vault_lock"));
  });
  await lane.check("backup: locks both vaults for some days, in governance mode", () => {
    equal(
      locks.map(({ change }) => {
        const { min_retention_days, changeable_for_days } = change.after as Record<string, Json>;
        // With days for changes, nobody could undo the lock after them.
        return { min_retention_days, changeable_for_days };
      }),
      [1, 2].map(() => ({ min_retention_days: 30, changeable_for_days: null })),
    );
  });
  const terraform = await lane.step("backup: applies vaults, plan and selection", async () => {
    const made = await deploy(context, false);
    await made.plan();
    await made.applyPlan();
    return made;
  });
  const state = await terraform.state();
  const one = (address: string): Readonly<Record<string, unknown>> =>
    state.find((resource) => resource.address === address)?.values ?? {};
  await lane.check("backup: selects the database and the bucket, and nothing else", () => {
    const { resources } = one("aws_backup_selection.backup_selection");
    equal(
      [resources].flat().sort(),
      ["aws_db_instance.database", "aws_s3_bucket.bucket"].map((address) => one(address).arn).sort(),
    );
  });
  await lane.check("backup: copies go to a vault of the other region, each vault has a key of its own", () => {
    const vaults = ["backup_vault", "backup_copy_vault"].map((vault) => one(`aws_backup_vault.${vault}`));
    equal(
      vaults.map(({ arn }) => String(arn).split(":")[3]),
      [region, copyRegion],
    );
    equal(
      vaults.map(({ kms_key_arn }) => kms_key_arn),
      ["backup_key", "backup_copy_key"].map((key) => one(`aws_kms_key.${key}`).arn),
    );
  });
  await lane.check("backup: keeps backups and copies for as long as the variables say", () => {
    const [rule] = one("aws_backup_plan.backup_plan").rule as Kept[];
    const [copy] = rule?.copy_action ?? [];
    equal(
      [rule?.lifecycle[0]?.delete_after, copy?.lifecycle[0]?.delete_after, copy?.destination_vault_arn],
      [40, 50, one("aws_backup_vault.backup_copy_vault").arn],
    );
  });
  await lane.check("backup: a second plan changes none of it", async () => {
    const changes = plannedChanges(await terraform.plan()).map(text);
    equal(
      changes.filter((change) => change.includes("backup_")),
      [],
    );
  });
  await lane.step("backup: is destroyed, with all that it needed", () =>
    terraform.run("destroy", "-no-color", "-input=false", "-auto-approve"),
  );
}

interface Kept {
  readonly lifecycle: readonly { readonly delete_after: number }[];
  readonly destination_vault_arn?: string;
  readonly copy_action?: readonly Kept[];
}

async function deploy({ folder, environment, aws }: AwsContext, vaultLock: boolean): Promise<TerraformFolder> {
  const own = join(folder, "backup");
  mkdirSync(own, { recursive: true });
  await synth(
    own,
    JSON.stringify({ name, backup: { mode: "create", copy: "otherRegion", vaultLock }, protection: false }),
  );
  const made = new TerraformFolder(stackFolder(own, `${name}-infrastructure`), {
    ...environment,
    ...variableEnvironment,
  });
  const locks = ["backup_vault_lock", "backup_copy_vault_lock"].map(
    (lock) => `aws_backup_vault_lock_configuration.${lock}`,
  );
  made.json = reduce(made.json, ["aws_backup_selection.backup_selection", ...(vaultLock ? locks : [])]);
  made.override({ provider: emulatorProvider });
  made.setVariables({
    ...(await infrastructureVariables(aws)),
    backup_retention_days: 40,
    ...(vaultLock && { backup_lock_days: 30 }),
    backup_copy_region: copyRegion,
    backup_copy_retention_days: 50,
    bucket_force_destroy: true,
  });
  await made.run("init", "-no-color", "-input=false");
  return made;
}
