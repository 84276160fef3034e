import { type IGrantee, leaveToUser, policyText, type PolicyStatement } from "../../../modules/core";
import { Construct } from "constructs";
import type { IWriteOnlySecret } from "../../../modules/secret";
import { generatedPasswordVariables } from "../../variables/secret";
import type { Context } from "./context";
import { generatedMasterPassword, secretDefaults } from "./created-secrets";
import type { Secrets } from "./secrets";

/** Secrets that the user keeps in Kubernetes. Only the password of a server that is made here is made here, too. */
export function kubernetesSecrets(context: Context): Secrets {
  const { stack, deployment } = context;
  if (deployment.database.mode === "existing") return {};
  const { databasePasswordRevision } = stack.declare(generatedPasswordVariables);
  const password = generatedMasterPassword(context, secretDefaults(context), databasePasswordRevision);
  stack.output(
    "database_master_secret_arn",
    password.secretArn,
    "Secrets Manager secret with the master user's password, for the Kubernetes secret ppm-database-master.",
  );
  leaveReading(password);
  return { newServerPassword: password, databaseMasterPassword: password };
}

/** Whatever keeps the Kubernetes secret is not known here. */
function leaveReading(password: IWriteOnlySecret): void {
  const keeper = new UnknownGrantee(password, "Keeper");
  password.grantRead("Read", keeper);
  leaveToUser(password, {
    what: "The role of External Secrets, or of whatever else keeps ppm-database-master, must read this secret. Add to it",
    text: JSON.stringify(policyText(keeper.statements)),
  });
}

/** Remembers what it should be granted. */
class UnknownGrantee extends Construct implements IGrantee {
  readonly statements: PolicyStatement[] = [];

  grant(_id: string, statements: readonly PolicyStatement[]): void {
    this.statements.push(...statements);
  }
}
