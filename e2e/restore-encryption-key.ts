import { deepStrictEqual as equal, match } from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { AwsContext } from "./aws-context";
import { infrastructureVariables } from "./fixture";
import type { JsonObject } from "./json";
import { reduce } from "./reduce";
import { emulatorProvider, variableEnvironment } from "./settings";
import { stackFolder, synth } from "./synth";
import { TerraformFolder } from "./terraform";

const name = "ppm-key";

/** Package Manager's encryption key outlives its stack: brought back in its recovery window, and given to a new one. */
export async function checkEncryptionKey(context: AwsContext): Promise<void> {
  const { lane, aws } = context;
  const value = (SecretId: string) =>
    aws.call<{ SecretString: string }>("secretsmanager", "get_secret_value", { SecretId });
  const { terraform, before } = await lane.step("encryption key: is generated, and its stack destroyed", async () => {
    const made = await deploy(context, {}, {});
    await made.run("init", "-no-color", "-input=false");
    await made.plan();
    await made.applyPlan();
    const secret = await secretOf(made);
    const { SecretString } = await value(secret);
    match(SecretString, /^[0-9a-f]{1024}$/);
    equal((await made.destroy()).code, 0);
    return { terraform: made, before: { secret, key: SecretString } };
  });
  await lane.check("encryption key: is brought back in its recovery window, and given to a new stack", async () => {
    await aws.call("secretsmanager", "restore_secret", { SecretId: before.secret });
    const { SecretString } = await value(before.secret);
    equal(SecretString, before.key);
    const again = await deploy(context, { encryptionKey: "given" }, { TF_VAR_encryption_key: SecretString });
    await again.plan();
    await again.applyPlan();
    const secret = await secretOf(again);
    equal(secret === before.secret, false);
    equal((await value(secret)).SecretString, before.key);
    equal(JSON.stringify(await terraform.state()).includes(before.key), false, "the key is in the state");
  });
}

async function secretOf(terraform: TerraformFolder): Promise<string> {
  const state = await terraform.state();
  return String(state.find(({ address }) => address === "aws_secretsmanager_secret.encryption_key")?.values.arn);
}

async function deploy(
  { folder, environment, aws }: AwsContext,
  packageManager: JsonObject,
  secrets: NodeJS.ProcessEnv,
): Promise<TerraformFolder> {
  mkdirSync(join(folder, "key"), { recursive: true });
  await synth(join(folder, "key"), JSON.stringify({ name, protection: false, packageManager }));
  const terraform = new TerraformFolder(stackFolder(join(folder, "key"), `${name}-infrastructure`), {
    ...environment,
    ...variableEnvironment,
    ...secrets,
  });
  terraform.json = reduce(terraform.json, ["aws_secretsmanager_secret_version.encryption_key_version"]);
  terraform.override({ provider: emulatorProvider });
  terraform.setVariables(await infrastructureVariables(aws));
  return terraform;
}
