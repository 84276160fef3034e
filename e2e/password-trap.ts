import { deepStrictEqual as equal } from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { AwsContext } from "./aws-context";
import type { JsonObject } from "./json";
import { emulatorProvider, region } from "./settings";
import { TerraformFolder } from "./terraform";

const old = "old-and-in-the-state";
const fresh = "new-and-write-only";

/**
 * What docs/adoption.md says about a database whose `password` is in a state: the provider's own fault (#42582), and the way
 * around it. Fails when the provider no longer has it, so that the guide can be shortened.
 */
export async function checkPasswordTrap({ lane, folder, environment, recorder }: AwsContext): Promise<void> {
  const here = join(folder, "password");
  mkdirSync(here);
  const terraform = new TerraformFolder(here, environment);
  terraform.override({ provider: emulatorProvider });
  /** Applies a server with these arguments, and returns the passwords that were sent. */
  const apply = async (password: JsonObject) => {
    terraform.json = { ...root, resource: { aws_db_instance: { server: { ...server, ...password } } } };
    await terraform.plan();
    const sent = recorder.exchanges.length;
    await terraform.applyPlan();
    return recorder.exchanges
      .slice(sent)
      .filter(({ action }) => action === "ModifyDBInstance")
      .map(({ request }) => /^MasterUserPassword=(.*)$/m.exec(request)?.[1]);
  };
  const writeOnly = (password_wo_version: number) => ({ password_wo: fresh, password_wo_version });

  await lane.step("password: finds a server whose password is in the state", async () => {
    terraform.json = root;
    await terraform.run("init", "-no-color", "-input=false");
    await apply({ password: old });
  });
  await lane.check("password: moving it to password_wo in one step sends none", async () => {
    equal(await apply(writeOnly(1)), [undefined]);
  });
  await lane.check("password: raising the revision in a second step sends the new one", async () => {
    equal(await apply(writeOnly(2)), [fresh]);
  });
}

const root: JsonObject = {
  terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "~> 5.100" } } },
  provider: { aws: [{ region }] },
};

const server: JsonObject = {
  identifier: "of-a-state",
  engine: "postgres",
  engine_version: "17",
  instance_class: "db.t3.micro",
  allocated_storage: 20,
  username: "somebody",
  apply_immediately: true,
  skip_final_snapshot: true,
};
