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
 * A database server whose `password` is in the state gets `password_wo`, as docs/how-to/adoption.md tells: which passwords
 * the provider sends is recorded. The new one comes from a secret that is made in the same apply, as in the stack.
 */
export async function checkPassword({ lane, folder, environment, recorder }: AwsContext): Promise<void> {
  const here = join(folder, "password");
  mkdirSync(here);
  const terraform = new TerraformFolder(here, environment);
  terraform.override({ provider: emulatorProvider });
  /** Applies `json` and returns the passwords that were sent, undefined where a change of the server had none. */
  const apply = async (json: JsonObject) => {
    terraform.json = json;
    await terraform.plan();
    const sent = recorder.exchanges.length;
    await terraform.applyPlan();
    return recorder.exchanges
      .slice(sent)
      .filter(({ action }) => action === "CreateDBInstance" || action === "ModifyDBInstance")
      .map(({ request }) => /^MasterUserPassword=(.*)$/m.exec(request)?.[1]);
  };

  await lane.step("finds a server whose password is in the state", async () => {
    terraform.json = root;
    await terraform.run("init", "-no-color", "-input=false");
    equal(await apply(withPlainPassword), [old]);
  });
  await lane.check("sends the new password in the step from password to password_wo, and none before", async () => {
    equal(await apply(withWriteOnlyPassword(1)), [fresh]);
  });
  await lane.check("sends it again when the revision rises", async () => {
    equal(await apply(withWriteOnlyPassword(2)), [fresh]);
  });
}

const root: JsonObject = {
  terraform: { required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } } },
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

const withPlainPassword: JsonObject = {
  ...root,
  resource: { aws_db_instance: { server: { ...server, password: old } } },
};

const withWriteOnlyPassword = (revision: number): JsonObject => ({
  ...root,
  ephemeral: {
    aws_secretsmanager_secret_version: {
      password: { secret_id: "${aws_secretsmanager_secret_version.password.secret_id}" },
    },
  },
  resource: {
    aws_secretsmanager_secret: { password: { name: "master-password" } },
    aws_secretsmanager_secret_version: {
      password: {
        secret_id: "${aws_secretsmanager_secret.password.id}",
        secret_string_wo: fresh,
        secret_string_wo_version: 1,
      },
    },
    aws_db_instance: {
      server: {
        ...server,
        password_wo: "${ephemeral.aws_secretsmanager_secret_version.password.secret_string}",
        password_wo_version: revision,
      },
    },
  },
});
