import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { IGrantee } from "../../modules/core";
import { Database, type DatabaseProps } from "../../modules/database";
import type { IWriteOnlySecret } from "../../modules/secret";
import { FakeKey, FakeNetwork } from "./synth";

class FakePassword extends Construct implements IWriteOnlySecret {
  readonly secretArn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:password-AbCdEf";
  readonly revision = 3;
  readonly value = "${ephemeral.some.password}";
  grantRead(id: string, grantee: IGrantee): void {
    grantee.grant(id, []);
  }
}

/** Key of the logs, which is another than that of the data. */
class FakeLogKey extends FakeKey {
  override readonly keyArn = "arn:aws:kms:eu-central-1:111122223333:key/logs";
}

/** A database whose props are the defaults but for `props`. */
export function database(stack: TerraformStack, props: Partial<DatabaseProps> = {}): Database {
  return new Database(stack, "Database", {
    network: new FakeNetwork(stack, "Network"),
    identifier: "ppm",
    encryptionKey: new FakeKey(stack, "Key"),
    logEncryptionKey: new FakeLogKey(stack, "LogKey"),
    password: new FakePassword(stack, "Password"),
    masterUsername: "ppm_master",
    databaseName: "package_manager",
    partition: "aws-us-gov",
    ...props,
  });
}
