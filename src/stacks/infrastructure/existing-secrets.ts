import { leaveToUser, policyText } from "../../../modules/core";
import { ExistingPassword, type ISecret, type IWriteOnlySecret, Secret } from "../../../modules/secret";
import {
  applicationSecretVariables,
  encryptionKeySecretVariables,
  givenPasswordRevisionVariables,
  masterSecretVariables,
} from "../../variables/existing-secret";
import { existingLicenseVariables } from "../../variables/secret";
import { hasLicense, hasMaster } from "../contract";
import type { Context } from "./context";
import type { Secrets } from "./secrets";

export interface DatabasePasswords {
  /** Of the master user of a server that is made here. */
  readonly newServerPassword?: IWriteOnlySecret;
  /** Absent where the application's role and schemas exist. */
  readonly databaseMasterPassword?: ISecret;
  /** Absent where the application's secrets are in Kubernetes. */
  readonly databasePassword?: ISecret;
}

/** Secrets that the user has in Secrets Manager. */
export function existingSecrets(context: Context): Secrets {
  const { stack, deployment } = context;
  const key = stack.declare(encryptionKeySecretVariables);
  const found: Secrets = {
    ...existingPasswords(context),
    encryptionKey: Secret.fromAttributes(stack, "EncryptionKey", {
      secretArn: key.encryptionKeySecretArn,
      revision: key.encryptionKeyRevision,
    }),
    license: hasLicense(deployment) ? existingLicense(context) : undefined,
  };
  const { databaseMasterPassword, databasePassword, encryptionKey, license } = found;
  leaveReading(context, [databaseMasterPassword, databasePassword, encryptionKey, license]);
  return found;
}

/** The passwords of the database's users, when no password is made here. */
export function existingPasswords(context: Context): DatabasePasswords {
  const { stack, deployment } = context;
  const { databasePasswordRevision: revision } = stack.declare(givenPasswordRevisionVariables);
  const databasePassword = Secret.fromAttributes(stack, "DatabasePassword", {
    secretArn: stack.declare(applicationSecretVariables).databaseSecretArn,
    revision,
  });
  if (!hasMaster(deployment)) return { databasePassword };
  if (deployment.database.mode === "existing") {
    return { databasePassword, databaseMasterPassword: existingMasterPassword(context, revision) };
  }
  const newServerPassword = new ExistingPassword(stack, "DatabaseMasterPassword", {
    secretArn: stack.declare(masterSecretVariables).databaseMasterSecretArn,
    variableName: "database_master_secret_arn",
    revision,
  });
  leaveToUser(newServerPassword, {
    what: `The password in ${newServerPassword.secretArn} must have letters and digits only, 8 to 128: RDS refuses /, @, " and space`,
  });
  return { databasePassword, databaseMasterPassword: newServerPassword, newServerPassword };
}

/** The password of the master user of a server that exists. */
export function existingMasterPassword({ stack }: Context, revision: number): ISecret {
  const { databaseMasterSecretArn: secretArn } = stack.declare(masterSecretVariables);
  return Secret.fromAttributes(stack, "DatabaseMasterPassword", { secretArn, revision });
}

function existingLicense({ stack }: Context): ISecret {
  const { licenseSecretArn, licenseRevision } = stack.declare(existingLicenseVariables);
  return Secret.fromAttributes(stack, "License", { secretArn: licenseSecretArn, revision: licenseRevision });
}

/** Leaves it to the user to let Terraform read `secrets`, which it does when it plans, too. */
export function leaveReading({ stack }: Context, secrets: readonly (ISecret | undefined)[]): void {
  leaveToUser(stack, {
    what:
      "Whoever plans and applies must be allowed to read the existing secrets; and, where one is encrypted with a customer " +
      "key, kms:Decrypt on that key. Add to the role of the runs",
    text: JSON.stringify(
      policyText([
        {
          sid: "ReadSecrets",
          actions: ["secretsmanager:GetSecretValue"],
          resources: secrets.flatMap((secret) => secret?.secretArn ?? []),
        },
      ]),
    ),
  });
}
